/** Makes the frame index of a file's picture: which reader is asked, and what is checked of its answer. */
import { FrameIndex } from '../../core/time/frame-index.ts'
import { openMovie } from '../isobmff/movie.ts'
import { MediaError } from '../media-error.ts'
import type { ProbeReport, VideoStreamReport } from '../report.ts'
import type { FrameList } from './frame-list.ts'
import { framesFromMediabunny } from './from-mediabunny.ts'
import { framesFromMovie } from './from-movie.ts'
import { framesByDecoding, framesFromPackets } from './from-packets.ts'
import { timingNotes } from './notes.ts'
import { findRate } from './rate.ts'

export interface IndexOptions {
  readonly signal?: AbortSignal
  /** Decode the whole stream instead of trusting the container: slow, for files whose tables do not fit their pictures. */
  readonly decode?: boolean
}

/**
 * @param videoStream place in `report.video`, from 0
 * @throws MediaError
 */
export async function buildFrameIndex(
  path: string,
  report: ProbeReport,
  videoStream = 0,
  options: IndexOptions = {},
): Promise<FrameIndex> {
  const stream = report.video[videoStream]
  if (!stream) throw new MediaError('no-video', `The file has no video stream number ${videoStream + 1}.`)
  const list = options.decode
    ? await framesByDecoding(path, stream, options.signal)
    : await readFrames(path, report, stream, videoStream, options.signal)
  return finishIndex(list, stream)
}

async function readFrames(
  path: string,
  report: ProbeReport,
  stream: VideoStreamReport,
  videoStream: number,
  signal?: AbortSignal,
): Promise<FrameList> {
  if ((report.container === 'mp4' || report.container === 'mov') && stream.trackId !== null) {
    const movie = await openMovie(path)
    try {
      const track = movie.video.find((t) => t.id === stream.trackId)
      if (track) {
        const table = movie.table(track)
        return framesFromMovie(track, table, movie.presentation(track, table))
      }
    } finally {
      await movie.close()
    }
  }
  if (/^(matroska|webm|mpegts)$/.test(report.container)) {
    const list = await framesFromMediabunny(path, videoStream, signal).catch((error: unknown) => {
      if (signal?.aborted) throw error
      return null
    })
    if (list) return list
  }
  return framesFromPackets(path, stream, signal)
}

/** @param stream null when there is no header to compare with. @throws MediaError */
export function finishIndex(list: FrameList, stream: VideoStreamReport | null): FrameIndex {
  const n = list.pts.length
  if (n === 0)
    throw new MediaError(
      'no-video',
      'The video stream of the file holds no pictures. If it plays elsewhere, convert it to MP4 and try again.',
    )
  if (n > 1 && list.pts[n - 1] === list.pts[0])
    throw new MediaError(
      'unsupported',
      `All ${n} pictures of the file have the same time (its frame rate is 0). Convert it with a frame rate you know and try again.`,
    )
  const found = findRate(list.pts, list.timebase, stream?.averageRate ?? null)
  return new FrameIndex({
    timebase: list.timebase,
    pts: list.pts,
    endPts: list.endPts,
    flags: list.flags,
    byteStart: list.byteStart,
    byteLength: list.byteLength,
    constantRate: found.rate,
    notes: timingNotes(list, found, stream),
  })
}
