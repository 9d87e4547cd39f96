/**
 * How the sound of a file is laid into segments: pure. Delivered time 0 is the origin, frame 0 of the picture. What
 * begins before the origin is cut, so sound is never moved against the picture; what begins later stays later, and
 * where the codec allows the time before it is filled with silence, because browsers stall in a hole at the start.
 */
import type { Presentation } from '../isobmff/edit-list.ts'
import type { SampleTable } from '../isobmff/sample-table.ts'

const TARGET_SECONDS = 4

export interface AudioPlan {
  /** Sample numbers in order; `SILENCE` stands for a made one. */
  readonly sample: Uint32Array
  readonly dts: Float64Array
  readonly duration: Float64Array
  readonly ranges: readonly (readonly [number, number])[]
  readonly seconds: readonly number[]
  /** Seconds of sound before the origin. */
  readonly cut: number
}

export const SILENCE = 0xffffffff

/**
 * @param origin units of the track's timescale, on the clock of `shown`
 * @param fill whether a silent sample can be made
 */
export function planAudio(
  table: SampleTable,
  shown: Presentation,
  timescale: number,
  origin: number,
  fill: boolean,
): AudioPlan {
  let first = 0
  while (first < shown.sample.length && shown.pts[first]! < origin) first++
  const kept = shown.sample.length - first
  const cut = first > 0 ? (Math.min(shown.pts[first] ?? shown.endPts, origin) - shown.pts[0]!) / timescale : 0
  const lead = kept ? shown.pts[first]! - origin : 0
  const step = kept ? table.duration[shown.sample[first]!]! : 0
  const silent = fill && step > 0 ? Math.floor(lead / step) : 0
  const n = silent + kept
  const sample = new Uint32Array(n).fill(SILENCE)
  const dts = new Float64Array(n)
  const duration = new Float64Array(n)
  for (let i = 0; i < silent; i++) {
    dts[i] = lead - (silent - i) * step
    duration[i] = step
  }
  for (let i = 0; i < kept; i++) {
    const s = shown.sample[first + i]!
    sample[silent + i] = s
    dts[silent + i] = shown.pts[first + i]! - origin
    duration[silent + i] =
      i + 1 < kept ? shown.pts[first + i + 1]! - shown.pts[first + i]! : table.duration[s]!
  }
  const ranges: [number, number][] = []
  let from = 0
  for (let i = 1; i < n; i++)
    if (dts[i]! - dts[from]! >= TARGET_SECONDS * timescale) {
      ranges.push([from, i])
      from = i
    }
  if (n) ranges.push([from, n])
  const end = n ? dts[n - 1]! + duration[n - 1]! : 0
  return {
    sample,
    dts,
    duration,
    ranges,
    // The first segment also covers what lies before its first sample, so that the list adds up to the clock.
    seconds: ranges.map(([a, b], k) => ((b < n ? dts[b]! : end) - (k === 0 ? 0 : dts[a]!)) / timescale),
    cut,
  }
}
