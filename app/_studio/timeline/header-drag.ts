/** Dragging a header to another place: where it would go is shown as a line; Escape leaves everything as it was. */
import type { PointerEvent } from 'react'
import type { ArrangedRow } from './arrange.ts'

/** CSS pixels a press may tremble before it becomes a drag. */
const DRAG_FROM = 4

export interface HeaderDrop {
  /** Row being dragged. */
  readonly id: string
  /** Number of the row it would go in front of. */
  readonly at: number
}

/** The gap between rows nearest to y, counted from the top of the first. */
export function gapAt(rows: readonly ArrangedRow[], y: number): number {
  let top = 0
  for (const [i, row] of rows.entries()) {
    if (y < top + row.height / 2) return i
    top += row.height
  }
  return rows.length
}

export const topOf = (rows: readonly ArrangedRow[], at: number): number =>
  rows.slice(0, at).reduce((sum, row) => sum + row.height, 0)

export interface HeaderDragOptions {
  readonly id: string
  readonly rows: () => readonly ArrangedRow[]
  /** Where the first row begins, in page coordinates. */
  readonly origin: () => number
  readonly show: (drop: HeaderDrop | null) => void
  readonly drop: (at: number) => void
}

/** Begins at a press on a header; a press without a drag stays a click. */
export function beginHeaderDrag(event: PointerEvent<HTMLElement>, options: HeaderDragOptions): void {
  if (event.button !== 0) return
  const from = event.clientY
  const { pointerId } = event
  let dragging = false
  let at = -1
  const end = () => {
    window.removeEventListener('pointermove', move)
    window.removeEventListener('pointerup', up)
    window.removeEventListener('pointercancel', cancel)
    window.removeEventListener('keydown', key, true)
    options.show(null)
  }
  const move = (e: globalThis.PointerEvent) => {
    if (e.pointerId !== pointerId) return
    if (!dragging && Math.abs(e.clientY - from) < DRAG_FROM) return
    dragging = true
    e.preventDefault()
    at = gapAt(options.rows(), e.clientY - options.origin())
    options.show({ id: options.id, at })
  }
  const up = (e: globalThis.PointerEvent) => {
    if (e.pointerId !== pointerId) return
    end()
    if (dragging) options.drop(at)
  }
  const cancel = () => end()
  const key = (e: KeyboardEvent) => {
    if (e.key !== 'Escape' || !dragging) return
    e.preventDefault()
    e.stopPropagation()
    end()
  }
  window.addEventListener('pointermove', move)
  window.addEventListener('pointerup', up)
  window.addEventListener('pointercancel', cancel)
  window.addEventListener('keydown', key, true)
}
