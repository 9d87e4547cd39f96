/**
 * The marks of the ruler: where to write a time, how far apart, and in which words. The display mode decides the
 * steps: whole frames in frame mode, 1-2-5 seconds, or the 1-2-5-10-15-30-minute ladder of clocks.
 */
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'
import type { TimeScale } from '#media/core/time/time-scale.ts'

export const TIME_MODES = ['clock', 'smpte', 'frame', 'seconds'] as const
export type TimeMode = (typeof TIME_MODES)[number]

export interface RulerMark {
  readonly x: number
  /** Written beside a long mark; null for the short marks between. */
  readonly text: string | null
}

export interface RulerTime {
  readonly mode: TimeMode
  readonly duration: number
  /** Frame at a time and start of a frame; the ruler never calculates either. */
  frameAt(t: number): number
  tickOf(frame: number): number
  readonly frames: number
  /** The time in the chosen mode's words. */
  format(t: number): string
}

const CLOCK_STEPS = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800,
  3600, 7200, 14400, 28800,
]
const CLOCK_PARTS = new Map([
  [15, 3],
  [30, 3],
  [60, 6],
  [120, 4],
  [900, 3],
  [1800, 6],
  [3600, 6],
  [7200, 4],
])

/** Long marks are at least `gap` pixels apart, so that their texts never touch. */
export function rulerMarks(scale: TimeScale, time: RulerTime, gap: number): RulerMark[] {
  if (time.mode === 'frame' || time.mode === 'smpte') {
    const byFrame = frameMarks(scale, time, gap)
    if (byFrame) return byFrame
  }
  return clockMarks(scale, time, gap)
}

function clockMarks(scale: TimeScale, time: RulerTime, gap: number): RulerMark[] {
  const least = scale.ticksOf(gap) / TICKS_PER_SECOND
  const step = CLOCK_STEPS.find((s) => s >= least) ?? CLOCK_STEPS[CLOCK_STEPS.length - 1]!
  const parts = CLOCK_PARTS.get(step) ?? (String(step).includes('2') ? 4 : 5)
  const small = (step * TICKS_PER_SECOND) / parts
  const marks: RulerMark[] = []
  const last = Math.min(scale.end, time.duration)
  for (let k = Math.max(0, Math.ceil(scale.start / small)); k * small <= last; k++)
    marks.push({ x: scale.xOf(k * small), text: k % parts ? null : time.format(Math.round(k * small)) })
  return marks
}

/** Marks on the starts of frames, as long as steps of 1, 2, 5, 10 … frames are dense enough; null when too far out. */
function frameMarks(scale: TimeScale, time: RulerTime, gap: number): RulerMark[] | null {
  if (time.frames === 0) return null
  const meanLength = time.duration / time.frames
  const framesInGap = scale.ticksOf(gap) / meanLength
  if (time.mode === 'smpte' && framesInGap > time.frames / (time.duration / TICKS_PER_SECOND)) return null
  let step = 1
  for (let i = 0; step < framesInGap; i++) step *= i % 3 === 1 ? 2.5 : 2
  const small = step >= 5 ? step / 5 : 1
  const first = Math.ceil(time.frameAt(Math.max(0, Math.round(scale.start))) / small) * small
  const marks: RulerMark[] = []
  for (let n = first; n < time.frames; n += small) {
    const t = time.tickOf(n)
    if (t > scale.end) break
    marks.push({ x: scale.xOf(t), text: n % step ? null : time.format(t) })
  }
  return marks
}
