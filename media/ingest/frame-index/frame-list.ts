/** What every reader of frame times gives, whatever the container; `finish-index.ts` makes a FrameIndex of it. */
import type { Timebase } from '../../core/time/timebase.ts'

export interface FrameList {
  readonly timebase: Timebase
  /** Presentation order, never decreasing. */
  readonly pts: Float64Array
  readonly endPts: number
  /** FLAG_KEY | FLAG_DISPOSABLE */
  readonly flags: Uint8Array
  /** Empty when the container gives no places. */
  readonly byteStart: Float64Array
  readonly byteLength: Uint32Array
  /** Pictures that are stored but not shown, because an edit list or the start of the stream leaves them out. */
  readonly hidden: number
}

/** A packet or decoded frame in any order. */
export interface TimedFrame {
  readonly pts: number
  readonly duration: number
  readonly flags: number
  readonly byteStart: number
  readonly byteLength: number
}

/** Sorts by time (stable) and lays the frames out in columns. `places` false leaves the byte columns empty. */
export function frameList(frames: TimedFrame[], timebase: Timebase, places: boolean): FrameList {
  const sorted = frames
    .map((frame, order) => ({ frame, order }))
    .sort((a, b) => a.frame.pts - b.frame.pts || a.order - b.order)
    .map((x) => x.frame)
  const n = sorted.length
  const last = sorted.at(-1)
  let length = last?.duration ?? 0
  // A last frame of unknown length lasts as long as the one before it.
  if (length <= 0 && n > 1) length = sorted[n - 1]!.pts - sorted[n - 2]!.pts
  return {
    timebase,
    pts: Float64Array.from(sorted, (f) => f.pts),
    endPts: (last?.pts ?? 0) + Math.max(1, length),
    flags: Uint8Array.from(sorted, (f) => f.flags),
    byteStart: places ? Float64Array.from(sorted, (f) => f.byteStart) : new Float64Array(0),
    byteLength: places ? Uint32Array.from(sorted, (f) => f.byteLength) : new Uint32Array(0),
    hidden: 0,
  }
}
