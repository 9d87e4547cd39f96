'use client'
/**
 * The labels by track, with their keys. A click arms a label for drawing; the key starts and ends it where the playhead
 * is; what runs is shown running. Below stands what is written about the label at hand: the one pointed at, else the
 * armed one, else the selected annotation's.
 */
import { Pencil } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Label, TrackRecord } from '#media/core/document/records.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { cx } from '../../_ui/cx.ts'
import { Input } from '../../_ui/input.tsx'
import { Kbd } from '../../_ui/kbd.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { LabelCard } from './label-card.tsx'

export function Codebook({ projectId }: { projectId: string }) {
  const { session, keyer, keys, panel } = useStudio()
  const asked = useValue(panel.codebookAsked)
  const t = useText().labels
  useValue(keys.changed)
  const book = useValue(session.store.labels)
  const tracks = useValue(session.store.trackList)
  const armed = useValue(session.armed)
  const running = useValue(keyer.running)
  const selection = useValue(session.selection)
  const [query, setQuery] = useState('')
  const [pointed, setPointed] = useState<string | null>(null)
  const search = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (asked > 0) search.current?.focus()
  }, [asked])
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const [only] = selection
  const selected = selection.size === 1 && only ? session.store.annotation(only)?.labelId : undefined
  const atHand = book.get(pointed ?? armed?.labelId ?? selected ?? '')
  const arm = (track: TrackRecord, label: Label) => {
    const same = armed?.labelId === label.id && armed.trackId === track.id
    session.armed.value = same ? null : { trackId: track.id, labelId: label.id }
    session.activeTrackId.value = track.id
  }
  const first = tracks.flatMap((track) =>
    book
      .labelsOf(track)
      .filter((l) => fits(l, words))
      .map((l) => ({ track, label: l })),
  )[0]
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="p-3 pb-2">
        <Input
          ref={search}
          type="search"
          aria-label={t.findLabel}
          placeholder={t.findLabel}
          className="h-7!"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              setQuery('')
              event.currentTarget.blur()
            } else if (event.key === 'Enter' && first && session.editable && !first.track.locked) {
              arm(first.track, first.label)
              event.currentTarget.blur()
            }
          }}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-3 pb-3" onPointerLeave={() => setPointed(null)}>
        {words.length > 0 && !first && <p className="py-4 text-ink-3">{t.nothingFound(query)}</p>}
        {tracks.map((track) => {
          const labels = book.labelsOf(track).filter((label) => fits(label, words))
          if (!labels.length) return null
          return (
            <section key={track.id} aria-label={track.name} className="mb-3">
              <h3 className="mb-1 text-small text-ink-3">
                <bdi>{track.name}</bdi>
              </h3>
              <ul className="flex flex-col">
                {labels.map((label) => {
                  const chord = keys.chordFor(`label.${label.id}`)
                  const isArmed = armed?.labelId === label.id && armed.trackId === track.id
                  const runs = running.some((r) => r.labelId === label.id && r.trackId === track.id)
                  return (
                    <li key={label.id}>
                      <button
                        type="button"
                        aria-pressed={isArmed}
                        aria-disabled={!session.editable || track.locked}
                        onClick={() => session.editable && !track.locked && arm(track, label)}
                        onPointerEnter={() => setPointed(label.id)}
                        onFocus={() => setPointed(label.id)}
                        onBlur={() => setPointed(null)}
                        className={cx(
                          'flex h-7 w-full items-center gap-2 rounded-sm px-1.5 text-left aria-disabled:opacity-50',
                          isArmed ? 'bg-accent-soft text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
                        )}
                      >
                        <Swatch color={label.color} />
                        <bdi className="min-w-0 flex-1 truncate">{label.name}</bdi>
                        {runs && <span className="text-small text-accent">{t.running}</span>}
                        {isArmed && <Pencil aria-label={t.armed} className="size-3.5 text-accent" />}
                        {chord && <Kbd keys={chord} />}
                      </button>
                    </li>
                  )
                })}
              </ul>
            </section>
          )
        })}
      </div>
      {atHand && (
        <div className="max-h-1/2 min-h-36 shrink-0 overflow-y-auto border-t border-line">
          <LabelCard key={atHand.id} projectId={projectId} label={atHand} />
        </div>
      )}
    </div>
  )
}

function fits(label: Label, words: readonly string[]): boolean {
  if (words.length === 0 || (words.length === 1 && words[0] === label.key)) return true
  const text = `${label.name}\n${label.code ?? ''}\n${label.description}`.toLowerCase()
  return words.every((word) => text.includes(word))
}
