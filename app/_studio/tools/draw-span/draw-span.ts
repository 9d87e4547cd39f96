/**
 * With a label armed, a drag over a track of intervals draws one: from the frame where the pointer went down to the
 * frame where it comes up, both inside. A click draws a single frame.
 */
import { create } from '#media/core/commands/index.ts'
import { newId } from '#media/core/document/ids.ts'
import { maxTick, minTick, type Tick } from '#media/core/time/tick.ts'
import { currentText } from '../../../_text/current-text.ts'
import { holdPlayhead } from '../hold-playhead.ts'
import type { Pointer, Tool } from '../tool.ts'

export const drawSpan: Tool = {
  id: 'draw-span',
  begin({ timeline, session, zone, pointer }) {
    const armed = session.armed.peek()
    if (!armed || pointer.button !== 0 || zone.kind !== 'row' || pointer.mod) return null
    const track = session.store.track(zone.row.id)
    if (track?.kind !== 'intervals') return null
    const labels = session.store.labels.peek()
    if (!labels.allows(track, armed.labelId)) {
      session.tell(
        'refused',
        currentText().editing.cannot.notItsLabel(labels.nameOf(armed.labelId), track.name),
      )
      return { tool: 'draw-span', move() {}, up() {}, cancel() {} }
    }
    session.activeTrackId.value = track.id
    const { clock } = session
    const gesture = session.gesture()
    const id = newId()
    const playhead = holdPlayhead(timeline, id)
    const frameUnder = (x: number) => {
      const inside = Math.max(0, Math.min(clock.duration - 1, Math.round(timeline.scale.timeAt(x)))) as Tick
      return clock.boundsOf(clock.frameAt(inside))
    }
    const first = frameUnder(pointer.x)
    const snap = timeline.snapper(new Set())
    const anchor = snap(pointer.x)
    const show = (p: Pointer) => {
      const here = frameUnder(p.x)
      const forwards = p.x >= pointer.x
      const edge = snap(p.x, p.alt)
      const from = anchor.attracted ? anchor.time : forwards ? first.start : first.end
      const to = edge.attracted ? edge.time : forwards ? here.end : here.start
      const args = {
        id,
        trackId: track.id,
        layerId: session.activeLayerId.peek(),
        labelId: armed.labelId,
        start: from === to ? first.start : minTick(from, to),
        end: from === to ? first.end : maxTick(from, to),
      }
      gesture.show(() => create(session.state, args))
      if (p.x !== pointer.x) playhead.showEdge(forwards ? 'end' : 'start', to)
    }
    show(pointer)
    return {
      tool: 'draw-span',
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
