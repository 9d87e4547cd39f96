/** A sound stream as AAC in MP4 whose time 0 is the start of frame 0: earlier sound is cut, later sound is preceded by silence. */
import { runFfmpeg } from '../ffmpeg.ts'
import type { AudioStreamReport } from '../report.ts'

export interface SoundPlan {
  readonly source: string
  readonly stream: Pick<AudioStreamReport, 'streamIndex' | 'channels'>
  /** Start of frame 0 on the source's clock, seconds; null when there is no picture: the first sample is time 0. */
  readonly origin: number | null
  readonly output: string
}

const RATE = 48_000

export function soundArgs(plan: SoundPlan): string[] {
  const channels = Math.min(2, Math.max(1, plan.stream.channels))
  return [
    ...['-copyts', '-vn', '-i', plan.source, '-map', `0:${plan.stream.streamIndex}`],
    ...['-af', alignedSound(plan.origin, RATE)],
    ...['-ac', String(channels), '-c:a', 'aac', '-b:a', channels === 1 ? '96k' : '160k'],
    ...[
      '-map_metadata',
      '-1',
      '-map_chapters',
      '-1',
      '-movflags',
      '+faststart',
      '-f',
      'mp4',
      '-y',
      plan.output,
    ],
  ]
}

/** Filter that puts sound on the delivered clock; gaps in the source become silence, so that nothing drifts. */
export function alignedSound(origin: number | null, rate: number): string {
  const shift = origin === null ? 'asetpts=PTS-STARTPTS' : `asetpts=PTS-(${origin.toFixed(9)})/TB`
  return `${shift},aresample=${rate}:async=1:min_hard_comp=0.005:first_pts=0`
}

/** @throws MediaError */
export async function makeSound(
  plan: SoundPlan,
  options: { seconds: number; onProgress?: (fraction: number) => void; signal?: AbortSignal },
): Promise<void> {
  await runFfmpeg(soundArgs(plan), {
    signal: options.signal,
    onProgress: (p) => options.onProgress?.(Math.min(1, p.seconds / Math.max(0.001, options.seconds))),
  })
}
