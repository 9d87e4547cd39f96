'use client'
/** Ctrl F: search in the open recording. Answers are played, selected, or left bright while the rest is dimmed. */
import { ListVideo, Pause, SearchX } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useMemo, useRef } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { Button, buttonClass } from '../../_ui/button.tsx'
import { Switch } from '../../_ui/checkbox.tsx'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { cx } from '../../_ui/cx.ts'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Kbd } from '../../_ui/kbd.tsx'
import { usePeople } from '../inspector/people-context.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { choicesOf, examplesOf } from './choices-of.ts'
import { QueryBox } from './query-box.tsx'
import { MOST_LISTED, type StudioAnswer } from './studio-search.ts'

export function SearchPanel({ projectId }: { projectId: string }) {
  const { session, search, timeline, panel, keys } = useStudio()
  const t = useText().search
  const text = useValue(search.text)
  const answer = useValue(search.answer)
  const dim = useValue(search.dim)
  const running = useValue(search.deck.running)
  const people = useValue(timeline.people)
  const book = useValue(session.store.labels)
  const tracks = useValue(session.store.trackList)
  const asked = useValue(panel.searchAsked)
  const field = useRef<HTMLInputElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each request takes the keys anew
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [asked])
  useEffect(() => search.deck.setClips(answer ? search.clips(answer) : []), [answer, search])
  const choices = useMemo(
    () =>
      choicesOf(
        book.set,
        people.values(),
        [],
        tracks.map((track) => track.name),
      ),
    [book, people, tracks],
  )
  const next = keys.chordFor('search.next')
  return (
    <div className="flex min-h-full flex-col">
      <div className="flex flex-col gap-2 border-b border-line p-3">
        <QueryBox
          compact
          inputRef={field}
          value={text}
          onChange={(value) => {
            search.text.value = value
          }}
          onSubmit={() => search.step(1)}
          choices={choices}
        />
        {answer && (
          <>
            <div className="flex min-h-6 items-center gap-2">
              <p role="status" className="flex-1 text-ink-2">
                {t.here(answer.found.count)}
              </p>
              {next && <Kbd keys={next} />}
              <Link
                href={`/p/${projectId}/search?q=${encodeURIComponent(text)}`}
                className={buttonClass({ variant: 'quiet', size: 'small' })}
              >
                {t.everywhere}
              </Link>
            </div>
            <div className="flex flex-wrap items-center gap-2">
              <Button
                size="small"
                disabled={!answer.found.count}
                icon={
                  running ? (
                    <Pause aria-hidden className="size-3.5" />
                  ) : (
                    <ListVideo aria-hidden className="size-3.5" />
                  )
                }
                onClick={() => (running ? search.deck.pause() : search.deck.playAll())}
              >
                {running ? t.pauseAll : t.playAll}
              </Button>
              <Button size="small" disabled={!answer.found.count} onClick={() => search.selectAll()}>
                {t.select}
              </Button>
              <Switch
                checked={dim}
                onChange={(on) => {
                  search.dim.value = on
                }}
              >
                {t.dim}
              </Switch>
            </div>
          </>
        )}
      </div>
      {answer ? (
        <Answers answer={answer} />
      ) : (
        <div className="p-3">
          <h3 className="mb-1 text-small font-normal text-ink-3">{t.examples}</h3>
          <ul>
            {examplesOf(book.set).map((example) => (
              <li key={example}>
                <button
                  type="button"
                  onClick={() => {
                    search.text.value = example
                    field.current?.focus()
                  }}
                  className="w-full truncate rounded-sm px-1.5 py-1 text-left font-mono text-small text-ink-2 hover:bg-hover hover:text-ink"
                >
                  {example}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

function Answers({ answer }: { answer: StudioAnswer }) {
  const { session, search, names } = useStudio()
  const t = useText().search
  const nameOf = usePeople()
  const selection = useValue(session.selection)
  const at = useValue(search.deck.at)
  useValue(names.mode)
  const book = session.store.labels.peek()
  const { columns, found } = answer
  if (!found.count)
    return (
      <EmptyState icon={<SearchX className="size-6" />} title={t.nothing} className="py-8">
        {t.nothingHint}
      </EmptyState>
    )
  const labelOf = (row: number) => book.get(columns.label.ids[columns.label.numbers[row]!]!)
  return (
    <>
      <ol aria-label={t.clips}>
        {Array.from({ length: Math.min(MOST_LISTED, found.count) }, (_, place) => {
          const { row, start, end, next } = found.at(place)
          const id = columns.idOf(row)
          const label = labelOf(row)
          const track = session.store.track(columns.track.ids[columns.track.numbers[row]!]!)
          const author = columns.author.ids[columns.author.numbers[row]!]
          const note = columns.texts.get(row)?.note
          const current = selection.has(id) || place === at
          return (
            <li key={id} className="border-b border-line">
              <button
                type="button"
                aria-current={current || undefined}
                onClick={() => search.go(place)}
                className={cx(
                  'flex w-full items-center gap-2 px-3 py-1.5 text-left',
                  current ? 'bg-accent-soft' : 'hover:bg-hover',
                )}
              >
                {label && <Swatch color={label.color} />}
                <span className="min-w-0 flex-1">
                  <span dir="auto" className="block truncate">
                    {label?.name ?? t.comment}
                    {next.map((one, k) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the same label may follow twice
                      <span key={k} className="text-ink-2">
                        {' '}
                        → {labelOf(one)?.name ?? t.comment}
                      </span>
                    ))}
                  </span>
                  <span dir="auto" className="block truncate text-small text-ink-3">
                    {[track?.name, author && nameOf(author), note].filter(Boolean).join(' · ')}
                  </span>
                </span>
                <span className="shrink-0 text-right font-mono text-small text-ink-2 tabular-nums">
                  {names.format(start)}
                  {end > start && (
                    <span className="block text-ink-3">{names.format(end - start, 'seconds', 1)} s</span>
                  )}
                </span>
              </button>
            </li>
          )
        })}
      </ol>
      {found.count > MOST_LISTED && (
        <p className="px-3 py-2 text-small text-ink-3">{t.place(MOST_LISTED, found.count)}</p>
      )}
    </>
  )
}
