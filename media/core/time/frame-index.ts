/**
 * The frame index: where every frame of a video asset sits in time. A frame's identity always comes from here,
 * never from arithmetic on a frame rate.
 *
 *   source PTS      |--- container's units, may start anywhere ---|
 *   asset time      0 = first presented frame, in ticks
 *   recording time  asset time + the asset's offset
 *
 * Frame 0 is the first frame a correct player presents (after edit lists and pre-roll trimming).
 */
import { type FrameNo, frameNo, TICKS_PER_SECOND, type Tick, tick } from './tick.ts'
import { type Timebase, ticksOf } from './timebase.ts'

export const FLAG_KEY = 1
export const FLAG_DISPOSABLE = 2

/** A remark for people about the file's timing; `code` is stable, `text` a plain sentence. */
export interface FrameIndexNote {
  readonly code: string
  readonly text: string
}

export interface FrameIndexData {
  /** Seconds per unit of `pts`. */
  readonly timebase: Timebase
  /** Per frame in presentation order: source PTS, units of `timebase`, never decreasing. */
  readonly pts: Float64Array
  /** End of the last frame, units of `timebase`. */
  readonly endPts: number
  /** Per frame: FLAG_KEY | FLAG_DISPOSABLE. */
  readonly flags: Uint8Array
  /** Per frame: first byte in the source and length; length 0 arrays when the container gives no places. */
  readonly byteStart: Float64Array
  readonly byteLength: Uint32Array
  /** Frames per second when the rate is constant, else null. */
  readonly constantRate: Timebase | null
  readonly notes: readonly FrameIndexNote[]
}

export class FrameIndex {
  readonly data: FrameIndexData
  /** Start of every frame in asset ticks; ticks[0] is 0. */
  readonly ticks: Float64Array
  /** End of the last frame in asset ticks. */
  readonly duration: Tick

  constructor(data: FrameIndexData) {
    if (data.pts.length === 0) throw new RangeError('a frame index needs at least one frame')
    this.data = data
    const origin = data.pts[0]!
    this.ticks = new Float64Array(data.pts.length)
    // Nearly every clock divides the tick's: then a multiplication is exact, and an hour takes a millisecond.
    const factor = (TICKS_PER_SECOND * data.timebase.num) / data.timebase.den
    const last = data.pts[data.pts.length - 1]! - origin
    if (Number.isInteger(factor) && Number.isSafeInteger(last * factor))
      for (let i = 0; i < data.pts.length; i++) this.ticks[i] = (data.pts[i]! - origin) * factor
    else
      for (let i = 0; i < data.pts.length; i++) this.ticks[i] = ticksOf(data.pts[i]! - origin, data.timebase)
    this.duration = ticksOf(data.endPts - origin, data.timebase)
  }

  get length(): number {
    return this.ticks.length
  }

  /** The frame shown at an asset time: the last whose start is not after it; clamped to the first and last. */
  frameAt(t: number): FrameNo {
    let lo = 0
    let hi = this.ticks.length
    while (lo < hi) {
      const mid = (lo + hi) >>> 1
      if (this.ticks[mid]! <= t) lo = mid + 1
      else hi = mid
    }
    return Math.max(0, lo - 1) as FrameNo
  }

  /** Start of a frame. @throws RangeError outside 0…length-1. */
  tickOf(n: number): Tick {
    this.check(n)
    return this.ticks[n]! as Tick
  }

  /** End of a frame: the start of the next, or the end of the asset. @throws RangeError outside 0…length-1. */
  endOf(n: number): Tick {
    this.check(n)
    return (n + 1 < this.ticks.length ? this.ticks[n + 1]! : this.duration) as Tick
  }

  /** The middle of a frame, where a seek lands safely. @throws RangeError outside 0…length-1. */
  middleOf(n: number): Tick {
    const start = this.tickOf(n)
    return tick(start + Math.floor((this.endOf(n) - start) / 2))
  }

  /** `n` moved into 0…length-1. */
  clamp(n: number): FrameNo {
    return frameNo(Math.min(this.ticks.length - 1, Math.max(0, Math.round(n))))
  }

  private check(n: number): void {
    if (!Number.isInteger(n) || n < 0 || n >= this.ticks.length)
      throw new RangeError(`frame ${n} is outside 0…${this.ticks.length - 1}`)
  }
}
