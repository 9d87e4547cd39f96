/**
 * Pixels ↔ time as a small immutable value, built per drawing and handed down, so that nobody multiplies by a
 * "pixels per second" of their own.
 *
 *   left                     right            pixels, fractional
 *    |-----------------------|
 *   start                   end               ticks, fractional: a viewport may stand between two ticks
 *
 * Times that leave for a document go through `tickAt`, which rounds to a whole tick.
 */
import { type Tick, tick } from './tick.ts'

export class TimeScale {
  /** Time at `left`, in (fractional) ticks. */
  readonly start: number
  /** Ticks one pixel is wide; above 0. */
  readonly ticksPerPixel: number
  /** Pixel at which `start` lies. */
  readonly left: number
  /** Width in pixels. */
  readonly width: number

  /** @throws RangeError when a pixel has no or no finite duration. */
  constructor(start: number, ticksPerPixel: number, width: number, left = 0) {
    if (!(ticksPerPixel > 0) || !Number.isFinite(ticksPerPixel))
      throw new RangeError(`${ticksPerPixel} ticks per pixel is no scale`)
    this.start = start
    this.ticksPerPixel = ticksPerPixel
    this.left = left
    this.width = width
  }

  get right(): number {
    return this.left + this.width
  }

  /** Time at `right`. */
  get end(): number {
    return this.start + this.width * this.ticksPerPixel
  }

  /** Pixel of a time. */
  xOf(t: number): number {
    return this.left + (t - this.start) / this.ticksPerPixel
  }

  /** Fractional time under a pixel. */
  timeAt(x: number): number {
    return this.start + (x - this.left) * this.ticksPerPixel
  }

  /** Nearest whole tick under a pixel. */
  tickAt(x: number): Tick {
    return tick(Math.round(this.timeAt(x)))
  }

  /** How many pixels a duration takes. */
  pixelsOf(ticks: number): number {
    return ticks / this.ticksPerPixel
  }

  /** How long a number of pixels lasts. */
  ticksOf(pixels: number): number {
    return pixels * this.ticksPerPixel
  }

  /** Whether any part of the half-open `[from, to)`, or the instant `from` when they are equal, is inside. */
  shows(from: number, to: number): boolean {
    return from <= this.end && (to > this.start || (from === to && from >= this.start))
  }
}
