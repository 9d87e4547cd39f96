/** EBU Tech 3341 and 3342 test signals, as far as they are sines. */
import { describe, expect, test } from 'vitest'
import { channelWeight, decodeLoudness, encodeLoudness, LoudnessMeter } from '#media/core/sound/loudness.ts'

/** Stereo sine of 1 kHz; parts of so many seconds at so many dBFS. */
function measure(...parts: [seconds: number, db: number][]) {
  const meter = new LoudnessMeter([1, 1])
  let n = 0
  for (const [seconds, db] of parts) {
    const amplitude = 10 ** (db / 20)
    const samples = new Float32Array(seconds * 96_000)
    for (let i = 0; i < samples.length; i += 2, n++)
      samples[i] = samples[i + 1] = amplitude * Math.sin((2 * Math.PI * 1000 * n) / 48_000)
    meter.push(samples)
  }
  return meter.finish()
}

describe('loudness', () => {
  test('Tech 3341, cases 1 and 2: a sine at −23 and −33', () => {
    for (const db of [-23, -33]) {
      const l = measure([20, db])
      expect(l.integrated!).toBeCloseTo(db, 0.9)
      expect(Math.abs(l.integrated! - db)).toBeLessThan(0.1)
      expect(Math.abs(l.momentary[100]! - db)).toBeLessThan(0.1)
      expect(Math.abs(l.shortTerm[100]! - db)).toBeLessThan(0.1)
      expect(Math.abs(l.peak! - db)).toBeLessThan(0.1)
    }
  })
  test('Tech 3341, case 3: what is ten LU below does not count', () => {
    expect(Math.abs(measure([10, -36], [60, -23], [10, -36]).integrated! + 23)).toBeLessThan(0.1)
  })
  test('Tech 3342, cases 1 and 2: the range between two levels', () => {
    expect(Math.abs(measure([20, -20], [20, -30]).range! - 10)).toBeLessThan(1)
    expect(Math.abs(measure([20, -20], [20, -15]).range! - 5)).toBeLessThan(1)
  })
  test('silence has no loudness, and the file keeps all', () => {
    const silent = measure([4, Number.NEGATIVE_INFINITY])
    expect([silent.integrated, silent.range, silent.peak]).toEqual([null, null, null])
    const l = measure([5, -20])
    const read = decodeLoudness(encodeLoudness(l))
    expect(read.integrated).toBeCloseTo(l.integrated!, 4)
    expect(read.momentary[0]).toBe(Number.NEGATIVE_INFINITY)
    expect(read.shortTerm[40]).toBeCloseTo(l.shortTerm[40]!, 1)
    expect(() => decodeLoudness(new Uint8Array(30))).toThrow(RangeError)
    expect([channelWeight('LFE'), channelWeight('SL'), channelWeight('C')]).toEqual([0, 1.41, 1])
  })
})
