/**
 * Frame times by ffprobe, for containers that have no tables we read (AVI, WMV, MPEG-PS, FLV, MXF …). Packets are
 * enough where every packet carries its presentation time; where some do not (AVI and MPEG-PS with B-frames) the
 * stream is decoded once, because only the decoder knows the order then.
 */
import { FLAG_KEY } from '../../core/time/frame-index.ts'
import { runFfprobe } from '../ffmpeg.ts'
import { MediaError } from '../media-error.ts'
import type { VideoStreamReport } from '../report.ts'
import { type FrameList, frameList, type TimedFrame } from './frame-list.ts'

const input = (path: string, stream: VideoStreamReport): string[] => [
  '-v',
  'error',
  '-select_streams',
  String(stream.streamIndex),
  '-i',
  `file:${path}`,
]

export async function framesFromPackets(
  path: string,
  stream: VideoStreamReport,
  signal?: AbortSignal,
): Promise<FrameList> {
  const text = await runFfprobe(
    ['-show_entries', 'packet=pts,dts,duration,size,pos,flags', '-of', 'csv=p=0', ...input(path, stream)],
    { signal },
  )
  const packets = readPackets(text, stream.reordered)
  return packets ? frameList(packets, stream.timebase, true) : await framesByDecoding(path, stream, signal)
}

/** Null when packets alone do not tell the order of the pictures. */
export function readPackets(text: string, reordered: boolean): TimedFrame[] | null {
  const frames: TimedFrame[] = []
  for (const line of text.split('\n')) {
    if (line === '') continue
    const [ptsText, dtsText, durationText, size, pos, flags = ''] = line.split(',')
    if (flags.includes('D') || size === '0') continue
    let pts = Number(ptsText)
    if (!Number.isFinite(pts)) {
      if (reordered) return null
      pts = Number(dtsText)
      if (!Number.isFinite(pts)) return null
    }
    frames.push({
      pts,
      duration: Number(durationText) || 0,
      flags: flags.includes('K') ? FLAG_KEY : 0,
      byteStart: Number(pos) || 0,
      byteLength: Number(size) || 0,
    })
  }
  return frames
}

/** Decodes the whole stream; slow, and always what `ffmpeg -fps_mode passthrough` shows. */
export async function framesByDecoding(
  path: string,
  stream: VideoStreamReport,
  signal?: AbortSignal,
): Promise<FrameList> {
  const text = await runFfprobe(
    [
      '-threads',
      '0',
      '-show_entries',
      'frame=best_effort_timestamp,pkt_duration,duration,key_frame,pkt_pos,pkt_size',
      '-of',
      'default=nk=0:nw=1',
      ...input(path, stream),
    ],
    { signal },
  )
  const frames = readFrames(text)
  if (frames.length === 0)
    throw new MediaError(
      'not-media',
      'No picture in the file could be decoded. It may be damaged: try to play it in another program, or copy it again.',
    )
  return frameList(frames, stream.timebase, true)
}

export function readFrames(text: string): TimedFrame[] {
  const frames: TimedFrame[] = []
  let current: Record<string, string> = {}
  let clock = 0
  const flush = (): void => {
    if (Object.keys(current).length === 0) return
    // A frame without any time follows the one before it; the order of decoding output is the order of showing.
    const stated = Number(current.best_effort_timestamp)
    const pts = Number.isFinite(stated) && current.best_effort_timestamp !== '' ? stated : clock
    const duration = Number(current.pkt_duration ?? current.duration) || 0
    clock = pts + duration
    frames.push({
      pts,
      duration,
      flags: current.key_frame === '1' ? FLAG_KEY : 0,
      byteStart: Number(current.pkt_pos) || 0,
      byteLength: Number(current.pkt_size) || 0,
    })
    current = {}
  }
  for (const line of text.split('\n')) {
    const eq = line.indexOf('=')
    if (eq < 0) continue
    const key = line.slice(0, eq)
    if (key === 'key_frame') flush()
    current[key] = line.slice(eq + 1)
  }
  flush()
  return frames
}
