/**
 * A track's annotations laid out for drawing: one `Lane` of typed columns per layer and, where annotations may overlap,
 * per depth. Within a lane annotations are sorted by start. Built once per change of the track from the document's own
 * columns; drawing, hit tests and snapping read it many times a second and never make records.
 */
import type { AnnotationRecord } from '#media/core/document/records.ts'
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
  /** Places in the table of the track's colours: the labels again, unless it is coloured by something else. */
  readonly style: Uint16Array
  /** Furthest end among annotations [64k, 64k + 64). */
  readonly blockEnd: Float64Array
  idAt(place: number): string
  recordAt(place: number): AnnotationRecord | undefined
}

export interface LaneInput {
  readonly layerId: string
  readonly suggested: boolean
  readonly index: TrackIndex
}

export interface LaneOptions {
  /** Place in the label table of a label id. */
  readonly placeOf: (labelId: string) => number
  /** Whether overlapping annotations get lanes of their own. */
  readonly stack: boolean
  /** Place in the table of colours, where that is not the label's. It makes every record. */
  readonly styleOf?: ((a: AnnotationRecord) => number) | null
}

export function buildLanes(inputs: readonly LaneInput[], options: LaneOptions): Lane[] {
  return inputs.flatMap((input) => {
    const rows = inOrder(input.index)
    if (!options.stack) return [laneOf(input, rows, rows.order, options)]
    return byDepth(rows).map((order) => laneOf(input, rows, order, options))
  })
}

interface Rows {
  readonly start: Float64Array
  readonly end: Float64Array
  /** Numbers of the document's label table. */
  readonly label: Uint32Array
  /** Rows by start, then end; null when they are so already. */
  readonly order: Uint32Array | null
  recordOf(row: number): AnnotationRecord
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
  const order = long.length ? merged(start, short.length, n) : null
  return {
    start,
    end,
    label: join(new Uint32Array(n), short.labels, long.labels),
    order,
    recordOf: (row) => (row < short.length ? short.recordAt(row) : long.recordAt(row - short.length)),
  }
}

/** Rows of two runs, each in order of start, [0, middle) and [middle, n); of equal starts the longer run comes first. */
function merged(start: Float64Array, middle: number, n: number): Uint32Array {
  const order = new Uint32Array(n)
  let i = 0
  let j = middle
  for (let k = 0; k < n; k++) order[k] = j < n && (i === middle || start[j]! <= start[i]!) ? j++ : i++
  return order
}

function byDepth(rows: Rows): (Uint32Array | null)[] {
  const n = rows.start.length
  const depths = new Uint8Array(n)
  const counts = new Uint32Array(MAX_DEPTH)
  const reach = new Float64Array(MAX_DEPTH).fill(Number.NEGATIVE_INFINITY)
  let used = 1
  for (let k = 0; k < n; k++) {
    const row = rows.order ? rows.order[k]! : k
    const start = rows.start[row]!
    let depth = 0
    while (depth < used && reach[depth]! > start) depth++
    if (depth === used) {
      if (used < MAX_DEPTH) used++
      else depth--
    }
    depths[row] = depth
    counts[depth]!++
    if (rows.end[row]! > reach[depth]!) reach[depth] = rows.end[row]!
  }
  if (used === 1) return [rows.order]
  const orders = Array.from({ length: used }, (_, depth) => new Uint32Array(counts[depth]!))
  const filled = new Uint32Array(used)
  for (let k = 0; k < n; k++) {
    const row = rows.order ? rows.order[k]! : k
    const depth = depths[row]!
    orders[depth]![filled[depth]!++] = row
  }
  return orders
}

function laneOf(input: LaneInput, rows: Rows, order: Uint32Array | null, options: LaneOptions): Lane {
  const { index } = input
  const places = new Uint16Array(index.labels.length)
  for (let n = 0; n < places.length; n++) places[n] = options.placeOf(index.labels.idOf(n))
  const n = order ? order.length : rows.start.length
  const label = new Uint16Array(n)
  let { start, end } = rows
  if (order) {
    start = new Float64Array(n)
    end = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      const row = order[i]!
      start[i] = rows.start[row]!
      end[i] = rows.end[row]!
      label[i] = places[rows.label[row]!]!
    }
  } else for (let i = 0; i < n; i++) label[i] = places[rows.label[i]!]!
  const recordAt = (place: number) => rows.recordOf(order ? order[place]! : place)
  let style = label
  if (options.styleOf) {
    style = new Uint16Array(n)
    for (let i = 0; i < n; i++) style[i] = options.styleOf(recordAt(i))
  }
  return {
    layerId: input.layerId,
    suggested: input.suggested,
    count: n,
    start,
    end,
    label,
    style,
    blockEnd: blockEnds(end),
    idAt: (place) => recordAt(place).id,
    recordAt,
  }
}

/** Rows of two states of a lane that are not the same: both begin at `from`; null when nothing differs. */
export interface LaneChange {
  readonly from: number
  readonly beforeTo: number
  readonly afterTo: number
}

export function changeBetween(before: Lane, after: Lane): LaneChange | null {
  const same = (i: number, j: number) =>
    before.start[i] === after.start[j] && before.end[i] === after.end[j] && before.style[i] === after.style[j]
  let from = 0
  const least = Math.min(before.count, after.count)
  while (from < least && same(from, from)) from++
  let beforeTo = before.count
  let afterTo = after.count
  while (beforeTo > from && afterTo > from && same(beforeTo - 1, afterTo - 1)) {
    beforeTo--
    afterTo--
  }
  return from === beforeTo && from === afterTo ? null : { from, beforeTo, afterTo }
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
