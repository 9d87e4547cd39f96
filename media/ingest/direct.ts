/** Whether browsers can be given what lies in the file, and where its sound meets its picture. */
import type { FrameIndex } from '../core/time/frame-index.ts'
import type { Tick } from '../core/time/tick.ts'
import { ticksOf } from '../core/time/timebase.ts'
import type { ProbeReport } from './report.ts'

/** H.264 (8 bit, 4:2:0, progressive), VP9 and AV1 in MP4 or MOV, unless an edit list hides pictures that others need. */
export const canDeliverDirectly = (report: ProbeReport, videoStream = 0): boolean =>
  report.video[videoStream]?.directProblem === null

/** AAC, Opus, FLAC and MP3 in MP4 or MOV. */
export const canDeliverSoundDirectly = (report: ProbeReport, audioStream = 0): boolean =>
  report.audio[audioStream]?.directProblem === null

/**
 * Start of frame 0 on the file's own clock, in ticks: the origin of delivered sound. Null without picture, where the
 * sound starts at its own first sample.
 */
export function soundOrigin(report: ProbeReport, index: FrameIndex | null, videoStream = 0): Tick | null {
  if (!index) return null
  const shift = report.video[videoStream]?.clockShift ?? 0
  return ticksOf(index.data.pts[0]! - shift, index.data.timebase)
}
