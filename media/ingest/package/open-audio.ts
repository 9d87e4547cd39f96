/** The sound of an MP4 or MOV as a row of fragmented-MP4 segments, as `open-video.ts` does for the picture. */
import { TICKS_PER_SECOND } from '../../core/time/tick.ts'
import { rescale } from '../../core/time/timebase.ts'
import { type Movie, openMovie } from '../isobmff/movie.ts'
import type { SampleEntry } from '../isobmff/sample-entry.ts'
import { MediaError } from '../media-error.ts'
import type { AudioPackage } from '../package-types.ts'
import { planAudio, SILENCE } from './plan-audio.ts'
import { readSamples } from './read-samples.ts'
import { audioEntry, initSegment, segmentHeadSize, writeSegmentHead } from './write-boxes.ts'

export interface OpenAudioOptions {
  /** Which sound track of this file, from 0. */
  readonly stream?: number
  /** The same by the track's id, which counts where it is given. */
  readonly trackId?: number | null
  /**
   * Time on the file's own clock, in ticks, that becomes delivered time 0: `soundOrigin` of the picture. Null where
   * there is no picture: the start of the sound.
   */
  readonly origin: number | null
}

/** @throws MediaError 'unsupported' when browsers cannot be given this sound as it is */
export async function openAudio(path: string, options: OpenAudioOptions): Promise<AudioPackage> {
  const movie = await openMovie(path)
  try {
    return packageOf(movie, options)
  } catch (error) {
    await movie.close()
    throw error
  }
}

function packageOf(movie: Movie, { stream = 0, trackId = null, origin }: OpenAudioOptions): AudioPackage {
  const track = trackId === null ? movie.audio[stream] : movie.audio.find((t) => t.id === trackId)
  const entry = track?.entries[0]
  if (!track || !entry) throw new MediaError('unsupported', 'The file holds no such sound stream.')
  const problem = soundProblem(entry)
  if (problem) throw new MediaError('unsupported', problem)
  const table = movie.table(track)
  const shown = movie.presentation(track, table)
  if (shown.sample.length === 0) throw new MediaError('empty', 'The sound stream of the file holds no sound.')
  // Sound keeps the movie's own clock: ffmpeg's habits for pictures do not move it.
  for (let i = 0; shown.shift && i < shown.pts.length; i++) shown.pts[i]! -= shown.shift
  const { timescale } = track
  const start =
    origin === null
      ? track.edits.length
        ? Math.min(shown.pts[0]!, 0)
        : shown.pts[0]!
      : rescale(Math.round(origin), { num: 1, den: TICKS_PER_SECOND }, { num: 1, den: timescale })
  const silence = silentSample(entry)
  const plan = planAudio(table, shown, timescale, start, silence !== null)
  const { channels, sampleRate } = entry.audio!
  const initBytes = initSegment({
    kind: 'audio',
    timescale,
    width: 0,
    height: 0,
    entry: audioEntry(entry.type, channels, sampleRate, entry.config!),
  })
  // One column more than the file's samples: the made silence, which lies nowhere in the file.
  const made = table.count
  const size = new Uint32Array(made + 1)
  size.set(table.size)
  const order = plan.sample.map((s) => (s === SILENCE ? made : s))
  const total = table.size.reduce((sum, n) => sum + n, 0)
  const length = Math.max(0.001, (shown.endPts - shown.pts[0]!) / timescale)
  return {
    codec: entry.codec!,
    channels,
    sampleRate,
    bitrate: Math.round((total * 8) / length),
    segments: plan.seconds,
    cut: plan.cut,
    init: () => initBytes,
    async segment(k) {
      const range = plan.ranges[k]
      if (!range) throw new RangeError(`there is no segment ${k}`)
      const [from, to] = range
      let real = from
      while (real < to && order[real] === made) real++
      const quiet = silence ? (real - from) * silence.byteLength : 0
      let bytes = quiet
      for (let i = real; i < to; i++) bytes += size[order[i]!]!
      const head = segmentHeadSize(to - from)
      const out = new Uint8Array(Buffer.allocUnsafeSlow(head + bytes).buffer)
      for (let i = from; silence && i < real; i++) out.set(silence, head + (i - from) * silence.byteLength)
      await readSamples(movie.handle.fd, table.offset, size, order, real, to, out, head + quiet)
      writeSegmentHead(out, k + 1, plan.dts[from]!, to - from, bytes, (i, write) => {
        const s = order[from + i]!
        const bytesOf = s === made ? silence!.byteLength : size[s]!
        write(plan.duration[from + i]!, bytesOf, 0x02000000, 0)
      })
      return out
    },
    close: () => movie.close(),
  }
}

/** Why browsers would not take this sound, as a plain sentence; null when they do. */
export function soundProblem(entry: SampleEntry): string | null {
  if (entry.type === 'mp4a' && entry.config && /^mp4a\.(40\.(2|5|29)|69|6b)$/.test(entry.codec ?? ''))
    return null
  if (entry.type === 'Opus' && entry.config) return null
  if (entry.type === 'fLaC' && entry.config) return null
  return 'Its sound is in a codec that browsers do not play from MP4.'
}

/** One sample of silence in this track's codec, or null where none can be made. */
function silentSample(entry: SampleEntry): Uint8Array | null {
  const { aac, channels } = entry.audio!
  if (entry.type === 'Opus') return Uint8Array.of(0xf8, 0xff, 0xfe)
  if (aac?.objectType !== 2 || aac.outputRate !== aac.sampleRate) return null
  // A raw AAC frame of one (or two) channel elements in which everything is zero.
  if (channels === 1) return Uint8Array.of(0x00, 0xc8, 0x00, 0x80, 0x23, 0x80)
  if (channels === 2) return Uint8Array.of(0x21, 0x00, 0x49, 0x90, 0x02, 0x19, 0x00, 0x23, 0x80)
  return null
}
