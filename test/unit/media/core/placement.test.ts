import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mainFile } from '#media/core/asset/main-file.ts'
import {
  placementFromAnchors,
  placementText,
  ppmOf,
  rateText,
  spanOf,
  toAsset,
  toRecording,
} from '#media/core/asset/placement.ts'
import { TICKS_PER_SECOND as S, tick } from '#media/core/time/tick.ts'
import { timebase } from '#media/core/time/timebase.ts'
import { indexOf } from '#test/kit/test-studio.ts'

const DAY = 86_400 * S
const times = fc.integer({ min: -DAY, max: DAY })
const offsets = fc.integer({ min: -7 * DAY, max: 7 * DAY }).map((n) => tick(n))
const rates = fc.oneof(
  fc.double({ min: 0.999, max: 1.001, noNaN: true }),
  fc.double({ min: 0.2, max: 8, noNaN: true }),
)

describe('placement', () => {
  test('rate 1 is exact both ways', () => {
    fc.assert(
      fc.property(offsets, times, (offset, t) => {
        const p = { offset, rate: 1 }
        expect(toRecording(p, t)).toBe(offset + t)
        expect(toAsset(p, toRecording(p, t))).toBe(t)
        expect(toRecording(p, toAsset(p, t))).toBe(t)
      }),
    )
  })

  test('other rates: within half a tick of the exact product, and later stays later', () => {
    fc.assert(
      fc.property(offsets, rates, times, fc.integer({ min: 0, max: 1e9 }), (offset, rate, t, more) => {
        const p = { offset, rate }
        // 2^-52 of a day is what the exact product itself may be off as a double.
        expect(Math.abs(toRecording(p, t) - offset - t * rate)).toBeLessThanOrEqual(
          0.5 + Math.abs(t) * rate * 3e-16,
        )
        expect(toRecording(p, t + more)).toBeGreaterThanOrEqual(toRecording(p, t))
      }),
    )
  })

  test('a file time is the last that is not after the moment', () => {
    fc.assert(
      fc.property(offsets, rates, times, (offset, rate, moment) => {
        const p = { offset, rate }
        const t = toAsset(p, moment)
        expect(toRecording(p, t)).toBeLessThanOrEqual(moment)
        expect(toRecording(p, t + 1)).toBeGreaterThan(moment)
      }),
    )
  })

  test('the end of time stays a time', () => {
    for (const rate of [1, 0.5, 1.000_02])
      for (const end of [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER])
        expect(Math.sign(toAsset({ offset: tick(-5 * DAY), rate }, end))).toBe(Math.sign(end))
  })

  test('the moment at which a frame begins shows that frame, the tick before the one before it', () => {
    const index = indexOf(2000, timebase(1001, 30_000), [1])
    fc.assert(
      fc.property(offsets, rates, fc.integer({ min: 1, max: 1999 }), (offset, rate, n) => {
        const p = { offset, rate }
        const begins = toRecording(p, index.tickOf(n))
        expect(index.frameAt(toAsset(p, begins))).toBe(n)
        expect(index.frameAt(toAsset(p, begins - 1))).toBe(n - 1)
      }),
    )
  })

  test('two shared moments give offset and rate', () => {
    fc.assert(
      fc.property(offsets, fc.double({ min: 0.999, max: 1.001, noNaN: true }), (offset, rate) => {
        const p = { offset, rate }
        const [a, b] = [10 * S, 3000 * S]
        const found = placementFromAnchors(
          { asset: a, recording: toRecording(p, a) },
          { asset: b, recording: toRecording(p, b) },
        )!
        for (const t of [0, a, 1500 * S, b])
          expect(Math.abs(toRecording(found, t) - toRecording(p, t))).toBeLessThanOrEqual(2)
      }),
    )
    expect(placementFromAnchors({ asset: 5, recording: 0 }, { asset: 5, recording: 9 })).toBeNull()
    expect(placementFromAnchors({ asset: 0, recording: 9 }, { asset: 9, recording: 0 })).toBeNull()
    expect(placementFromAnchors({ asset: 0, recording: 0 }, { asset: 1, recording: 1e6 })).toBeNull()
  })

  test('what a file covers, and in words', () => {
    expect(spanOf({ offset: tick(5), rate: 2 }, 10)).toEqual({ start: 5, end: 25 })
    expect(ppmOf(1.000_02)).toBeCloseTo(20, 6)
    expect(rateText(1.000_012_5)).toBe('12.5 ppm')
    expect(rateText(0.999_98)).toBe('−20 ppm')
    expect(rateText(0.25)).toBe('0.25x')
    expect(placementText({ offset: tick(S * 1.25), rate: 1 })).toBe('+1.250 s')
    expect(placementText({ offset: tick(-S / 25), rate: 1.000_012_5 })).toBe('−0.040 s, 12.5 ppm')
  })
})

describe('the main file', () => {
  const film = { video: {}, audio: {} }
  const sound = { video: null, audio: {} }
  const signal = { video: null, audio: null }
  test('is the chosen camera, else the first with a picture, else with sound', () => {
    const files = [
      { id: 1, manifest: null },
      { id: 2, manifest: signal },
      { id: 3, manifest: sound },
      { id: 4, manifest: film },
      { id: 5, manifest: film, main: true },
    ]
    expect(mainFile(files)?.id).toBe(5)
    expect(mainFile(files.slice(0, 4))?.id).toBe(4)
    expect(mainFile(files.slice(0, 3))?.id).toBe(3)
    expect(mainFile(files.slice(0, 2))?.id).toBe(2)
    expect(mainFile(files.slice(0, 1))).toBeUndefined()
  })
  test('a choice without a picture does not count', () =>
    expect(
      mainFile([
        { id: 1, manifest: film },
        { id: 2, manifest: sound, main: true },
      ])?.id,
    ).toBe(1))
})
