/**
 * While stretching is on, the selection has a handle at each end. Dragging one moves it and everything between in
 * proportion; the other end stays. The whole height of the timeline takes the press, so a handle is never missed.
 */
import { stretch as stretchCommand } from '#media/core/commands/index.ts'
import type { Tick } from '#media/core/time/tick.ts'
import { currentText } from '../../../_text/current-text.ts'
import type { Session } from '../../session/session.ts'
import { alignTo } from '../../timeline/snapping.ts'
import type { Timeline } from '../../timeline/timeline.ts'
import { holdPlayhead } from '../hold-playhead.ts'
import { shownFrame } from '../shown-frame.ts'
import type { Tool } from '../tool.ts'

/** CSS pixels around a handle that take it. */
const GRAB = 8

export interface Extent {
  readonly start: Tick
  readonly end: Tick
}

/** From the first start to the last end of what is selected; null when that is no stretch of time. */
export function extentOf(session: Session): Extent | null {
  let start = Number.POSITIVE_INFINITY
  let end = Number.NEGATIVE_INFINITY
  for (const id of session.selection.peek()) {
    const a = session.store.annotation(id)
    if (!a) continue
    start = Math.min(start, a.start)
    end = Math.max(end, a.end)
  }
  return end > start ? { start: start as Tick, end: end as Tick } : null
}

export const stretch: Tool = {
  id: 'stretch',
  begin({ timeline, session, pointer }) {
    if (pointer.button !== 0 || !timeline.stretching.peek() || !session.editable) return null
    const extent = extentOf(session)
    if (!extent) return null
    const { scale } = timeline
    const toStart = Math.abs(scale.xOf(extent.start) - pointer.x)
    const toEnd = Math.abs(scale.xOf(extent.end) - pointer.x)
    if (Math.min(toStart, toEnd) > GRAB) return null
    const edge = toStart < toEnd ? 'start' : 'end'
    const ids = [...session.selection.peek()]
    const gesture = session.gesture()
    const playhead = holdPlayhead(timeline)
    const snap = timeline.snapper(new Set(ids))
    let dragged = false
    return {
      tool: 'stretch',
      cursor: 'ew-resize',
      move(p) {
        dragged = true
        const to = snap(p.x, p.alt).time
        gesture.show(() => stretchCommand(session.state, argsFor(session, ids, extent, { [edge]: to })))
        playhead.showEdge(edge, to)
      },
      up() {
        if (dragged) gesture.commit()
        else gesture.cancel()
        playhead.giveBack()
      },
      cancel() {
        gesture.cancel()
        playhead.giveBack()
      },
    }
  },
}

/** Stretches the selection so that it starts, or ends, on the shown frame. */
export function stretchToShown(timeline: Timeline, edge: 'start' | 'end'): void {
  const { session } = timeline
  const extent = extentOf(session)
  if (!extent) {
    session.tell('refused', currentText().editing.cannot.stretch)
    return
  }
  const ids = [...session.selection.peek()]
  session.run(stretchCommand, argsFor(session, ids, extent, { [edge]: shownFrame(session)[edge] }))
}

export function argsFor(session: Session, ids: readonly string[], from: Extent, to: Partial<Extent>) {
  return {
    ids,
    from: [from.start, from.end] as const,
    to: [to.start ?? from.start, to.end ?? from.end] as const,
    align: alignTo(session.clock),
  }
}
