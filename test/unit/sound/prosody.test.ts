import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { intensityOf } from '#media/core/sound/intensity.ts'
import { measure, perturbationOf } from '#media/core/sound/perturbation.ts'
import { pitchOf } from '#media/core/sound/pitch.ts'
import { seededRandom } from '#test/kit/random.ts'
import { sharedData } from '#test/kit/shared-data.ts'

const RATE = 16_000

/** A buzz with the overtones of a voice whose pitch follows `hz(t)`. */
function buzz(seconds: number, hz: (t: number) => number, gain = 0.3): Float32Array {
  let phase = 0
  return Float32Array.from({ length: seconds * RATE }, (_, i) => {
    phase += hz(i / RATE) / RATE
    let x = 0
    for (let k = 1; k <= 12; k++) x += Math.sin(2 * Math.PI * k * phase) / k
    return x * gain
  })
}

/** Damped ringing at given moments, as a throat answers to pulses. */
function pulses(seconds: number, moments: readonly number[], gains: readonly number[]): Float32Array {
  const out = new Float32Array(seconds * RATE)
  for (const [n, moment] of moments.entries())
    for (let i = Math.ceil(moment * RATE); i < Math.min(out.length, (moment + 0.012) * RATE); i++) {
      const t = i / RATE - moment
      out[i]! += gains[n]! * Math.exp(-t * 500) * Math.sin(2 * Math.PI * 400 * t)
    }
  return out
}

describe('pitch', () => {
  it.each([90, 147.3, 220, 333])('finds %d Hz within a thousandth', (hz) => {
    const track = pitchOf(
      buzz(0.5, () => hz),
      RATE,
    )
    const inner = track.hz.subarray(5, 45)
    for (const value of inner) expect(Math.abs(value / hz - 1)).toBeLessThan(0.001)
  })

  it('follows a glide without leaving its octave', () => {
    const track = pitchOf(
      buzz(1, (t) => 120 * 2 ** t),
      RATE,
    )
    for (let f = 5; f < 95; f++)
      expect(Math.abs(Math.log2(track.hz[f]! / (120 * 2 ** (f / 100))))).toBeLessThan(0.03)
  })

  it('says that there is no voice in silence and in noise', () => {
    const random = seededRandom(3)
    const noise = Float32Array.from({ length: RATE }, () => 0.2 * (random() * 2 - 1))
    const track = pitchOf(noise, RATE)
    const voiced = [...track.hz].filter((v) => !Number.isNaN(v)).length
    expect(voiced / track.hz.length).toBeLessThan(0.1)
    expect([...pitchOf(new Float32Array(RATE), RATE).hz].every(Number.isNaN)).toBe(true)
  })

  it('refuses a range it cannot find', () => {
    expect(() => pitchOf(new Float32Array(10), 8000, { ceiling: 4000 })).toThrow(/4000 Hz/)
  })
})

describe('intensity', () => {
  it('of a full-scale sine is 10·log10(0.5 / 4·10⁻¹⁰) dB', () => {
    const sine = Float32Array.from({ length: RATE }, (_, i) => Math.sin((2 * Math.PI * 500 * i) / RATE))
    const { db } = intensityOf(sine, RATE)
    for (const value of db.subarray(10, 90)) expect(value).toBeCloseTo(90.969, 2)
  })

  it('falls by 6.02 dB at half the amplitude', () => {
    const one = intensityOf(
      buzz(0.5, () => 140, 0.2),
      RATE,
    ).db[25]!
    const half = intensityOf(
      buzz(0.5, () => 140, 0.1),
      RATE,
    ).db[25]!
    expect(one - half).toBeCloseTo(6.0206, 3)
  })
})

