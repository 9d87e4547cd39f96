/**
 * Shift held, a drag moves the annotation under the pointer and everything after it on its track; with Ctrl as well,
 * everything after it on every track in sight that is not locked. Distances stay as they are.
 */
import { ripple as rippleCommand } from '#media/core/commands/index.ts'
import { alignTo } from '../../timeline/snapping.ts'
import type { Timeline } from '../../timeline/timeline.ts'
import { holdPlayhead } from '../hold-playhead.ts'
import { selectPressed } from '../select/select.ts'
import { stayInside } from '../stay-inside.ts'
import { DRAG_FROM, type Tool } from '../tool.ts'

export const ripple: Tool = {
  id: 'ripple',
  begin(context) {
    const { timeline, session, zone, pointer } = context
    if (pointer.button !== 0 || !pointer.shift || zone.kind !== 'row' || !zone.hit || !session.editable)
      return null
    const a = session.store.annotation(zone.hit.annotationId)
    if (!a) return null
    const before = session.selection.peek()
    const trackIds = pointer.mod ? rippleTracks(timeline) : [a.trackId]
    const later = trackIds.flatMap((id) =>
      session.store.lane(id, a.layerId).query(a.start, Number.POSITIVE_INFINITY),
    )
    const moving = later.filter((b) => b.start >= a.start)
    const snap = timeline.snapper(new Set(moving.map((b) => b.id)))
    const grip = timeline.scale.timeAt(pointer.x)
    const gesture = session.gesture()
    const playhead = holdPlayhead(timeline, a.id)
    let dragged = false
    return {
      tool: 'ripple',
      cursor: 'grabbing',
      move(p) {
        dragged ||= Math.abs(p.x - pointer.x) > DRAG_FROM
        if (!dragged) return
        const to = snap(timeline.scale.xOf(a.start + timeline.scale.timeAt(p.x) - grip), p.alt).time
        const align = alignTo(session.clock)
        gesture.show(() =>
          rippleCommand(session.state, {
            trackIds,
            layerId: a.layerId,
            from: a.start,
            by: stayInside(moving, to - a.start, session.clock.duration),
            align,
          }),
        )
        playhead.showEdge('start', to)
      },
      up() {
        if (dragged) gesture.commit()
        else {
          gesture.cancel()
          selectPressed(context, a.id)
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

/** Tracks of intervals and events in sight that may be changed. */
export function rippleTracks(timeline: Timeline): string[] {
  return timeline.shownTracks
    .peek()
    .filter((t) => !t.locked)
    .map((t) => t.id)
}
