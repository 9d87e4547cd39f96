/** Named moments to come back to. */
import { newId } from '../document/ids.ts'
import type { BookmarkRecord } from '../document/records.ts'
import { type Refusal, refuse } from '../document/refusal.ts'
import type { Tick } from '../time/tick.ts'
import type { Command, CommandState } from './command.ts'
import { Draft } from './draft.ts'
import { clockText, quote } from './words.ts'

export interface NewBookmark {
  readonly id?: string
  readonly at: Tick
  /** "" when it has none. */
  readonly name: string
}

export const addBookmark: Command<NewBookmark> = (state, args) => {
  const bookmark: BookmarkRecord = {
    type: 'bookmark',
    id: args.id ?? newId(),
    at: args.at,
    name: args.name.trim(),
    authorId: null,
  }
  const draft = new Draft(state)
  draft.add(bookmark)
  return draft.finish(`Added ${called(bookmark)}`, [])
}

export interface UpdateBookmarkArgs {
  readonly id: string
  readonly changes: Partial<Pick<BookmarkRecord, 'at' | 'name'>>
}

export const updateBookmark: Command<UpdateBookmarkArgs> = (state, args) => {
  const found = bookmarkOf(state, args.id)
  if (!found.ok) return found
  const { bookmark } = found
  const next = { ...bookmark, ...args.changes }
  const draft = new Draft(state)
  draft.set<BookmarkRecord>(bookmark.id, args.changes)
  const moved = next.at !== bookmark.at
  return draft.finish(
    moved
      ? `Moved ${called(bookmark)} to ${clockText(next.at)}`
      : `Renamed ${called(bookmark)} to ${quote(next.name)}`,
    [],
  )
}

export const removeBookmark: Command<{ readonly id: string }> = (state, args) => {
  const found = bookmarkOf(state, args.id)
  if (!found.ok) return found
  const draft = new Draft(state)
  draft.remove(args.id)
  return draft.finish(`Removed ${called(found.bookmark)}`, [])
}

const called = ({ name, at }: BookmarkRecord): string =>
  `the bookmark ${name ? `${quote(name)} ` : ''}at ${clockText(at)}`

function bookmarkOf(state: CommandState, id: string): { ok: true; bookmark: BookmarkRecord } | Refusal {
  const bookmark = state.document.get(id)
  return bookmark?.type === 'bookmark'
    ? { ok: true, bookmark }
    : refuse('missing', 'This bookmark is not there any more.')
}
