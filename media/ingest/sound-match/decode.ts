/**
 * A sound stream as samples for comparing it with another: one channel, 8 kHz, on the delivered clock, so that a lag
 * between two is a lag between what plays. The samples go to a file, because hours of them are too much for memory; the
 * onsets are made on the way.
 */
import fs from 'node:fs/promises'
import type { Sound } from '../../core/signal/match-sounds.ts'
import { OnsetBuilder } from '../../core/signal/onsets.ts'
import { runFfmpeg } from '../ffmpeg.ts'
import type { AudioStreamReport } from '../report.ts'
import { samplesArgs } from './samples.ts'

export const MATCH_RATE = 8000

export interface SoundSource {
  readonly source: string
  readonly stream: Pick<AudioStreamReport, 'streamIndex'>
  /** Start of frame 0 on the source's clock, seconds; null without picture. */
  readonly origin: number | null
}

export const decodeArgs = (plan: SoundSource): string[] => samplesArgs(plan, MATCH_RATE, 's16le')

export interface DecodedSound extends Sound, AsyncDisposable {
  readonly seconds: number
}

/** @param file where the samples go; its owner removes it. @throws MediaError */
export async function decodeSound(
  plan: SoundSource,
  file: string,
  options: { seconds: number; onProgress?: (fraction: number) => void; signal?: AbortSignal },
): Promise<DecodedSound> {
  const handle = await fs.open(file, 'w+')
  const builder = new OnsetBuilder(MATCH_RATE)
  let rest: Buffer = Buffer.alloc(0)
  let samples = 0
  try {
    await runFfmpeg(decodeArgs(plan), {
      signal: options.signal,
      onProgress: (p) => options.onProgress?.(Math.min(1, p.seconds / Math.max(0.001, options.seconds))),
      onOutput: async (chunk) => {
        const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
        const whole = data.length - (data.length % 2)
        const part = Buffer.from(data.subarray(0, whole))
        rest = data.subarray(whole)
        builder.push(valuesOf(part))
        await handle.write(part, 0, part.length, samples * 2)
        samples += part.length / 2
      },
    })
  } catch (error) {
    await handle.close()
    throw error
  }
  return {
    onsets: builder.finish(),
    seconds: samples / MATCH_RATE,
    async read(start, seconds) {
      const out = new Float32Array(Math.round(seconds * MATCH_RATE))
      const first = Math.round(start * MATCH_RATE)
      const from = Math.max(0, first)
      const to = Math.min(samples, first + out.length)
      if (from >= to) return out
      const bytes = Buffer.alloc((to - from) * 2)
      await handle.read(bytes, 0, bytes.length, from * 2)
      out.set(valuesOf(bytes), from - first)
      return out
    },
    [Symbol.asyncDispose]: () => handle.close(),
  }
}

/** −1…1 */
function valuesOf(bytes: Buffer): Float32Array {
  const out = new Float32Array(bytes.length / 2)
  for (let i = 0; i < out.length; i++) out[i] = bytes.readInt16LE(i * 2) / 32768
  return out
}
