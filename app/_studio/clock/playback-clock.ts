/**
 * The clock of the open recording, as a port: file playback, live streams, stills and tests each bring one.
 * Times are ticks on the recording's clock. No React component subscribes to `now`; the frame scheduler reads it.
 */
import type { ReadonlySignal } from '@preact/signals-core'
import type { FrameNo, Tick } from '#media/core/time/tick.ts'

/** The picture that is on the screen. */
export interface ShownFrame {
  readonly frame: FrameNo
  /** Start and end of that frame on the recording's clock. */
  readonly start: Tick
  readonly end: Tick
  /** True once the shown pixels are confirmed to be this very frame; false while it is still on its way. */
  readonly exact: boolean
}

export interface PlaybackClock extends Disposable {
  readonly duration: Tick
  readonly playing: ReadonlySignal<boolean>
  readonly rate: ReadonlySignal<number>
  /** Changes with every confirmed frame; while playing it follows the presented frames. Null before the first. */
  readonly shown: ReadonlySignal<ShownFrame | null>
  readonly loop: ReadonlySignal<{ readonly start: Tick; readonly end: Tick } | null>
  /** Where the playhead is now; between presented frames it may run ahead by less than a frame. */
  now(): Tick
  play(): void
  pause(): void
  /** To the frame that holds `t`. `scrub` marks a stream of seeks while dragging: coarse now, exact when it rests. */
  seek(t: Tick, how?: { scrub?: boolean }): void
  /** Pauses, then moves by whole frames of the main picture. */
  step(frames: number): void
  /** 0.1…16; negative plays backwards by stepping. */
  setRate(rate: number): void
  setLoop(range: { start: Tick; end: Tick } | null): void
  /** The frame of the main picture at a time, and a frame's bounds, on the recording's clock. */
  frameAt(t: Tick): FrameNo
  boundsOf(frame: FrameNo): { start: Tick; end: Tick }
}
