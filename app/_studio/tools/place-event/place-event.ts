/** With a label armed, a press on a track of events places one on the frame under the pointer; dragging moves it. */
import { createEvent } from '#media/core/commands/index.ts'
import { newId } from '#media/core/document/ids.ts'
import type { Tick } from '#media/core/time/tick.ts'
import { currentText } from '../../../_text/current-text.ts'
import { holdPlayhead } from '../hold-playhead.ts'
import type { Pointer, Tool } from '../tool.ts'

export const placeEvent: Tool = {
  id: 'place-event',
  begin({ timeline, session, zone, pointer }) {
    const armed = session.armed.peek()
    if (!armed || pointer.button !== 0 || zone.kind !== 'row' || pointer.mod) return null
    const track = session.store.track(zone.row.id)
    if (track?.kind !== 'events') return null
    const labels = session.store.labels.peek()
    if (!labels.allows(track, armed.labelId)) {
      session.tell(
        'refused',
        currentText().editing.cannot.notItsLabel(labels.nameOf(armed.labelId), track.name),
      )
      return { tool: 'place-event', move() {}, up() {}, cancel() {} }
    }
    session.activeTrackId.value = track.id
    const { clock } = session
    const gesture = session.gesture()
    const id = newId()
    const playhead = holdPlayhead(timeline, id)
    const snap = timeline.snapper(new Set())
    const show = (p: Pointer) => {
      const snapped = snap(p.x, p.alt)
      const under = snapped.attracted ? snapped.time : Math.round(timeline.scale.timeAt(p.x))
      const inside = Math.max(0, Math.min(clock.duration - 1, under)) as Tick
      const at = clock.boundsOf(clock.frameAt(inside)).start
      const { labelId } = armed
      const layerId = session.activeLayerId.peek()
      gesture.show(() => createEvent(session.state, { id, trackId: track.id, layerId, labelId, at }))
      playhead.showEdge('start', at)
    }
    show(pointer)
    return {
      tool: 'place-event',
      cursor: 'crosshair',
      move: show,
      up() {
        const result = gesture.commit()
        if (result?.ok) session.select([id])
        playhead.giveBack()
      },
      cancel() {
        gesture.cancel()
        playhead.giveBack()
      },
    }
  },
}
