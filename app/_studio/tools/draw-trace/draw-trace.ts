/**
 * On the active trace track a drag draws its values by hand; with Alt it erases what it passes. A press alone moves the
 * one value that is under it. One drag is one change; Escape leaves what was there.
 */
import { eraseTrace, writeTrace } from '#media/core/commands/index.ts'
import { tick } from '#media/core/time/tick.ts'
import { scaleOfTrack, TRACE_STEP, valueOfY } from '../../tracks/trace/trace-shape.ts'
import type { Pointer, Tool } from '../tool.ts'

export const drawTrace: Tool = {
  id: 'draw-trace',
  begin({ timeline, session, zone, pointer }) {
    if (zone.kind !== 'row' || pointer.button !== 0 || pointer.space || pointer.shift) return null
    const track = session.store.track(zone.row.id)
    if (track?.kind !== 'trace' || !session.editable) return null
    // The first press on a track chooses it; only then does a drag change it.
    if (session.activeTrackId.peek() !== track.id) return null
    const rating = timeline.rating.peek()
    if (rating?.trackIds.includes(track.id)) {
      const set = (p: Pointer) =>
        rating.set(track.id, valueOfY(p.y - zone.row.y, scaleOfTrack(track), zone.row.height))
      set(pointer)
      return { tool: 'draw-trace', cursor: 'ns-resize', move: set, up: () => {}, cancel: () => {} }
    }
    const layerId = session.activeLayerId.peek()
    const ends = scaleOfTrack(track)
    const step = stepAt(session.store.traces(track.id, layerId), timeline.scale.timeAt(pointer.x))
    const gesture = session.gesture()
    const drawn = new Map<number, number>()
    let last: { slot: number; value: number } | null = null
    const first = step.slotOf(timeline.scale.timeAt(pointer.x))
    const row = zone.row
    const add = (p: Pointer): void => {
      const slot = step.slotOf(Math.max(0, timeline.scale.timeAt(p.x)))
      const value = valueOfY(p.y - row.y, ends, row.height)
      const from = last ?? { slot, value }
      const by = Math.abs(slot - from.slot)
      for (let i = 0; i <= by; i++) {
        const at = from.slot + Math.sign(slot - from.slot) * i
        drawn.set(at, by === 0 ? value : from.value + ((value - from.value) * i) / by)
      }
      last = { slot, value }
    }
    const show = (p: Pointer): void => {
      if (pointer.alt) {
        const now = step.slotOf(Math.max(0, timeline.scale.timeAt(p.x)))
        const [a, b] = [Math.min(first, now), Math.max(first, now) + 1]
        gesture.show(() =>
          eraseTrace(session.state, {
            trackId: track.id,
            layerId,
            start: tick(step.timeOf(a)),
            end: tick(step.timeOf(b)),
          }),
        )
        return
      }
      add(p)
      const slots = [...drawn.keys()].sort((a, b) => a - b)
      const start = slots[0]!
      const values = Array.from({ length: slots.at(-1)! - start + 1 }, (_, i) => drawn.get(start + i)!)
      gesture.show(() =>
        writeTrace(session.state, {
          trackId: track.id,
          layerId,
          start: tick(step.timeOf(start)),
          step: step.ticks,
          values,
        }),
      )
    }
    show(pointer)
    return {
      tool: 'draw-trace',
      cursor: pointer.alt ? 'not-allowed' : 'crosshair',
      move: show,
      up: () => void gesture.commit(),
      cancel: () => gesture.cancel(),
    }
  },
}

interface Steps {
  readonly ticks: number
  slotOf(time: number): number
  timeOf(slot: number): number
}

/** The steps of the stretch that is there, so that its values are moved and not cut; else the common ones. */
function stepAt(
  traces: readonly { readonly start: number; readonly step: number; readonly values: readonly number[] }[],
  time: number,
): Steps {
  const near = traces.find(
    (t) => time >= t.start - t.step && time <= t.start + t.step * (t.values.length + 1),
  )
  const ticks = near?.step ?? TRACE_STEP
  const origin = near?.start ?? 0
  return {
    ticks,
    slotOf: (t) => Math.floor((t - origin) / ticks),
    timeOf: (slot) => origin + slot * ticks,
  }
}
