/**
 * Just-in-time segments for sources that browsers cannot play: exactly the asked-for frames of any file that ffmpeg
 * decodes, within about a second, while the full pass has not come that far.
 */
import fs from 'node:fs/promises'
import type { FrameIndex } from '../core/time/frame-index.ts'
import { runFfmpeg } from './ffmpeg.ts'
import { jitArgs } from './jit-plan.ts'
import { MediaError } from './media-error.ts'
import type { VideoStreamReport } from './report.ts'

export interface JitRequest {
  path: string
  stream: VideoStreamReport
  /** The source's. */
  index: FrameIndex
  /** Frames of the source, both included. */
  first: number
  last: number
  /** An MP4 of `last - first + 1` frames, one key frame, no reordering; its times carry no meaning, its order does. */
  output: string
  /** Longest shorter side of the picture; 720. */
  short?: number
  signal?: AbortSignal
}

/** Tries to start at the key frame needed, then further back: a container's own seeking may land too late. */
const ATTEMPTS = [0, 2, Number.POSITIVE_INFINITY]

/** @throws MediaError 'mismatch' when ffmpeg cannot give exactly these frames; nothing is left at `output` then. */
export async function makeJitSegment(request: JitRequest): Promise<void> {
  const { index, first, last, output, signal } = request
  if (first < 0 || last < first || last >= index.length)
    throw new RangeError(`frames ${first}…${last} are outside 0…${index.length - 1}`)
  const wanted = last - first + 1
  let made = 0
  for (const keysBack of ATTEMPTS) {
    let frames = 0
    const args = jitArgs({
      source: request.path,
      stream: request.stream,
      index,
      first,
      last,
      short: request.short ?? 720,
      keysBack,
      output,
    })
    try {
      await runFfmpeg(args, {
        signal,
        nice: 0,
        onProgress: (p) => {
          frames = p.frame
        },
      })
    } catch (error) {
      await fs.rm(output, { force: true })
      if (keysBack === ATTEMPTS.at(-1) || (error instanceof MediaError && error.code === 'cancelled'))
        throw error
      continue
    }
    if (frames === wanted) return
    made = frames
  }
  await fs.rm(output, { force: true })
  throw new MediaError(
    'mismatch',
    `Frames ${first} to ${last} could not be decoded exactly: ffmpeg gave ${made} of ${wanted}.`,
  )
}
