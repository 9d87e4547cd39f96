/** Looks at a file: what it is, what is in it, and whether it can be worked with at all. */
import fs from 'node:fs/promises'
import { runFfprobe } from './ffmpeg.ts'
import { looksLikeMovie } from './isobmff/read-movie.ts'
import { MediaError } from './media-error.ts'
import { type MovieFacts, movieFacts } from './probe-movie.ts'
import { type FfprobeOutput, type FfprobeStream, readAudio, readOther, readVideo } from './probe-streams.ts'
import type { AudioStreamReport, ProbeReport, SourceTimecode } from './report.ts'

const LARGEST_SIDE = 16_384

/**
 * @throws MediaError a plain sentence for what cannot be worked with: an empty file, text under a video's name, a file
 * cut short, one without picture and sound, a picture of impossible size
 */
export async function probe(path: string, options: { signal?: AbortSignal } = {}): Promise<ProbeReport> {
  const { head, size } = await firstBytes(path)
  const movie = looksLikeMovie(head) ? await movieFacts(path).catch(unlessUnsupported) : null
  const output = await ask(path, head, options.signal)
  const container = containerOf(output.format?.format_name ?? '', head, movie)
  const streams = output.streams ?? []
  const pictures = streams.filter((s) => s.codec_type === 'video' && !s.disposition?.attached_pic)
  const warnings: string[] = []
  const video = pictures.map((s, k) => readVideo(s, movie?.video(trackId(s), k) ?? null, container))
  const sounds = streams.filter((s) => s.codec_type === 'audio')
  const audio: AudioStreamReport[] = []
  for (const [k, s] of sounds.entries()) {
    const facts = movie?.audio(trackId(s), k) ?? null
    const sounding = facts ? facts.samples > 0 : await holdsSound(path, s, options.signal)
    if (sounding) audio.push(readAudio(s, facts, container))
    else warnings.push('A sound stream of the file holds no sound; it is left out.')
  }
  if (video.length === 0 && audio.length === 0) throw nothingInside(sounds.length > 0)
  for (const v of video) checkSize(v.width, v.height)
  for (const v of video) if (v.codec === 'unknown') throw unknownCodec()
  if (video.length > 1)
    warnings.push(`The file has ${video.length} video streams; the first is shown, and all are kept.`)
  return {
    version: 1,
    container,
    bytes: size,
    duration: number(output.format?.duration),
    bitrate: number(output.format?.bit_rate),
    createdAt: creationTime(output),
    video,
    audio,
    other: streams.filter((s) => !pictures.includes(s) && s.codec_type !== 'audio').map(readOther),
    timecode: movie?.timecode ?? statedTimecode(streams),
    warnings,
  }
}

/** Tables of a kind that only ffmpeg reads are no reason to refuse a file. */
function unlessUnsupported(error: unknown): null {
  if (error instanceof MediaError && error.code === 'unsupported') return null
  throw error
}

async function firstBytes(path: string): Promise<{ head: Uint8Array; size: number }> {
  const handle = await fs.open(path, 'r')
  try {
    const { size } = await handle.stat()
    if (size === 0) throw new MediaError('empty', 'The file is empty (0 bytes). Copy or upload it again.')
    const head = new Uint8Array(4096)
    const { bytesRead } = await handle.read(head, 0, head.length, 0)
    return { head: head.subarray(0, bytesRead), size }
  } finally {
    await handle.close()
  }
}

async function ask(path: string, head: Uint8Array, signal?: AbortSignal): Promise<FfprobeOutput> {
  let text: string
  try {
    text = await runFfprobe(
      [
        ...['-v', 'error', '-analyzeduration', '20M', '-probesize', '40M'],
        ...['-show_format', '-show_streams', '-of', 'json', '-i', `file:${path}`],
      ],
      { signal },
    )
  } catch (error) {
    if (error instanceof MediaError && (error.code === 'cancelled' || error.code === 'tool-missing'))
      throw error
    throw notMedia(head, error)
  }
  const output = JSON.parse(text) as FfprobeOutput
  const format = output.format?.format_name ?? ''
  // ffmpeg takes some texts for moving letters or subtitles, and a photograph for a film of one picture.
  if (format === 'tty' || isText(head)) throw notMedia(head, null)
  if (/^image2|_pipe$/.test(format))
    throw new MediaError(
      'unsupported',
      'The file is a single picture, not a recording. Choose a video or sound file.',
    )
  return output
}

