import { describe, expect, test } from 'vitest'
import { dragMinimap, minimapPartAt, minimapScale } from '#app/_studio/timeline/minimap.ts'
import { TICKS_PER_SECOND as S } from '#media/core/time/tick.ts'

// 1000 s on 500 px; the window shows 200…400 s on tracks 800 px wide: pixels 100…200 of the minimap.
const scale = minimapScale(1000 * S, 500)
const v = { start: 200 * S, ticksPerPixel: (200 * S) / 800 }

describe('minimap', () => {
  test.each([
    [50, 'outside'],
    [97, 'start'],
    [104, 'start'],
    [150, 'window'],
    [197, 'end'],
    [204, 'end'],
    [300, 'outside'],
  ])('at pixel %d one takes %s', (x, part) => {
    expect(minimapPartAt(x, scale, v, 800)).toBe(part)
  })

  test('dragging the window keeps its length and where it was taken', () => {
    const grip = scale.timeAt(150) - v.start
    const moved = dragMinimap('window', 200, grip, scale, v, 800)
    expect(moved.start / S).toBeCloseTo(300)
    expect(moved.ticksPerPixel).toBe(v.ticksPerPixel)
  })

  test('dragging an edge leaves the other where it is', () => {
    const left = dragMinimap('start', 150, 0, scale, v, 800)
    expect(left.start / S).toBeCloseTo(300)
    expect((left.start + left.ticksPerPixel * 800) / S).toBeCloseTo(400)
    const right = dragMinimap('end', 150, 0, scale, v, 800)
    expect(right.start).toBe(v.start)
    expect((right.start + right.ticksPerPixel * 800) / S).toBeCloseTo(300)
  })

  test('a press outside centres the window there', () => {
    expect(dragMinimap('outside', 400, 0, scale, v, 800).start / S).toBeCloseTo(700)
  })
})
