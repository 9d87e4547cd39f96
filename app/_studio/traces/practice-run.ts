/**
 * One turn of practice: a course goes its way, the hand follows, and both are written down every twentieth of a second.
 * At its end the lag and the agreement are known, because the course is.
 */

import { type PracticeCourse, practiceCourse } from '#media/core/signal/practice-course.ts'
import { type LagEstimate, reactionLag } from '#media/core/signal/reaction-lag.ts'
import type { Movable } from './rate-input.ts'
import { LONGEST_LAG } from './rating-setup.ts'
import type { Axis } from './trace-recorder.ts'

const STEP = 0.05

export interface PracticeResult extends LagEstimate {
  /** 0…100, for the person: agreement after the lag is taken off, less for distance. */
  readonly score: number
}

export class PracticeRun implements Movable {
  readonly course: PracticeCourse
  /** Where the hand stands, shares of the scale 0…1, by axis. */
  readonly hand: [number, number] = [0.5, 0.5]
  /** Seconds since the start. */
  at = 0
  private readonly courses: number[][]
  private readonly responses: number[][]

  constructor(seed: number, axes: 1 | 2, seconds = 30) {
    this.course = practiceCourse(seed, axes, seconds)
    this.courses = this.course.axes.map(() => [])
    this.responses = this.course.axes.map(() => [])
  }

  get over(): boolean {
    return this.at >= this.course.seconds
  }

  /** Where the course is now, a share 0…1. */
  target(axis: Axis): number {
    return ((this.course.axes[axis]?.(this.at) ?? 0) + 1) / 2
  }

  setShare(share: number, axis: Axis): void {
    if (Number.isFinite(share)) this.hand[axis] = Math.min(1, Math.max(0, share))
  }

  nudge(share: number, axis: Axis): void {
    this.setShare(this.hand[axis] + share, axis)
  }

  /** Takes down what has passed. @param seconds since the start */
  turn(seconds: number): void {
    const end = Math.min(seconds, this.course.seconds)
    for (let n = this.courses[0]!.length; n * STEP <= end; n++)
      for (const [k, of] of this.course.axes.entries()) {
        this.courses[k]!.push(of(n * STEP))
        this.responses[k]!.push(this.hand[k as Axis] * 2 - 1)
      }
    this.at = seconds
  }

  /** Null when the hand did not move, or not for long enough. */
  result(): PracticeResult | null {
    const found = reactionLag(this.courses, this.responses, { step: STEP, longest: LONGEST_LAG })
    if (!found) return null
    const score = Math.round(100 * Math.max(0, found.agreement) * Math.max(0, 1 - found.error / 2))
    return { ...found, score }
  }
}
