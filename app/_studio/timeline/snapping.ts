/**
 * Where an edge goes when the pointer is somewhere. Edges lie on frame boundaries of the main picture, always; with
 * snapping on, an edge of another annotation or the playhead attracts from a few pixels away. What attracts is gathered
 * when a gesture begins: the gesture's own preview moves neighbours, and they must not hold it fast.
 */
import type { Tick } from '#media/core/time/tick.ts'
import type { TimeScale } from '#media/core/time/time-scale.ts'
import type { PlaybackClock } from '../clock/playback-clock.ts'
import type { PlacedRow } from './rows.ts'

/** CSS pixels from which an edge attracts. */
export const SNAP_REACH = 7
/** With more edges than this in view, each pixel holds several and attraction would only be in the way. */
const MOST_EDGES = 3000

export interface Snapped {
  readonly time: Tick
  /** True when something attracted it: the overlay then draws a guide. */
  readonly attracted: boolean
}

/** The frame boundary nearest to a time. */
export function nearestBoundary(clock: PlaybackClock, t: number): Tick {
  const inside = Math.max(0, Math.min(clock.duration, Math.round(t))) as Tick
  const { start, end } = clock.boundsOf(clock.frameAt(inside))
  return t - start <= end - t ? start : end
}

/** Edges that attract, in a screen's width around what is in view. `except`: annotations in hand. */
export function gatherEdges(
  rows: readonly PlacedRow[],
  scale: TimeScale,
  clock: PlaybackClock,
  except: ReadonlySet<string>,
): Float64Array {
  const from = scale.timeAt(-scale.width)
  const to = scale.timeAt(scale.width * 2)
  const edges: number[] = []
  for (const row of rows) {
    row.view.edges?.(from, to, except, edges)
    if (edges.length > MOST_EDGES) return new Float64Array(0)
  }
  const shown = clock.shown.peek()
  if (shown) edges.push(shown.start, shown.end)
  edges.push(0, clock.duration)
  return Float64Array.from(edges).sort()
}

export function snapEdge(t: number, edges: Float64Array, scale: TimeScale, clock: PlaybackClock): Snapped {
  const nearest = nearestIn(edges, t)
  if (nearest !== null && Math.abs(nearest - t) <= scale.ticksOf(SNAP_REACH))
    return { time: nearestBoundary(clock, nearest), attracted: true }
  return { time: nearestBoundary(clock, t), attracted: false }
}

/** The value nearest to t in a sorted column; null when it is empty. */
export function nearestIn(sorted: Float64Array, t: number): number | null {
  let lo = 0
  let hi = sorted.length
  while (lo < hi) {
    const mid = (lo + hi) >>> 1
    if (sorted[mid]! < t) lo = mid + 1
    else hi = mid
  }
  const after = sorted[lo]
  const before = sorted[lo - 1]
  if (after === undefined) return before ?? null
  return before === undefined || after - t <= t - before ? after : before
}
