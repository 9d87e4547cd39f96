import { afterEach, describe, expect, test } from 'vitest'
import { TouchHand } from '#app/_studio/timeline/touch-hand.ts'
import { TestStudio } from '#test/kit/test-studio.ts'

let studio: TestStudio
const open = async () => {
  studio = await TestStudio.open({ tracks: [{ name: 'Step', text: 'AAAA..BB..' }] })
  studio.timeline.zoomAt(0, 0.5)
  return { hand: new TouchHand(studio.timeline), s: studio }
}
const at = (x: number, y: number) => ({ x, y, button: 0, shift: false, mod: false, alt: false, space: false })
afterEach(() => studio[Symbol.dispose]())

describe('fingers', () => {
  test('a tap selects, a tap on empty ground lets go', async () => {
    const { hand, s } = await open()
    const y = s.y('Step')
    hand.down(1, at(100, y))
    hand.up(1, at(103, y + 2))
    expect([...s.session.selection.peek()]).toEqual(['step-0'])
    hand.down(1, at(s.x(45), y))
    hand.up(1, at(s.x(45), y))
    expect(s.session.selection.peek().size).toBe(0)
  })

  test('one finger moves the view and changes nothing', async () => {
    const { hand, s } = await open()
    const before = s.timeline.viewport.peek()
    const y = s.y('Step')
    hand.down(1, at(300, y))
    for (const x of [280, 240, 200]) hand.move(1, at(x, y))
    hand.up(1, at(200, y))
    expect(s.timeline.viewport.peek().start).toBeCloseTo(before.start + 100 * before.ticksPerPixel, -3)
    expect(s.list('Step')).toEqual(['A 0–39', 'B 60–79'])
    expect(s.session.selection.peek().size).toBe(0)
  })

  test('two fingers zoom about their middle', async () => {
    const { hand, s } = await open()
    const y = s.y('Step')
    const before = s.timeline.viewport.peek().ticksPerPixel
    hand.down(1, at(400, y))
    hand.down(2, at(500, y))
    hand.move(2, at(600, y))
    expect(s.timeline.viewport.peek().ticksPerPixel).toBeCloseTo(before / 2, 0)
  })

  test('the ruler is left to scrubbing', async () => {
    const { hand } = await open()
    expect(hand.down(1, at(100, 10))).toBe(false)
  })
})
