/**
 * The lanes of one track as its view needs them: the colours they are drawn in, their level-of-detail pyramids, and what
 * a filter leaves bright. Each is made when first asked for after a change; a source that follows another takes over
 * its pyramids and mends them where the edit was.
 */
import { type Lane, placeOfId } from '../timeline/columns.ts'
import { type Matched, onlyMatching } from '../timeline/filter.ts'
import type { LabelTable } from '../timeline/label-table.ts'
import { buildPyramid, type Pyramid, patchPyramid, sampleLane, samplePyramid } from '../timeline/pyramid.ts'
import { SampledLine } from '../timeline/sampled-line.ts'

export interface LaneSourceOptions {
  readonly lanes: readonly Lane[]
  readonly duration: number
  /** Colours of the places in `lane.style`. */
  readonly styles: LabelTable
  /** The same track before the change. */
  readonly before?: LaneSource | null
  /** Which rows of a lane a filter leaves bright; null when nothing is filtered. */
  readonly matched?: ((lane: Lane) => Matched) | null
  /** Whether something required is still to be filled in on a row; null when nothing is required on this track. */
  readonly missing?: ((lane: Lane, row: number) => boolean) | null
  /** Words at the left end of a lane when a row has room: whose it is. */
  readonly laneNames?: (layerId: string) => string
}

export class LaneSource {
  readonly lanes: readonly Lane[]
  readonly styles: LabelTable
  readonly laneName: (layerId: string) => string
  private readonly options: LaneSourceOptions
  private readonly pyramids: (Pyramid | undefined)[] = []
  private readonly brights: (Matched | undefined)[] = []
  private readonly brightLanes: (Lane | undefined)[] = []
  private readonly brightPyramids: (Pyramid | undefined)[] = []
  private readonly lines: SampledLine[] = []
  private readonly brightLines: SampledLine[] = []
  /** By lane: 0 not looked at, 1 complete, 2 something is missing. */
  private readonly looked: Uint8Array[] = []
  private readonly words = new Map<number, string>()

  constructor(options: LaneSourceOptions) {
    this.options = options
    this.lanes = options.lanes
    this.styles = options.styles
    this.laneName = options.laneNames ?? (() => '')
    if (options.before) this.takeOver(options.before)
  }

  get filtered(): boolean {
    return Boolean(this.options.matched)
  }

  pyramid(lane: number): Pyramid {
    this.pyramids[lane] ??= buildPyramid(this.lanes[lane]!, this.options.duration, this.styles.styles.length)
    return this.pyramids[lane]
  }

  /** Rows of a lane that stay bright. */
  bright(lane: number): Matched {
    const { matched } = this.options
    if (!matched) return 'all'
    this.brights[lane] ??= matched(this.lanes[lane]!)
    return this.brights[lane]
  }

  brightPyramid(lane: number): Pyramid | null {
    const bright = this.bright(lane)
    if (bright === 'all') return this.pyramid(lane)
    if (bright === 'none') return null
    this.brightPyramids[lane] ??= buildPyramid(
      this.brightLane(lane)!,
      this.options.duration,
      this.styles.styles.length,
      this.pyramid(lane).rank,
    )
    return this.brightPyramids[lane]
  }

  /** One entry a pixel: place + 1 of what covers most, and of the rarest beside it. */
  sample(lane: number, start: number, ticksPerPixel: number, width: number): SampledLine {
    this.lines[lane] ??= new SampledLine()
    const line = this.lines[lane]
    const pyramid = this.pyramid(lane)
    line.fill(start, ticksPerPixel, width, (from, tpp, top, mark) =>
      tpp >= pyramid.base
        ? samplePyramid(pyramid, from, tpp, top, mark)
        : sampleLane(this.lanes[lane]!, from, tpp, top, mark, pyramid.rank),
    )
    return line
  }

  /** The same of what a filter leaves bright; null when that is nothing. */
  sampleBright(lane: number, start: number, ticksPerPixel: number, width: number): SampledLine | null {
    const pyramid = this.brightPyramid(lane)
    const only = this.brightLane(lane)
    if (!pyramid || !only) return null
    this.brightLines[lane] ??= new SampledLine()
    const line = this.brightLines[lane]
    line.fill(start, ticksPerPixel, width, (from, tpp, top, mark) =>
      tpp >= pyramid.base
        ? samplePyramid(pyramid, from, tpp, top, mark)
        : sampleLane(only, from, tpp, top, mark, pyramid.rank),
    )
    return line
  }

  /** Whether something that must be said of this annotation is not said yet. Looked up once a change. */
  missing(lane: number, row: number): boolean {
    const { missing } = this.options
    if (!missing) return false
    this.looked[lane] ??= new Uint8Array(this.lanes[lane]!.count)
    const looked = this.looked[lane]
    if (looked[row] === 0) looked[row] = missing(this.lanes[lane]!, row) ? 2 : 1
    return looked[row] === 2
  }

  /** What stands on an annotation: its label, and what colours it where that is something else. */
  wordOf(labels: LabelTable, lane: Lane, row: number): string {
    const label = lane.label[row]!
    const name = labels.styles[label]!.name
    if (this.styles === labels || lane.style === lane.label) return name
    const key = label * 65_536 + lane.style[row]!
    let word = this.words.get(key)
    if (word === undefined) {
      word = `${name} · ${this.styles.styles[lane.style[row]!]!.name}`
      this.words.set(key, word)
    }
    return word
  }

  /** Number of the lane an annotation lies in; -1 when it is not on this track. */
  laneOf(id: string, start: number): number {
    return this.lanes.findIndex((lane) => placeOfId(lane, start, id) >= 0)
  }

  private brightLane(lane: number): Lane | null {
    const bright = this.bright(lane)
    if (bright === 'none') return null
    if (bright === 'all') return this.lanes[lane]!
    this.brightLanes[lane] ??= onlyMatching(this.lanes[lane]!, bright)
    return this.brightLanes[lane]
  }

  private takeOver(before: LaneSource): void {
    if (before.styles !== this.styles) return
    for (const [k, lane] of this.lanes.entries()) {
      const old = before.lanes.findIndex((l, i) => l.layerId === lane.layerId && before.pyramids[i])
      const at = before.lanes[k]?.layerId === lane.layerId ? k : old
      const pyramid = before.pyramids[at]
      if (!pyramid || Math.abs(before.lanes[at]!.count - lane.count) > 256) continue
      before.pyramids[at] = undefined
      patchPyramid(pyramid, before.lanes[at]!, lane)
      this.pyramids[k] = pyramid
    }
  }
}

/** Room above and below the lanes of a row, CSS pixels: a collapsed row has little to give. */
export const insetOf = (height: number): number => (height < 20 ? 1.5 : 3)

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
