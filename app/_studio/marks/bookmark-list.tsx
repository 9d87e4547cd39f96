'use client'
/** Bookmarks in order of time: a press goes there, a name can be written at any time. */
import { Bookmark, BookmarkPlus, Pencil, X } from 'lucide-react'
import { useState } from 'react'
import { removeBookmark, updateBookmark } from '#media/core/commands/index.ts'
import type { BookmarkRecord } from '#media/core/document/records.ts'
import { useText } from '../../_text/text-provider.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'
import { Input } from '../../_ui/input.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { isOwn } from './threads.ts'

export function BookmarkList() {
  const { session, keys } = useStudio()
  const t = useText().marks
  useValue(session.store.marksVersion)
  const { bookmarks } = session.store
  return (
    <section aria-label={t.bookmarks} className="mt-auto border-t border-line pb-2">
      <header className="flex h-9 items-center gap-2 pr-2 pl-3">
        <h3 className="flex-1 text-small font-normal text-ink-3">{t.bookmarks}</h3>
        {session.editable && (
          <IconButton
            size="small"
            label={t.addBookmark}
            keys={keys.chordFor('marks.bookmark') ?? undefined}
            icon={<BookmarkPlus className="size-4" />}
            onClick={() => keys.run('marks.bookmark')}
          />
        )}
      </header>
      {bookmarks.length === 0 && <p className="px-3 pb-1 text-small text-ink-3">{t.noBookmarks}</p>}
      <ul>
        {bookmarks.map((bookmark) => (
          <One key={bookmark.id} bookmark={bookmark} />
        ))}
      </ul>
    </section>
  )
}

function One({ bookmark }: { bookmark: BookmarkRecord }) {
  const { session, names } = useStudio()
  const t = useText().marks
  useValue(names.mode)
  const [typed, setTyped] = useState<string | null>(null)
  const may =
    session.editable && (isOwn(bookmark, session.user.id) || ['editor', 'owner'].includes(session.user.role))
  const time = names.format(bookmark.at)
  const finish = () => {
    if (typed !== null && typed.trim() !== bookmark.name)
      session.run(updateBookmark, { id: bookmark.id, changes: { name: typed.trim() } })
    setTyped(null)
  }
  return (
    <li className="flex min-h-8 items-center gap-2 pr-2 pl-3 hover:bg-hover">
      <Bookmark aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      {typed !== null ? (
        <Input
          aria-label={t.name}
          autoFocus
          className="h-6"
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={finish}
          onKeyDown={(event) => {
            if (event.key === 'Enter') finish()
            if (event.key === 'Escape') {
              event.stopPropagation()
              setTyped(null)
            }
          }}
        />
      ) : (
        <button
          type="button"
          aria-label={`${bookmark.name || t.unnamed}: ${t.goTo(time)}`}
          onClick={() => session.clock.seek(bookmark.at)}
          className="flex min-w-0 flex-1 items-center gap-2 rounded-sm text-left"
        >
          <span
            dir="auto"
            className={bookmark.name ? 'min-w-0 flex-1 truncate' : 'min-w-0 flex-1 truncate text-ink-3'}
          >
            {bookmark.name || t.unnamed}
          </span>
          <span className="shrink-0 font-mono text-small text-ink-2 tabular-nums">{time}</span>
        </button>
      )}
      {may && typed === null && (
        <>
          <IconButton
            size="small"
            label={t.name}
            icon={<Pencil className="size-3.5" />}
            onClick={() => setTyped(bookmark.name)}
          />
          <IconButton
            size="small"
            label={t.remove}
            icon={<X className="size-3.5" />}
            onClick={() => session.run(removeBookmark, { id: bookmark.id })}
          />
        </>
      )}
    </li>
  )
}
