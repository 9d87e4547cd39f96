/** What several raters gave at one time, in one: their mean, and how far they lie apart. */
import type { TraceRecord } from '../document/records.ts'

export interface BandPoint {
  readonly mean: number
  /** Standard deviation of the raters, with n - 1; 0 for one. */
  readonly spread: number
  /** Raters who gave a value at this time. */
  readonly raters: number
}

type Stretch = Pick<TraceRecord, 'start' | 'step' | 'values'>

/**
 * @param lanes of each rater their stretches in order of time
 * @param times ascending, ticks
 * @returns one a time; null where nobody gave a value
 */
export function raterBand(
  lanes: readonly (readonly Stretch[])[],
  times: readonly number[],
): (BandPoint | null)[] {
  const places = lanes.map(() => 0)
  return times.map((time) => {
    let [n, mean, squares] = [0, 0, 0]
    for (const [k, stretches] of lanes.entries()) {
      while (places[k]! < stretches.length && endOf(stretches[places[k]!]!) <= time) places[k]!++
      const stretch = stretches[places[k]!]
      if (!stretch || time < stretch.start) continue
      const value = stretch.values[Math.floor((time - stretch.start) / stretch.step)]
      if (value === undefined) continue
      // Welford's update: no loss of digits where the raters nearly agree.
      n++
      const before = value - mean
      mean += before / n
      squares += before * (value - mean)
    }
    return n === 0 ? null : { mean, spread: n > 1 ? Math.sqrt(squares / (n - 1)) : 0, raters: n }
  })
}

const endOf = (t: Stretch): number => t.start + t.step * t.values.length