describe('jitter and shimmer', () => {
  it('are the quotients of Praat’s manual', () => {
    // Periods 10, 11, 10, 11 ms: every difference is 1 ms, the mean 10.5 ms.
    const moments = [0, 0.01, 0.021, 0.031, 0.042]
    const p = measure([moments], [[1, 1.1, 1, 1.1, 1]])
    expect(p.periods).toBe(4)
    expect(p.jitterLocal).toBeCloseTo(1 / 10.5, 10)
    expect(p.jitterRap).toBeCloseTo(2 / 3 / 10.5, 10)
    expect(p.jitterPpq5).toBeNull()
    expect(p.shimmerLocal).toBeCloseTo(0.1 / 1.04, 10)
    expect(p.shimmerDb).toBeCloseTo(20 * Math.log10(1.1), 10)
    expect(p.shimmerApq3).toBeCloseTo(0.2 / 3 / 1.04, 10)
  })

  it('leave out periods and amplitudes that are no neighbours', () => {
    // 10 ms, then 20.5 ms (too long), then 10 ms: no two periods are compared.
    expect(measure([[0, 0.01, 0.0305, 0.0405]], [[1, 1, 1, 1]]).jitterLocal).toBeNull()
    expect(measure([[0, 0.01, 0.02]], [[1, 2, 1]]).shimmerLocal).toBeNull()
    expect(measure([], []).periods).toBe(0)
  })

  it('are found again in a sound made with them', () => {
    const moments: number[] = []
    const gains: number[] = []
    for (let t = 0.05, n = 0; t < 1.9; n++) {
      moments.push(t)
      gains.push(n % 2 ? 0.52 : 0.48)
      t += n % 2 ? 0.00804 : 0.00796
    }
    const sound = pulses(2, moments, gains)
    const p = perturbationOf(sound, RATE, pitchOf(sound, RATE))
    const made = measure([moments], [gains])
    expect(p.periods).toBeGreaterThan(200)
    expect(p.jitterLocal! / made.jitterLocal!).toBeGreaterThan(0.8)
    expect(p.jitterLocal! / made.jitterLocal!).toBeLessThan(1.2)
    expect(p.shimmerLocal! / made.shimmerLocal!).toBeGreaterThan(0.8)
    expect(p.shimmerLocal! / made.shimmerLocal!).toBeLessThan(1.2)
  })

  it('of an even buzz are next to nothing', () => {
    const sound = buzz(1, () => 125)
    const p = perturbationOf(sound, RATE, pitchOf(sound, RATE))
    expect(p.jitterLocal!).toBeLessThan(0.002)
    expect(p.shimmerLocal!).toBeLessThan(0.005)
  })
})

const bobby = sharedData('annotations/praat/bobby.wav')

describe.skipIf(!bobby)('a real voice, against what Praat 6.3.07 measures with its standard settings', () => {
  const raw = bobby
    ? execFileSync('ffmpeg', ['-v', 'error', '-i', bobby, '-ac', '1', '-ar', `${RATE}`, '-f', 'f32le', '-'])
    : Buffer.alloc(0)
  const samples = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength))

  it('has its pitch, loudness and unsteadiness', () => {
    const pitch = pitchOf(samples, RATE)
    const hz = [...pitch.hz].filter((v) => !Number.isNaN(v))
    const mean = hz.reduce((a, b) => a + b, 0) / hz.length
    expect(Math.abs(mean / 100.45 - 1)).toBeLessThan(0.02)
    expect(hz.length / pitch.hz.length).toBeGreaterThan(0.65)
    const { db } = intensityOf(samples, RATE)
    const energy = db.reduce((sum, d) => sum + 10 ** (d / 10), 0) / db.length
    expect(Math.abs(10 * Math.log10(energy) - 72.24)).toBeLessThan(0.5)
    expect(Math.abs(Math.max(...db) - 78.34)).toBeLessThan(0.1)
    const p = perturbationOf(samples, RATE, pitch)
    // Which periods count is not quite the same, hence the room: Praat says 1.44 %, 0.43 %, 0.68 %, 7.0 %, 0.81 dB, 2.3 %.
    const near = (value: number | null, praat: number, room: number) =>
      expect(Math.abs(value! / praat - 1)).toBeLessThan(room)
    near(p.jitterLocal, 0.01438, 0.15)
    near(p.jitterRap, 0.0043, 0.15)
    near(p.jitterPpq5, 0.00685, 0.15)
    near(p.shimmerLocal, 0.07023, 0.2)
    near(p.shimmerDb, 0.8148, 0.2)
    near(p.shimmerApq3, 0.02332, 0.25)
  })
})
