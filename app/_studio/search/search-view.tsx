'use client'
/** The search page of a project: the question, the answers as clips, the player, and what is kept as a playlist. */
import { SearchX } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { LabelSet } from '#media/core/document/records.ts'
import { parseQuery } from '#media/core/search/parse.ts'
import { asksNothing, type Query } from '#media/core/search/query.ts'
import { sentenceOf } from '../../_client/sentence.ts'
import { trpc } from '../../_client/trpc.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Checkbox } from '../../_ui/checkbox.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import type { Clip } from '../clips/clip.ts'
import { ClipPlayer } from '../clips/clip-player.tsx'
import { useValue } from '../store/use-value.ts'
import { choicesOf, examplesOf } from './choices-of.ts'
import { ClipRow } from './clip-row.tsx'
import { KeepDialog } from './keep-dialog.tsx'
import { QueryBox } from './query-box.tsx'
import { useClipDeck } from './use-clip-deck.ts'

type Answer = Awaited<ReturnType<typeof trpc.search.find.mutate>>
type Hit = Answer['hits'][number]

const PAGE = 60
/** How long the hand rests before the search is made. */
const REST_MS = 350

export interface SearchViewProps {
  projectId: string
  labelSet: LabelSet
  people: readonly string[]
  /** From the address. */
  initial: string
  mayKeep: boolean
}

