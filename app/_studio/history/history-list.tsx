'use client'
/**
 * Who changed what, newest first, in stretches of one person's work. Pressing a change shows the recording as it was
 * after it.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocale, useText } from '#app/_text/text-provider.tsx'
import { sentenceOf } from '../../_client/sentence.ts'
import { trpc } from '../../_client/trpc.ts'
import { Avatar } from '../../_ui/avatar.tsx'
import { Button } from '../../_ui/button.tsx'
import { cx } from '../../_ui/cx.ts'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { Select } from '../../_ui/select.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { groupHistory } from './history-groups.ts'

const PAGE = 100
/** Changes come in bursts while somebody labels; the list is read again once they pause. */
const REST_MS = 800
const EVERYBODY = 'everybody'

type Entry = Awaited<ReturnType<typeof trpc.documents.history.query>>[number]
type People = Awaited<ReturnType<typeof trpc.documents.historyPeople.query>>

export function HistoryList() {
  const { session, timeTravel } = useStudio()
  const t = useText().people.history
  const version = useValue(session.store.version)
  const past = useValue(timeTravel.past)
  const loading = useValue(timeTravel.loading)
  const [author, setAuthor] = useState(EVERYBODY)
  const [people, setPeople] = useState<People>([])
  const [entries, setEntries] = useState<readonly Entry[] | null>(null)
  const [more, setMore] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const length = useRef(PAGE)
  const { recordingId } = session
  const load = useCallback(
    (before?: number) => {
      const limit = before ? PAGE : Math.min(200, length.current)
      const authorId = author === EVERYBODY ? undefined : author
      void trpc.documents.historyPeople.query({ recordingId }).then(setPeople, () => {})
      return trpc.documents.history.query({ recordingId, before, authorId, limit }).then(
        (rows) => {
          setProblem(null)
          setMore(rows.length >= limit)
          setEntries((old) => (before && old ? [...old, ...rows] : rows))
          length.current = Math.max(PAGE, rows.length)
        },
        (error: unknown) => setProblem(sentenceOf(error)),
      )
    },
    [recordingId, author],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that there is something new to read
  useEffect(() => {
    const timer = setTimeout(() => void load(), entries ? REST_MS : 0)
    return () => clearTimeout(timer)
  }, [version])
  useEffect(() => void load(), [load])
  const groups = useMemo(() => groupHistory(entries ?? []), [entries])
  if (problem && !entries) return <ErrorNote className="m-3">{problem}</ErrorNote>
  if (!entries)
    return (
      <div className="flex flex-col gap-3 p-3">
        {[0, 1, 2, 3, 4, 5].map((k) => (
          <Skeleton key={k} className="h-9" />
        ))}
      </div>
    )
  if (!entries.length && author === EVERYBODY) return <EmptyState title={t.empty}>{t.emptyAbout}</EmptyState>
  const current = loading ?? past?.revision ?? null
  return (
    <div className="flex flex-col pb-4">
      {people.length > 1 && (
        <div className="sticky top-0 z-10 flex items-center gap-2 border-b border-line bg-surface px-3 py-2">
          <span className="text-small whitespace-nowrap text-ink-3">{t.filter}</span>
          <Select
            size="small"
            label={t.filter}
            value={author}
            onChange={setAuthor}
            options={[
              { value: EVERYBODY, label: t.everybody },
              ...people.map((p) => ({ value: p.userId, label: p.name, hint: t.count(p.changes) })),
            ]}
          />
        </div>
      )}
      {groups.map((group) => (
        <Group key={group.entries[0]!.revision} entries={group.entries} current={current} />
      ))}
      <div className="flex flex-col items-start gap-1 px-3 pt-2">
        {more ? (
          <Button size="small" onClick={() => void load(entries.at(-1)?.revision)}>
            {t.earlier}
          </Button>
        ) : (
          author === EVERYBODY && (
            <Row revision={0} current={current} sentence={t.first} time="" replaced={false} undoes={false} />
          )
        )}
      </div>
    </div>
  )
}

function Group({ entries, current }: { entries: readonly Entry[]; current: number | null }) {
  const t = useText().people.history
  const locale = useLocale()
  const [latest] = entries
  const oldest = entries.at(-1)
  if (!latest || !oldest) return null
  const clock = (at: Date) =>
    at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const from = clock(oldest.at)
  const to = clock(latest.at)
  const name = latest.authorName ?? t.program
  return (
    <section aria-label={name} className="border-b border-line px-3 py-3 last:border-b-0">
      <header className="mb-1 grid grid-cols-[20px_1fr_auto] items-center gap-2">
        <Avatar id={latest.authorId ?? ''} name={name} size="small" />
        <h3 dir="auto" className="truncate font-medium text-ink">
          {name}
        </h3>
        <span className="text-small text-ink-3 tabular-nums">
          {dayOf(latest.at, locale, t)} {from === to ? to : `${from}–${to}`}
        </span>
      </header>
      <ol className="ml-7 flex flex-col">
        {entries.map((entry, k) => (
          <li key={entry.revision}>
            <Row
              revision={entry.revision}
              current={current}
              sentence={entry.sentence}
              time={timeBeside(entries, k, clock)}
              replaced={entry.overwrote}
              undoes={entry.undoes}
            />
          </li>
        ))}
      </ol>
    </section>
  )
}

interface RowProps {
  revision: number
  current: number | null
  sentence: string
  time: string
  replaced: boolean
  undoes: boolean
}

function Row({ revision, current, sentence, time, replaced, undoes }: RowProps) {
  const { timeTravel } = useStudio()
  const t = useText().people.history
  const shown = current === revision
  return (
    <button
      type="button"
      data-revision={revision}
      aria-current={shown || undefined}
      title={t.show(sentence)}
      onClick={() => (shown ? timeTravel.leave() : void timeTravel.go(revision))}
      className={cx(
        '-mx-2 flex w-[calc(100%+16px)] items-baseline gap-2 rounded-sm px-2 py-1 text-left hover:bg-hover',
        shown && 'bg-accent-soft! text-accent',
      )}
    >
      <span className="min-w-0 flex-1">
        <span className={cx('break-words', undoes ? 'text-ink-2' : 'text-ink', shown && 'text-accent!')}>
          {sentence}
        </span>
        {replaced && <span className="block text-small text-ink-3">{t.replaced}</span>}
      </span>
      <span className="shrink-0 text-small text-ink-3 tabular-nums">{time}</span>
    </button>
  )
}

/** Only where it differs from the one above: a burst of work has one time. */
function timeBeside(entries: readonly Entry[], k: number, clock: (at: Date) => string): string {
  const time = clock(entries[k]!.at)
  return k > 0 && clock(entries[k - 1]!.at) === time ? '' : time
}

function dayOf(at: Date, locale: string, t: { today: string; yesterday: string }): string {
  const days = Math.round((startOfDay(new Date()) - startOfDay(at)) / 86_400_000)
  if (days === 0) return t.today
  if (days === 1) return t.yesterday
  return at.toLocaleDateString(locale, { day: 'numeric', month: 'short', year: 'numeric' })
}

const startOfDay = (at: Date): number => new Date(at).setHours(0, 0, 0, 0)
