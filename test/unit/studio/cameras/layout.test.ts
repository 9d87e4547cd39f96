import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CAMERA_VIEWS, layoutOf, pushed } from '#app/_studio/cameras/camera-layout.ts'

const stage = { width: 1000, height: 600 }
const place = { x: 1, y: 1 }

describe('several pictures on one stage', () => {
  test('one alone takes the stage, the others are not seen', () =>
    expect(layoutOf({ view: 'one', aspects: [1.6, 1.6], large: 1, stage, place })).toEqual([
      null,
      { x: 0, y: 0, width: 1000, height: 600 },
    ]))

  test('two wide pictures lie under each other where that makes them larger', () => {
    const [a, b] = layoutOf({
      view: 'grid',
      aspects: [16 / 9, 16 / 9],
      large: 0,
      stage: { width: 600, height: 900 },
      place,
    })
    expect(a!.x).toBe(b!.x)
    const [c, d] = layoutOf({ view: 'grid', aspects: [9 / 16, 9 / 16], large: 0, stage, place })
    expect(c!.y).toBe(d!.y)
  })

  test('a last row that is not full stands in the middle', () => {
    const boxes = layoutOf({ view: 'grid', aspects: [1.6, 1.6, 1.6], large: 0, stage, place })
    const last = boxes[2]!
    expect(last.x + last.width / 2).toBeCloseTo(500)
  })

  test('every box lies on the stage, boxes of a grid never overlap', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CAMERA_VIEWS),
        fc.array(fc.double({ min: 0.4, max: 2.5, noNaN: true }), { minLength: 1, maxLength: 9 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(8),
        (view, aspects, at, large) => {
          const big = large % aspects.length
          const boxes = layoutOf({ view, aspects, large: big, stage, place: { x: at, y: at } })
          expect(boxes[big]).not.toBeNull()
          const seen = boxes.filter((b) => b !== null)
          for (const b of seen) {
            expect(b.x).toBeGreaterThanOrEqual(-1e-6)
            expect(b.y).toBeGreaterThanOrEqual(-1e-6)
            expect(b.x + b.width).toBeLessThanOrEqual(stage.width + 1e-6)
            expect(b.y + b.height).toBeLessThanOrEqual(stage.height + 1e-6)
          }
          const small = view === 'grid' ? seen : seen.filter((b) => b !== boxes[big])
          for (const a of small)
            for (const b of small)
              if (a !== b)
                expect(
                  a.x + a.width <= b.x + 1e-6 ||
                    b.x + b.width <= a.x + 1e-6 ||
                    a.y + a.height <= b.y + 1e-6 ||
                    b.y + b.height <= a.y + 1e-6,
                ).toBe(true)
        },
      ),
    )
  })

  test('the small ones are pushed with the pointer and stop at the edges', () => {
    const input = { aspects: [1.6, 1.6], large: 0, stage, place: { x: 0, y: 0 } }
    const moved = pushed(input, 100, 50)
    const [, before] = layoutOf({ ...input, view: 'inset' })
    const [, after] = layoutOf({ ...input, view: 'inset', place: moved })
    expect(after!.x - before!.x).toBeCloseTo(100)
    expect(after!.y - before!.y).toBeCloseTo(50)
    expect(pushed(input, -500, 9000)).toEqual({ x: 0, y: 1 })
  })
})
