/**
 * How far a rater's hand follows behind what it follows. What was to be followed (the course) and what was given (the
 * response) are compared at every shift; the shift at which they agree best is the lag. With two axes both count.
 * Agreement is Pearson's correlation over the values that overlap; between steps the peak is found by a parabola through
 * its three highest points.
 */

export interface LagOptions {
  /** Seconds from value to value. */
  readonly step: number
  /** Longest lag that is looked for, seconds. */
  readonly longest?: number
}

export interface LagEstimate {
  /** Seconds by which the response follows, 0 to `longest`. */
  readonly lag: number
  /** Mean correlation of the axes once the lag is taken off, -1…1. */
  readonly agreement: number
  /** Root of the mean square difference once the lag is taken off, in the values' unit, over all axes. */
  readonly error: number
}

/**
 * @param course an array of values for each axis
 * @param response as many axes, values at the same times as the course's
 * @returns null where nothing can be said: less than two seconds in common, or a response that never moves
 */
export function reactionLag(
  course: readonly (readonly number[])[],
  response: readonly (readonly number[])[],
  { step, longest = 3 }: LagOptions,
): LagEstimate | null {
  const length = Math.min(...course.map((axis) => axis.length), ...response.map((axis) => axis.length))
  const most = Math.min(Math.round(longest / step), length - Math.round(2 / step))
  if (!Number.isFinite(length) || most < 1) return null
  const scores: number[] = []
  for (let shift = 0; shift <= most; shift++) {
    let sum = 0
    for (const [k, axis] of course.entries()) {
      const r = correlation(axis, response[k]!, shift, length)
      if (r === null) return null
      sum += r
    }
    scores.push(sum / course.length)
  }
  let best = 0
  for (let shift = 1; shift <= most; shift++) if (scores[shift]! > scores[best]!) best = shift
  const [before, peak, after] = [scores[best - 1], scores[best]!, scores[best + 1]]
  let offset = 0
  if (before !== undefined && after !== undefined) {
    const bend = before - 2 * peak + after
    if (bend < 0) offset = (before - after) / (2 * bend)
  }
  let squares = 0
  let count = 0
  for (const [k, axis] of course.entries())
    for (let i = 0; i + best < length; i++) {
      squares += (response[k]![i + best]! - axis[i]!) ** 2
      count++
    }
  return {
    lag: Math.max(0, (best + offset) * step),
    agreement: peak,
    error: Math.sqrt(squares / Math.max(1, count)),
  }
}

/** Of course[i] with response[i + shift]; null when one of them does not change. */
function correlation(
  course: readonly number[],
  response: readonly number[],
  shift: number,
  length: number,
): number | null {
  const n = length - shift
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0]
  for (let i = 0; i < n; i++) {
    const x = course[i]!
    const y = response[i + shift]!
    a += x
    b += y
    aa += x * x
    bb += y * y
    ab += x * y
  }
  const va = aa - (a * a) / n
  const vb = bb - (b * b) / n
  if (va <= 1e-12 || vb <= 1e-12) return null
  return (ab - (a * b) / n) / Math.sqrt(va * vb)
}
