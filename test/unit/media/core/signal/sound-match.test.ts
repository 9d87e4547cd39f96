import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crossCorrelate, Fft } from '#media/core/signal/fft.ts'
import { matchSounds, soundOf } from '#media/core/signal/match-sounds.ts'
import { ONSET_RATE, OnsetBuilder } from '#media/core/signal/onsets.ts'
import { coarseMatch, decide } from '#media/core/signal/sound-match.ts'
import { hear, room } from '#test/kit/made-sound.ts'
import { seededRandom } from '#test/kit/random.ts'

const RATE = 8000
/** Half a frame at 120 frames a second, the fastest camera people bring. */
const HALF_FRAME = 1 / 240

describe('the transform', () => {
  test('back and forth is the same, and a tone is one line', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer(), (bits, seed) => {
        const size = 2 ** bits
        const next = seededRandom(seed)
        const re = Float64Array.from({ length: size }, () => next() - 0.5)
        const im = Float64Array.from({ length: size }, () => next() - 0.5)
        const [r, i] = [re.slice(), im.slice()]
        const fft = new Fft(size)
        fft.forward(r, i)
        fft.inverse(r, i)
        for (let k = 0; k < size; k++) {
          expect(r[k]).toBeCloseTo(re[k]!, 10)
          expect(i[k]).toBeCloseTo(im[k]!, 10)
        }
      }),
    )
    const re = Float64Array.from({ length: 64 }, (_, n) => Math.cos((2 * Math.PI * 5 * n) / 64))
    const im = new Float64Array(64)
    new Fft(64).forward(re, im)
    expect(re[5]).toBeCloseTo(32)
    expect(re[59]).toBeCloseTo(32)
    expect(Math.abs(re[6]!)).toBeLessThan(1e-9)
    expect(() => new Fft(48)).toThrow(RangeError)
  })

  test('correlation equals its definition at every lag', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 20 }),
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 20 }),
        (a, b) => {
          const found = crossCorrelate(a, b)
          for (let i = 0; i < found.length; i++) {
            const lag = i - (b.length - 1)
            let sum = 0
            for (let n = 0; n < b.length; n++) sum += (a[n + lag] ?? 0) * b[n]!
            expect(found[i]).toBeCloseTo(sum, 8)
          }
        },
      ),
    )
  })
})

const knocks = room(120, 5)
const match = (a: Float32Array, b: Float32Array) => matchSounds(soundOf(a, RATE), soundOf(b, RATE), RATE)

