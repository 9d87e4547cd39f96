'use client'
/** The names left of the tracks: which is active, what it allows, locking, hiding, and its height. */
import { effect } from '@preact/signals-core'
import { Eye, EyeOff, Lock, LockOpen, MoreHorizontal } from 'lucide-react'
import { type PointerEvent, useEffect, useRef } from 'react'
import { updateTrack } from '#media/core/commands/index.ts'
import type { Policy, TrackRecord } from '#media/core/document/records.ts'
import { useText } from '../../_text/text-provider.tsx'
import { cx } from '../../_ui/cx.ts'
import { Menu, MenuItem, MenuSeparator } from '../../_ui/menu.tsx'
import { Tooltip } from '../../_ui/tooltip.tsx'
import { MediaHeader } from '../signals/media-header.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { RULER_HEIGHT } from './rows.ts'

const POLICIES: Record<Policy, { name: string; about: string }> = {
  allowed: { name: 'overlap', about: 'Annotations may overlap.' },
  refused: { name: 'exclusive', about: 'Two annotations never share time.' },
  trims: { name: 'trims', about: 'A new annotation cuts back what was there.' },
  gapless: { name: 'gapless', about: 'One follows the other without a gap; a new one ends the former.' },
}

export function TrackHeaders() {
  const { timeline } = useStudio()
  const tracks = useValue(timeline.shownTracks)
  const media = useValue(timeline.shownMedia)
  const box = useRef<HTMLDivElement>(null)
  useEffect(
    () =>
      effect(() => {
        const y = timeline.scrollY.value
        if (box.current && Math.abs(box.current.scrollTop - y) > 0.5) box.current.scrollTop = y
      }),
    [timeline],
  )
  return (
    <div className="flex h-full min-h-0 flex-col border-r border-line bg-canvas">
      <div
        style={{ height: RULER_HEIGHT }}
        className="flex shrink-0 items-center border-b border-line-2 pr-1 pl-2"
      >
        <HiddenTracks />
      </div>
      <div
        ref={box}
        onScroll={(event) => timeline.scrollTo(event.currentTarget.scrollTop)}
        className="min-h-0 flex-1 overflow-y-auto [scrollbar-width:none]"
      >
        {media.map((row) => (
          <MediaHeader key={row.id} row={row} />
        ))}
        {tracks.map((track) => (
          <TrackHeader key={track.id} track={track} />
        ))}
      </div>
    </div>
  )
}

function HiddenTracks() {
  const { timeline, session } = useStudio()
  const hidden = useValue(timeline.hiddenTracks)
  const tracks = useValue(session.store.trackList)
  const media = useValue(timeline.mediaRows)
  const t = useText().signals
  const kinds = { filmstrip: t.picture, waveform: t.sound, signal: t.signal, track: '' }
  const all = [
    ...media.map((row) => ({
      id: row.id,
      name: row.name ? `${kinds[row.kind]}: ${row.name}` : kinds[row.kind],
    })),
    ...tracks,
  ]
  const some = all.filter((t) => hidden.has(t.id))
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex h-5 items-center gap-1 rounded-sm px-1 text-small text-ink-3 hover:bg-hover hover:text-ink"
        >
          {some.length ? `Tracks · ${some.length} hidden` : 'Tracks'}
        </button>
      }
    >
      {all.map((track) => {
        const off = hidden.has(track.id)
        return (
          <MenuItem
            key={track.id}
            icon={off ? <EyeOff className="size-4" /> : <Eye className="size-4" />}
            onSelect={() => setHidden(timeline.hiddenTracks, track.id, !off)}
          >
            {off ? `Show ${track.name}` : `Hide ${track.name}`}
          </MenuItem>
        )
      })}
      {some.length > 0 && (
        <>
          <MenuSeparator />
          <MenuItem
            onSelect={() => {
              timeline.hiddenTracks.value = new Set()
            }}
          >
            Show all
          </MenuItem>
        </>
      )}
    </Menu>
  )
}

