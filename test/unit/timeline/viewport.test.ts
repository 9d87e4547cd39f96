import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clampViewport,
  fitAll,
  fitRange,
  follow,
  panBy,
  reveal,
  scaleOf,
  viewportFromText,
  viewportToText,
  zoomAbout,
} from '#app/_studio/timeline/viewport.ts'
import { TICKS_PER_SECOND as S } from '#media/core/time/tick.ts'

const bounds = { duration: 3600 * S, width: 1000 }
/** 10 s per 100 px, starting at `seconds`. */
const at = (seconds: number) => ({ start: seconds * S, ticksPerPixel: S / 10 })

describe('viewport', () => {
  test('all of it fits, with a little room at both ends', () => {
    const scale = scaleOf(fitAll(bounds), bounds.width)
    expect(scale.xOf(0)).toBeGreaterThan(0)
    expect(scale.xOf(bounds.duration)).toBeLessThan(bounds.width)
    expect(scale.xOf(bounds.duration) - scale.xOf(0)).toBeGreaterThan(970)
  })

  test('what is under the pointer stays under it while zooming', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 900, max: 2000, noNaN: true }),
        fc.double({ min: 0, max: 1000, noNaN: true }),
        fc.double({ min: 0.2, max: 3, noNaN: true }),
        (start, x, factor) => {
          const before = at(start)
          const after = zoomAbout(before, x, factor, bounds)
          expect(scaleOf(after, 1000).timeAt(x)).toBeCloseTo(scaleOf(before, 1000).timeAt(x), -3)
        },
      ),
    )
  })

  test('forty zooms in and out end where they began', () => {
    let v = at(1000)
    for (let i = 0; i < 40; i++) v = zoomAbout(v, 333, 0.9, bounds)
    for (let i = 0; i < 40; i++) v = zoomAbout(v, 333, 1 / 0.9, bounds)
    expect(Math.abs(v.start - at(1000).start)).toBeLessThan(S)
  })

  test('it never leaves the recording', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e5, max: 1e5, noNaN: true }),
        fc.double({ min: 1e-6, max: 100, noNaN: true }),
        (start, secondsPerPixel) => {
          const v = clampViewport({ start: start * S, ticksPerPixel: secondsPerPixel * S }, bounds)
          const span = v.ticksPerPixel * bounds.width
          expect(v.start).toBeGreaterThanOrEqual(-0.0101 * span)
          expect(v.start + span).toBeLessThanOrEqual(bounds.duration + 0.0101 * span + 1)
        },
      ),
    )
  })

  test.each([
    ['inside: nothing moves', 1010, 1020, 1000],
    ['longer than the view and around it: nothing moves', 900, 1200, 1000],
    ['after: centred', 2000, 2010, 1955],
    ['before: centred', 500, 510, 455],
    ['half out: centred', 1095, 1105, 1050],
    ['long, to the right: its start comes near the left', 1500, 2500, 1480],
  ])('reveal, %s', (_, from, to, expected) => {
    expect(reveal(at(1000), from * S, to * S, bounds).start / S).toBeCloseTo(expected, 6)
  })

  test('follow turns the page only when the playhead has left', () => {
    expect(follow(at(1000), 1050 * S, 'page', bounds)).toEqual(at(1000))
    expect(follow(at(1000), 1099 * S, 'page', bounds).start / S).toBeCloseTo(1095)
    expect(follow(at(1000), 900 * S, 'page', bounds).start / S).toBeCloseTo(896)
    expect(follow(at(1000), 1050 * S, 'off', bounds)).toEqual(at(1000))
    expect(follow(at(1000), 1070 * S, 'centre', bounds).start / S).toBeCloseTo(1020)
  })

  test('panning by pixels, and a range that is fitted', () => {
    expect(panBy(at(1000), 100, bounds).start / S).toBeCloseTo(1010)
    const scale = scaleOf(fitRange(100 * S, 110 * S, bounds), 1000)
    expect(scale.xOf(100 * S)).toBeGreaterThan(50)
    expect(scale.xOf(110 * S)).toBeLessThan(950)
  })

  test('the address carries it and gives it back', () => {
    const v = at(1000.125)
    const back = viewportFromText(viewportToText(v, 1000), bounds)
    expect(back?.start).toBeCloseTo(v.start, -6)
    expect(back?.ticksPerPixel).toBeCloseTo(v.ticksPerPixel, -3)
    for (const bad of [null, '', 'a~b', '5', '9~3', '1~2~3']) expect(viewportFromText(bad, bounds)).toBeNull()
  })
})
