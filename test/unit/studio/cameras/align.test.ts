import { signal } from '@preact/signals-core'
import { describe, expect, test } from 'vitest'
import { type AlignFile, AlignSession } from '#app/_studio/cameras/align/align-session.ts'
import { offsetText, parseOffset } from '#app/_studio/cameras/align/offset-text.ts'
import { FakeClock } from '#app/_studio/clock/fake-clock.ts'
import { type Placement, ppmOf, toAsset, toRecording } from '#media/core/asset/placement.ts'
import { TICKS_PER_SECOND as S, tick } from '#media/core/time/tick.ts'
import { timebase } from '#media/core/time/timebase.ts'
import { indexOf } from '#test/kit/test-studio.ts'

const mainIndex = indexOf(3000, timebase(1, 30), [1])
const otherIndex = indexOf(3000, timebase(1001, 30_000), [1])

function file(id: string, main: boolean, placement: Placement): AlignFile {
  return {
    assetId: id,
    fileName: id,
    title: signal(id),
    placement: signal(placement),
    main,
    manifest: {},
    index: main ? mainIndex : otherIndex,
  } as unknown as AlignFile
}

function open(offset = 0) {
  const clock = new FakeClock(mainIndex)
  const saved: [string, Placement][] = []
  let released = 0
  const main = file('main', true, { offset: tick(0), rate: 1 })
  const other = file('other', false, { offset: tick(offset), rate: 1 })
  const align = new AlignSession({
    files: [main, other],
    clock,
    hold: { [Symbol.dispose]: () => void released++ },
    save: async (f, p) => void saved.push([f.assetId, p]),
  })
  const shown = () => otherIndex.frameAt(toAsset(other.placement.peek(), clock.shown.peek()!.start))
  return { align, clock, other, saved, shown, released: () => released }
}

describe('aligning by a shared event', () => {
  test('stepping a file changes what it shows by exactly so many frames, its middle on the main one’s', () => {
    const { align, clock, other, shown } = open()
    clock.seek(mainIndex.tickOf(500))
    const before = shown()
    for (const [by, at] of [
      [1, 1],
      [1, 2],
      [-5, -3],
      [10, 7],
    ] as const) {
      align.step(other, by)
      expect(shown()).toBe(before + at)
      expect(toRecording(other.placement.peek(), otherIndex.middleOf(shown()))).toBe(mainIndex.middleOf(500))
    }
    align.undo()
    expect(other.placement.peek()).toEqual({ offset: 0, rate: 1 })
  })

  test('two shared events give offset and drift', () => {
    const { align, clock, other } = open()
    // The truth: 2 s late and 100 ppm slow.
    const truth = { offset: tick(2 * S), rate: 1.0001 }
    for (const frame of [300, 2700]) {
      clock.seek(mainIndex.tickOf(frame))
      const seen = otherIndex.frameAt(toAsset(truth, mainIndex.middleOf(frame)))
      for (let tries = 0; tries < 50; tries++) {
        const now = otherIndex.frameAt(toAsset(other.placement.peek(), clock.shown.peek()!.start))
        if (now === seen) break
        align.step(other, seen - now)
      }
      expect(align.anchor(other)).toBe(true)
    }
    const found = other.placement.peek()
    // Half a frame at either end of 80 s is 420 ppm at worst; the offset is within a frame.
    expect(Math.abs(ppmOf(found.rate) - 100)).toBeLessThan(420)
    expect(Math.abs(found.offset - truth.offset)).toBeLessThan(S / 20)
    expect(align.anchors.peek().get('other')).toHaveLength(2)
    align.undo()
    expect(other.placement.peek().rate).toBe(1)
    expect(align.anchors.peek().get('other')).toHaveLength(1)
  })

  test('the same moment twice is one anchor', () => {
    const { align, clock, other } = open()
    clock.seek(mainIndex.tickOf(100))
    align.anchor(other)
    align.step(other, 3)
    align.anchor(other)
    expect(align.anchors.peek().get('other')).toHaveLength(1)
    expect(other.placement.peek().rate).toBe(1)
  })
})

describe('trial and saving', () => {
  test('leaving puts back what was not saved', () => {
    const { align, other, saved, released } = open(5)
    align.place(other, { offset: tick(77), rate: 1 })
    expect(align.changed.value.map((f) => f.assetId)).toEqual(['other'])
    align[Symbol.dispose]()
    expect(other.placement.peek().offset).toBe(5)
    expect(saved).toEqual([])
    expect(released()).toBe(1)
  })

  test('a drag is one undo, and what is saved stays', async () => {
    const { align, other, saved } = open()
    for (const offset of [1, 2, 3]) align.place(other, { offset: tick(offset), rate: 1 }, 'drag')
    align.endGesture()
    for (const offset of [9, 10]) align.place(other, { offset: tick(offset), rate: 1 }, 'drag')
    align.undo()
    expect(other.placement.peek().offset).toBe(3)
    await align.save()
    expect(saved).toEqual([['other', { offset: 3, rate: 1 }]])
    expect(align.changed.value).toEqual([])
    expect(align.undoable.value).toBe(false)
    align[Symbol.dispose]()
    expect(other.placement.peek().offset).toBe(3)
  })
})

describe('offsets as typed', () => {
  test.each([
    ['1.25', 'seconds', 1.25 * S],
    ['-0.4 s', 'seconds', -0.4 * S],
    ['−0.4', 'seconds', -0.4 * S],
    ['+1:00.5', 'clock', 60.5 * S],
    ['-0:01', 'seconds', -S],
    ['75', 'frames', 2.5 * S],
    ['-f30', 'seconds', -S],
    ['0.5', 'frames', 0.5 * S],
  ] as const)('%s in %s', (text, unit, ticks) => expect(parseOffset(text, unit, mainIndex)).toBe(ticks))
  test.each(['', 'soon', 'f3000', '1:99'])('%s is none', (text) =>
    expect(parseOffset(text, 'seconds', mainIndex)).toBeNull(),
  )
  test('what is shown is read back to a millionth of a second', () => {
    for (const unit of ['seconds', 'clock', 'frames'] as const)
      for (const offset of [0, S, -2.5 * S, 40 * mainIndex.tickOf(1)])
        expect(
          Math.abs(parseOffset(offsetText(offset, unit, mainIndex), unit, mainIndex)! - offset),
        ).toBeLessThan(S * 1e-6)
    expect(offsetText(S / 100, 'frames', mainIndex)).toBe('0.010000 s')
  })
})
