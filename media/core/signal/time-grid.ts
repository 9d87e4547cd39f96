/**
 * Puts samples on an even grid. Most files are even already and only written with few digits; where a stretch is
 * missing, its samples are missing in the grid; a clock that trembles by less than a sample makes neither a hole nor
 * a double.
 */
import { SignalError } from './row-reader.ts'

/** Longer holes than this are a wrong time, not a pause. */
const LONGEST_GAP_SECONDS = 24 * 3600

export interface GridNotes {
  /** Stretches of time without samples. */
  gaps: number
  /** Samples whose place was taken already. */
  dropped: number
}

/** @returns samples a second from the times at the beginning, and of the whole where it has no gap; null when they do not tell */
export function rateFromTimes(head: readonly number[], rows: number, last: number | null): number | null {
  const times = head.filter((t) => !Number.isNaN(t))
  const steps = times.slice(1).map((t, i) => t - times[i]!)
  const sorted = steps.filter((s) => s > 0).sort((a, b) => a - b)
  const median = sorted[sorted.length >> 1]
  if (!median) return null
  // Steps that are no step but a pause say nothing about the rate; times written with few digits repeat.
  let sum = 0
  let count = 0
  for (const step of steps)
    if (step < 2.5 * median) {
      sum += step
      count++
    }
  const beginning = count / sum
  if (last === null || rows < 2) return niceRate(beginning, count)
  const overall = (rows - 1) / (last - times[0]!)
  return Math.abs(overall / beginning - 1) < 2e-3 ? niceRate(overall, rows) : niceRate(beginning, count)
}

/** The least step between times that differ, seconds; 0 when all are the same. */
export function resolutionOf(head: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = 1; i < head.length; i++) {
    const step = head[i]! - head[i - 1]!
    if (step > 0 && step < least) least = step
  }
  return least === Number.POSITIVE_INFINITY ? 0 : least
}

/** The rate that was meant: 59.9987 over ten thousand samples is 60. */
export function niceRate(rate: number, samples: number): number {
  const near = (candidate: number): boolean => Math.abs(rate / candidate - 1) * samples < 1.5
  const whole = Math.round(rate)
  if (whole >= 1 && near(whole)) return whole
  const slowed = (Math.round(rate * 1.001) * 1000) / 1001
  if (rate > 10 && near(slowed)) return slowed
  const tenth = Math.round(rate * 10) / 10
  if (tenth > 0 && near(tenth)) return tenth
  const seconds = Math.round(1 / rate)
  if (rate < 1 && near(1 / seconds)) return 1 / seconds
  return rate
}

export class TimeGrid {
  readonly notes: GridNotes = { gaps: 0, dropped: 0 }
  private readonly rate: number
  private readonly tolerance: number
  private first = Number.NaN
  private lastTime = Number.NaN
  private lastSlot = -1

  /** @param resolution seconds between two times the file can write: with few digits several samples share one */
  constructor(rate: number, resolution = 0) {
    this.rate = rate
    this.tolerance = Math.max(1, resolution * rate)
  }

  /** Time of slot 0; NaN before the first sample. */
  get start(): number {
    return this.first
  }

  /**
   * Where a sample goes, from 0; -1 when its place is taken.
   * @param time seconds
   * @throws SignalError when time goes backwards or leaps
   */
  place(time: number, line: number): number {
    if (Number.isNaN(time)) throw new SignalError(line, `Line ${line} has no time.`)
    if (this.lastSlot < 0) {
      this.first = time
      this.lastTime = time
      this.lastSlot = 0
      return 0
    }
    if (time < this.lastTime)
      throw new SignalError(
        line,
        `The time goes backwards in line ${line}: from ${plain(this.lastTime)} s to ${plain(time)} s.`,
      )
    if (time - this.lastTime > LONGEST_GAP_SECONDS)
      throw new SignalError(
        line,
        `The time leaps in line ${line}: from ${plain(this.lastTime)} s to ${plain(time)} s.`,
      )
    const exact = (time - this.first) * this.rate
    const next = this.lastSlot + 1
    this.lastTime = time
    let slot = next
    if (Math.abs(exact - next) > this.tolerance) slot = Math.round(exact)
    if (slot < next) {
      this.notes.dropped++
      return -1
    }
    if (slot > next) this.notes.gaps++
    this.lastSlot = slot
    return slot
  }
}

const plain = (seconds: number): string => String(Math.round(seconds * 1e6) / 1e6)
