/**
 * Takes the edge that two neighbours share and moves it for both, so that no hole opens: always on a gapless track, on
 * others with Alt held.
 */
import { rollEdge } from '#media/core/commands/index.ts'
import type { AnnotationRecord } from '#media/core/document/records.ts'
import type { Session } from '../../session/session.ts'
import { holdPlayhead } from '../hold-playhead.ts'
import { selectPressed } from '../select/select.ts'
import { DRAG_FROM, type Tool } from '../tool.ts'

export const roll: Tool = {
  id: 'roll',
  begin(context) {
    const { timeline, session, zone, pointer } = context
    if (pointer.button !== 0 || zone.kind !== 'row' || !zone.hit || zone.hit.part === 'body') return null
    if (pointer.shift || pointer.mod || !session.editable) return null
    const track = session.store.track(zone.row.id)
    const taken = session.store.annotation(zone.hit.annotationId)
    if (!track || !taken || (track.policy !== 'gapless' && !pointer.alt)) return null
    const pair = touching(session, taken, zone.hit.part)
    if (!pair) return null
    const [left, right] = pair
    const before = session.selection.peek()
    session.activeTrackId.value = track.id
    selectPressed(context, taken.id)
    const gesture = session.gesture()
    const playhead = holdPlayhead(timeline, taken.id)
    const snap = timeline.snapper(new Set([left.id, right.id]))
    // The frame to look at is the first of what follows, unless the end itself was taken.
    const edge = zone.hit.part
    let dragged = false
    return {
      tool: 'roll',
      cursor: 'col-resize',
      move(p) {
        dragged ||= Math.abs(p.x - pointer.x) >= DRAG_FROM
        if (!dragged) return
        const to = snap(p.x, p.alt && track.policy === 'gapless').time
        gesture.show(() => rollEdge(session.state, { leftId: left.id, rightId: right.id, to }))
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
        session.select(before)
      },
    }
  },
}

function touching(
  session: Session,
  a: AnnotationRecord,
  edge: 'start' | 'end',
): [AnnotationRecord, AnnotationRecord] | null {
  const { before, after } = session.store.lane(a.trackId, a.layerId).neighbours(a)
  if (edge === 'start') return before && before.end === a.start ? [before, a] : null
  return after && after.start === a.end ? [a, after] : null
}
