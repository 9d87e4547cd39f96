import { expect, test } from 'vitest'
import { bookmarkBeside, filterThreads, threadsOf } from '#app/_studio/marks/threads.ts'
import type { BookmarkRecord, CommentRecord } from '#media/core/document/records.ts'
import { tick } from '#media/core/time/tick.ts'

const comment = (id: string, more: Partial<CommentRecord> = {}): CommentRecord => ({
  type: 'comment',
  id,
  start: tick(0),
  end: tick(0),
  annotationId: null,
  threadId: null,
  text: id,
  authorId: 'ana',
  createdAt: '2026-01-01T00:00:00.000Z',
  resolvedBy: null,
  ...more,
})
const told = (threads: ReturnType<typeof threadsOf>) =>
  threads.map(({ first, answers }) => [first.id, ...answers.map((a) => a.id)].join(' '))

const comments = [
  comment('late', { start: tick(50), resolvedBy: 'bo' }),
  comment('answer-2', { threadId: 'early', createdAt: '2026-01-03', authorId: 'bo' }),
  comment('early', { start: tick(10) }),
  comment('answer-1', { threadId: 'early', createdAt: '2026-01-02' }),
  comment('orphan', { threadId: 'gone', start: tick(20), authorId: null }),
]

test('threads stand in order of time with their answers in order of writing; an orphan by itself', () => {
  expect(told(threadsOf(comments))).toEqual(['early answer-1 answer-2', 'orphan', 'late'])
})

test('open, resolved, and those one takes part in; what the server has not signed yet is one’s own', () => {
  const threads = threadsOf(comments)
  expect(told(filterThreads(threads, 'open', 'cy'))).toEqual(['early answer-1 answer-2', 'orphan'])
  expect(told(filterThreads(threads, 'resolved', 'cy'))).toEqual(['late'])
  expect(told(filterThreads(threads, 'mine', 'bo'))).toEqual(['early answer-1 answer-2', 'orphan'])
  expect(told(filterThreads(threads, 'mine', 'cy'))).toEqual(['orphan'])
})

test('the bookmark beside a moment', () => {
  const marks = [30, 10, 20].map(
    (at): BookmarkRecord => ({ type: 'bookmark', id: `b${at}`, at: tick(at), name: '', authorId: null }),
  )
  expect(bookmarkBeside(marks, 10, 1)?.id).toBe('b20')
  expect(bookmarkBeside(marks, 20, -1)?.id).toBe('b10')
  expect(bookmarkBeside(marks, 30, 1)).toBeNull()
  expect(bookmarkBeside([], 0, -1)).toBeNull()
})
