/** What tracks of annotations share: edges that attract. */
import { eachWithin } from '../timeline/columns.ts'
import type { LaneSource } from './lane-source.ts'

export function edgesWithin(
  source: LaneSource,
  from: number,
  to: number,
  except: ReadonlySet<string>,
  into: number[],
): void {
  for (const lane of source.lanes)
    eachWithin(lane, from, to, (i) => {
      if (except.size && except.has(lane.idAt(i))) return
      into.push(lane.start[i]!)
      if (lane.end[i] !== lane.start[i]) into.push(lane.end[i]!)
    })
}
