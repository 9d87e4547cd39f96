/**
 * A few seconds of a sound stream as samples, wherever they lie in a file of hours: one channel, on the delivered clock.
 * The decoder starts a little earlier, so that the first samples do not depend on where it started.
 */
import { runFfmpeg } from '../ffmpeg.ts'
import type { AudioStreamReport } from '../report.ts'

export interface SoundPiecePlan {
  readonly source: string
  readonly stream: Pick<AudioStreamReport, 'streamIndex'>
  /** Start of frame 0 on the source's clock, seconds; null without picture. */
  readonly origin: number | null
  /** First sample's time in the stream, seconds on the source's clock; where there is no picture, this is time 0. */
  readonly firstTime: number
  /** Delivered clock, seconds. */
  readonly from: number
  readonly to: number
  readonly rate: number
}

const RUN_UP = 1

export function soundPieceArgs(plan: SoundPiecePlan): string[] {
  const { source, stream, from, to, rate } = plan
  const zero = plan.origin ?? plan.firstTime
  const seek = zero + from - RUN_UP
  return [
    '-copyts',
    ...(seek > 0 ? ['-ss', seek.toFixed(6)] : []),
    ...['-vn', '-i', source, '-map', `0:${stream.streamIndex}`],
    '-af',
    [
      `asetpts=PTS-(${zero.toFixed(9)})/TB`,
      // Gaps become silence. Where the rate changes, first_pts would count samples of the source, so it waits.
      `aresample=${rate}:async=1:min_hard_comp=0.005`,
      `atrim=start=${from.toFixed(9)}:end=${to.toFixed(9)}`,
      // Silence where the sound begins later.
      `aresample=${rate}:async=1:min_hard_comp=0.005:first_pts=${Math.round(from * rate)}`,
    ].join(','),
    ...['-ac', '1', '-f', 'f32le', '-c:a', 'pcm_f32le', 'pipe:1'],
  ]
}

/** As many samples as asked for, −1…1; zeros where the stream holds none. @throws MediaError */
export async function decodeSoundPiece(plan: SoundPiecePlan, signal?: AbortSignal): Promise<Float32Array> {
  const samples = new Float32Array(Math.round((plan.to - plan.from) * plan.rate))
  const bytes = Buffer.from(samples.buffer)
  let at = 0
  await runFfmpeg(soundPieceArgs(plan), {
    signal,
    onOutput: async (chunk) => {
      at += chunk.copy(bytes, at, 0, Math.min(chunk.length, bytes.length - at))
    },
  })
  return samples
}
