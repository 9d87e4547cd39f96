/**
 * From samples to what a correct player presents: edit lists applied.
 *
 *   media time      |--pre-roll--[==== edit: media_time … + duration ====)--tail--|
 *   movie time      |-- empty edits --[==== presented ====)[==== next edit …
 *
 * A sample is presented when its composition time lies inside an edit. What lies before the start of an edit is
 * decoded but not shown; ffmpeg does the same.
 */
import { rescale, type Timebase } from '../../core/time/timebase.ts'
import { BrokenBox } from './boxes.ts'
import type { SampleTable } from './sample-table.ts'

const MOST_FRAMES = 50_000_000

export interface Edit {
  /** Units of the movie's timescale; 0 in fragmented files means "all of it". */
  readonly duration: number
  /** Units of the track's timescale; -1 shows nothing for `duration`. */
  readonly mediaTime: number
}

export interface Presentation {
  /** Per presented frame, in presentation order: its sample's number in decode order. */
  readonly sample: Uint32Array
  /** Per presented frame: time on the movie's clock in units of the track's timescale, never decreasing. */
  readonly pts: Float64Array
  /** When the last one ends. */
  readonly endPts: number
  /**
   * What was added to the movie's own clock so that the times are those that ffmpeg gives (see `clockShift`). Sound on
   * the movie's clock meets the picture when this is taken off again.
   */
  readonly shift: number
}

export function present(
  table: SampleTable,
  edits: readonly Edit[],
  scales: { readonly track: number; readonly movie: number; readonly fragmented: boolean },
): Presentation {
  const shown = onMovieClock(table, edits, scales)
  const shift = clockShift(table, edits, scales, shown.pts)
  if (shift) for (let i = 0; i < shown.pts.length; i++) shown.pts[i]! += shift
  return { ...shown, endPts: shown.endPts + shift, shift }
}

type Scales = Parameters<typeof present>[2]

/**
 * Two habits of ffmpeg, followed so that everybody's frame times agree: with an edit list the first presented frame
 * is at 0 (after empty edits) even where the edit begins between two frames, and in a fragmented file with negative
 * composition offsets all times are moved up by the largest of them.
 */
function clockShift(table: SampleTable, edits: readonly Edit[], scales: Scales, pts: Float64Array): number {
  const first = edits.findIndex((e) => e.mediaTime >= 0)
  if (first >= 0 && pts.length) {
    const lead = edits.slice(0, first).reduce((sum, e) => sum + e.duration, 0)
    return Math.min(0, inTrackUnits(lead, scales) - pts[0]!)
  }
  if (!scales.fragmented) return 0
  let lowest = 0
  for (let i = 0; i < table.count; i++) lowest = Math.min(lowest, table.cts[i]! - table.dts[i]!)
  return -lowest
}

function onMovieClock(
  table: SampleTable,
  edits: readonly Edit[],
  scales: Scales,
): Omit<Presentation, 'shift'> {
  const order = compositionOrder(table)
  const real = edits.filter((e) => e.mediaTime >= 0)
  if (real.length === 0) {
    const lead = edits.reduce((sum, e) => sum + inTrackUnits(e.duration, scales), 0)
    return whole(table, order, lead)
  }
  let sample: Uint32Array = new Uint32Array(0)
  let pts = new Float64Array(0)
  let n = 0
  let movie = 0
  let end = 0
  edits.forEach((edit, k) => {
    const start = inTrackUnits(movie, scales)
    movie += edit.duration
    if (edit.mediaTime < 0) return
    const last = !edits.slice(k + 1).some((e) => e.mediaTime >= 0)
    const length =
      (edit.duration === 0 && last) || (scales.fragmented && real.length === 1)
        ? Number.POSITIVE_INFINITY
        : inTrackUnits(edit.duration, scales)
    const from = lowerBound(table.cts, order, edit.mediaTime)
    const to = lowerBound(table.cts, order, edit.mediaTime + length)
    if (n + to - from > MOST_FRAMES) throw new BrokenBox('the edit list repeats the file endlessly')
    // Nearly always there is one edit, and what it shows is a part of the order as it stands.
    sample = n === 0 ? order.subarray(from, to) : joined(sample, order.subarray(from, to))
    const before = pts
    pts = new Float64Array(n + to - from)
    pts.set(before)
    const shift = start - edit.mediaTime
    for (let i = from; i < to; i++) pts[n++] = table.cts[order[i]!]! + shift
    if (n === 0) return
    const shown = pts[n - 1]!
    const declared = shown + table.duration[sample[n - 1]!]!
    const cut = start + length
    // The edit's length is rounded to the movie's clock: within that rounding the sample's own length is the truth.
    const slack = Math.ceil(scales.track / scales.movie)
    end = Math.abs(declared - cut) <= slack || cut <= shown || !Number.isFinite(cut) ? declared : cut
  })
  return { sample, pts, endPts: end }
}

/** Sample numbers by composition time; equal times stay in decode order. */
export function compositionOrder(table: SampleTable): Uint32Array {
  const order = identity(table.count)
  insertionSort(order, table.cts)
  return order
}

function joined(a: Uint32Array, b: Uint32Array): Uint32Array {
  const both = new Uint32Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

function identity(n: number): Uint32Array {
  const order = new Uint32Array(n)
  for (let i = 0; i < n; i++) order[i] = i
  return order
}

/** Pictures are out of place by a few positions at most, so this is linear in practice; the sort is stable. */
function insertionSort(order: Uint32Array, cts: Float64Array): void {
  let moves = 0
  const n = order.length
  let before = cts[0] ?? 0
  for (let i = 1; i < n; i++) {
    const t = cts[i]!
    if (t >= before) {
      before = t
      continue
    }
    // `before` stays the time of the last place, which is the highest so far.
    let j = i - 1
    while (j >= 0 && cts[order[j]!]! > t) {
      order[j + 1] = order[j]!
      j--
    }
    order[j + 1] = i
    moves += i - j
    if (moves > n * 64) {
      order.set(identity(n).sort((a, b) => cts[a]! - cts[b]! || a - b))
      return
    }
  }
}

function whole(table: SampleTable, order: Uint32Array, lead: number): Omit<Presentation, 'shift'> {
  const pts = new Float64Array(order.length)
  for (let i = 0; i < order.length; i++) pts[i] = table.cts[order[i]!]! + lead
  const last = order.at(-1)
  return {
    sample: order,
    pts,
    endPts: last === undefined ? 0 : pts[order.length - 1]! + table.duration[last]!,
  }
}

function inTrackUnits(value: number, scales: Scales): number {
  const from: Timebase = { num: 1, den: scales.movie }
  return rescale(value, from, { num: 1, den: scales.track })
}

function lowerBound(cts: Float64Array, order: Uint32Array, t: number): number {
  let lo = 0
  let hi = order.length
  while (lo < hi) {
    const mid = (lo + hi) >>> 1
    if (cts[order[mid]!]! < t) lo = mid + 1
    else hi = mid
  }
  return lo
}
