/**
 * Frames on the asset's clock for the clock's arithmetic: those of the index, or, for sound alone, a row of hundredths
 * of a second, so that stepping, loops and marks work in the same way.
 */
import type { FrameIndex } from '#media/core/time/frame-index.ts'
import { type FrameNo, frameNo, TICKS_PER_SECOND, type Tick, tick } from '#media/core/time/tick.ts'

export interface FrameGrid {
  readonly length: number
  readonly duration: Tick
  frameAt(t: number): FrameNo
  tickOf(n: number): Tick
  endOf(n: number): Tick
  clamp(n: number): FrameNo
}

const HUNDREDTH = TICKS_PER_SECOND / 100

/** @param duration of the asset in ticks; used where there is no index */
export function gridOf(index: FrameIndex | null, duration: number): FrameGrid {
  if (index) return index
  const length = Math.max(1, Math.ceil(duration / HUNDREDTH))
  const clamp = (n: number) => frameNo(Math.min(length - 1, Math.max(0, Math.round(n))))
  return {
    length,
    duration: tick(duration),
    frameAt: (t) => clamp(Math.floor(t / HUNDREDTH)),
    tickOf: (n) => tick(n * HUNDREDTH),
    endOf: (n) => tick(Math.min(duration, (n + 1) * HUNDREDTH)),
    clamp,
  }
}
