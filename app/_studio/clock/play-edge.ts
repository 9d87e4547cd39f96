/** Where playback must turn back or rest: the arithmetic of loops and of ranges played once, apart from any player. */
import { TICKS_PER_SECOND, type Tick } from '#media/core/time/tick.ts'

export interface PlayRange {
  readonly loop: { readonly start: Tick; readonly end: Tick } | null
  /** Played once: ends there, then rests on `rest`. */
  readonly once: { readonly end: Tick; readonly rest: Tick } | null
}

export interface PlayEdge {
  /** The frame lies outside what is to be played; nobody shall be told of it. */
  readonly outside: boolean
  /** Rest here, now. */
  readonly rest: Tick | null
  /** Go back to the loop's start in so many milliseconds; null when its end is not near. */
  readonly turnInMs: number | null
}

/** From this far before the end the turn is timed, so that one late frame callback does not miss it. */
const NEAR_MS = 250

/** @param frame the presented frame's bounds; @param rate above 0 */
export function edgeAt(frame: { start: Tick; end: Tick }, { loop, once }: PlayRange, rate: number): PlayEdge {
  if (once && frame.end >= once.end)
    return { outside: frame.start >= once.end, rest: once.rest, turnInMs: null }
  if (!loop) return { outside: false, rest: null, turnInMs: null }
  const left = ((loop.end - frame.start) / TICKS_PER_SECOND / rate) * 1000
  const last = frame.end >= loop.end
  return {
    outside: frame.start >= loop.end,
    rest: null,
    turnInMs: last || left <= NEAR_MS ? Math.max(0, left) : null,
  }
}
