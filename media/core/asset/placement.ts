/**
 * Where a file of a recording lies on the recording's clock, and how fast its own clock runs against it. The one place
 * where times of a file become times of the recording and back.
 *
 *   recording time = offset + file time * rate
 *
 * With rate 1 both ways are exact. With another rate (a camera whose crystal drifts by some parts in a million) a file
 * time is rounded to the nearest tick, halves up; back again it is the *last* file tick that is not after the moment.
 * So `toAsset(toRecording(start of frame n))` lies in frame n for every frame, and the frame shown at a moment is the
 * last one that has begun: the same rule as in the frame index.
 */
import { secondsOf, type Tick, tick } from '../time/tick.ts'

export interface Placement {
  /** The recording's time at which the file's time 0 lies. */
  readonly offset: Tick
  /** Recording ticks per tick of the file; 1 where its clock agrees with the recording's. */
  readonly rate: number
}

export const AT_START: Placement = { offset: tick(0), rate: 1 }

/** A week either way, in ticks. */
export const FARTHEST_OFFSET = 7 * 86_400 * 705_600_000
/** Slow motion and time lapse are rates far from 1; beyond these it is a slip. */
export const LEAST_RATE = 0.01
export const GREATEST_RATE = 100

/** The part of `rate` above 1 times `t`, rounded: kept apart from `t`, which is exact. */
const drift = (t: number, rate: number): number => (rate === 1 ? 0 : Math.round(t * (rate - 1)))

export function toRecording(p: Placement, assetTick: number): Tick {
  return tick(p.offset + assetTick + drift(assetTick, p.rate))
}

/** Half of what a tick may be: sums of two such are still whole numbers. "The end of time" is cut to it. */
const FAR = 2 ** 52
const within = (t: number): number => Math.min(FAR, Math.max(-FAR, t))

/** The last tick of the file that is not after the moment. */
export function toAsset(p: Placement, recordingTick: number): Tick {
  const since = within(recordingTick - p.offset)
  if (p.rate === 1) return tick(since)
  let t = Math.round(since / p.rate)
  if (Math.abs(t) >= FAR) return tick(within(t))
  while (t + drift(t, p.rate) > since) t--
  while (t + 1 + drift(t + 1, p.rate) <= since) t++
  return tick(t)
}

/** For drawing and playing, where a fraction of a tick does no harm. */
export const recordingTime = (p: Placement, assetTime: number): number => p.offset + assetTime * p.rate
export const assetTime = (p: Placement, recordingAt: number): number => (recordingAt - p.offset) / p.rate

/** The part of the recording that a file covers, half-open. */
export function spanOf(p: Placement, duration: number): { start: Tick; end: Tick } {
  return { start: p.offset, end: toRecording(p, duration) }
}

/** How far a clock drifts, parts in a million: 20 ppm is 72 ms an hour. */
export const ppmOf = (rate: number): number => (rate - 1) * 1e6

/** "+1.250 s", "−0.040 s, 12.5 ppm". For lists and messages; exact values are shown where they are edited. */
export function placementText({ offset, rate }: Placement): string {
  const seconds = secondsOf(Math.abs(offset)).toFixed(3)
  const sign = offset < 0 ? '−' : offset > 0 ? '+' : ''
  return rate === 1 ? `${sign}${seconds} s` : `${sign}${seconds} s, ${rateText(rate)}`
}

/** "12.5 ppm" for a drift, "0.25x" for slow motion. */
export function rateText(rate: number): string {
  const ppm = ppmOf(rate)
  if (Math.abs(ppm) >= 50_000) return `${Number(rate.toFixed(4))}x`
  return `${ppm < 0 ? '−' : ''}${Number(Math.abs(ppm).toFixed(1))} ppm`
}

/**
 * The placement under which two moments of the file fall on two of the recording. Null when they cannot: the same
 * moment twice, a file running backwards, or a rate beyond reason.
 */
export function placementFromAnchors(
  a: { asset: number; recording: number },
  b: { asset: number; recording: number },
): Placement | null {
  if (a.asset === b.asset) return null
  const rate = (b.recording - a.recording) / (b.asset - a.asset)
  if (!(rate >= LEAST_RATE && rate <= GREATEST_RATE)) return null
  return { offset: tick(Math.round(a.recording - a.asset * rate)), rate }
}
