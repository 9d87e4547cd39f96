/**
 * How the pictures of a file are laid into segments: pure, from sample tables and the frame index.
 *
 * Each sample lasts as long as its frame is shown, and decode times are the running sum of those lengths in decode
 * order. So the shown spans tile the timeline without gap or overlap, also with variable rate and B-frames, and a
 * browser picks the same frame for a time as the index does. Composition offsets may be negative (`trun` version 1).
 *
 * A picture that an edit list hides but others need cannot be delivered: browsers drop what lies before time 0,
 * key frames included, and everything up to the next key frame with them. Such files are transcoded instead.
 */
import type { FrameIndex } from '../../core/time/frame-index.ts'
import { SAMPLE_DISPOSABLE, SAMPLE_KEY, type SampleTable } from '../isobmff/sample-table.ts'
import type { VideoSegmentRow } from '../package-types.ts'

const TARGET_SECONDS = 2
/** Past this a segment that could be closed is waited for no longer. */
const PATIENCE_SECONDS = 4
const LONGEST_SECONDS = 60
const LARGEST_BYTES = 192 << 20
const LARGEST_UINT32 = 0xffffffff

export interface VideoPlan {
  readonly timescale: number
  /** All columns in decode order of what is delivered. */
  readonly sample: Uint32Array
  readonly frame: Uint32Array
  readonly pts: Float64Array
  readonly dts: Float64Array
  readonly duration: Uint32Array
  /** [from, to) in decode order per segment. */
  readonly ranges: readonly (readonly [number, number])[]
  readonly rows: readonly VideoSegmentRow[]
  readonly seconds: readonly number[]
}

/**
 * The presented samples in decode order, with each one's frame number; or the reason, as a plain sentence, why a
 * browser cannot be given them.
 */
export function decodeOrder(
  table: SampleTable,
  shown: Uint32Array,
): { sample: Uint32Array; frame: Uint32Array } | string {
  const n = shown.length
  const frameOf = new Int32Array(table.count).fill(-1)
  for (let f = 0; f < n; f++) {
    const s = shown[f]!
    if (frameOf[s] !== -1) return 'Its edit list shows some pictures more than once.'
    if (f > 0 && table.cts[s]! < table.cts[shown[f - 1]!]!)
      return 'Its edit list shows pictures out of order.'
    frameOf[s] = f
  }
  let first = 0
  while (first < table.count && frameOf[first] === -1) first++
  let last = table.count - 1
  while (last >= 0 && frameOf[last] === -1) last--
  if (last < 0) return 'No picture of it is shown.'
  if (!(table.flags[first]! & SAMPLE_KEY))
    return first > 0
      ? 'Its edit list begins between two key frames.'
      : 'Its first picture is not a key frame.'
  const keyTime = table.cts[first]!
  const sample = new Uint32Array(n)
  const frame = new Uint32Array(n)
  let k = 0
  for (let s = first; s <= last; s++) {
    const f = frameOf[s]!
    if (f >= 0) {
      sample[k] = s
      frame[k++] = f
      if (first > 0 && table.cts[s]! < keyTime)
        return 'Its edit list begins inside an open group of pictures.'
    } else if (!(table.flags[s]! & SAMPLE_DISPOSABLE) && table.cts[s]! >= keyTime)
      return 'Its edit list hides pictures that others need.'
  }
  return { sample, frame }
}

/** Lays out segments; a string says, as a plain sentence, why it cannot be done. */
export function planVideo(
  table: SampleTable,
  shown: Uint32Array,
  index: Pick<FrameIndex, 'data'>,
): VideoPlan | string {
  const ordered = decodeOrder(table, shown)
  if (typeof ordered === 'string') return ordered
  const { sample, frame } = ordered
  const { timebase, pts: source, endPts } = index.data
  const n = sample.length
  const origin = source[0]!
  const timescale = timebase.den
  const unit = timebase.num
  const pts = new Float64Array(n)
  const dts = new Float64Array(n)
  const duration = new Uint32Array(n)
  let run = 0
  for (let i = 0; i < n; i++) {
    const f = frame[i]!
    pts[i] = (source[f]! - origin) * unit
    const shownFor = ((f + 1 < n ? source[f + 1]! : endPts) - source[f]!) * unit
    if (shownFor > LARGEST_UINT32) return 'One of its pictures is shown for longer than its clock can say.'
    duration[i] = shownFor
    dts[i] = run
    run += shownFor
  }
  const ranges = split(table, sample, frame, dts, run, timescale)
  let bytes = 0
  for (const [from, to] of ranges) {
    const end = to < n ? dts[to]! : run
    if ((end - dts[from]!) / timescale > LONGEST_SECONDS)
      return 'Its key frames are more than a minute apart.'
    bytes = 0
    for (let i = from; i < to; i++) bytes += table.size[sample[i]!]!
    if (bytes > LARGEST_BYTES) return 'Too many bytes lie between two of its key frames.'
  }
  return {
    timescale,
    sample,
    frame,
    pts,
    dts,
    duration,
    ranges,
    rows: ranges.map(([from, to]) => {
      let first = frame[from]!
      for (let i = from; i < to; i++) first = Math.min(first, frame[i]!)
      return [first, frame[from]!, to - from]
    }),
    seconds: ranges.map(([from, to]) => ((to < n ? dts[to]! : run) - dts[from]!) / timescale),
  }
}

/**
 * Cuts at key frames about every two seconds. A cut is possible where everything before it in decode order is also
 * shown before everything after it; a closed group is preferred to an open one.
 */
function split(
  table: SampleTable,
  sample: Uint32Array,
  frame: Uint32Array,
  dts: Float64Array,
  end: number,
  timescale: number,
): [number, number][] {
  const n = sample.length
  const ranges: [number, number][] = []
  let from = 0
  let highest = frame[0] ?? 0
  let open = -1
  // Half a frame of grace, so that a key frame every 2.002 s is not passed over for rounding.
  const grace = n ? end / n / 2 : 0
  for (let i = 1; i < n; i++) {
    const possible = highest === i - 1 && table.flags[sample[i]!]! & SAMPLE_KEY
    highest = Math.max(highest, frame[i]!)
    if (!possible) continue
    const length = dts[i]! - dts[from]! + grace
    if (length < TARGET_SECONDS * timescale) continue
    if (frame[i] === i) {
      ranges.push([from, i])
      from = i
      open = -1
    } else if (length >= PATIENCE_SECONDS * timescale) {
      const at = open >= 0 ? open : i
      ranges.push([from, at])
      from = at
      open = at === i ? -1 : i
    } else if (open < 0) open = i
  }
  if (n) ranges.push([from, n])
  return ranges
}
