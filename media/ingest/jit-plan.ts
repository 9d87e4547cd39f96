/**
 * The ffmpeg arguments for one just-in-time segment: a run of source frames, chosen by their times, as small H.264.
 *
 * Frames are never counted from where a seek lands, for that place is uncertain; decoding starts at or before a key
 * frame and only frames whose time lies in the run are let through. The run's first and last frame are bounded half a
 * frame outwards, so that rounding of a container's times cannot lose one.
 */
import { FLAG_KEY, type FrameIndex } from '../core/time/frame-index.ts'
import type { VideoStreamReport } from './report.ts'
import { colourTags, deinterlace, toStandardRange } from './transcode/plan.ts'

export interface JitPlan {
  readonly source: string
  readonly stream: Pick<
    VideoStreamReport,
    'streamIndex' | 'width' | 'height' | 'interlaced' | 'fieldOrder' | 'colour' | 'sampleAspect'
  >
  readonly index: FrameIndex
  readonly first: number
  readonly last: number
  /** Longest shorter side. */
  readonly short: number
  /** How many key frames before the needed one decoding starts; Infinity: at the beginning of the file. */
  readonly keysBack: number
  readonly output: string
}

export function jitArgs(plan: JitPlan): string[] {
  const { stream, index, first, last } = plan
  const start = seekTime(index, first, plan.keysBack)
  const seek = start === null ? [] : ['-noaccurate_seek', '-seek_timestamp', '1', '-ss', start.toFixed(6)]
  const scale = Math.min(1, plan.short / Math.min(stream.width, stream.height))
  const even = (n: number): number => Math.max(2, Math.round((n * scale) / 2) * 2)
  const filters = [
    `select='${chosen(index, first, last)}'`,
    ...deinterlace(stream),
    ...toStandardRange(stream.colour),
    'settb=1/1000',
    'setpts=N*40',
    `scale=${even(stream.width)}:${even(stream.height)}:flags=bilinear:out_range=tv`,
    `setsar=${stream.sampleAspect[0]}/${stream.sampleAspect[1]}`,
    'format=yuv420p',
  ]
  return [
    ...['-copyts', '-noautorotate', '-an', ...seek, '-i', plan.source],
    ...['-map', `0:${stream.streamIndex}`, '-vf', filters.join(',')],
    ...['-fps_mode', 'passthrough', '-enc_time_base', '1:1000', '-frames:v', String(last - first + 1)],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'fastdecode', '-crf', '22'],
    // All segments share one init segment: nothing in the parameter sets may depend on the frames.
    ...['-profile:v', 'baseline', '-level:v', '4.0'],
    ...['-g', '100000', '-sc_threshold', '0', '-bf', '0', ...colourTags(stream.colour)],
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-f', 'mp4', '-y', plan.output],
  ]
}

/** Frames from `first` to `last` by time in seconds, half a gap wide at both ends. */
function chosen(index: FrameIndex, first: number, last: number): string {
  const { pts, timebase, endPts } = index.data
  const seconds = (units: number): string => ((units * timebase.num) / timebase.den).toFixed(9)
  const before = first > 0 ? (pts[first - 1]! + pts[first]!) / 2 : pts[first]! - 1
  const after = last + 1 < pts.length ? (pts[last]! + pts[last + 1]!) / 2 : Math.max(endPts, pts[last]! + 1)
  return `gt(t,${seconds(before)})*lt(t,${seconds(after)})`
}

/** Where to start reading, seconds on the file's clock; null for the beginning. */
export function seekTime(index: FrameIndex, first: number, keysBack: number): number | null {
  const { pts, flags, timebase } = index.data
  let left = keysBack
  for (let n = first; n > 0; n--) {
    if (!(flags[n]! & FLAG_KEY)) continue
    if (left-- > 0) continue
    return (pts[n]! * timebase.num) / timebase.den
  }
  return null
}
