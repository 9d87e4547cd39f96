/** Spectrogram tiles, close waveforms and loudness of a sound stream, from samples that ffmpeg pipes in. */
import { PEAK_TILE, PeaksBuilder } from '../../core/signal/peaks.ts'
import { LOUDNESS_RATE, type Loudness, LoudnessMeter } from '../../core/sound/loudness.ts'
import { type SpectrumKind, samplesOfTile, TileMaker } from '../../core/sound/spectrum.ts'
import { TICKS_PER_SECOND } from '../../core/time/tick.ts'
import { runFfmpeg } from '../ffmpeg.ts'
import type { AudioStreamReport } from '../report.ts'
import { alignedSound } from '../transcode/sound.ts'
import { type SoundPlace, stretchArgs } from './plan.ts'

/** @throws MediaError */
export async function makeSpectrumTile(
  place: SoundPlace,
  kind: SpectrumKind,
  level: number,
  tile: number,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const maker = new TileMaker(kind, level)
  const { from, to } = samplesOfTile(kind, level, tile)
  if (from < 0) maker.push(new Float32Array(-from))
  // The only channel there is needs no picking.
  const channel = place.channels === 1 ? 'mix' : kind.channel
  const args = stretchArgs(place, { rate: kind.rate, from, to, channel })
  await decodeFloats(args, 1, (samples) => maker.push(samples), signal)
  return maker.finish()
}

/** Buckets a second of the close waveform, for zooms at which the stored peaks are too coarse. */
export const CLOSE_BUCKETS = 2000
const CLOSE_RATE = 48_000

/**
 * One tile of 8192 buckets of half a millisecond, as tiles of stored peaks lie: by channel all minima, then all maxima.
 * Empty beyond the end of the sound.
 * @throws MediaError
 */
export async function makeCloseTile(
  place: SoundPlace,
  tile: number,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const { channels } = place
  const perBucket = CLOSE_RATE / CLOSE_BUCKETS
  const builder = new PeaksBuilder(channels, perBucket, TICKS_PER_SECOND / CLOSE_BUCKETS)
  const from = tile * PEAK_TILE * perBucket
  const args = stretchArgs(place, {
    rate: CLOSE_RATE,
    from,
    to: from + PEAK_TILE * perBucket,
    channel: 'each',
  })
  await decodeFloats(
    args,
    channels,
    (samples) =>
      builder.push(
        Int16Array.from(samples, (v) => Math.max(-32_768, Math.min(32_767, Math.round(v * 32_768)))),
      ),
    signal,
  )
  const finest = builder.finish().levels.at(-1)!
  const out = new Uint8Array(finest.length * channels * 2)
  for (let c = 0, at = 0; c < channels; c++)
    for (const column of [finest.min[c]!, finest.max[c]!]) {
      out.set(new Uint8Array(column.buffer, column.byteOffset, finest.length), at)
      at += finest.length
    }
  return out
}

export interface LoudnessPlan {
  readonly source: string
  readonly stream: Pick<AudioStreamReport, 'streamIndex' | 'channels'>
  /** Start of frame 0 on the source's clock, seconds; null without picture. */
  readonly origin: number | null
  /** By channel. */
  readonly weights: readonly number[]
}

export function loudnessArgs({ source, stream, origin }: LoudnessPlan): string[] {
  return [
    ...['-copyts', '-vn', '-i', source, '-map', `0:${stream.streamIndex}`],
    ...['-af', alignedSound(origin, LOUDNESS_RATE), '-f', 'f32le', '-c:a', 'pcm_f32le', 'pipe:1'],
  ]
}

/** @throws MediaError */
export async function measureLoudness(plan: LoudnessPlan, signal?: AbortSignal): Promise<Loudness> {
  const meter = new LoudnessMeter(plan.weights)
  await decodeFloats(loudnessArgs(plan), plan.weights.length, (samples) => meter.push(samples), signal)
  return meter.finish()
}

/** Whole sample frames, in order. */
async function decodeFloats(
  args: readonly string[],
  channels: number,
  take: (samples: Float32Array) => void,
  signal?: AbortSignal,
): Promise<void> {
  const frame = channels * 4
  let rest: Buffer = Buffer.alloc(0)
  await runFfmpeg(args, {
    signal,
    onOutput: (chunk) => {
      const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
      const whole = data.length - (data.length % frame)
      const copy = new Uint8Array(whole)
      copy.set(data.subarray(0, whole))
      take(new Float32Array(copy.buffer))
      rest = data.subarray(whole)
    },
  })
}
