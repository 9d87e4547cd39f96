/** From ffprobe's JSON to stream reports; unknown values become null. */
import { parseRational, type Timebase } from '../core/time/timebase.ts'
import type { TrackFacts } from './probe-movie.ts'
import type { AudioStreamReport, OtherStreamReport, VideoStreamReport } from './report.ts'

/** The part of ffprobe's answer that is read. */
export interface FfprobeStream {
  index: number
  id?: string
  codec_type?: string
  codec_name?: string
  profile?: string
  width?: number
  height?: number
  has_b_frames?: number
  sample_aspect_ratio?: string
  pix_fmt?: string
  bits_per_raw_sample?: string
  color_space?: string
  color_transfer?: string
  color_primaries?: string
  color_range?: string
  field_order?: string
  r_frame_rate?: string
  avg_frame_rate?: string
  time_base?: string
  start_time?: string
  duration?: string
  duration_ts?: number
  bit_rate?: string
  nb_frames?: string
  sample_rate?: string
  channels?: number
  channel_layout?: string
  timecode?: string
  disposition?: Record<string, number>
  tags?: Record<string, string>
  side_data_list?: { rotation?: number }[]
}

export interface FfprobeOutput {
  streams?: FfprobeStream[]
  format?: { format_name?: string; duration?: string; bit_rate?: string; tags?: Record<string, string> }
}

export function readVideo(s: FfprobeStream, facts: TrackFacts | null, container: string): VideoStreamReport {
  const rotation = facts?.rotation ?? clockwise(s)
  const aspect = aspectOf(s, facts)
  const width = s.width ?? 0
  const height = s.height ?? 0
  const wide = Math.round((width * aspect[0]) / aspect[1])
  const turned = rotation === 90 || rotation === 270
  const interlaced = s.field_order !== undefined && !/^(progressive|unknown)$/.test(s.field_order)
  const report = {
    streamIndex: s.index,
    trackId: facts?.trackId ?? null,
    codec: s.codec_name ?? 'unknown',
    profile: known(s.profile),
    codecString: facts?.codecString ?? null,
    width,
    height,
    displayWidth: turned ? height : wide,
    displayHeight: turned ? wide : height,
    rotation,
    sampleAspect: aspect,
    interlaced,
    fieldOrder: known(s.field_order),
    pixelFormat: known(s.pix_fmt),
    bitDepth: bitDepth(s),
    chroma: chromaOf(s.pix_fmt),
    colour: {
      space: known(s.color_space),
      transfer: known(s.color_transfer),
      primaries: known(s.color_primaries),
      range: known(s.color_range),
    },
    averageRate: rate(s.avg_frame_rate),
    nominalRate: rate(s.r_frame_rate),
    timebase: parseRational(s.time_base) ?? { num: 1, den: 1000 },
    clockShift: facts?.clockShift ?? 0,
    claimedFrames: positive(s.nb_frames),
    bitrate: positive(s.bit_rate),
    duration: positive(s.duration),
    reordered: (s.has_b_frames ?? 0) > 0,
    language: languageOf(s),
    title: s.tags?.title ?? '',
  }
  return { ...report, directProblem: pictureProblem(report, facts, container) }
}

/** Why browsers cannot be given this stream's own pictures. */
function pictureProblem(
  v: Omit<VideoStreamReport, 'directProblem'>,
  facts: TrackFacts | null,
  container: string,
): string | null {
  if (container !== 'mp4' && container !== 'mov') return 'Browsers are given it from MP4 and MOV files only.'
  if (!facts) return 'Its tables could not be read.'
  if (!/^(h264|vp9|av1)$/.test(v.codec)) return `Not every browser plays ${v.codec}.`
  if (v.codec === 'h264') {
    if (v.bitDepth !== null && v.bitDepth > 8) return 'Browsers do not play H.264 with more than 8 bits.'
    if (v.chroma !== null && v.chroma !== '4:2:0' && v.chroma !== '4:0:0')
      return `Browsers do not play H.264 in ${v.chroma}.`
  }
  if (v.interlaced) return 'Its picture is interlaced, which browsers show with combs.'
  return facts.directProblem
}

export function readAudio(s: FfprobeStream, facts: TrackFacts | null, container: string): AudioStreamReport {
  return {
    streamIndex: s.index,
    trackId: facts?.trackId ?? null,
    codec: s.codec_name ?? 'unknown',
    profile: known(s.profile),
    codecString: facts?.codecString ?? null,
    channels: facts?.channels ?? s.channels ?? 0,
    ...(known(s.channel_layout) ? { layout: s.channel_layout! } : {}),
    sampleRate: facts?.sampleRate ?? (Number(s.sample_rate) || 0),
    bitrate: positive(s.bit_rate),
    duration: positive(s.duration),
    startTime:
      s.start_time !== undefined && Number.isFinite(Number(s.start_time)) ? Number(s.start_time) : null,
    language: languageOf(s),
    title: s.tags?.title ?? '',
    directProblem:
      container === 'mp4' || container === 'mov'
        ? facts
          ? facts.directProblem
          : 'Its tables could not be read.'
        : 'Browsers are given it from MP4 and MOV files only.',
  }
}

export function readOther(s: FfprobeStream): OtherStreamReport {
  return {
    streamIndex: s.index,
    kind: s.disposition?.attached_pic ? 'picture' : (s.codec_type ?? 'data'),
    codec: known(s.codec_name),
    language: languageOf(s),
    title: s.tags?.title ?? s.tags?.filename ?? '',
  }
}

/** ffprobe states the display matrix anticlockwise. */
function clockwise(s: FfprobeStream): number {
  const stated = s.side_data_list?.find((d) => d.rotation !== undefined)?.rotation
  const degrees = stated !== undefined ? -stated : Number(s.tags?.rotate ?? 0)
  return (((Math.round(degrees / 90) % 4) + 4) % 4) * 90
}

function aspectOf(s: FfprobeStream, facts: TrackFacts | null): readonly [number, number] {
  const stated = parseRational(s.sample_aspect_ratio)
  if (stated) return [stated.num, stated.den]
  return facts?.sampleAspect ?? [1, 1]
}

function bitDepth(s: FfprobeStream): number | null {
  const stated = positive(s.bits_per_raw_sample)
  if (stated !== null) return stated
  const format = s.pix_fmt
  if (!format) return null
  const m = /(?:p|gray|gbrp|rgb|bgr|p0)(9|10|12|14|16)(?:le|be)?$/.exec(format)
  return m ? Number(m[1]) : 8
}

function chromaOf(format: string | undefined): string | null {
  if (!format) return null
  if (/^(yuvj?420|nv12|nv21|p01)/.test(format)) return '4:2:0'
  if (/^(yuvj?422|yuyv|uyvy|nv16|p21)/.test(format)) return '4:2:2'
  if (/^(yuvj?444|gbrp|nv24)/.test(format)) return '4:4:4'
  return /^gray/.test(format) ? '4:0:0' : 'other'
}

function rate(text: string | undefined): Timebase | null {
  const r = parseRational(text)
  // A "rate" of a container's clock (90000, 1000) says that ffprobe found none.
  return r && r.num / r.den <= 1000 ? r : null
}

const known = (text: string | undefined): string | null => (!text || text === 'unknown' ? null : text)
const positive = (text: string | undefined): number | null => (Number(text) > 0 ? Number(text) : null)
const languageOf = (s: FfprobeStream): string =>
  s.tags?.language && s.tags.language !== 'und' ? s.tags.language : ''
