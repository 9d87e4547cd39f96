/**
 * What moves the value while rating: a key that is held pushes it with a speed, a stick or slider that is
 * mapped to it sets it by its position. The pointer sets it directly.
 */
import { type Signal, signal } from '@preact/signals-core'
import type { TraceRecorder } from './trace-recorder.ts'

/** Shares of the scale a second while a key is held. */
export const KEY_SPEEDS = [0.25, 0.5, 1] as const
/** A stick at rest is rarely quite at rest. */
const DEAD = 0.08

export class RateInput {
  /** Place in KEY_SPEEDS. */
  readonly speed: Signal<number> = signal(1)
  private readonly recorder: TraceRecorder
  private readonly level: () => number | null
  private direction = 0
  private last: number | null = null
  private stickMoved = false

  /** @param level where the control stands, -1…1, forward negative as sticks have it; null before it was moved */
  constructor(recorder: TraceRecorder, level: () => number | null) {
    this.recorder = recorder
    this.level = level
  }

  /** 1 up, −1 down, 0 let go. */
  hold(direction: -1 | 0 | 1): void {
    this.direction = direction
    this.last = null
  }

  /** Called in every frame while a track is rated. @param time milliseconds */
  turn(time: number): void {
    const passed = this.last === null ? 0 : Math.min(100, time - this.last)
    this.last = time
    if (this.direction !== 0)
      this.recorder.nudge((this.direction * KEY_SPEEDS[this.speed.peek()]! * passed) / 1000)
    this.stick()
  }

  /** Once it was moved it rules, also when it rests in the middle. */
  private stick(): void {
    const axis = this.level()
    const { track } = this.recorder
    if (axis === null || !track) return
    if (Math.abs(axis) > DEAD) this.stickMoved = true
    if (!this.stickMoved) return
    const scale = track.scale ?? { min: 0, max: 1 }
    const held = Math.abs(axis) <= DEAD ? 0 : axis
    // Forward is up, and up is more.
    this.recorder.set((scale.min + scale.max) / 2 - (held * (scale.max - scale.min)) / 2)
  }
}
