/** Sheets of small pictures for hovering over the timeline and for lists: one pass, bounded in number. */
import type { FrameIndex } from '../../core/time/frame-index.ts'
import { FLAG_KEY } from '../../core/time/frame-index.ts'
import { secondsOf, TICKS_PER_SECOND } from '../../core/time/tick.ts'
import type { VideoStreamReport } from '../report.ts'
import { deinterlace, toStandardRange } from '../transcode/plan.ts'

export interface SheetLayout {
  /** Ticks between pictures. */
  readonly every: number
  /** Of one picture, as shown: after rotation and aspect. */
  readonly width: number
  readonly height: number
  readonly columns: number
  readonly rows: number
  readonly count: number
}

const WIDTH = 160
const MAX_HEIGHT = 160
const SIDE = 10
/** Four sheets at most. */
const MOST = 400
/** Decoding every frame is worth it below this; above, key frames have to do. */
const DECODE_ALL_SECONDS = 240

export function sheetLayout(
  stream: Pick<VideoStreamReport, 'displayWidth' | 'displayHeight'>,
  duration: number,
): SheetLayout {
  const seconds = secondsOf(duration)
  const everySeconds = Math.max(1, Math.ceil(seconds / MOST))
  const scale = Math.min(WIDTH / stream.displayWidth, MAX_HEIGHT / stream.displayHeight)
  const even = (n: number): number => Math.max(2, Math.round(n / 2) * 2)
  return {
    every: everySeconds * TICKS_PER_SECOND,
    width: even(stream.displayWidth * scale),
    height: even(stream.displayHeight * scale),
    columns: SIDE,
    rows: SIDE,
    count: Math.max(1, Math.ceil(seconds / everySeconds)),
  }
}

export interface SheetPlan {
  readonly source: string
  readonly stream: Pick<
    VideoStreamReport,
    'streamIndex' | 'rotation' | 'interlaced' | 'fieldOrder' | 'colour'
  >
  readonly layout: SheetLayout
  readonly keysOnly: boolean
  /** Pattern with %d, from 0. */
  readonly output: string
}

/** Whether key frames alone give a picture for each place, or the recording is too long for anything else. */
export function keysSuffice(index: FrameIndex, layout: SheetLayout): boolean {
  let keys = 0
  for (const flag of index.data.flags) if (flag & FLAG_KEY) keys++
  if (keys < 2) return false
  return keys >= layout.count || secondsOf(index.duration) > DECODE_ALL_SECONDS
}

export function sheetArgs(plan: SheetPlan): string[] {
  const { layout, stream } = plan
  const seconds = layout.every / TICKS_PER_SECOND
  const sheets = Math.ceil(layout.count / (layout.columns * layout.rows))
  const filters = [
    'setpts=PTS-STARTPTS',
    `fps=fps=1/${seconds}:round=near:start_time=0`,
    ...deinterlace(stream),
    ...toStandardRange(stream.colour),
    ...turned(stream.rotation),
    `scale=${layout.width}:${layout.height}:flags=area`,
    'setsar=1',
    // The last place may lie after the last key frame.
    `tpad=stop=${layout.columns * layout.rows}:stop_mode=clone`,
    `trim=end_frame=${layout.count}`,
    `tile=${layout.columns}x${layout.rows}`,
  ]
  return [
    ...(plan.keysOnly ? ['-skip_frame', 'nokey'] : []),
    ...['-noautorotate', '-an', '-i', plan.source, '-map', `0:${stream.streamIndex}`],
    ...['-vf', filters.join(','), '-frames:v', String(sheets), '-fps_mode', 'passthrough'],
    ...[
      '-c:v',
      'mjpeg',
      '-pix_fmt',
      'yuvj420p',
      '-q:v',
      '4',
      '-f',
      'image2',
      '-start_number',
      '0',
      '-y',
      plan.output,
    ],
  ]
}

function turned(rotation: number): string[] {
  if (rotation === 90) return ['transpose=clock']
  if (rotation === 180) return ['hflip', 'vflip']
  if (rotation === 270) return ['transpose=cclock']
  return []
}