/** Where the header gives no length, whether there is at least one packet of sound. */
async function holdsSound(path: string, s: FfprobeStream, signal?: AbortSignal): Promise<boolean> {
  if (s.duration_ts !== undefined && s.duration_ts > 0) return true
  if (!(Number(s.sample_rate) > 0)) return false
  const packets = await runFfprobe(
    [
      ...['-v', 'error', '-select_streams', String(s.index), '-read_intervals', '%+#1'],
      ...['-show_entries', 'packet=size', '-of', 'csv=p=0', '-i', `file:${path}`],
    ],
    { signal },
  )
  return packets.trim() !== ''
}

function notMedia(head: Uint8Array, cause: unknown): MediaError {
  return new MediaError(
    'not-media',
    isText(head)
      ? 'The file holds text, not video or sound, whatever its name says. Choose the recording itself.'
      : 'The file is not a video or sound file that can be read, or its beginning is damaged. Try to play it in another program, or copy it again.',
    { cause },
  )
}

function isText(head: Uint8Array): boolean {
  // Raw playlists and subtitles are text, and so is nothing that holds pictures or sound.
  return (
    head.every((b) => b >= 32 || b === 9 || b === 10 || b === 13 || b === 12) && !head.every((b) => b > 126)
  )
}

function nothingInside(hadSound: boolean): MediaError {
  return new MediaError(
    'no-video',
    hadSound
      ? 'The file has a sound stream, but no sound is in it, and no picture. Copy the recording again.'
      : 'The file holds neither picture nor sound. Choose a video or sound file.',
  )
}

function checkSize(width: number, height: number): void {
  if (width > 0 && height > 0 && width <= LARGEST_SIDE && height <= LARGEST_SIDE) return
  throw new MediaError(
    'unsupported',
    width > 0 && height > 0
      ? `The picture claims to be ${width} × ${height} pixels; up to ${LARGEST_SIDE} on a side can be worked with. The file may be damaged.`
      : 'The file does not say how large its picture is, so it cannot be decoded. It may be damaged: copy it again, or convert it to MP4.',
  )
}

const unknownCodec = (): MediaError =>
  new MediaError(
    'unsupported',
    'The picture of the file is in a codec that the installed ffmpeg does not know. Convert it to MP4 (H.264) with the program of the camera.',
  )

function containerOf(format: string, head: Uint8Array, movie: MovieFacts | null): string {
  if (format.startsWith('mov,')) return movie?.brand === 'qt  ' ? 'mov' : 'mp4'
  if (format.startsWith('matroska'))
    return new TextDecoder('latin1').decode(head.subarray(0, 256)).includes('webm') ? 'webm' : 'matroska'
  return format.split(',')[0] || 'unknown'
}

function creationTime(output: FfprobeOutput): string | null {
  const tags = [output.format?.tags, ...(output.streams ?? []).map((s) => s.tags)]
  for (const t of tags) {
    const text = t?.['com.apple.quicktime.creationdate'] ?? t?.creation_time
    const date = text ? new Date(text) : null
    // Cameras whose clock was never set write the year 1904 or 1970.
    if (date && !Number.isNaN(date.getTime()) && date.getUTCFullYear() > 1971) return date.toISOString()
  }
  return null
}

/** A timecode that the container states as text: MXF, MPEG-2, AVI. */
function statedTimecode(streams: readonly FfprobeStream[]): SourceTimecode | null {
  for (const s of streams) {
    const m = /^(\d\d):(\d\d):(\d\d)([:;.])(\d\d)$/.exec(s.tags?.timecode ?? s.timecode ?? '')
    const [num, den] = (s.r_frame_rate ?? '').split('/').map(Number)
    const rate = Math.round((num ?? 0) / (den ?? 1))
    if (!m || !(rate > 0)) continue
    const dropFrame = m[4] !== ':' && rate % 30 === 0
    const minutes = Number(m[1]) * 60 + Number(m[2])
    const counted = (minutes * 60 + Number(m[3])) * rate + Number(m[5])
    const dropped = dropFrame ? (rate / 15) * (minutes - Math.floor(minutes / 10)) : 0
    return { startFrame: counted - dropped, nominalRate: rate, dropFrame }
  }
  return null
}

const trackId = (s: FfprobeStream): number | null => (s.id ? Number.parseInt(s.id, 16) : null)
const number = (text: string | undefined): number | null =>
  text !== undefined && Number.isFinite(Number(text)) ? Number(text) : null
