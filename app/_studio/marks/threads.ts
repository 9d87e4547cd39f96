/** Comments as threads, in order of time. Pure. */
import type { BookmarkRecord, CommentRecord } from '#media/core/document/records.ts'

export interface Thread {
  readonly first: CommentRecord
  /** In the order they were written. */
  readonly answers: readonly CommentRecord[]
}

export type ThreadFilter = 'open' | 'mine' | 'resolved'

/** An answer whose first comment is gone, or not seen, stands as a thread of its own. */
export function threadsOf(comments: readonly CommentRecord[]): Thread[] {
  const ids = new Set(comments.filter((c) => c.threadId === null).map((c) => c.id))
  const isAnswer = (c: CommentRecord) => c.threadId !== null && ids.has(c.threadId)
  const answers = Map.groupBy(comments.filter(isAnswer), (c) => c.threadId)
  return comments
    .filter((c) => !isAnswer(c))
    .map((first) => ({
      first,
      answers: (answers.get(first.id) ?? []).sort(
        (a, b) => a.createdAt.localeCompare(b.createdAt) || (a.id < b.id ? -1 : 1),
      ),
    }))
    .sort((a, b) => a.first.start - b.first.start || (a.first.id < b.first.id ? -1 : 1))
}

/** Until the server has named the author it is oneself. */
export const isOwn = (comment: { readonly authorId: string | null }, userId: string): boolean =>
  comment.authorId === null || comment.authorId === userId

export function filterThreads(threads: readonly Thread[], filter: ThreadFilter, userId: string): Thread[] {
  if (filter === 'mine')
    return threads.filter(({ first, answers }) => [first, ...answers].some((c) => isOwn(c, userId)))
  return threads.filter(({ first }) => (first.resolvedBy !== null) === (filter === 'resolved'))
}

/** The bookmark after a moment, or before it; null when there is none. */
export function bookmarkBeside(
  bookmarks: readonly BookmarkRecord[],
  at: number,
  direction: -1 | 1,
): BookmarkRecord | null {
  const sorted = [...bookmarks].sort((a, b) => a.at - b.at)
  return (direction > 0 ? sorted.find((b) => b.at > at) : sorted.findLast((b) => b.at < at)) ?? null
}
