/** Remarks for people about a file's timing: only what they would stumble over. */
import type { FrameIndexNote } from '../../core/time/frame-index.ts'
import type { Timebase } from '../../core/time/timebase.ts'
import type { VideoStreamReport } from '../report.ts'
import type { FrameList } from './frame-list.ts'
import type { RateFinding } from './rate.ts'

export function timingNotes(
  list: FrameList,
  found: RateFinding,
  stream: VideoStreamReport | null,
): FrameIndexNote[] {
  const notes: FrameIndexNote[] = []
  const n = list.pts.length
  const seconds = (units: number): number => (units * list.timebase.num) / list.timebase.den
  const first = list.pts[0] ?? 0
  if (found.rate && found.rounded)
    notes.push({
      code: 'rate-rounded',
      text: `The rate is ${rateText(found.rate)} frames a second; the file rounds its times to ${unitText(list.timebase)}.`,
    })
  const { low, high, median } = spread(list.pts)
  if (!found.rate && n > 2)
    notes.push({
      code: 'variable-rate',
      text: `Frames do not come at a constant rate: they are ${ms(seconds(low))} to ${ms(seconds(high))} apart. Times and frame numbers here follow the frames as they are.`,
    })
  // A gap is three times as long as usual, and long enough to be seen.
  const limit = Math.max(median * 3, (0.1 * list.timebase.den) / list.timebase.num)
  let wide = 0
  let widest = 0
  let widestAt = 0
  let equal = 0
  for (let i = 1; i < n; i++) {
    const gap = list.pts[i]! - list.pts[i - 1]!
    if (gap === 0) equal++
    else if (median > 0 && gap > limit) {
      wide++
      if (gap > widest) {
        widest = gap
        widestAt = i - 1
      }
    }
  }
  if (wide)
    notes.push({
      code: 'gap',
      text:
        wide === 1
          ? `There is one gap: frame ${widestAt} stays on the screen for ${sec(seconds(widest))}, from ${sec(seconds(list.pts[widestAt]! - first))} on.`
          : `There are ${wide} gaps; in the longest, frame ${widestAt} stays on the screen for ${sec(seconds(widest))}.`,
    })
  if (equal)
    notes.push({
      code: 'equal-times',
      text: `${equal} frames have the same time as the frame before them, so a player shows only the last of each.`,
    })
  if (first !== 0)
    notes.push({
      code: 'late-start',
      text: `The file's own clock shows ${sec(seconds(first))} at the first picture; here that is time 0.`,
    })
  if (list.hidden)
    notes.push({
      code: 'hidden-frames',
      text: `${list.hidden} pictures are stored in the file but cut away by its edit list; they are not counted.`,
    })
  notes.push(...headerNotes(list, found, stream))
  return notes
}

function headerNotes(
  list: FrameList,
  found: RateFinding,
  stream: VideoStreamReport | null,
): FrameIndexNote[] {
  const notes: FrameIndexNote[] = []
  if (!stream) return notes
  const n = list.pts.length
  const claimed = stream.averageRate ?? stream.nominalRate
  if (claimed && found.rate && n > 10 && !list.hidden) {
    const a = claimed.num / claimed.den
    const b = found.rate.num / found.rate.den
    if (Math.abs(a - b) / b > 0.005)
      notes.push({
        code: 'header-rate',
        text: `The header says ${rateText(claimed)} frames a second; the frames come at ${rateText(found.rate)}.`,
      })
  }
  if (stream.claimedFrames !== null && stream.claimedFrames !== n + list.hidden && stream.claimedFrames !== n)
    notes.push({
      code: 'header-count',
      text: `The header says ${stream.claimedFrames} frames; there are ${n}.`,
    })
  return notes
}

const SAMPLED = 4096

/** The shortest and longest gap above 0, and the usual one, from a sample of at most a few thousand. */
function spread(pts: Float64Array): { low: number; high: number; median: number } {
  const n = Math.max(0, pts.length - 1)
  let low = Number.POSITIVE_INFINITY
  let high = 0
  for (let i = 0; i < n; i++) {
    const gap = pts[i + 1]! - pts[i]!
    if (gap > 0 && gap < low) low = gap
    if (gap > high) high = gap
  }
  const stride = Math.max(1, Math.floor(n / SAMPLED))
  const sample: number[] = []
  for (let i = 0; i < n; i += stride) sample.push(pts[i + 1]! - pts[i]!)
  sample.sort((a, b) => a - b)
  return { low: high > 0 ? low : 0, high, median: sample[sample.length >> 1] ?? 0 }
}

export function rateText(rate: Timebase): string {
  const value = rate.num / rate.den
  return Number.isInteger(value) ? String(value) : value.toFixed(3).replace(/0+$/, '').replace(/\.$/, '')
}

const ms = (s: number): string => `${(s * 1000).toFixed(s < 0.1 ? 1 : 0).replace(/\.0$/, '')} ms`
const sec = (s: number): string => `${s.toFixed(3).replace(/0+$/, '').replace(/\.$/, '')} s`
const unitText = (base: Timebase): string =>
  base.num === 1 && base.den === 1000 ? 'whole milliseconds' : `${base.num}/${base.den} s`
