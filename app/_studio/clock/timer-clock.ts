/**
 * The clock of a recording that has neither picture nor sound, signals alone: time passes by itself while it plays.
 * Steps and loops go by hundredths of a second.
 */

import { type Signal, signal } from '@preact/signals-core'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import { type FrameNo, frameNo, secondsOf, TICKS_PER_SECOND, type Tick, tick } from '#media/core/time/tick.ts'
import { currentText } from '../../_text/current-text.ts'
import { type PlayerStatus, READY } from '../player/player-status.ts'
import type { FrameScheduler, FrameTask } from '../scheduler/frame-scheduler.ts'
import { type FrameGrid, gridOf } from './frame-grid.ts'
import type { HlsClock } from './hls-clock.ts'
import type { ShownFrame } from './playback-clock.ts'
import { PlaybackLine } from './playback-line.ts'

export interface TimerClockOptions {
  readonly manifest: AssetManifest
  /** The asset's place on the recording's clock. */
  readonly offset: Tick
  readonly scheduler: FrameScheduler
  readonly at?: Tick
}

export function createTimerClock(options: TimerClockOptions): HlsClock {
  return new TimerClock(options)
}

/** A page in the background is given time rarely; more than this at once is a computer that slept. */
const LONGEST_STEP_MS = 1500

class TimerClock implements HlsClock {
  readonly hasPicture = false
  readonly duration: Tick
  readonly playing = signal(false)
  readonly rate = signal(1)
  readonly shown: Signal<ShownFrame | null> = signal(null)
  readonly loop: Signal<{ readonly start: Tick; readonly end: Tick } | null> = signal(null)
  readonly status: Signal<PlayerStatus> = signal(READY)
  readonly shownRendition = signal<string | null>(null)
  readonly qualities = signal<readonly string[]>([])
  readonly quality = signal('auto')
  readonly video = document.createElement('video')
  readonly canvas = document.createElement('canvas')
  readonly line = new PlaybackLine()
  private readonly grid: FrameGrid
  private readonly offset: Tick
  private readonly task: FrameTask
  /** Ticks on the asset's clock. */
  private position = 0
  private last: number | null = null
  private once: { end: Tick; rest: Tick } | null = null
  private resume = false

  constructor({ manifest, offset, scheduler, at }: TimerClockOptions) {
    this.grid = gridOf(null, manifest.duration)
    this.offset = offset
    this.duration = this.grid.duration
    this.task = scheduler.add('clock', (time) => this.turn(time), { whenHidden: true })
    this.moveTo((at ?? offset) - offset)
  }

  mediaSeconds(): number {
    return secondsOf(this.position)
  }

  now(): Tick {
    return tick(Math.round(this.position) + this.offset)
  }

  play(): void {
    if (this.playing.peek()) return
    const loop = this.loop.peek()
    const now = this.now()
    if (loop && (now < loop.start || now >= loop.end)) this.moveTo(loop.start - this.offset)
    else if (this.rate.peek() > 0 && this.grid.frameAt(this.position) >= this.grid.length - 1) this.moveTo(0)
    this.last = null
    this.playing.value = true
    this.task.setContinuous(true)
  }

  pause(): void {
    this.once = null
    if (!this.playing.peek()) return
    this.playing.value = false
    this.task.setContinuous(false)
    this.moveTo(this.grid.tickOf(this.grid.frameAt(this.position)))
  }

  seek(t: Tick, how: { scrub?: boolean } = {}): void {
    this.once = null
    if (how.scrub && this.playing.peek()) {
      this.pause()
      this.resume = true
    }
    this.moveTo(this.grid.tickOf(this.frameAt(t)))
    if (!how.scrub && this.resume) {
      this.resume = false
      this.play()
    }
  }

  step(frames: number): void {
    this.pause()
    this.resume = false
    this.moveTo(this.grid.tickOf(this.grid.clamp(this.grid.frameAt(this.position) + frames)))
  }

  setRate(rate: number): void {
    const size = Math.min(16, Math.max(0.1, Math.abs(rate)))
    this.rate.value = rate < 0 ? -size : size
  }

  setLoop(range: { start: Tick; end: Tick } | null): void {
    this.loop.value = range && range.end > range.start ? { start: range.start, end: range.end } : null
  }

  playRange(start: Tick, end: Tick, rest: Tick): void {
    this.pause()
    this.moveTo(start - this.offset)
    this.play()
    this.once = { end, rest }
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

  setQuality(): void {}
  setAudioTrack(): void {}
  updateManifest(): void {}
  setPreparation(): void {}

  audioTracks(): { id: number; name: string }[] {
    return []
  }

  grab(): Promise<never> {
    return Promise.reject(new Error(currentText().player.status.noPicture))
  }

  [Symbol.dispose](): void {
    this.task[Symbol.dispose]()
  }

  private turn(time: number): void {
    if (!this.playing.peek()) return
    const passed = this.last === null ? 0 : Math.min(LONGEST_STEP_MS, Math.max(0, time - this.last))
    this.last = time
    let next = this.position + (passed / 1000) * this.rate.peek() * TICKS_PER_SECOND
    const at = next + this.offset
    const loop = this.loop.peek()
    if (this.once && at >= this.once.end) {
      const { rest } = this.once
      this.pause()
      this.moveTo(rest - this.offset)
      return
    }
    if (loop && at >= loop.end) next = loop.start - this.offset
    else if (loop && this.rate.peek() < 0 && at < loop.start) next = loop.end - this.offset - 1
    this.moveTo(next)
    if (next >= this.duration || next < 0) this.pause()
  }

  private moveTo(position: number): void {
    this.position = Math.min(this.duration - 1, Math.max(0, position))
    const frame = this.grid.frameAt(this.position)
    if (this.shown.peek()?.frame === frame) return
    this.shown.value = { frame: frameNo(frame), ...this.boundsOf(frameNo(frame)), exact: true }
  }
}
