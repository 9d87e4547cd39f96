/** A stretch of a recording to be watched, on the recording's clock. */
import { TICKS_PER_SECOND, type Tick, tick } from '#media/core/time/tick.ts'
import type { PlaybackClock } from '../clock/playback-clock.ts'

export interface Clip {
  /** Tells clips of a list apart. */
  readonly key: string
  readonly recordingId: string
  readonly start: number
  /** Equal to start for a moment. */
  readonly end: number
}

/** Seconds that are shown before and after what is marked. */
export interface Roll {
  readonly before: number
  readonly after: number
}

export const ROLLS: readonly Roll[] = [
  { before: 0, after: 0 },
  { before: 1, after: 1 },
  { before: 3, after: 3 },
  { before: 10, after: 10 },
]

/** Where a clip plays from and to, and on which frame it rests: frames' own bounds, inside the recording. */
export function rangeOf(
  clock: PlaybackClock,
  clip: Clip,
  roll: Roll,
): { start: Tick; end: Tick; rest: Tick } {
  const from = clock.boundsOf(clock.frameAt(tick(clip.start - roll.before * TICKS_PER_SECOND)))
  const last = Math.max(clip.start, clip.end - 1) + roll.after * TICKS_PER_SECOND
  const to = clock.boundsOf(clock.frameAt(tick(last)))
  return { start: from.start, end: to.end, rest: to.start }
}
