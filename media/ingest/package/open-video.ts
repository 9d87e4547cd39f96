/**
 * The picture of an MP4 or MOV as a row of fragmented-MP4 segments, built when they are asked for from the bytes where
 * they lie. The same function packages an uploaded file and the renditions made of it: times always come from the
 * source's frame index, whatever the file itself says.
 */
import type { FrameIndex } from '../../core/time/frame-index.ts'
import { secondsOf } from '../../core/time/tick.ts'
import { type Movie, openMovie } from '../isobmff/movie.ts'
import type { SampleEntry } from '../isobmff/sample-entry.ts'
import { SAMPLE_DISPOSABLE, SAMPLE_KEY } from '../isobmff/sample-table.ts'
import { MediaError } from '../media-error.ts'
import type { VideoPackage } from '../package-types.ts'
import { isDisposable, nalLengthSize } from './h264-disposable.ts'
import { planVideo } from './plan-video.ts'
import { readSamples } from './read-samples.ts'
import { initSegment, segmentHeadSize, videoEntry, writeSegmentHead } from './write-boxes.ts'

export interface OpenVideoOptions {
  /** The source's index. */
  readonly index: FrameIndex
  /** Which video track of this file, from 0. */
  readonly stream?: number
  /** The same by the track's id, which counts where it is given. */
  readonly trackId?: number | null
}

const FLAGS_KEY = 0x02000000
const FLAGS_DEPENDENT = 0x01010000
const FLAGS_NOT_DEPENDED_ON = 0x00800000

/**
 * @throws MediaError 'mismatch' when the file does not hold exactly the frames of the index, 'unsupported' when it
 * cannot be given to a browser as it is
 */
export async function openVideo(path: string, options: OpenVideoOptions): Promise<VideoPackage> {
  const movie = await openMovie(path)
  try {
    return packageOf(movie, options)
  } catch (error) {
    await movie.close()
    throw error
  }
}

function packageOf(movie: Movie, { index, stream = 0, trackId = null }: OpenVideoOptions): VideoPackage {
  const track = trackId === null ? movie.video[stream] : movie.video.find((t) => t.id === trackId)
  const entry = track?.entries[0]
  if (!track || !entry) throw new MediaError('no-video', 'The file holds no such video stream.')
  const table = movie.table(track)
  const shown = movie.presentation(track, table)
  if (shown.sample.length !== index.length)
    throw new MediaError(
      'mismatch',
      `The version made for playing holds ${shown.sample.length} frames; the recording has ${index.length}. It is not used.`,
    )
  const problem = entryProblem(entry, table.descriptions)
  if (problem) throw new MediaError('unsupported', problem)
  const plan = planVideo(table, shown.sample, index)
  if (typeof plan === 'string') throw new MediaError('unsupported', plan)
  const { width, height, colr } = entry.video!
  const initBytes = initSegment({
    kind: 'video',
    timescale: plan.timescale,
    width,
    height,
    entry: videoEntry(entry.type, width, height, entry.config!, colr),
  })
  const nal = /^avc/.test(entry.type) ? nalLengthSize(entry.config!) : 0
  const total = table.size.reduce((sum, size) => sum + size, 0)
  const { fd } = movie.handle
  const { offset, size, flags } = table
  return {
    codec: entry.codec!,
    width,
    height,
    bitrate: Math.round((total * 8) / Math.max(0.001, secondsOf(index.duration))),
    segments: plan.rows,
    durations: plan.seconds,
    init: () => initBytes,
    async segment(k) {
      const range = plan.ranges[k]
      if (!range) throw new RangeError(`there is no segment ${k}`)
      const [from, to] = range
      const n = to - from
      let bytes = 0
      for (let i = from; i < to; i++) bytes += size[plan.sample[i]!]!
      const head = segmentHeadSize(n)
      const out = new Uint8Array(Buffer.allocUnsafeSlow(head + bytes).buffer)
      await readSamples(fd, offset, size, plan.sample, from, to, out, head)
      let at = head
      writeSegmentHead(out, k + 1, plan.dts[from]!, n, bytes, (i, write) => {
        const s = plan.sample[from + i]!
        const f = flags[s]!
        const free = f & SAMPLE_DISPOSABLE || (nal > 0 && isDisposable(out, at, size[s]!, nal))
        write(
          plan.duration[from + i]!,
          size[s]!,
          f & SAMPLE_KEY ? FLAGS_KEY : FLAGS_DEPENDENT | (free ? FLAGS_NOT_DEPENDED_ON : 0),
          plan.pts[from + i]! - plan.dts[from + i]!,
        )
        at += size[s]!
      })
      return out
    },
    close: () => movie.close(),
  }
}

/** Why no browser would take this track, as a plain sentence; null when it may. */
export function entryProblem(entry: SampleEntry, descriptions: number): string | null {
  if (!entry.codec || !entry.config || !entry.video)
    return 'Its codec is not one that browsers play from MP4.'
  if (descriptions > 1) return 'Its picture changes its coding in the middle.'
  return null
}
