/**
 * The last tool of the list. On an annotation: a click selects it, Shift or Ctrl adds and takes away. On empty ground: a
 * click selects nothing and chooses the track, a drag draws a box and selects what it meets; with Shift or Ctrl the box
 * adds, with Alt it takes away. The playhead stays.
 */
import { placeRows } from '../../timeline/rows.ts'
import type { Timeline } from '../../timeline/timeline.ts'
import { DRAG_FROM, type Pointer, type Tool, type ToolContext, type ToolGesture } from '../tool.ts'

export const select: Tool = {
  id: 'select',
  begin(context) {
    const { zone, pointer, session } = context
    if (pointer.button !== 0) return null
    if (zone.kind === 'row') {
      session.activeTrackId.value = zone.row.id
      if (zone.hit) return press(context, zone.hit.annotationId)
    }
    return box(context)
  },
}

/** Selects what was pressed, as the modifiers say. */
export function selectPressed({ session, pointer }: ToolContext, id: string): void {
  const selection = new Set(session.selection.peek())
  if (pointer.shift || pointer.mod) {
    if (selection.has(id)) selection.delete(id)
    else selection.add(id)
    session.select(selection)
  } else if (!selection.has(id)) session.select([id])
}

function press(context: ToolContext, id: string): ToolGesture {
  const before = context.session.selection.peek()
  const several = before.size > 1 && before.has(id) && !context.pointer.shift && !context.pointer.mod
  selectPressed(context, id)
  return {
    tool: 'select',
    move() {},
    // A click on one of several keeps only that one; until release it might have been a drag of them all.
    up: () => several && context.session.select([id]),
    cancel: () => context.session.select(before),
  }
}

function box({ timeline, session, pointer }: ToolContext): ToolGesture {
  const before = session.selection.peek()
  const adds = pointer.shift || pointer.mod
  const start = timeline.scale.timeAt(pointer.x)
  const top = pointer.y + timeline.scrollY.peek()
  let dragged = false
  return {
    tool: 'select',
    move(p) {
      dragged ||= Math.hypot(p.x - pointer.x, p.y - pointer.y) > DRAG_FROM
      if (!dragged) return
      const from = { x: timeline.scale.xOf(start), y: top - timeline.scrollY.peek() }
      timeline.box.value = { x0: from.x, y0: from.y, x1: p.x, y1: p.y }
      const inside = met(timeline, from, p)
      session.select(
        pointer.alt ? [...before].filter((id) => !inside.includes(id)) : [...(adds ? before : []), ...inside],
      )
    },
    up() {
      if (!dragged && !adds && !pointer.alt) session.select([])
    },
    cancel: () => session.select(before),
  }
}

function met(timeline: Timeline, from: { x: number; y: number }, to: Pointer): string[] {
  const { scale } = timeline
  const rows = placeRows(timeline.rows(), timeline.scrollY.peek(), timeline.size.peek().height)
  const top = Math.min(from.y, to.y)
  const bottom = Math.max(from.y, to.y)
  return rows
    .filter((row) => row.kind === 'track' && row.y < bottom && row.y + row.height > top)
    .flatMap((row) => [
      ...(row.view.within?.(
        { scale, x: from.x, y: from.y - row.y, height: row.height },
        { x: to.x, y: to.y - row.y },
      ) ?? []),
    ])
}
