/**
 * Takes an edge of an interval. Every move shows what the command would do, from the state before the gesture; where it
 * would be refused, the edge stays where it last could be and the reason is told on release.
 */
import { trimEnd, trimStart } from '#media/core/commands/index.ts'
import { holdPlayhead } from '../hold-playhead.ts'
import { selectPressed } from '../select/select.ts'
import { DRAG_FROM, type Tool } from '../tool.ts'

export const trim: Tool = {
  id: 'trim',
  begin(context) {
    const { timeline, session, zone, pointer } = context
    if (pointer.button !== 0 || zone.kind !== 'row' || !zone.hit || zone.hit.part === 'body') return null
    const { annotationId: id, part: edge } = zone.hit
    const before = session.selection.peek()
    session.activeTrackId.value = zone.row.id
    selectPressed(context, id)
    if (!session.editable || pointer.shift || pointer.mod)
      return { tool: 'select', move() {}, up() {}, cancel: () => session.select(before) }
    const gesture = session.gesture()
    const playhead = holdPlayhead(timeline, id)
    const snap = timeline.snapper(new Set([id]))
    const command = edge === 'start' ? trimStart : trimEnd
    let dragged = false
    return {
      tool: 'trim',
      cursor: 'col-resize',
      move(p) {
        dragged ||= Math.abs(p.x - pointer.x) >= DRAG_FROM
        if (!dragged) return
        const to = snap(p.x, p.alt).time
        gesture.show(() => command(session.state, { id, to }))
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
