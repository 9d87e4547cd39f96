/**
 * Draws inside an annotation instead of moving it: with a label of a child track armed, or with Ctrl held, a drag over
 * an annotation of the parent track makes one on the child track, kept within the parent.
 */
import { createInside } from '#media/core/commands/index.ts'
import { newId } from '#media/core/document/ids.ts'
import type { TrackRecord } from '#media/core/document/records.ts'
import { maxTick, minTick, type Tick } from '#media/core/time/tick.ts'
import { currentText } from '../../../_text/current-text.ts'
import type { Session } from '../../session/session.ts'
import type { Timeline } from '../../timeline/timeline.ts'
import { holdPlayhead } from '../hold-playhead.ts'
import { selectPressed } from '../select/select.ts'
import { DRAG_FROM, type Pointer, type Tool } from '../tool.ts'

export const drawInside: Tool = {
  id: 'draw-inside',
  begin(context) {
    const { timeline, session, zone, pointer } = context
    if (pointer.button !== 0 || zone.kind !== 'row' || !zone.hit || !session.editable) return null
    const parent = session.store.annotation(zone.hit.annotationId)
    const child = parent && childFor(timeline, parent.trackId, pointer.mod && !pointer.shift)
    if (!parent || !child) return null
    const { clock } = session
    const before = session.selection.peek()
    const gesture = session.gesture()
    const id = newId()
    const playhead = holdPlayhead(timeline, id)
    const snap = timeline.snapper(new Set([parent.id]))
    const frameUnder = (x: number) => {
      const inside = Math.max(0, Math.min(clock.duration - 1, Math.round(timeline.scale.timeAt(x)))) as Tick
      return clock.boundsOf(clock.frameAt(inside))
    }
    const first = frameUnder(pointer.x)
    let dragged = false
    const show = (p: Pointer) => {
      const here = frameUnder(p.x)
      const forwards = p.x >= pointer.x
      const edge = snap(p.x, p.alt)
      const to = edge.attracted ? edge.time : forwards ? here.end : here.start
      const kept = minTick(maxTick(to, parent.start), parent.end)
      const from = forwards ? first.start : first.end
      gesture.show(() =>
        createInside(session.state, {
          id,
          parentId: parent.id,
          trackId: child.track.id,
          labelId: child.labelId,
          layerId: parent.layerId,
          start: from === kept ? first.start : minTick(from, kept),
          end: from === kept ? first.end : maxTick(from, kept),
        }),
      )
      playhead.showEdge(forwards ? 'end' : 'start', kept)
    }
    return {
      tool: 'draw-inside',
      cursor: 'crosshair',
      move(p) {
        dragged ||= Math.abs(p.x - pointer.x) > DRAG_FROM
        if (dragged) show(p)
      },
      up() {
        if (dragged) {
          const result = gesture.commit()
          if (result?.ok) {
            session.activeTrackId.value = child.track.id
            session.select([id])
          }
        } else {
          gesture.cancel()
          selectPressed(context, parent.id)
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

/** The selected one, or the one the selected ones have in common, filled with an annotation of its child track. */
export function fillSelected(timeline: Timeline): void {
  const { session } = timeline
  const [only, more] = [...session.selection.peek()]
  const parent = only && !more ? session.store.annotation(only) : undefined
  if (!parent) {
    session.tell('refused', currentText().editing.cannot.fill)
    return
  }
  const child = childFor(timeline, parent.trackId, true)
  if (!child) {
    const name = session.store.track(parent.trackId)?.name ?? ''
    session.tell('refused', currentText().editing.cannot.nothingInside(name), parent.id)
    return
  }
  const result = session.run(createInside, {
    parentId: parent.id,
    trackId: child.track.id,
    labelId: child.labelId,
    layerId: parent.layerId,
  })
  if (!result.ok) return
  session.activeTrackId.value = child.track.id
  session.select(result.focus)
}

/**
 * The child track and label to draw with: what is armed; else, when asked for, the active child track or the first that
 * is unlocked, with the label that was last used there.
 */
function childFor(
  timeline: Timeline,
  parentTrackId: string,
  asked: boolean,
): { track: TrackRecord; labelId: string } | null {
  const { session } = timeline
  const { store } = session
  const armed = session.armed.peek()
  const armedTrack = armed && store.track(armed.trackId)
  if (armed && armedTrack?.parentId === parentTrackId) return { track: armedTrack, labelId: armed.labelId }
  if (!asked || armed) return null
  const children = store.tracks.filter((t) => t.parentId === parentTrackId && !t.locked && !t.hidden)
  const track = children.find((t) => t.id === session.activeTrackId.peek()) ?? children[0]
  const labelId = track && (lastLabel(session, timeline, track) ?? firstLabel(session, track))
  return track && labelId ? { track, labelId } : null
}

function lastLabel(session: Session, timeline: Timeline, track: TrackRecord): string | null {
  const id = timeline.lastLabels.get(track.id)
  return id && session.store.labels.peek().allows(track, id) ? id : null
}

const firstLabel = (session: Session, track: TrackRecord): string | null =>
  session.store.labels
    .peek()
    .labelsOf(track)
    .find((l) => !l.retired)?.id ?? null
