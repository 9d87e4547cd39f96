/**
 * Where an edge goes when the pointer is somewhere. Edges lie on frame boundaries of the main picture, always; with
 * snapping on, an edge of another annotation or the playhead attracts from a few pixels away.
 */
import type { Tick } from '#media/core/time/tick.ts'
import type { TimeScale } from '#media/core/time/time-scale.ts'
import type { PlaybackClock } from '../clock/playback-clock.ts'
import type { PlacedRow } from './rows.ts'

/** CSS pixels from which an edge attracts. */
export const SNAP_REACH = 7

export interface SnapOptions {
  readonly clock: PlaybackClock
  readonly scale: TimeScale
  readonly rows: readonly PlacedRow[]
  readonly on: boolean
  /** Annotations in hand: they do not attract themselves. */
  readonly except: ReadonlySet<string>
}

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

export function snapEdge(t: number, options: SnapOptions): Snapped {
  const { clock, scale, rows, on, except } = options
  const plain = nearestBoundary(clock, t)
  if (!on) return { time: plain, attracted: false }
  const reach = scale.ticksOf(SNAP_REACH)
  let best: number | null = null
  const offer = (edge: number | null | undefined) => {
    if (edge === null || edge === undefined || Math.abs(edge - t) > reach) return
    if (best === null || Math.abs(edge - t) < Math.abs(best - t)) best = edge
  }
  for (const row of rows) offer(row.view.snap?.(t, except))
  const shown = clock.shown.peek()
  offer(shown?.start)
  offer(shown?.end)
  return best === null
    ? { time: plain, attracted: false }
    : { time: nearestBoundary(clock, best), attracted: true }
}
