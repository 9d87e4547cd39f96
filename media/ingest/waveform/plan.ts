/** Sound decoded to samples on the delivered clock, for peaks. */
import { TICKS_PER_SECOND } from '../../core/time/tick.ts'
import type { AudioStreamReport } from '../report.ts'
import { alignedSound } from '../transcode/sound.ts'

export interface WaveformPlan {
  readonly source: string
  readonly stream: Pick<AudioStreamReport, 'streamIndex' | 'channels' | 'sampleRate'>
  /** Start of frame 0 on the source's clock, seconds; null without picture. */
  readonly origin: number | null
  /** Finest buckets a second: `bucketsFor`. */
  readonly buckets: number
}

/** Finest buckets a second: three hours of stereo stay below 10 MB with all levels. */
const BUCKETS = 100
/** The most channels that are kept apart; what has more is mixed down to them. */
const MOST_CHANNELS = 8

/** Finest buckets a second for a file with so many channels in all its streams: the budget is the file's. */
export const bucketsFor = (channels: number): number =>
  BUCKETS / 2 ** Math.max(0, Math.ceil(Math.log2(Math.max(1, channels) / 2)))

export const ticksPerBucket = (buckets: number): number => TICKS_PER_SECOND / buckets

/** The source's own rate where it gives whole samples a bucket: no work is spent on resampling. */
export function waveformRate(sampleRate: number, buckets: number): number {
  return sampleRate > 0 && Number.isInteger(sampleRate / buckets) ? sampleRate : 48_000
}

export const samplesPerBucket = (rate: number, buckets: number): number => rate / buckets
export const waveformChannels = (channels: number): number => Math.min(MOST_CHANNELS, Math.max(1, channels))

export function waveformArgs(plan: WaveformPlan): string[] {
  const rate = waveformRate(plan.stream.sampleRate, plan.buckets)
  return [
    ...['-copyts', '-vn', '-i', plan.source, '-map', `0:${plan.stream.streamIndex}`],
    ...['-af', alignedSound(plan.origin, rate), '-ac', String(waveformChannels(plan.stream.channels))],
    ...['-f', 's16le', '-c:a', 'pcm_s16le', 'pipe:1'],
  ]
}
