/** What tracks of annotations share: edges to snap to. */
import { eachWithin, lowerBound } from '../timeline/columns.ts'
import type { LaneSource } from './lane-source.ts'

/** Nearest start or end to `t` that does not belong to one of `except`. */
export function nearestEdge(source: LaneSource, t: number, except: ReadonlySet<string>): number | null {
  let best: number | null = null
  const offer = (edge: number) => {
    if (best === null || Math.abs(edge - t) < Math.abs(best - t)) best = edge
  }
  for (const lane of source.lanes) {
    for (let i = lowerBound(lane.start, t), left = 8; i < lane.count && left > 0; i++, left--)
      if (!except.has(lane.idAt(i))) offer(lane.start[i]!)
    for (let i = lowerBound(lane.start, t) - 1, left = 8; i >= 0 && left > 0; i--, left--)
      if (!except.has(lane.idAt(i))) {
        offer(lane.start[i]!)
        offer(lane.end[i]!)
      }
    eachWithin(lane, t, t, (i) => {
      if (!except.has(lane.idAt(i))) offer(lane.end[i]!)
    })
  }
  return best
}
