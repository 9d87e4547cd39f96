/** Speeds of a shuttle ring or stick: dead in the middle, slow near it, 16x at the ends. */
import type { PlaybackClock } from '../clock/playback-clock.ts'

const DEAD = 0.09
/** From just off the middle to the end. */
const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16] as const

/** Speed for a level from -1 to 1; 0 pauses. */
export function speedOf(level: number): number {
  const size = Math.min(1, Math.abs(level))
  if (size < DEAD) return 0
  const place = Math.min(SPEEDS.length - 1, Math.floor(((size - DEAD) / (1 - DEAD)) * SPEEDS.length))
  return Math.sign(level) * SPEEDS[place]!
}

export function shuttleTo(clock: PlaybackClock, level: number): void {
  const speed = speedOf(level)
  if (speed === 0) {
    clock.pause()
    // The next press of play goes at its usual pace.
    clock.setRate(1)
    return
  }
  if (clock.rate.peek() !== speed) clock.setRate(speed)
  if (!clock.playing.peek()) clock.play()
}