function TrackHeader({ track }: { track: TrackRecord }) {
  const { timeline, session } = useStudio()
  const active = useValue(session.activeTrackId) === track.id
  const heights = useValue(timeline.heights)
  const height = heights[track.id] ?? track.height
  const policy = POLICIES[track.policy]
  const start = useRef<{ y: number; height: number } | null>(null)
  const down = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault()
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { y: event.clientY, height }
  }
  const move = (event: PointerEvent<HTMLElement>) => {
    const from = start.current
    if (from) timeline.setHeight(track.id, from.height + event.clientY - from.y)
  }
  const lock = () => session.run(updateTrack, { id: track.id, changes: { locked: !track.locked } })
  return (
    <div
      style={{ height }}
      className={cx(
        'group relative flex items-center gap-1 border-b border-line pr-1 pl-2',
        active ? 'bg-hover' : 'hover:bg-hover',
      )}
    >
      {active && <span aria-hidden className="absolute inset-y-0 left-0 w-0.5 bg-accent" />}
      <button
        type="button"
        aria-pressed={active}
        onClick={() => {
          session.activeTrackId.value = track.id
        }}
        className="flex min-w-0 flex-1 flex-col items-start justify-center self-stretch overflow-hidden text-left"
      >
        <span
          className={cx('w-full truncate', active ? 'text-ink' : 'text-ink-2', track.locked && 'text-ink-3')}
        >
          {track.name}
        </span>
        {height >= 44 && (
          <span className="w-full truncate text-small text-ink-3">
            {track.kind === 'events' ? 'events' : policy.name}
          </span>
        )}
      </button>
      {track.kind === 'intervals' && height < 44 && (
        <Tooltip content={policy.about} side="right">
          <span className="hidden text-small text-ink-3 group-hover:inline">{policy.name}</span>
        </Tooltip>
      )}
      <button
        type="button"
        aria-label={track.locked ? `Unlock ${track.name}` : `Lock ${track.name}`}
        aria-pressed={track.locked}
        disabled={!session.editable}
        onClick={lock}
        className={cx(
          'flex size-5 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:bg-pressed hover:text-ink focus-visible:opacity-100',
          track.locked ? 'text-warn!' : 'opacity-0 group-hover:opacity-100',
        )}
      >
        {track.locked ? <Lock aria-hidden className="size-3" /> : <LockOpen aria-hidden className="size-3" />}
      </button>
      <Menu
        align="start"
        side="right"
        trigger={
          <button
            type="button"
            aria-label={`More about ${track.name}`}
            className="flex size-5 shrink-0 items-center justify-center rounded-sm text-ink-3 opacity-0 group-hover:opacity-100 hover:bg-pressed hover:text-ink focus-visible:opacity-100 data-popup-open:opacity-100"
          >
            <MoreHorizontal aria-hidden className="size-3.5" />
          </button>
        }
      >
        <MenuItem onSelect={() => setHidden(timeline.hiddenTracks, track.id, true)}>Hide this track</MenuItem>
        <MenuItem onSelect={() => selectTrack(session, track.id)}>Select all on it</MenuItem>
        <MenuItem onSelect={() => timeline.setHeight(track.id, track.height)}>First height</MenuItem>
      </Menu>
      <span
        aria-hidden
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={() => {
          start.current = null
        }}
        onDoubleClick={() => timeline.setHeight(track.id, track.height)}
        className="absolute inset-x-0 -bottom-[3px] z-10 h-[6px] cursor-row-resize touch-none"
      />
    </div>
  )
}

function setHidden(
  signal: { value: ReadonlySet<string>; peek(): ReadonlySet<string> },
  id: string,
  hide: boolean,
): void {
  const next = new Set(signal.peek())
  if (hide) next.add(id)
  else next.delete(id)
  signal.value = next
}

function selectTrack(session: ReturnType<typeof useStudio>['session'], trackId: string): void {
  session.activeTrackId.value = trackId
  session.select(session.store.lanesOf(trackId).flatMap(([, lane]) => [...lane.all()].map((a) => a.id)))
}
