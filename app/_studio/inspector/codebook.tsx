'use client'
/**
 * The labels by track, with their keys. A click arms a label for drawing; the key starts and ends it where the playhead
 * is; what runs is shown running.
 */
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import type { Label, TrackRecord } from '#media/core/document/records.ts'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { cx } from '../../_ui/cx.ts'
import { Input } from '../../_ui/input.tsx'
import { Kbd } from '../../_ui/kbd.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'

export function Codebook() {
  const { session, keyer, keys } = useStudio()
  useValue(keys.changed)
  const book = useValue(session.store.labels)
  const tracks = useValue(session.store.trackList)
  const armed = useValue(session.armed)
  const running = useValue(keyer.running)
  const [query, setQuery] = useState('')
  const wanted = query.trim().toLowerCase()
  const arm = (track: TrackRecord, label: Label) => {
    const same = armed?.labelId === label.id && armed.trackId === track.id
    session.armed.value = same ? null : { trackId: track.id, labelId: label.id }
    session.activeTrackId.value = track.id
  }
  return (
    <div className="flex flex-col gap-3 p-3">
      <Input
        aria-label="Find a label"
        placeholder="Find a label"
        className="h-7!"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      {tracks.map((track) => {
        const labels = book.labelsOf(track).filter((l) => !wanted || l.name.toLowerCase().includes(wanted))
        if (!labels.length) return null
        return (
          <section key={track.id} aria-label={track.name}>
            <h3 className="mb-1 text-small text-ink-3">{track.name}</h3>
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
                      disabled={!session.editable || track.locked}
                      title={label.description || undefined}
                      onClick={() => arm(track, label)}
                      className={cx(
                        'flex h-7 w-full items-center gap-2 rounded-sm px-1.5 text-left disabled:opacity-50',
                        isArmed ? 'bg-accent-soft text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
                      )}
                    >
                      <Swatch color={label.color} />
                      <span className="min-w-0 flex-1 truncate">{label.name}</span>
                      {runs && <span className="text-small text-accent">running</span>}
                      {isArmed && <Pencil aria-label="armed for drawing" className="size-3.5 text-accent" />}
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
  )
}
