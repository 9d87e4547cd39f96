import { expect, test } from 'vitest'
import { marksOf, PIN_TOP, PIN_WIDTH, pinAt, pinsOf } from '#app/_studio/timeline/pins.ts'
import type { BookmarkRecord, CommentRecord } from '#media/core/document/records.ts'
import { TimeScale } from '#media/core/time/time-scale.ts'
import { second } from '#test/kit/doc.ts'

const comment = (id: string, at: number, more: Partial<CommentRecord> = {}): CommentRecord => ({
  type: 'comment',
  id,
  start: second(at),
  end: second(at),
  annotationId: null,
  threadId: null,
  text: id,
  authorId: 'u',
  createdAt: '2026-11-23T08:00:00Z',
  resolvedBy: null,
  ...more,
})
const bookmark = (id: string, at: number): BookmarkRecord => ({
  type: 'bookmark',
  id,
  at: second(at),
  name: id,
  authorId: 'u',
})
const scale = new TimeScale(0, second(1) / 10, 1000)
const ids = (marks: ReturnType<typeof marksOf>) =>
  pinsOf(marks, scale).map((pin) => `${Math.round(pin.x)}:${pin.marks.map((m) => m.id).join('+')}`)

test('a thread is one mark where it begins, answers are none, a settled one is not open', () => {
  const marks = marksOf(
    [comment('a', 20), comment('b', 21, { threadId: 'a' }), comment('c', 5, { resolvedBy: 'u' })],
    [bookmark('x', 10)],
  )
  expect(marks.map((m) => [m.id, m.kind, m.open])).toEqual([
    ['c', 'comment', false],
    ['x', 'bookmark', true],
    ['a', 'comment', true],
  ])
})

test('pins that would touch stand together; what is out of view is not drawn', () => {
  const marks = marksOf(
    [comment('a', 10), comment('b', 11), comment('far', 500)],
    [bookmark('x', 10.5), bookmark('y', 13)],
  )
  expect(ids(marks)).toEqual(['100:a+x+b', '130:y'])
  const later = new TimeScale(second(400), second(1) / 10, 1000)
  expect(pinsOf(marks, later).map((pin) => pin.marks[0]!.id)).toEqual(['far'])
})

test('the lower part of the ruler takes the pin under the pointer, the upper part stays the ruler', () => {
  const pins = pinsOf(marksOf([comment('a', 10)], []), scale)
  expect(pinAt(pins, 100 + PIN_WIDTH / 2, PIN_TOP + 2)?.marks[0]?.id).toBe('a')
  expect(pinAt(pins, 100, PIN_TOP - 2)).toBeNull()
  expect(pinAt(pins, 120, PIN_TOP + 2)).toBeNull()
})
