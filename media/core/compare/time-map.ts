/**
 * Times of one recording as times of another: a line of slope 1 through one shared moment, or a broken line through the
 * beginnings and ends of matching phases, so that each phase lasts as long in one as in the other.
 *
 *   b │            ╱          outside of the first and last anchor the slope is 1
 *     │        ●──╱
 *     │    ╱──
 *     │   ●
 *     └──────────── a
 */
import type { Placement } from '../asset/placement.ts'
import { tick } from '../time/tick.ts'
import type { Phase, PhaseMatch } from './match-phases.ts'

export interface MapPoint {
  readonly a: number
  readonly b: number
}

export class TimeMap {
  /** Rising in both. */
  readonly points: readonly MapPoint[]

  /** @param points rising in a; those that do not rise in both are left out. @throws RangeError without any */
  constructor(points: readonly MapPoint[]) {
    const kept: MapPoint[] = []
    for (const point of points) {
      const last = kept.at(-1)
      if (!last || (point.a > last.a && point.b > last.b)) kept.push(point)
    }
    if (!kept.length) throw new RangeError('a time map needs a point')
    this.points = kept
  }

  /** Fractional: for showing and playing. */
  toB(a: number): number {
    const { from, slope } = this.segment(a, 'a')
    return from.b + (a - from.a) / slope
  }

  toA(b: number): number {
    const { from, slope } = this.segment(b, 'b')
    return from.a + (b - from.b) * slope
  }

  /** The line that holds at a time of `a`: b's clock laid on a's. */
  placementAt(a: number): Placement {
    const { from, slope } = this.segment(a, 'a')
    return { offset: tick(Math.round(from.a - from.b * slope)), rate: slope }
  }

  /** a-ticks per b-tick of the part that holds a time, and a point on it. */
  private segment(t: number, clock: 'a' | 'b'): { from: MapPoint; slope: number } {
    const { points } = this
    let lo = 0
    let hi = points.length
    while (lo < hi) {
      const mid = (lo + hi) >>> 1
      if (points[mid]![clock] <= t) lo = mid + 1
      else hi = mid
    }
    const from = points[lo - 1]
    const to = points[lo]
    if (!from || !to) return { from: from ?? points[0]!, slope: 1 }
    return { from, slope: (to.a - from.a) / (to.b - from.b) }
  }
}

/** Both begin together, or at a moment that both have. */
export const shiftedMap = (point: MapPoint = { a: 0, b: 0 }): TimeMap => new TimeMap([point])

/** Null where nothing matches. */
export function stretchedMap(a: readonly Phase[], b: readonly Phase[], match: PhaseMatch): TimeMap | null {
  const points = match.pairs.flatMap(([i, j]) => {
    const [x, y] = [a[i]!, b[j]!]
    return [
      { a: x.start, b: y.start },
      { a: x.end, b: y.end },
    ]
  })
  return points.length ? new TimeMap(points) : null
}