export function SearchView({ projectId, labelSet, people, initial, mayKeep }: SearchViewProps) {
  const t = useText().search
  const [text, setText] = useState(initial)
  const asked = useSearch(projectId, text)
  const { answer, busy, problem } = asked
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [keeping, setKeeping] = useState(false)
  const labels = useMemo(() => new Map(labelSet.labels.map((label) => [label.id, label])), [labelSet])
  const recordings = useMemo(() => new Map(answer?.recordings.map((r) => [r.id, r])), [answer])
  const hits = answer?.hits ?? NO_HITS
  const clips = useMemo(
    () => hits.map((hit): Clip => ({ key: hit.id, recordingId: hit.recordingId, ...hit.clip })),
    [hits],
  )
  const deck = useClipDeck(clips, (id) => recordings.get(id)?.media ?? null)
  const choices = useMemo(
    () => choicesOf(labelSet, people, answer?.recordings.map((r) => r.name) ?? []),
    [labelSet, people, answer],
  )
  useEffect(() => {
    const url = text.trim() ? `?q=${encodeURIComponent(text)}` : window.location.pathname
    const timer = setTimeout(() => window.history.replaceState(window.history.state, '', url), REST_MS)
    return () => clearTimeout(timer)
  }, [text])
  useEffect(
    () => setPicked((now) => new Set([...now].filter((id) => hits.some((hit) => hit.id === id)))),
    [hits],
  )

  const nameOf = (hit: Pick<Hit, 'labelId'>) =>
    hit.labelId === null ? t.comment : (labels.get(hit.labelId)?.name ?? hit.labelId)
  const colorOf = (hit: Pick<Hit, 'labelId'>) =>
    hit.labelId === null ? null : (labels.get(hit.labelId)?.color ?? null)
  const whereOf = (hit: Hit) =>
    [recordings.get(hit.recordingId)?.name, hit.track, hit.author].filter(Boolean).join(' · ')
  const studioOf = (hit: Hit) =>
    `/studio/${hit.recordingId}?at=${hit.start}${hit.labelId === null ? '' : `&sel=${hit.id}`}`

  return (
    <div className="pt-5">
      <QueryBox value={text} onChange={setText} onSubmit={asked.again} choices={choices}>
        {mayKeep && (
          <Button className="h-9" disabled={!answer?.count} onClick={() => setKeeping(true)}>
            {t.keep}
          </Button>
        )}
      </QueryBox>
      {problem && (
        <ErrorNote
          className="mt-3"
          action={
            <Button size="small" onClick={asked.again}>
              {t.search}
            </Button>
          }
        >
          {problem}
        </ErrorNote>
      )}
      {!asked.query ? (
        <Start examples={examplesOf(labelSet)} onPick={setText} />
      ) : (
        <div className="mt-4 grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_360px] xl:grid-cols-[minmax(0,1fr)_500px]">
          <div className="order-2 min-w-0 lg:order-1">
            <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-2 pb-1.5">
              {mayKeep && hits.length > 0 && (
                <Checkbox
                  label={t.pickAll}
                  checked={picked.size === hits.length}
                  indeterminate={picked.size > 0 && picked.size < hits.length}
                  onChange={(on) => setPicked(new Set(on ? hits.map((hit) => hit.id) : []))}
                />
              )}
              <p role="status" className="min-w-0 flex-1 text-ink-2">
                {answer ? t.found(answer.count, answer.recordings.length) : t.searching}
                {answer && <span className="text-ink-3"> · {t.searched(answer.searched.marks)}</span>}
              </p>
              {busy && answer && <span className="text-small text-ink-3">{t.searching} …</span>}
            </div>
            {!answer && !problem && <Waiting />}
            {answer?.count === 0 && (
              <EmptyState icon={<SearchX className="size-6" />} title={t.nothing}>
                {t.nothingHint}
              </EmptyState>
            )}
            <Hits
              hits={hits}
              deck={deck}
              row={(hit, at, current) => (
                <ClipRow
                  key={hit.id}
                  media={recordings.get(hit.recordingId)?.media ?? null}
                  name={nameOf(hit)}
                  color={colorOf(hit)}
                  start={hit.clip.start}
                  end={hit.clip.end}
                  where={whereOf(hit)}
                  also={[...(hit.partner ? [hit.partner] : []), ...hit.next].map((mark) => ({
                    name: nameOf(mark),
                    color: colorOf(mark),
                  }))}
                  alsoWord={hit.partner ? '·' : '→'}
                  note={hit.note}
                  current={current}
                  onShow={() => void deck?.show(at)}
                  before={
                    mayKeep && (
                      <Checkbox
                        label={t.pick(nameOf(hit))}
                        checked={picked.has(hit.id)}
                        onChange={(on) => {
                          const next = new Set(picked)
                          if (on) next.add(hit.id)
                          else next.delete(hit.id)
                          setPicked(next)
                        }}
                      />
                    )
                  }
                />
              )}
            />
            {answer && hits.length < answer.count && (
              <div className="flex justify-center py-3">
                <Button loading={busy} onClick={asked.more}>
                  {t.more}
                </Button>
              </div>
            )}
          </div>
          <div className="order-1 min-w-0 lg:sticky lg:top-4 lg:order-2">
            {deck && (
              <ClipPlayer
                deck={deck}
                count={answer?.count ?? 0}
                labels={labels}
                title={(at) => {
                  const hit = hits[at]
                  return hit
                    ? { name: nameOf(hit), color: colorOf(hit), where: whereOf(hit), studio: studioOf(hit) }
                    : null
                }}
                empty={<p>{t.pickClip}</p>}
              />
            )}
          </div>
        </div>
      )}
      {asked.query && (
        <KeepDialog
          open={keeping}
          onOpenChange={setKeeping}
          projectId={projectId}
          suggestion={nameFor(asked.query, text)}
          query={asked.query}
          clips={hits
            .filter((hit) => picked.has(hit.id))
            .map((hit) => ({
              recordingId: hit.recordingId,
              ...hit.clip,
              name: nameOf(hit),
              annotationId: hit.labelId === null ? null : hit.id,
              labelId: hit.labelId,
            }))}
        />
      )}
    </div>
  )
}

/** What is searched for, without how it lies in time: a name to begin with. */
const nameFor = (query: Query, text: string): string =>
  query.find
    .flatMap((c) => (c.not ? [] : c.field === 'label' ? c.values : c.field === 'text' ? [c.value] : []))
    .join(', ') || text

const NO_HITS: readonly Hit[] = []

