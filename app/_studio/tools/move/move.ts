/**
 * Drags the selected annotations along time, or one of them onto another track that takes its label. The first frame
 * lands on a frame and so does the last: with a variable frame rate the length in time may change by less than a frame.
 */
import { move as moveCommand } from '#media/core/commands/index.ts'
import type { Tick } from '#media/core/time/tick.ts'
import { rowAt } from '../../timeline/rows.ts'
import { alignTo, nearestBoundary } from '../../timeline/snapping.ts'
import { holdPlayhead } from '../hold-playhead.ts'
import { selectPressed } from '../select/select.ts'
import { stayInside } from '../stay-inside.ts'
import { DRAG_FROM, type Pointer, type Tool, type ToolContext } from '../tool.ts'

export const move: Tool = {
  id: 'move',
  begin(context) {
    const { timeline, session, zone, pointer } = context
    if (pointer.button !== 0 || zone.kind !== 'row' || zone.hit?.part !== 'body') return null
    if (pointer.shift || pointer.mod || !session.editable) return null
    const { annotationId: id } = zone.hit
    const a = session.store.annotation(id)
    if (!a) return null
    const before = session.selection.peek()
    const several = before.size > 1 && before.has(id)
    session.activeTrackId.value = zone.row.id
    selectPressed(context, id)
    const ids = [...session.selection.peek()]
    const moving = ids.flatMap((selected) => session.store.annotation(selected) ?? [])
    const snap = timeline.snapper(new Set(ids))
    const grip = timeline.scale.timeAt(pointer.x)
    const gesture = session.gesture()
    const playhead = holdPlayhead(timeline, id)
    // The picture shows the end that was taken nearer by.
    const edge = grip - a.start <= a.end - grip ? 'start' : 'end'
    let dragged = false
    const offset = (p: Pointer): number => {
      const shift = timeline.scale.timeAt(p.x) - grip
      // Whichever end comes nearer to something that attracts decides; else the start goes to its frame.
      const start = snap(timeline.scale.xOf(a.start + shift), p.alt)
      if (start.attracted || a.start === a.end) return start.time - a.start
      const end = snap(timeline.scale.xOf(a.end + shift), p.alt)
      return end.attracted
        ? nearestBoundary(session.clock, a.start + end.time - a.end) - a.start
        : start.time - a.start
    }
    return {
      tool: 'move',
      cursor: 'grabbing',
      move(p) {
        dragged ||= Math.hypot(p.x - pointer.x, p.y - pointer.y) > DRAG_FROM
        if (!dragged) return
        const by = stayInside(moving, offset(p), session.clock.duration)
        const trackId = ids.length === 1 ? otherTrack(context, p, a.labelId, a.trackId) : undefined
        const align = alignTo(session.clock)
        gesture.show(() => moveCommand(session.state, { ids, by, trackId, align }))
        playhead.showEdge(edge, align((a[edge] + by) as Tick, edge))
      },
      up() {
        if (dragged) gesture.commit()
        else {
          gesture.cancel()
          if (several) session.select([id])
        }
        playhead.giveBack()
      },
      cancel() {
        gesture.cancel()
        playhead.giveBack()
        session.select(before)
      },
    }
  },
}

/** The track under the pointer when it is another one of the same kind that takes the label. */
function otherTrack(
  { timeline, session }: ToolContext,
  p: Pointer,
  labelId: string,
  from: string,
): string | undefined {
  const row = rowAt(timeline.placedRows(), p.y)
  if (!row || row.id === from || row.kind !== 'track') return undefined
  const to = session.store.track(row.id)
  const own = session.store.track(from)
  if (!to || to.kind !== own?.kind || !session.store.labels.peek().allows(to, labelId)) return undefined
  return to.id
}
