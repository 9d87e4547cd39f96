/**
 * Frames have times in the index, coded pictures have times in their container, and decoders carry whole
 * microseconds. This is the one place where the three meet: a *stamp* is a frame's time in whole microseconds, made
 * strictly increasing, so that it names the frame even where a file repeats a time.
 */
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'

const TICKS_PER_MICROSECOND = TICKS_PER_SECOND / 1e6

/** One stamp a frame, from the index's ticks (frame 0 at 0). */
export function stampsOf(ticks: Float64Array): Float64Array {
  const stamps = new Float64Array(ticks.length)
  let last = -1
  for (let n = 0; n < ticks.length; n++) {
    last = Math.max(last + 1, Math.round(ticks[n]! / TICKS_PER_MICROSECOND))
    stamps[n] = last
  }
  return stamps
}

/** The frame with this very stamp, or -1. */
export function frameOfStamp(stamps: Float64Array, stamp: number): number {
  let lo = 0
  let hi = stamps.length - 1
  while (lo <= hi) {
    const mid = (lo + hi) >>> 1
    const s = stamps[mid]!
    if (s === stamp) return mid
    if (s < stamp) lo = mid + 1
    else hi = mid - 1
  }
  return -1
}

/** How far a container's or a player's time may lie from the index's and still be the same frame: half a millisecond. */
export const TOLERANCE_US = 500

/**
 * The frame nearest to a media time, or null when none lies within the tolerance: then the picture is of no frame that
 * the index knows, and nobody may label it.
 */
export function frameNearest(
  stamps: Float64Array,
  microseconds: number,
  tolerance = TOLERANCE_US,
): number | null {
  let lo = 0
  let hi = stamps.length
  while (lo < hi) {
    const mid = (lo + hi) >>> 1
    if (stamps[mid]! < microseconds) lo = mid + 1
    else hi = mid
  }
  let best = -1
  let distance = Number.POSITIVE_INFINITY
  for (const n of [lo - 1, lo]) {
    const d = n >= 0 && n < stamps.length ? Math.abs(stamps[n]! - microseconds) : Number.POSITIVE_INFINITY
    if (d < distance) {
      distance = d
      best = n
    }
  }
  return best >= 0 && distance <= tolerance ? best : null
}
