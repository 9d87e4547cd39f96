/**
 * Whether frames come at a constant rate, told from their times alone. Containers with a coarse clock round: 29.97
 * frames a second in milliseconds come 33, 33, 34 ms apart. Such a file is constant after rounding, which is kept
 * apart from exactly constant.
 */
import { type Timebase, timebase } from '../../core/time/timebase.ts'

export interface RateFinding {
  /** Frames per second; null when the rate varies or cannot be told. */
  readonly rate: Timebase | null
  /** The rate holds only up to the rounding of the container's clock. */
  readonly rounded: boolean
}

const COMMON: readonly Timebase[] = [
  ...[24, 30, 48, 60, 72, 96, 120, 240].map((n) => ({ num: n * 1000, den: 1001 })),
  ...[1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 16, 18, 20, 24, 25, 30, 48, 50, 60, 72, 75, 90, 96, 100].map((n) => ({
    num: n,
    den: 1,
  })),
  ...[120, 125, 144, 150, 200, 240, 250, 300, 400, 480, 500, 600, 960, 1000].map((n) => ({ num: n, den: 1 })),
  { num: 15, den: 2 },
  { num: 25, den: 2 },
  { num: 15000, den: 1001 },
]

/** @param claimed a rate the header states, tried as well. */
export function findRate(pts: Float64Array, base: Timebase, claimed: Timebase | null): RateFinding {
  const n = pts.length
  if (n < 2) return { rate: null, rounded: false }
  const step = pts[1]! - pts[0]!
  let exact = step > 0
  for (let i = 2; i < n && exact; i++) exact = pts[i]! - pts[i - 1]! === step
  if (exact) {
    // A step of 33 ms is 30.30 frames a second as it stands; a few frames cannot tell it from a rounded 30.
    const rate = timebase(base.den, base.num * step)
    const known = [...(claimed ? [claimed] : []), ...COMMON].find(
      (r) => !same(r, rate) && step < 1000 && fits(pts, base, r) && isOdd(rate),
    )
    return known ? { rate: timebase(known.num, known.den), rounded: true } : { rate, rounded: false }
  }
  // Below ten units a frame the rounding swallows the rhythm, and every rate would fit.
  const mean = (pts[n - 1]! - pts[0]!) / (n - 1)
  if (mean < 4) return { rate: null, rounded: false }
  const fitting = [...(claimed ? [claimed] : []), ...COMMON].filter((r) => fits(pts, base, r))
  if (fitting.length === 0) return { rate: null, rounded: false }
  const best = fitting.reduce((a, b) => (misfit(a, mean, base) <= misfit(b, mean, base) ? a : b))
  return { rate: timebase(best.num, best.den), rounded: true }
}

/** Every frame lies within one unit of where the rate puts it. */
function fits(pts: Float64Array, base: Timebase, rate: Timebase): boolean {
  const period = (base.den * rate.den) / (base.num * rate.num)
  let low = Number.NEGATIVE_INFINITY
  let high = Number.POSITIVE_INFINITY
  const first = pts[0]!
  for (let i = 0; i < pts.length; i++) {
    // Rounding to nearest, and truncation, both move a time by less than one unit: the band is one unit wide.
    const off = pts[i]! - first - i * period
    low = Math.max(low, off)
    high = Math.min(high, off)
    if (low - high > 1 + 1e-6) return false
  }
  return true
}

const misfit = (r: Timebase, mean: number, base: Timebase): number =>
  Math.abs((base.den * r.den) / (base.num * r.num) - mean)

const same = (a: Timebase, b: Timebase): boolean => a.num * b.den === b.num * a.den

const isOdd = (r: Timebase): boolean => !COMMON.some((c) => same(c, r))