describe('two microphones in one room', () => {
  test.each([0, 0.004, 1.2345, 17.5, 31.25])('that began %d s apart', async (apart) => {
    const a = hear(knocks, { rate: RATE, from: 2, seconds: 60 })
    const b = hear(knocks, { rate: RATE, from: 2 + apart, seconds: 50, gain: 0.1, noise: 0.004, seed: 3 })
    const { result } = await match(a, b)
    expect(result.kind).toBe('clear')
    if (result.kind === 'clear') expect(Math.abs(result.lag - apart)).toBeLessThan(HALF_FRAME / 4)
    const back = (await match(b, a)).result
    if (back.kind === 'clear') expect(Math.abs(back.lag + apart)).toBeLessThan(HALF_FRAME / 4)
    else expect.fail(back.why)
  })

  test('one of them as loud in its own noise as the room', async () => {
    const a = hear(knocks, { rate: RATE, from: 0, seconds: 80, noise: 0.05 })
    const b = hear(knocks, { rate: RATE, from: 7.7, seconds: 60, gain: 0.3, noise: 0.1, seed: 9 })
    const { result } = await match(a, b)
    expect(result.kind).toBe('clear')
    if (result.kind === 'clear') expect(Math.abs(result.lag - 7.7)).toBeLessThan(HALF_FRAME)
  })

  test.each([-180, -20, 35, 200])('a clock that drifts by %d ppm is told by its drift', async (ppm) => {
    const a = hear(knocks, { rate: RATE, from: 0, seconds: 120 })
    const b = hear(knocks, { rate: RATE, from: 3, seconds: 110, ppm, noise: 0.01, seed: 4 })
    const { result } = await match(a, b)
    if (result.kind !== 'clear') return expect.fail(result.why)
    expect(Math.abs(result.lag - 3)).toBeLessThan(HALF_FRAME)
    // b counts too few seconds: each of its seconds is longer in the room.
    expect(Math.abs((result.rate! - 1) * 1e6 - ppm)).toBeLessThan(8)
  })

  test('two sample rates, brought to one', async () => {
    const high = hear(knocks, { rate: 48_000, from: 0, seconds: 20 })
    const other = hear(knocks, { rate: 44_100, from: 4.321, seconds: 14 })
    const { result } = await match(resampled(high, 48_000), resampled(other, 44_100))
    if (result.kind !== 'clear') return expect.fail(result.why)
    expect(Math.abs(result.lag - 4.321)).toBeLessThan(HALF_FRAME / 4)
    expect(result.rate).toBeNull()
  })

  test('different rooms, silence and a metronome get no suggestion, each for its reason', async () => {
    const a = hear(knocks, { rate: RATE, from: 0, seconds: 60, noise: 0.01 })
    for (const seed of [11, 12, 13, 14, 15, 16]) {
      const elsewhere = hear(room(60, seed), { rate: RATE, from: 0, seconds: 50, noise: 0.01, seed })
      expect((await match(a, elsewhere)).result).toMatchObject({ kind: 'unclear' })
    }
    expect((await match(a, new Float32Array(RATE * 30))).result).toEqual({ kind: 'unclear', why: 'silent' })
    expect((await match(a, new Float32Array(10))).result).toEqual({ kind: 'unclear', why: 'silent' })
    const ticks = Array.from({ length: 119 }, (_, k) => ({ ...knocks[0]!, at: 0.5 + k * 0.5 }))
    const beat = hear(ticks, { rate: RATE, from: 0, seconds: 50 })
    const later = hear(ticks, { rate: RATE, from: 1.2, seconds: 40 })
    expect((await match(beat, later)).result).toMatchObject({ kind: 'unclear', why: 'ambiguous' })
  })
})

describe('the curve', () => {
  test('its greatest point is the peak, and it spans every lag', () => {
    const a = onsets(hear(knocks, { rate: RATE, from: 0, seconds: 40 }))
    const b = onsets(hear(knocks, { rate: RATE, from: 6, seconds: 20 }))
    const { best, curve } = coarseMatch(a, b)!
    const at = curve.heights.indexOf(Math.max(...curve.heights))
    expect(Math.abs(curve.from + at * curve.step - best.lag)).toBeLessThanOrEqual(curve.step)
    expect(curve.from).toBeCloseTo(-(b.length - 1) / ONSET_RATE)
    expect(curve.heights.length).toBeLessThanOrEqual(600)
  })
  test('nothing to go by is unclear', () =>
    expect(decide(null, [])).toEqual({ kind: 'unclear', why: 'silent' }))
  test('chance stays below what is believed', () => {
    const next = seededRandom(77)
    let worst = 0
    for (let k = 0; k < 40; k++) {
      const noise = () => Float32Array.from({ length: 3000 }, () => Math.max(0, next() - 0.7) - 0.045)
      worst = Math.max(worst, coarseMatch(noise(), noise())!.best.height)
    }
    expect(worst).toBeLessThan(8)
  })
})

function onsets(samples: Float32Array): Float32Array {
  const builder = new OnsetBuilder(RATE)
  builder.push(samples)
  return builder.finish()
}

/** To 8 kHz by averaging what lies around each sample: as crude as a resampler can be. */
function resampled(x: Float32Array, rate: number): Float32Array {
  const step = rate / RATE
  return Float32Array.from({ length: Math.floor(x.length / step) - 1 }, (_, i) => {
    let [sum, n] = [0, 0]
    for (let k = Math.ceil((i - 0.5) * step); k <= (i + 0.5) * step; k++) {
      sum += x[k] ?? 0
      n++
    }
    return sum / n
  })
}
