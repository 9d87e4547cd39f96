/**
 * A sound stream as a file of samples for models: one channel of single floats, on the clock of the recording. The file's
 * own clock may drift against it; then the samples are stretched by that rate, so that whoever reads them needs to know
 * only when the first one is heard.
 */
import fs from 'node:fs/promises'
import { runFfmpeg } from '../ffmpeg.ts'
import { alignedSound } from '../transcode/sound.ts'
import type { SoundSource } from './decode.ts'

/** What speech models listen to. */
export const SPEECH_RATE = 16_000

/** One channel at `rate` samples a second, as bytes on `pipe:1`. */
export function samplesArgs(
  { source, stream, origin }: SoundSource,
  rate: number,
  format: 's16le' | 'f32le',
): string[] {
  return [
    ...['-copyts', '-vn', '-i', source, '-map', `0:${stream.streamIndex}`],
    ...['-af', alignedSound(origin, rate), '-ac', '1'],
    ...['-f', format, '-c:a', `pcm_${format}`, 'pipe:1'],
  ]
}

export interface SamplesOptions {
  /** Length of the sound, for progress. */
  readonly seconds: number
  /** Recording seconds per second of the file. */
  readonly clockRate?: number
  readonly onProgress?: (fraction: number) => void
  readonly signal?: AbortSignal
}

/**
 * @param file where the samples go, single floats, little-endian, -1…1; its owner removes it
 * @returns how many samples there are
 * @throws MediaError
 */
export async function decodeSamples(
  plan: SoundSource,
  file: string,
  { seconds, clockRate = 1, onProgress, signal }: SamplesOptions,
): Promise<number> {
  const handle = await fs.open(file, 'w')
  const stretch = clockRate === 1 ? null : new Stretch(clockRate)
  let rest: Buffer = Buffer.alloc(0)
  let samples = 0
  const write = async (part: Float32Array): Promise<void> => {
    samples += part.length
    const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength)
    for (let done = 0; done < bytes.length; )
      done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten
  }
  try {
    await runFfmpeg(samplesArgs(plan, SPEECH_RATE, 'f32le'), {
      signal,
      onProgress: (p) => onProgress?.(Math.min(1, p.seconds / Math.max(0.001, seconds))),
      onOutput: async (chunk) => {
        const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
        const whole = data.length - (data.length % 4)
        const part = new Float32Array(whole / 4)
        new Uint8Array(part.buffer).set(data.subarray(0, whole))
        rest = Buffer.from(data.subarray(whole))
        await write(stretch ? stretch.push(part) : part)
      },
    })
    if (stretch) await write(stretch.finish())
  } finally {
    await handle.close()
  }
  return samples
}

/**
 * Samples of a clock that runs differently, by a cubic through four neighbours (Catmull and Rom). For rates within some
 * per mille of 1, where it is exact to far below a sample's noise for speech; no filter is needed so close to 1.
 */
export class Stretch {
  private readonly rate: number
  /** The last samples that later ones still need. */
  private kept: Float32Array = new Float32Array(0)
  /** Index of kept[0] in the whole input. */
  private first = 0
  /** Next sample of the output. */
  private next = 0
  private total = 0

  /** @param rate output samples per input sample */
  constructor(rate: number) {
    this.rate = rate
  }

  push(part: Float32Array): Float32Array {
    const data = new Float32Array(this.kept.length + part.length)
    data.set(this.kept)
    data.set(part, this.kept.length)
    this.total += part.length
    const out = this.upTo(data, this.total - 3)
    // One before the place of the next output is still asked for.
    const from = Math.max(this.first, Math.floor(this.next / this.rate) - 1)
    this.kept = data.slice(from - this.first)
    this.first = from
    return out
  }

  /** What is left; the last sample is held. */
  finish(): Float32Array {
    return this.upTo(this.kept, this.total - 1)
  }

  /** Output whose place in the input is at most `last`. */
  private upTo(data: Float32Array, last: number): Float32Array {
    const count = Math.max(0, Math.floor(last * this.rate) - this.next + 1)
    const out = new Float32Array(count)
    const at = (i: number): number =>
      data[Math.min(data.length - 1, Math.max(0, Math.min(this.total - 1, Math.max(0, i)) - this.first))] ?? 0
    for (let k = 0; k < count; k++) {
      const place = (this.next + k) / this.rate
      const i = Math.floor(place)
      const t = place - i
      const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)]
      out[k] = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    }
    this.next += count
    return out
  }
}