function Hits({
  hits,
  deck,
  row,
}: {
  hits: readonly Hit[]
  deck: ReturnType<typeof useClipDeck>
  row: (hit: Hit, at: number, current: boolean) => React.ReactNode
}) {
  const t = useText().search
  return (
    <ol aria-label={t.clips}>
      {deck ? <Current deck={deck}>{(at) => hits.map((hit, k) => row(hit, k, k === at))}</Current> : null}
    </ol>
  )
}

function Current({
  deck,
  children,
}: {
  deck: NonNullable<ReturnType<typeof useClipDeck>>
  children: (at: number) => React.ReactNode
}) {
  return children(useValue(deck.at))
}

function Waiting() {
  return (
    <div aria-hidden>
      {Array.from({ length: 6 }, (_, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: all alike
        <div key={k} className="flex items-center gap-3 border-b border-line px-2 py-1.5">
          <Skeleton className="h-[54px] w-24" />
          <span className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-3 w-40" />
            <Skeleton className="h-3 w-64" />
          </span>
        </div>
      ))}
    </div>
  )
}

function Start({ examples, onPick }: { examples: readonly string[]; onPick: (text: string) => void }) {
  const t = useText().search
  return (
    <div className="mx-auto max-w-140 py-12">
      <h2 className="text-center text-title">{t.start}</h2>
      <p className="mt-1 text-center text-ink-2">{t.startHint}</p>
      <h3 className="mt-8 mb-2 text-small font-normal text-ink-3">{t.examples}</h3>
      <ul className="border-t border-line">
        {examples.map((example) => (
          <li key={example} className="border-b border-line">
            <button
              type="button"
              onClick={() => onPick(example)}
              className="w-full px-2 py-2 text-left font-mono text-small text-ink-2 hover:bg-hover hover:text-ink"
            >
              {example}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface Asked {
  /** What is asked; null while nothing, or something that cannot be read, is typed. */
  query: Query | null
  answer: Answer | null
  busy: boolean
  problem: string | null
  again: () => void
  more: () => void
}

/** Asks when the hand rests; an answer that comes late is not shown over a later one. */
function useSearch(projectId: string, text: string): Asked {
  const parsed = useMemo(() => parseQuery(text), [text])
  const [query, setQuery] = useState<Query | null>(null)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const turn = useRef(0)
  const ask = useCallback(
    async (query: Query) => {
      const mine = ++turn.current
      setBusy(true)
      setProblem(null)
      try {
        const found = await trpc.search.find.mutate({ projectId, query, limit: PAGE })
        if (mine === turn.current) setAnswer(found)
      } catch (error) {
        if (mine === turn.current) setProblem(sentenceOf(error))
      } finally {
        if (mine === turn.current) setBusy(false)
      }
    },
    [projectId],
  )
  const first = useRef(true)
  useEffect(() => {
    // What cannot be read yet leaves the last answer where it is.
    if (!parsed.ok) return
    if (asksNothing(parsed.query)) {
      turn.current++
      setQuery(null)
      setAnswer(null)
      setBusy(false)
      return
    }
    const timer = setTimeout(
      () => {
        setQuery(parsed.query)
        void ask(parsed.query)
      },
      first.current ? 0 : REST_MS,
    )
    first.current = false
    return () => clearTimeout(timer)
  }, [parsed, ask])
  const more = async () => {
    if (!query || !answer) return
    const mine = turn.current
    setBusy(true)
    try {
      const next = await trpc.search.find.mutate({
        projectId,
        query,
        offset: answer.hits.length,
        limit: PAGE,
      })
      if (mine === turn.current) setAnswer({ ...answer, hits: [...answer.hits, ...next.hits] })
    } catch (error) {
      if (mine === turn.current) setProblem(sentenceOf(error))
    } finally {
      if (mine === turn.current) setBusy(false)
    }
  }
  return { query, answer, busy, problem, again: () => query && void ask(query), more: () => void more() }
}
