/**
 * A course to practise following: a smooth movement between -1 and 1 that cannot be foretold, made from a seed, so that
 * it is known exactly. It is a sum of slow sines with frequencies that share no period, faded in over the first second.
 */

/** Hz. Slow enough for a hand, quick enough that a lag shows: a lag of 0.5 s is an eighth to a half of a period. */
const FREQUENCIES = [0.071, 0.113, 0.173, 0.241, 0.307]

export interface PracticeCourse {
  /** One function of seconds for each axis. */
  readonly axes: readonly ((seconds: number) => number)[]
  readonly seconds: number
}

/** @param axes 1 or 2 */
export function practiceCourse(seed: number, axes: 1 | 2, seconds = 30): PracticeCourse {
  const next = generator(seed)
  const made = Array.from({ length: axes }, () => {
    const parts = FREQUENCIES.map((frequency) => ({
      frequency: frequency * (0.9 + 0.2 * next()),
      phase: 2 * Math.PI * next(),
      weight: (0.6 + 0.4 * next()) / Math.sqrt(1 + (frequency / 0.2) ** 2),
    }))
    const raw = (t: number): number =>
      parts.reduce((sum, p) => sum + p.weight * Math.sin(2 * Math.PI * p.frequency * t + p.phase), 0)
    let greatest = 0
    for (let t = 0; t <= seconds; t += 0.05) greatest = Math.max(greatest, Math.abs(raw(t)))
    const scale = 0.92 / (greatest || 1)
    return (t: number): number => Math.min(1, Math.max(0, t)) * raw(t) * scale
  })
  return { axes: made, seconds }
}

/** Mulberry32: the same numbers from the same seed, 0 to below 1. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
