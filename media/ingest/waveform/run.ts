/** Peaks of a sound stream, from samples that ffmpeg pipes in; nothing but the peaks is kept in memory. */
import { type Peaks, PeaksBuilder } from '../../core/signal/peaks.ts'
import { runFfmpeg } from '../ffmpeg.ts'
import {
  samplesPerBucket,
  ticksPerBucket,
  type WaveformPlan,
  waveformArgs,
  waveformChannels,
  waveformRate,
} from './plan.ts'

/** @throws MediaError */
export async function makePeaks(
  plan: WaveformPlan,
  options: { seconds?: number; onProgress?: (fraction: number) => void; signal?: AbortSignal } = {},
): Promise<Peaks> {
  const rate = waveformRate(plan.stream.sampleRate, plan.buckets)
  const channels = waveformChannels(plan.stream.channels)
  const builder = new PeaksBuilder(
    channels,
    samplesPerBucket(rate, plan.buckets),
    ticksPerBucket(plan.buckets),
  )
  const frameBytes = channels * 2
  let rest: Buffer = Buffer.alloc(0)
  await runFfmpeg(waveformArgs(plan), {
    signal: options.signal,
    onProgress: (p) => options.seconds && options.onProgress?.(Math.min(1, p.seconds / options.seconds)),
    onOutput: (chunk) => {
      const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
      const whole = data.length - (data.length % frameBytes)
      builder.push(samplesOf(data, whole))
      rest = data.subarray(whole)
    },
  })
  return builder.finish()
}

/** The samples in place where they are aligned, else copied. */
function samplesOf(data: Buffer, bytes: number): Int16Array {
  if (data.byteOffset % 2 === 0) return new Int16Array(data.buffer, data.byteOffset, bytes / 2)
  const copy = new Uint8Array(bytes)
  copy.set(data.subarray(0, bytes))
  return new Int16Array(copy.buffer)
}
