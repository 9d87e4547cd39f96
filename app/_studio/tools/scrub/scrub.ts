/** Dragging in the ruler, the filmstrip or the waveform moves the playhead: coarse while it moves, exact at rest. */
import type { Tick } from '#media/core/time/tick.ts'
import type { Tool } from '../tool.ts'

export const scrub: Tool = {
  id: 'scrub',
  begin({ timeline, session, zone, pointer }) {
    if (pointer.button !== 0 || (zone.kind !== 'ruler' && zone.kind !== 'media')) return null
    const { clock } = session
    const before = clock.now()
    const timeOf = (x: number) =>
      Math.max(0, Math.min(clock.duration - 1, Math.round(timeline.scale.timeAt(x)))) as Tick
    clock.seek(timeOf(pointer.x), { scrub: true })
    return {
      tool: 'scrub',
      cursor: 'ew-resize',
      move: (p) => clock.seek(timeOf(p.x), { scrub: true }),
      up: (p) => clock.seek(timeOf(p.x)),
      cancel: () => clock.seek(before),
    }
  },
}
