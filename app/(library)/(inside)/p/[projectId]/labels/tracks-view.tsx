'use client'
/** The tracks from the top, and one of them in full. */
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { cx } from '#app/_ui/cx.ts'
import { EmptyState } from '#app/_ui/empty-state.tsx'
import type { LabelSet, TrackTemplate } from '#media/core/document/records.ts'
import { addTrack, moveTrack, onTrack, removeTrack, withTrack } from './label-draft.ts'
import { TrackDetail } from './track-detail.tsx'

interface TracksViewProps {
  set: LabelSet
  mayEdit: boolean
  onChange: (next: (set: LabelSet) => LabelSet, field?: string) => void
}

export function TracksView({ set, mayEdit, onChange }: TracksViewProps) {
  const t = useText().labels
  const [chosen, setChosen] = useState<string | null>(set.tracks[0]?.id ?? null)
  const nameField = useRef<HTMLInputElement>(null)
  const track = set.tracks.find((one) => one.id === chosen) ?? set.tracks[0]
  const active = set.tracks.findIndex((one) => one.id === track?.id)
  const add = (): void => {
    const made = addTrack(set, t.addTrack)
    onChange(() => made)
    setChosen(made.tracks.at(-1)?.id ?? null)
    requestAnimationFrame(() => nameField.current?.select())
  }
  const key = (event: React.KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by !== 0) {
      event.preventDefault()
      if (event.altKey && track && mayEdit) onChange((now) => moveTrack(now, track.id, by))
      else setChosen(set.tracks[Math.min(Math.max(active + by, 0), set.tracks.length - 1)]?.id ?? null)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      nameField.current?.select()
    } else if (event.key === 'Delete' && track && mayEdit) onChange((now) => removeTrack(now, track.id))
  }
  if (set.tracks.length === 0)
    return (
      <EmptyState title={t.noTracks} action={mayEdit && <Button onClick={add}>{t.addTrack}</Button>}>
        {t.noTracksMore}
      </EmptyState>
    )
  return (
    <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[320px_minmax(0,1fr)]">
      <div>
        {mayEdit && (
          <Button className="mb-2 w-full" icon={<Plus aria-hidden className="size-4" />} onClick={add}>
            {t.addTrack}
          </Button>
        )}
        <div
          role="listbox"
          tabIndex={0}
          aria-label={t.tracks}
          aria-description={t.listKeys}
          aria-activedescendant={track && `track-${track.id}`}
          onKeyDown={key}
          className="rounded-sm outline-hidden focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-accent"
        >
          {set.tracks.map((one) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the list's, which has the focus
            <div
              key={one.id}
              id={`track-${one.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={one === track}
              onClick={() => setChosen(one.id)}
              className={cx(
                'flex h-8 cursor-default items-center gap-2 rounded-sm px-2 select-none',
                one === track ? 'bg-accent-soft' : 'hover:bg-hover',
              )}
            >
              <span style={{ width: depthOf(set, one) * 12 }} className="shrink-0" />
              <bdi className="min-w-0 flex-1 truncate">{one.name || t.noName}</bdi>
              <span className="truncate text-small text-ink-3">
                {one.kind === 'intervals' ? t.policies[one.policy] : t.trackKinds[one.kind]}
              </span>
              <span className="w-6 text-right text-small text-ink-3">{one.labelIds.length}</span>
            </div>
          ))}
        </div>
      </div>
      {track && (
        <TrackDetail
          track={track}
          set={set}
          mayEdit={mayEdit}
          nameField={nameField}
          onChange={(change, field) =>
            onChange((now) => withTrack(now, track.id, change), field && `${track.id} ${field}`)
          }
          onLabel={(labelId, on) => onChange((now) => onTrack(now, track.id, labelId, on))}
          onMove={(by) => onChange((now) => moveTrack(now, track.id, by))}
          onRemove={() => onChange((now) => removeTrack(now, track.id))}
        />
      )}
    </div>
  )
}

function depthOf(set: LabelSet, track: TrackTemplate): number {
  let depth = 0
  for (let at: TrackTemplate | undefined = track; at?.parentId && depth < 6; depth++) {
    const { parentId }: TrackTemplate = at
    at = set.tracks.find((one) => one.id === parentId)
  }
  return depth
}
