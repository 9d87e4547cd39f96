/** A clock without media, for tests and for pages that show a document alone: time moves when it is told to. */
import { type Signal, signal } from '@preact/signals-core'
import type { FrameIndex } from '#media/core/time/frame-index.ts'
import { type FrameNo, frameNo, TICKS_PER_SECOND, type Tick, tick } from '#media/core/time/tick.ts'
import { type FrameGrid, gridOf } from './frame-grid.ts'
import type { PlaybackClock, ShownFrame } from './playback-clock.ts'

export class FakeClock implements PlaybackClock {
  readonly duration: Tick
  readonly playing = signal(false)
  readonly rate = signal(1)
  readonly shown: Signal<ShownFrame | null> = signal(null)
  readonly loop: Signal<{ readonly start: Tick; readonly end: Tick } | null> = signal(null)
  private readonly grid: FrameGrid
  private readonly offset: Tick
  private position = 0

  /** Without an index, frames are hundredths of a second over `duration` ticks. */
  constructor(index: FrameIndex | null, options: { offset?: Tick; duration?: number } = {}) {
    this.grid = gridOf(index, options.duration ?? 60 * TICKS_PER_SECOND)
    this.offset = options.offset ?? tick(0)
    this.duration = this.grid.duration
    this.moveTo(0)
  }

  now(): Tick {
    return tick(Math.round(this.position) + this.offset)
  }

  play(): void {
    this.playing.value = true
  }

  pause(): void {
    this.playing.value = false
    this.moveTo(this.grid.tickOf(this.grid.frameAt(this.position)))
  }

  /** Lets time pass while playing, loop included. */
  advance(seconds: number): void {
    if (!this.playing.peek()) return
    let next = this.position + seconds * this.rate.peek() * TICKS_PER_SECOND
    const loop = this.loop.peek()
    if (loop) {
      const start = loop.start - this.offset
      const length = loop.end - loop.start
      if (next >= start + length) next = start + ((next - start) % length)
    }
    this.moveTo(next)
    if (next >= this.duration || next < 0) this.pause()
  }

  seek(t: Tick): void {
    const frame = this.frameAt(t)
    this.moveTo(this.grid.tickOf(frame))
  }

  step(frames: number): void {
    this.pause()
    this.moveTo(this.grid.tickOf(this.grid.clamp(this.grid.frameAt(this.position) + frames)))
  }

  setRate(rate: number): void {
    const size = Math.min(16, Math.max(0.1, Math.abs(rate)))
    this.rate.value = rate < 0 ? -size : size
  }

  setLoop(range: { start: Tick; end: Tick } | null): void {
    this.loop.value = range && range.end > range.start ? range : null
  }

  frameAt(t: Tick): FrameNo {
    return this.grid.frameAt(t - this.offset)
  }

  boundsOf(frame: FrameNo): { start: Tick; end: Tick } {
    return {
      start: tick(this.grid.tickOf(frame) + this.offset),
      end: tick(this.grid.endOf(frame) + this.offset),
    }
  }

  [Symbol.dispose](): void {
    this.playing.value = false
  }

  private moveTo(position: number): void {
    this.position = Math.min(this.duration - 1, Math.max(0, position))
    const frame = this.grid.frameAt(this.position)
    if (this.shown.peek()?.frame === frame) return
    this.shown.value = { frame: frameNo(frame), ...this.boundsOf(frame), exact: true }
  }
}
