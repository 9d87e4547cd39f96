/**
 * Where an edge goes when the pointer is somewhere. Edges lie on frame boundaries of the main picture, always; with
 * snapping on, an edge of another annotation, the playhead, a bookmark, a cut or a silence attracts from a few pixels away. What attracts is gathered
 * when a gesture begins: the gesture's own preview moves neighbours, and they must not hold it fast.
 */
import type { Align } from '#media/core/commands/index.ts'
import type { FrameNo, Tick } from '#media/core/time/tick.ts'
import type { TimeScale } from '#media/core/time/time-scale.ts'
import type { PlaybackClock } from '../clock/playback-clock.ts'
import type { Session } from '../session/session.ts'
import type { PlacedRow } from './rows.ts'
import type { SnapOptions, SnapSource } from './snap-options.ts'

/** CSS pixels from which an edge attracts. */
export const SNAP_REACH = 7
/** With more edges than this in view, each pixel holds several and attraction would only be in the way. */
const MOST_EDGES = 3000

export interface Snapped {
  readonly time: Tick
  /** True when something attracted it: the overlay then draws a guide. */
  readonly attracted: boolean
  /** What attracted it; null when nothing did. */
  readonly to: SnapSource | 'ends' | null
}

/** What attracts, in order of time, and what each of it is. */
export interface SnapPoints {
  readonly times: Float64Array
  readonly kinds: readonly (SnapSource | 'ends')[]
}

export const NO_POINTS: SnapPoints = { times: new Float64Array(0), kinds: [] }

/** The frame boundary nearest to a time. */
export function nearestBoundary(clock: PlaybackClock, t: number): Tick {
  const inside = Math.max(0, Math.min(clock.duration, Math.round(t))) as Tick
  const { start, end } = clock.boundsOf(clock.frameAt(inside))
  return t - start <= end - t ? start : end
}

/** Brings what commands compute to rest on the frames of the main picture. */
export function alignTo(clock: PlaybackClock): Align {
  return (t, of, after) => {
    const nearest = nearestBoundary(clock, t)
    if (of === 'end')
      return after === undefined || nearest > after ? nearest : clock.boundsOf(clock.frameAt(after)).end
    return nearest < clock.duration
      ? nearest
      : clock.boundsOf(clock.frameAt((clock.duration - 1) as Tick)).start
  }
}

/**
 * Ticks from a frame to the one so many frames on; beyond the ends of the recording frames count as long as the first.
 */
export function ticksBetween(clock: PlaybackClock, from: FrameNo, frames: number): number {
  const last = clock.frameAt((clock.duration - 1) as Tick)
  const to = Math.max(0, Math.min(last, from + frames)) as FrameNo
  const { start, end } = clock.boundsOf(0 as FrameNo)
  return clock.boundsOf(to).start - clock.boundsOf(from).start + (from + frames - to) * (end - start)
}

/** What attracts in a screen's width around what is in view. `except`: annotations in hand. */
export function gatherPoints(
  rows: readonly PlacedRow[],
  scale: TimeScale,
  session: Session,
  except: ReadonlySet<string>,
  options: SnapOptions,
): SnapPoints {
  const { clock, store } = session
  const from = scale.timeAt(-scale.width)
  const to = scale.timeAt(scale.width * 2)
  const points: [number, SnapSource | 'ends'][] = [
    [0, 'ends'],
    [clock.duration, 'ends'],
  ]
  const add = (kind: SnapSource, times: Iterable<number>) => {
    for (const t of times) if (t >= from && t <= to) points.push([t, kind])
  }
  const shown = clock.shown.peek()
  if (shown && options.has('playhead')) add('playhead', [shown.start, shown.end])
  if (options.has('edges')) {
    const edges: number[] = []
    for (const row of rows) {
      row.view.edges?.(from, to, except, edges)
      if (edges.length > MOST_EDGES) break
    }
    if (edges.length <= MOST_EDGES) add('edges', edges)
  }
  if (options.has('bookmarks'))
    add(
      'bookmarks',
      store.bookmarks.map((b) => b.at),
    )
  if (options.has('cuts')) add('cuts', options.cuts.peek())
  if (options.has('silence')) add('silence', options.silence.peek())
  points.sort((a, b) => a[0] - b[0])
  return { times: Float64Array.from(points, ([t]) => t), kinds: points.map(([, kind]) => kind) }
}

export function snapEdge(t: number, points: SnapPoints, scale: TimeScale, clock: PlaybackClock): Snapped {
  const nearest = nearestIn(points.times, t)
  if (nearest !== null && Math.abs(nearest - t) <= scale.ticksOf(SNAP_REACH))
    return {
      time: nearestBoundary(clock, nearest),
      attracted: true,
      to: points.kinds[points.times.indexOf(nearest)] ?? null,
    }
  return { time: nearestBoundary(clock, t), attracted: false, to: null }
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
