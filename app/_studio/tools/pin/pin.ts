/** A press on a pin of the ruler goes there, and opens the thread it stands for. Where several stand together it zooms in. */
import { TICKS_PER_SECOND, type Tick } from '#media/core/time/tick.ts'
import type { Tool } from '../tool.ts'

export const pin: Tool = {
  id: 'pin',
  begin({ timeline, session, zone, pointer }) {
    if (pointer.button !== 0 || zone.kind !== 'pin') return null
    const { marks } = zone.pin
    return {
      tool: 'pin',
      cursor: 'pointer',
      move() {},
      up() {
        const [first] = marks
        const last = marks.at(-1)
        if (!first || !last) return
        const apart = last.at - first.at > TICKS_PER_SECOND / 100
        if (marks.length > 1 && apart) {
          timeline.fitRange(first.at, last.at)
          return
        }
        session.clock.seek(Math.min(first.at, session.clock.duration - 1) as Tick)
        const thread = marks.find((m) => m.kind === 'comment')
        if (thread) timeline.openThread.value = thread.id
      },
      cancel() {},
    }
  },
}
