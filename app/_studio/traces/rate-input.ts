/**
 * What moves the values while rating: a key that is held pushes with a speed, a stick or slider that is mapped to it
 * sets by its position. The pointer sets directly.
 */
import { type Signal, signal } from '@preact/signals-core'
import type { Axis } from './trace-recorder.ts'

/** Shares of the scale a second while a key is held. */
export const KEY_SPEEDS = [0.25, 0.5, 1] as const
/** A stick at rest is rarely quite at rest. */
const DEAD = 0.08

/** What is moved: the recorder, or what is practised on. */
export interface Movable {
  setShare(share: number, axis: Axis): void
  nudge(share: number, axis: Axis): void
}

/** Where a control stands, -1…1; null before it was moved. Forward and left are negative, as sticks have it. */
export type Level = () => number | null

export class RateInput {
  /** Place in KEY_SPEEDS. */
  readonly speed: Signal<number> = signal(1)
  private readonly target: Movable
  private readonly levels: readonly [Level, Level]
  private readonly direction: [number, number] = [0, 0]
  private readonly moved: [boolean, boolean] = [false, false]
  private last: number | null = null

  constructor(target: Movable, level: Level, across: Level = () => null) {
    this.target = target
    this.levels = [level, across]
  }

  /** 1 up or right, −1 down or left, 0 let go. */
  hold(direction: -1 | 0 | 1, axis: Axis = 0): void {
    this.direction[axis] = direction
    if (!this.direction[1 - axis]) this.last = null
  }

  /** Called in every frame while something is rated. @param time milliseconds */
  turn(time: number): void {
    const passed = this.last === null ? 0 : Math.min(100, time - this.last)
    this.last = time
    for (const axis of [0, 1] as const) {
      const direction = this.direction[axis]
      if (direction) this.target.nudge((direction * KEY_SPEEDS[this.speed.peek()]! * passed) / 1000, axis)
      this.stick(axis)
    }
  }

  /** Once it was moved it rules, also when it rests in the middle. */
  private stick(axis: Axis): void {
    const level = this.levels[axis]()
    if (level === null) return
    if (Math.abs(level) > DEAD) this.moved[axis] = true
    if (!this.moved[axis]) return
    const held = Math.abs(level) <= DEAD ? 0 : level
    // Forward is up, and up is more; right is more.
    this.target.setShare(0.5 + (axis === 0 ? -held : held) / 2, axis)
  }
}
