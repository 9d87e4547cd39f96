/**
 * While an edge is in hand the picture follows it; afterwards the playhead is back where the person left it, and plays
 * on if it played. What is in hand is told to the timeline, for whoever shows the frames around it.
 */
import type { Tick } from '#media/core/time/tick.ts'
import type { Timeline } from '../timeline/timeline.ts'

/** The edge that a hand holds: time is the boundary, the first frame after it lies outside of an end. */
export interface EdgeInHand {
  readonly edge: 'start' | 'end'
  readonly time: Tick
  readonly annotationId: string | null
}

export interface HeldPlayhead {
  /** Shows the first frame inside, for a start, or the last inside, for an end. */
  showEdge(edge: 'start' | 'end', t: Tick): void
  /** @param unlessMoved leave the playhead alone when the person has moved it meanwhile */
  giveBack(unlessMoved?: boolean): void
}

export function holdPlayhead(timeline: Timeline, annotationId: string | null = null): HeldPlayhead {
  const { clock } = timeline.session
  const at = clock.now()
  const played = clock.playing.peek()
  let shown: number | null = null
  return {
    showEdge(edge, t) {
      if (shown === null && played) clock.pause()
      const inside = Math.max(0, Math.min(clock.duration - 1, edge === 'start' ? t : t - 1)) as Tick
      timeline.inHand.value = { edge, time: t, annotationId }
      clock.seek(inside, { scrub: true })
      shown = clock.frameAt(inside)
    },
    giveBack(unlessMoved = false) {
      if (shown === null) return
      timeline.inHand.value = null
      const moved = clock.playing.peek() || clock.frameAt(clock.now()) !== shown
      shown = null
      if (unlessMoved && moved) return
      clock.seek(at)
      if (played) clock.play()
    },
  }
}
