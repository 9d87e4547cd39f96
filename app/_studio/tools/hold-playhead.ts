/**
 * While an edge is dragged the picture follows it; afterwards the playhead is back where the person left it, and plays
 * on if it played.
 */
import type { Tick } from '#media/core/time/tick.ts'
import type { PlaybackClock } from '../clock/playback-clock.ts'

export interface HeldPlayhead {
  /** Shows the first frame inside, for a start, or the last inside, for an end. */
  showEdge(edge: 'start' | 'end', t: Tick): void
  giveBack(): void
}

export function holdPlayhead(clock: PlaybackClock): HeldPlayhead {
  const at = clock.now()
  const played = clock.playing.peek()
  let moved = false
  return {
    showEdge(edge, t) {
      if (!moved && played) clock.pause()
      moved = true
      const inside = edge === 'start' ? t : t - 1
      clock.seek(Math.max(0, Math.min(clock.duration - 1, inside)) as Tick, { scrub: true })
    },
    giveBack() {
      if (!moved) return
      clock.seek(at)
      if (played) clock.play()
    },
  }
}
