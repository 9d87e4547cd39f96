/** Sound decoded to samples on the delivered clock, for peaks. */
import { TICKS_PER_SECOND } from '../../core/time/tick.ts'
import type { AudioStreamReport } from '../report.ts'
import { alignedSound } from '../transcode/sound.ts'

export interface WaveformPlan {
  readonly source: string
  readonly stream: Pick<AudioStreamReport, 'streamIndex' | 'channels' | 'sampleRate'>
  /** Start of frame 0 on the source's clock, seconds; null without picture. */
  readonly origin: number | null
}

/** Finest buckets a second: three hours of stereo stay below 10 MB with all levels. */
const BUCKETS = 100
export const TICKS_PER_BUCKET = TICKS_PER_SECOND / BUCKETS

/** The source's own rate where it gives whole samples a bucket: no work is spent on resampling. */
export function waveformRate(sampleRate: number): number {
  return sampleRate > 0 && sampleRate % BUCKETS === 0 ? sampleRate : 48_000
}

export const samplesPerBucket = (rate: number): number => rate / BUCKETS
export const waveformChannels = (channels: number): number => Math.min(2, Math.max(1, channels))

export function waveformArgs(plan: WaveformPlan): string[] {
  const rate = waveformRate(plan.stream.sampleRate)
  return [
    ...['-copyts', '-vn', '-i', plan.source, '-map', `0:${plan.stream.streamIndex}`],
    ...['-af', alignedSound(plan.origin, rate), '-ac', String(waveformChannels(plan.stream.channels))],
    ...['-f', 's16le', '-c:a', 'pcm_s16le', 'pipe:1'],
  ]
}
