import { describe, expect, test } from 'vitest'
import { TICKS_PER_SECOND as S } from '#media/core/time/tick.ts'
import { TimeScale } from '#media/core/time/time-scale.ts'

// 100 px wide, starting at pixel 20; 10 s at the left, a tenth of a second per pixel: 10 s … 20 s.
const scale = new TimeScale(10 * S, S / 10, 100, 20)

describe('TimeScale', () => {
  test.each([
    [20, 10],
    [21, 10.1],
    [70, 15],
    [120, 20],
    [0, 8],
    [-20, 6],
  ])('pixel %d is %d s, both ways', (x, seconds) => {
    expect(scale.timeAt(x) / S).toBeCloseTo(seconds, 9)
    expect(scale.xOf(seconds * S)).toBeCloseTo(x, 6)
  })

  test.each([
    [9, 10, false],
    [9, 10.01, true],
    [12, 13, true],
    [20, 21, true],
    [20.01, 21, false],
    [5, 25, true],
    [10, 10, true],
    [9.9, 9.9, false],
  ])('%d…%d s shows: %s', (from, to, shown) => {
    expect(scale.shows(from * S, to * S)).toBe(shown)
  })

  test('edges and lengths', () => {
    expect(scale.right).toBe(120)
    expect(scale.end).toBe(20 * S)
    expect(scale.pixelsOf(S)).toBe(10)
    expect(scale.ticksOf(5)).toBe(S / 2)
  })

  test('a time for a document is a whole tick', () => {
    const thirds = new TimeScale(0, 1 / 3, 100)
    expect(thirds.timeAt(1)).toBeCloseTo(0.3333)
    expect(thirds.tickAt(1)).toBe(0)
    expect(thirds.tickAt(2)).toBe(1)
    expect(Number.isSafeInteger(new TimeScale(0.4, 12345.678, 100).tickAt(17))).toBe(true)
  })

  test('a day at one tick per pixel is still exact to the pixel', () => {
    const day = 86_400 * S
    const fine = new TimeScale(day, 1, 1000)
    expect(fine.tickAt(7)).toBe(day + 7)
    expect(fine.xOf(day + 7)).toBe(7)
  })

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('%d ticks per pixel is refused', (perPixel) => {
    expect(() => new TimeScale(0, perPixel, 10)).toThrow(RangeError)
  })
})
