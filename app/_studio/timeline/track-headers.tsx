'use client'
/** The column left of the canvas: a header a row, scrolled with it. Rows are dragged to their places here. */
import { effect } from '@preact/signals-core'
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import type { ArrangedRow } from './arrange.ts'
import { GroupHeader } from './group-header.tsx'
import { beginHeaderDrag, type HeaderDrop, topOf } from './header-drag.ts'
import { HeadersCorner } from './headers-corner.tsx'
import { MediaHeader } from './media-header.tsx'
import { RULER_HEIGHT } from './rows.ts'
import * as act from './track-actions.ts'
import { TrackHeader } from './track-header.tsx'

export function TrackHeaders() {
  const { timeline } = useStudio()
  const rows = useValue(timeline.arranged)
  const media = useValue(timeline.shownMedia)
  const box = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [drop, setDrop] = useState<HeaderDrop | null>(null)
  useEffect(
    () =>
      effect(() => {
        const y = timeline.scrollY.value
        if (box.current && Math.abs(box.current.scrollTop - y) > 0.5) box.current.scrollTop = y
      }),
    [timeline],
  )
  const grab = (row: ArrangedRow) => (event: PointerEvent<HTMLElement>) =>
    beginHeaderDrag(event, {
      id: row.id,
      rows: () => timeline.arranged.peek(),
      origin: () => list.current?.getBoundingClientRect().top ?? 0,
      show: setDrop,
      drop: (at) =>
        row.kind === 'track' ? act.dropTrack(timeline, row.id, at) : act.dropGroup(timeline, row.name, at),
    })
  return (
    <div className="flex h-full min-h-0 flex-col border-r border-line bg-canvas">
      <div
        style={{ height: RULER_HEIGHT }}
        className="flex shrink-0 items-center border-b border-line-2 pr-1 pl-1"
      >
        <HeadersCorner />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys go from button to button inside */}
      <div
        ref={box}
        onScroll={(event) => timeline.scrollTo(event.currentTarget.scrollTop)}
        onKeyDown={stepFocus}
        className="min-h-0 flex-1 overflow-y-auto [scrollbar-width:none]"
      >
        {media.map((row) => (
          <MediaHeader key={row.id} row={row} />
        ))}
        <div ref={list} className="relative">
          {rows.map((row) =>
            row.kind === 'group' ? (
              <GroupHeader key={row.id} group={row} dragged={drop?.id === row.id} onGrab={grab(row)} />
            ) : (
              <TrackHeader key={row.id} plan={row} dragged={drop?.id === row.id} onGrab={grab(row)} />
            ),
          )}
          {drop && (
            <span
              aria-hidden
              style={{ top: topOf(rows, drop.at) - 1 }}
              className="pointer-events-none absolute inset-x-0 z-20 h-0.5 bg-accent"
            />
          )}
        </div>
      </div>
    </div>
  )
}

/** Up and down go from name to name while the focus is here; elsewhere they jump from edge to edge. */
function stepFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
  if (event.altKey || event.shiftKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return
  const names = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-header-name]')]
  const at = names.indexOf(document.activeElement as HTMLElement)
  if (at < 0) return
  event.preventDefault()
  const next = names[at + (event.key === 'ArrowDown' ? 1 : -1)]
  next?.focus()
  if (next?.hasAttribute('aria-pressed')) next.click()
}
