'use client'
/** Who changed what, newest first, page by page; new changes appear as they arrive. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { sentenceOf } from '../../_client/sentence.ts'
import { trpc } from '../../_client/trpc.ts'
import { Avatar } from '../../_ui/avatar.tsx'
import { Button } from '../../_ui/button.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'

const PAGE = 50
/** Changes come in bursts while somebody labels; the list is read again once they pause. */
const REST_MS = 800

type Entry = Awaited<ReturnType<typeof trpc.documents.history.query>>[number]

export function HistoryList() {
  const { session } = useStudio()
  const version = useValue(session.store.version)
  const [entries, setEntries] = useState<readonly Entry[] | null>(null)
  const [more, setMore] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const length = useRef(PAGE)
  const { recordingId } = session
  const load = useCallback(
    (before?: number) =>
      trpc.documents.history
        .query({ recordingId, before, limit: before ? PAGE : Math.min(200, length.current) })
        .then(
          (rows) => {
            setProblem(null)
            setMore(rows.length >= PAGE)
            setEntries((old) => (before && old ? [...old, ...rows] : rows))
            length.current = Math.max(PAGE, rows.length)
          },
          (error: unknown) => setProblem(sentenceOf(error)),
        ),
    [recordingId],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that there is something new to read
  useEffect(() => {
    const timer = setTimeout(() => void load(), entries ? REST_MS : 0)
    return () => clearTimeout(timer)
  }, [version, load])
  if (problem && !entries) return <ErrorNote className="m-3">{problem}</ErrorNote>
  if (!entries)
    return (
      <div className="flex flex-col gap-3 p-3">
        {[0, 1, 2, 3, 4, 5].map((k) => (
          <Skeleton key={k} className="h-9" />
        ))}
      </div>
    )
  if (!entries.length)
    return (
      <EmptyState title="No changes yet">
        Every change is kept here with its author, from the first on.
      </EmptyState>
    )
  return (
    <ol className="flex flex-col p-3">
      {entries.map((entry) => (
        <li key={entry.revision} className="grid grid-cols-[24px_1fr] gap-2 py-1.5">
          <Avatar id={entry.authorId ?? ''} name={entry.authorName ?? 'Scrubline'} size="small" />
          <div className="min-w-0">
            <p className="break-words text-ink">{entry.sentence}</p>
            <p className="text-small text-ink-3">
              {entry.authorName ?? 'from a file or the program'} · {ago(entry.at)} · change {entry.revision}
            </p>
          </div>
        </li>
      ))}
      {more && (
        <li className="pt-2">
          <Button size="small" onClick={() => void load(entries.at(-1)?.revision)}>
            Show earlier changes
          </Button>
        </li>
      )}
    </ol>
  )
}

function ago(at: Date): string {
  const minutes = Math.round((Date.now() - at.getTime()) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  if (minutes < 24 * 60) return `${Math.round(minutes / 60)} h ago`
  return at.toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' })
}
