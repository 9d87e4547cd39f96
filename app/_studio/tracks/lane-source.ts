/**
 * The lanes of one track with their level-of-detail pyramids, each made when first asked for after a change.
 */
import { type Lane, placeOfId } from '../timeline/columns.ts'
import { buildPyramid, type Pyramid } from '../timeline/pyramid.ts'

export class LaneSource {
  readonly lanes: readonly Lane[]
  private readonly duration: number
  private readonly labels: number
  private readonly pyramids: (Pyramid | undefined)[] = []

  constructor(lanes: readonly Lane[], duration: number, labels: number) {
    this.lanes = lanes
    this.duration = duration
    this.labels = labels
  }

  pyramid(lane: number): Pyramid {
    this.pyramids[lane] ??= buildPyramid(this.lanes[lane]!, this.duration, this.labels)
    return this.pyramids[lane]
  }

  /** Number of the lane an annotation lies in; -1 when it is not on this track. */
  laneOf(id: string, start: number): number {
    return this.lanes.findIndex((lane) => placeOfId(lane, start, id) >= 0)
  }
}

/** The lanes share a row's height, a pixel apart, inside `inset` at the top and bottom. */
export function laneBand(
  lane: number,
  lanes: number,
  height: number,
  inset: number,
): { y: number; height: number } {
  const room = height - 2 * inset
  const top = inset + Math.round((room * lane) / lanes)
  const bottom = inset + Math.round((room * (lane + 1)) / lanes) - (lane + 1 < lanes ? 1 : 0)
  return { y: top, height: Math.max(1, bottom - top) }
}
