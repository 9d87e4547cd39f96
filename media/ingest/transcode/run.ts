/** Makes the scrub rendition and the ladder in one ffmpeg process. */
import type { FrameIndex } from '../../core/time/frame-index.ts'
import { secondsOf } from '../../core/time/tick.ts'
import { runFfmpeg } from '../ffmpeg.ts'
import type { VideoStreamReport } from '../report.ts'
import { ladderArgs, type Rung } from './plan.ts'

export interface LadderJob {
  source: string
  stream: VideoStreamReport
  index: FrameIndex
  rungs: readonly Rung[]
  outputs: readonly string[]
  /** @param fraction 0…1 */
  onProgress?: (fraction: number) => void
  signal?: AbortSignal
}

/** @throws MediaError; what was written of the outputs is then worthless and the caller's to remove. */
export async function makeLadder(job: LadderJob): Promise<void> {
  const { index } = job
  const args = ladderArgs({
    source: job.source,
    stream: job.stream,
    rungs: job.rungs,
    outputs: job.outputs,
    timebase: hasDistinctTimes(index) ? index.data.timebase : null,
    rate: averageRate(index),
  })
  await runFfmpeg(args, {
    signal: job.signal,
    onProgress: (p) => job.onProgress?.(Math.min(1, p.frame / index.length)),
  })
}

/** Whether no two frames share a time. */
export function hasDistinctTimes(index: FrameIndex): boolean {
  const { pts } = index.data
  for (let i = 1; i < pts.length; i++) if (pts[i]! <= pts[i - 1]!) return false
  return true
}

/** Frames a second over the whole length; 25 when the length is nothing. */
export function averageRate(index: FrameIndex): number {
  const seconds = secondsOf(index.duration)
  return seconds > 0 ? index.length / seconds : 25
}
