/** Remarks pinned to a time. A thread is its first comment and the answers that carry its id. */
import { newId } from '../document/ids.ts'
import type { CommentRecord } from '../document/records.ts'
import { type Refusal, refuse } from '../document/refusal.ts'
import type { Tick } from '../time/tick.ts'
import type { Command, CommandState } from './command.ts'
import { Draft } from './draft.ts'
import { clockText, quote } from './words.ts'

export interface NewComment {
  readonly id?: string
  readonly start: Tick
  /** Equal to start for a moment. */
  readonly end: Tick
  readonly annotationId: string | null
  /** The first of the thread that this answers; null starts one. */
  readonly threadId: string | null
  readonly text: string
  /** Now, ISO 8601 in UTC. */
  readonly at: string
}

export const addComment: Command<NewComment> = (state, args) => {
  const text = args.text.trim()
  if (!text) return refuse('value', 'A comment needs some text.')
  const comment: CommentRecord = {
    type: 'comment',
    id: args.id ?? newId(),
    start: args.start,
    end: args.end,
    annotationId: args.annotationId,
    threadId: args.threadId,
    text,
    authorId: null,
    createdAt: args.at,
    resolvedBy: null,
  }
  const draft = new Draft(state)
  draft.add(comment)
  const verb = args.threadId === null ? 'Commented' : 'Answered the comment'
  return draft.finish(`${verb} at ${clockText(args.start)}: ${quote(text)}`, about(comment))
}

export const editComment: Command<{ readonly id: string; readonly text: string }> = (state, args) => {
  const found = commentOf(state, args.id)
  if (!found.ok) return found
  const text = args.text.trim()
  if (!text) return refuse('value', 'A comment needs some text. Remove it instead.')
  const { comment } = found
  const draft = new Draft(state)
  draft.set<CommentRecord>(comment.id, { text })
  return draft.finish(`Edited the comment at ${clockText(comment.start)}: ${quote(text)}`, about(comment))
}

/** Of the thread that the comment belongs to; `userId` null opens it again. */
export const resolveThread: Command<{ readonly id: string; readonly userId: string | null }> = (
  state,
  args,
) => {
  const found = commentOf(state, args.id)
  if (!found.ok) return found
  const first = found.comment.threadId === null ? found : commentOf(state, found.comment.threadId)
  if (!first.ok) return first
  const draft = new Draft(state)
  draft.set<CommentRecord>(first.comment.id, { resolvedBy: args.userId })
  const verb = args.userId === null ? 'Reopened' : 'Resolved'
  const { start, text } = first.comment
  return draft.finish(`${verb} the thread at ${clockText(start)}: ${quote(text)}`, about(first.comment))
}

/** The first of a thread takes its answers along. */
export const removeComment: Command<{ readonly id: string }> = (state, args) => {
  const found = commentOf(state, args.id)
  if (!found.ok) return found
  const { comment } = found
  const answers = state.document.comments.filter((c) => c.threadId === comment.id)
  const draft = new Draft(state)
  for (const c of [comment, ...answers]) draft.remove(c.id)
  const along = answers.length
    ? ` and ${answers.length === 1 ? 'its answer' : `its ${answers.length} answers`}`
    : ''
  return draft.finish(
    `Removed the comment ${quote(comment.text)} at ${clockText(comment.start)}${along}`,
    about(comment),
  )
}

const about = (comment: CommentRecord): string[] => (comment.annotationId ? [comment.annotationId] : [])

function commentOf(state: CommandState, id: string): { ok: true; comment: CommentRecord } | Refusal {
  const comment = state.document.get(id)
  return comment?.type === 'comment'
    ? { ok: true, comment }
    : refuse('missing', 'This comment is not there any more.')
}
