import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FLAG_KEY, FrameIndex } from '#media/core/time/frame-index.ts'
import { jitArgs, seekTime } from '#media/ingest/jit-plan.ts'
import { jitRows } from '#media/ingest/jit-rows.ts'

function indexOf(pts: number[], keys: number[], den = 1000): FrameIndex {
  return new FrameIndex({
    timebase: { num: 1, den },
    pts: Float64Array.from(pts),
    endPts: pts.at(-1)! + 40,
    flags: Uint8Array.from(pts, (_, n) => (keys.includes(n) ? FLAG_KEY : 0)),
    byteStart: new Float64Array(0),
    byteLength: new Uint32Array(0),
    constantRate: null,
    notes: [],
  })
}
const steady = (frames: number, gop: number): FrameIndex =>
  indexOf(
    Array.from({ length: frames }, (_, n) => 1400 + n * 40),
    Array.from({ length: Math.ceil(frames / gop) }, (_, k) => k * gop),
  )

describe('seeking', () => {
  const index = steady(200, 50)
  test('goes to the key frame at or before the first frame, or further back', () => {
    expect(seekTime(index, 120, 0)).toBeCloseTo(1.4 + 100 * 0.04)
    expect(seekTime(index, 100, 0)).toBeCloseTo(1.4 + 100 * 0.04)
    expect(seekTime(index, 120, 1)).toBeCloseTo(1.4 + 50 * 0.04)
    expect(seekTime(index, 120, 2)).toBeNull()
    expect(seekTime(index, 120, Number.POSITIVE_INFINITY)).toBeNull()
    expect(seekTime(index, 0, 0)).toBeNull()
  })
  test('frames are chosen by their time, half a gap wide at both ends', () => {
    const stream = {
      streamIndex: 0,
      width: 1920,
      height: 1080,
      interlaced: false,
      fieldOrder: null,
      sampleAspect: [1, 1] as const,
      colour: { space: null, transfer: null, primaries: null, range: null },
    }
    const args = jitArgs({
      source: '/in',
      stream,
      index,
      first: 120,
      last: 129,
      short: 720,
      keysBack: 0,
      output: '/o',
    })
    expect(args.join(' ')).toContain("select='gt(t,6.180000000)*lt(t,6.580000000)'")
    expect(args.join(' ')).toContain('-ss 5.400000 -i /in')
    expect(args.join(' ')).toContain('-frames:v 10')
    expect(args.join(' ')).toContain('scale=1280:720')
  })
})

describe('rows', () => {
  test('hold every frame once and in order, whatever the times and key frames', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 600 }),
        fc.array(fc.integer({ min: 0, max: 599 }), { maxLength: 30 }),
        (gaps, keys) => {
          let at = 0
          const pts = gaps.map((gap) => (at += gap))
          const rows = jitRows(indexOf(pts, [0, ...keys.filter((k) => k < pts.length)]))
          let next = 0
          for (const [first, key, count] of rows) {
            expect([first, key]).toEqual([next, next])
            expect(count).toBeGreaterThan(0)
            expect(count).toBeLessThanOrEqual(150)
            next += count
          }
          expect(next).toBe(pts.length)
        },
      ),
    )
  })
  test('begin at key frames where these are close enough', () => {
    expect(jitRows(steady(100, 25)).map(([first]) => first)).toEqual([0, 25, 50, 75])
  })
  test('cut long groups into pieces of about a second and a half', () => {
    const counts = jitRows(steady(250, 250)).map(([, , count]) => count)
    expect(Math.max(...counts)).toBeLessThanOrEqual(63)
    expect(counts.length).toBeGreaterThanOrEqual(4)
  })
})
