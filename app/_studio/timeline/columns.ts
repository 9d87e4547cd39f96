/**
 * A track's annotations laid out for drawing: one `Lane` of typed columns per layer and, where annotations may overlap,
 * per depth. Within a lane annotations are sorted by start. Built once per change of the track from the document's own
 * columns; drawing, hit tests and snapping read it many times a second and never make records.
 */
import type { TrackIndex } from '#media/core/document/track-index.ts'

/** Every so many annotations the furthest end is kept, so that a window skips what ended long before it. */
const BLOCK = 64
/** Deeper overlaps share the last lane. */
export const MAX_DEPTH = 4

export interface Lane {
  readonly layerId: string
  /** Made by a model and confirmed by nobody: drawn faint. */
  readonly suggested: boolean
  readonly count: number
  readonly start: Float64Array
  readonly end: Float64Array
  /** Places in the label table. */
  readonly label: Uint16Array
  /** Furthest end among annotations [64k, 64k + 64). */
  readonly blockEnd: Float64Array
  idAt(place: number): string
}

export interface LaneInput {
  readonly layerId: string
  readonly suggested: boolean
  readonly index: TrackIndex
}

/**
 * @param placeOf place in the label table of a label id
 * @param stack whether overlapping annotations get lanes of their own
 */
export function buildLanes(
  inputs: readonly LaneInput[],
  placeOf: (labelId: string) => number,
  stack: boolean,
): Lane[] {
  return inputs.flatMap((input) => {
    const rows = inOrder(input.index)
    return (stack ? byDepth(rows) : [rows.order]).map((order) => laneOf(input, rows, order, placeOf))
  })
}

interface Rows {
  readonly start: Float64Array
  readonly end: Float64Array
  /** Numbers of the document's label table. */
  readonly label: Uint32Array
  /** Rows by start, then end. */
  readonly order: readonly number[] | Uint32Array
  idOf(row: number): string
}

/** The document keeps very long annotations apart; here both runs are one again. */
function inOrder(index: TrackIndex): Rows {
  const { short, long } = index
  const n = short.length + long.length
  const join = <A extends Float64Array | Uint32Array>(into: A, a: A, b: A): A => {
    into.set(a.subarray(0, short.length))
    into.set(b.subarray(0, long.length), short.length)
    return into
  }
  const start = join(new Float64Array(n), short.starts, long.starts)
  const end = join(new Float64Array(n), short.ends, long.ends)
  const order = Uint32Array.from({ length: n }, (_, i) => i)
  if (long.length) order.sort((a, b) => start[a]! - start[b]! || end[b]! - end[a]!)
  return {
    start,
    end,
    label: join(new Uint32Array(n), short.labels, long.labels),
    order,
    idOf: (row) => (row < short.length ? short.recordAt(row) : long.recordAt(row - short.length)).id,
  }
}

function byDepth(rows: Rows): number[][] {
  const depths: number[][] = [[]]
  const reach = [Number.NEGATIVE_INFINITY]
  for (const row of rows.order) {
    let depth = 0
    while (depth < reach.length && reach[depth]! > rows.start[row]!) depth++
    depth = Math.min(depth, MAX_DEPTH - 1)
    if (depth === depths.length) {
      depths.push([])
      reach.push(Number.NEGATIVE_INFINITY)
    }
    depths[depth]!.push(row)
    reach[depth] = Math.max(reach[depth]!, rows.end[row]!)
  }
  return depths
}

function laneOf(input: LaneInput, rows: Rows, order: Rows['order'], placeOf: (id: string) => number): Lane {
  const places = Array.from({ length: input.index.labels.length }, (_, n) =>
    placeOf(input.index.labels.idOf(n)),
  )
  const n = order.length
  const start = new Float64Array(n)
  const end = new Float64Array(n)
  const label = new Uint16Array(n)
  for (let i = 0; i < n; i++) {
    const row = order[i]!
    start[i] = rows.start[row]!
    end[i] = rows.end[row]!
    label[i] = places[rows.label[row]!]!
  }
  return {
    layerId: input.layerId,
    suggested: input.suggested,
    count: n,
    start,
    end,
    label,
    blockEnd: blockEnds(end),
    idAt: (place) => rows.idOf(order[place]!),
  }
}

export function blockEnds(end: Float64Array): Float64Array {
  const out = new Float64Array(Math.ceil(end.length / BLOCK)).fill(Number.NEGATIVE_INFINITY)
  for (let i = 0; i < end.length; i++) {
    const b = (i / BLOCK) | 0
    if (end[i]! > out[b]!) out[b] = end[i]!
  }
  return out
}

/** First place whose value is ≥ t, in a sorted column. */
export function lowerBound(column: Float64Array, t: number): number {
  let lo = 0
  let hi = column.length
  while (lo < hi) {
    const mid = (lo + hi) >>> 1
    if (column[mid]! < t) lo = mid + 1
    else hi = mid
  }
  return lo
}

/** First place whose value is > t. */
export function upperBound(column: Float64Array, t: number): number {
  let lo = 0
  let hi = column.length
  while (lo < hi) {
    const mid = (lo + hi) >>> 1
    if (column[mid]! <= t) lo = mid + 1
    else hi = mid
  }
  return lo
}

/** Calls `visit` with the places that touch [from, to], in order of start. */
export function eachWithin(lane: Lane, from: number, to: number, visit: (i: number) => void): void {
  const last = upperBound(lane.start, to)
  for (let b = 0; b * BLOCK < last; b++) {
    if (lane.blockEnd[b]! < from) continue
    const stop = Math.min(last, (b + 1) * BLOCK)
    for (let i = b * BLOCK; i < stop; i++) if (lane.end[i]! >= from) visit(i)
  }
}

/** The annotation under a time; of several the one that starts last, which lies on top. -1 when there is none. */
export function placeAt(lane: Lane, t: number): number {
  let found = -1
  eachWithin(lane, t, t, (i) => {
    if (lane.end[i]! > t || lane.start[i] === lane.end[i]) found = i
  })
  return found
}

/** The place of an annotation of which start and id are known; -1 when it is not in this lane. */
export function placeOfId(lane: Lane, start: number, id: string): number {
  for (let i = lowerBound(lane.start, start); i < lane.count && lane.start[i] === start; i++)
    if (lane.idAt(i) === id) return i
  return -1
}
