/**
 * By how much two sounds of one event lie apart. Coarse to fine:
 *
 *   1. the onset curves are correlated over all lags at once; each lag's value is weighed by how much of the sounds
 *      overlaps there, so that two coinciding noises at the very ends do not win
 *   2. around the best lag, short stretches of the sounds themselves are correlated with all frequencies counting alike
 *      (GCC-PHAT), which gives each stretch's lag to a fraction of a sample
 *   3. stretches that agree make the answer; where they lie far enough apart, a line through them gives the drift
 *
 * A lag L says: what is heard at time t in `b` is heard at t + L in `a`, each on its own clock.
 */
import { crossCorrelate } from './fft.ts'
import { ONSET_RATE } from './onsets.ts'

export interface Peak {
  /** Seconds. */
  readonly lag: number
  /** How far it stands above the rest of the curve, in its own spread. */
  readonly height: number
}

export interface CoarseMatch {
  readonly best: Peak
  /** The best one elsewhere: what it might be confused with. */
  readonly second: Peak
  /** The curve in heights, from `from` seconds on in equal steps, each the greatest of its part. */
  readonly curve: { readonly from: number; readonly step: number; readonly heights: readonly number[] }
}

/** Nearer peaks are the same one. */
const APART_S = 0.15
const CURVE_POINTS = 600
/** Least overlap that counts, seconds, or a fifth of the shorter sound. */
const LEAST_OVERLAP_S = 2

/** Null when either is silent or too short. */
export function coarseMatch(a: Float32Array, b: Float32Array): CoarseMatch | null {
  const shorter = Math.min(a.length, b.length)
  const least = Math.min(shorter, Math.max(LEAST_OVERLAP_S * ONSET_RATE, shorter / 5))
  if (shorter < ONSET_RATE || !a.some((v) => v > 0) || !b.some((v) => v > 0)) return null
  const raw = crossCorrelate(a, b)
  const [sumA, sumB] = [energySums(a), energySums(b)]
  const scores = new Float64Array(raw.length)
  for (let i = 0; i < raw.length; i++) {
    const lag = i - (b.length - 1)
    const from = Math.max(0, lag)
    const to = Math.min(a.length, lag + b.length)
    if (to - from < least) continue
    const energy = (sumA[to]! - sumA[from]!) * (sumB[to - lag]! - sumB[from - lag]!)
    scores[i] = energy > 0 ? (raw[i]! / Math.sqrt(energy)) * Math.sqrt(to - from) : 0
  }
  const spread = spreadOf(scores)
  if (!(spread > 0)) return null
  const peakAt = (i: number): Peak => ({
    lag: (i - (b.length - 1)) / ONSET_RATE,
    height: scores[i]! / spread,
  })
  let best = 0
  for (let i = 1; i < scores.length; i++) if (scores[i]! > scores[best]!) best = i
  let second = -1
  for (let i = 0; i < scores.length; i++)
    if (Math.abs(i - best) > APART_S * ONSET_RATE && (second < 0 || scores[i]! > scores[second]!)) second = i
  const every = Math.max(1, Math.ceil(scores.length / CURVE_POINTS))
  const heights: number[] = []
  for (let i = 0; i < scores.length; i += every) {
    let most = Number.NEGATIVE_INFINITY
    for (let k = i; k < Math.min(scores.length, i + every); k++) most = Math.max(most, scores[k]! / spread)
    heights.push(Math.round(most * 100) / 100)
  }
  return {
    best: peakAt(best),
    second: peakAt(Math.max(0, second)),
    curve: { from: -(b.length - 1) / ONSET_RATE, step: every / ONSET_RATE, heights },
  }
}

function energySums(x: Float32Array): Float64Array {
  const sums = new Float64Array(x.length + 1)
  for (let i = 0; i < x.length; i++) sums[i + 1] = sums[i]! + x[i]! * x[i]!
  return sums
}

/** Of noise: from the median of the sizes, which peaks do not change. */
function spreadOf(values: Float64Array): number {
  const sizes = Float64Array.from(
    values.filter((v) => v !== 0),
    Math.abs,
  ).sort()
  return sizes.length ? sizes[sizes.length >> 1]! / 0.6745 : 0
}

export interface Stretch {
  /** Middle of the stretch on b's clock, seconds. */
  readonly at: number
  readonly lag: number
  /** How far its peak stands above the rest of its curve. */
  readonly height: number
}

/** Frequencies below are hum, above are what small microphones differ in. */
const LOW_HZ = 150
const HIGH_HZ = 3400

/**
 * The exact lag of a stretch: `b` lies at `at` on b's clock, and `a` at `at + about` on a's, both of one length.
 * @param reach how far the lag may lie from `about`, seconds
 */
export function fineMatch(
  a: Float32Array,
  b: Float32Array,
  rate: number,
  { at, about, reach }: { at: number; about: number; reach: number },
): Stretch | null {
  if (a.length < rate / 4 || b.length < rate / 4) return null
  const curve = crossCorrelate(windowed(a), windowed(b), (re, im) => whiten(re, im, rate))
  const zero = b.length - 1
  const from = Math.max(1, Math.round(zero - reach * rate))
  const to = Math.min(curve.length - 2, Math.round(zero + reach * rate))
  let best = from
  let squares = 0
  for (let i = from; i <= to; i++) {
    squares += curve[i]! * curve[i]!
    if (curve[i]! > curve[best]!) best = i
  }
  const rms = Math.sqrt(squares / Math.max(1, to - from + 1))
  if (!(rms > 0)) return null
  // A parabola through the peak and its neighbours: a fraction of a sample.
  const [l, m, r] = [curve[best - 1]!, curve[best]!, curve[best + 1]!]
  const bend = l - 2 * m + r
  const part = bend < 0 ? Math.max(-0.5, Math.min(0.5, (l - r) / (2 * bend))) : 0
  const middle = b.length / 2 / rate
  return { at: at + middle, lag: about + (best - zero + part) / rate, height: m / rms }
}

function windowed(x: Float32Array): Float64Array {
  const out = new Float64Array(x.length)
  const edge = Math.max(1, Math.floor(x.length / 10))
  for (let i = 0; i < x.length; i++) {
    const near = Math.min(i, x.length - 1 - i) / edge
    out[i] = x[i]! * (near >= 1 ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * near))
  }
  return out
}

function whiten(re: Float64Array, im: Float64Array, rate: number): void {
  const n = re.length
  for (let k = 0; k < n; k++) {
    const hertz = (Math.min(k, n - k) * rate) / n
    const size = Math.hypot(re[k]!, im[k]!)
    const keep = hertz >= LOW_HZ && hertz <= HIGH_HZ && size > 0 ? 1 / size : 0
    re[k]! *= keep
    im[k]! *= keep
  }
}

export type SoundMatch =
  | {
      readonly kind: 'clear'
      /** At b's time 0, seconds. */
      readonly lag: number
      /** a-seconds per b-second; null where the stretches lie too near to tell. */
      readonly rate: number | null
      /** How far the agreeing stretches lie from the line, seconds: root of the mean square. */
      readonly spread: number
      readonly agreeing: number
      readonly of: number
    }
  | { readonly kind: 'unclear'; readonly why: 'silent' | 'weak' | 'ambiguous' | 'disagree' }

/** Below this height a peak may be chance; chance alone reached 5.2 in 743 pairs of unrelated curves. */
export const LEAST_HEIGHT = 8
/** A second peak above this share of the best one makes it ambiguous: rhythmic sound. */
export const MOST_SECOND = 0.8
const LEAST_STRETCH_HEIGHT = 7
/** Stretches within so much of each other agree. */
const AGREE_S = 0.004
/** Below this length of overlap a drift cannot be told from noise. */
const DRIFT_SPAN_S = 45

export function decide(coarse: CoarseMatch | null, stretches: readonly Stretch[]): SoundMatch {
  if (!coarse) return { kind: 'unclear', why: 'silent' }
  if (coarse.best.height < LEAST_HEIGHT) return { kind: 'unclear', why: 'weak' }
  if (coarse.second.height > MOST_SECOND * coarse.best.height) return { kind: 'unclear', why: 'ambiguous' }
  const sure = stretches.filter((s) => s.height >= LEAST_STRETCH_HEIGHT)
  const line = agreeing(sure)
  if (!line || line.members.length < Math.max(1, Math.ceil(stretches.length * 0.4)))
    return { kind: 'unclear', why: 'disagree' }
  const { members, slope } = line
  const span = Math.max(...members.map((m) => m.at)) - Math.min(...members.map((m) => m.at))
  const tells = span >= DRIFT_SPAN_S && members.length >= 3
  const rate = tells ? 1 + slope : null
  const lag = rate === null ? mean(members.map((m) => m.lag)) : mean(members.map((m) => m.lag - slope * m.at))
  const off = members.map((m) => m.lag - lag - (rate === null ? 0 : slope * m.at))
  const spread = Math.sqrt(mean(off.map((o) => o * o)))
  return { kind: 'clear', lag, rate, spread, agreeing: members.length, of: stretches.length }
}

/** The largest group of stretches on one line, its slope by least squares. Drifts beyond 1000 ppm are not believed. */
function agreeing(all: readonly Stretch[]): { members: Stretch[]; slope: number } | null {
  let best: Stretch[] = []
  for (const a of all)
    for (const b of all) {
      const apart = b.at - a.at
      const slope = apart > 1 ? (b.lag - a.lag) / apart : 0
      if (Math.abs(slope) > 1e-3) continue
      const members = all.filter((s) => Math.abs(s.lag - a.lag - slope * (s.at - a.at)) <= AGREE_S)
      if (members.length > best.length) best = members
    }
  if (!best.length) return null
  const at = mean(best.map((m) => m.at))
  const lag = mean(best.map((m) => m.lag))
  const below = best.reduce((sum, m) => sum + (m.at - at) ** 2, 0)
  const slope = below > 0 ? best.reduce((sum, m) => sum + (m.at - at) * (m.lag - lag), 0) / below : 0
  return { members: best, slope }
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

export const STRETCH_S = 4

/**
 * Which stretches of b to look at closely: those in which most begins, one from each part of what both have heard.
 * @returns starts on b's clock, seconds
 */
export function stretchesOf(b: Float32Array, aSeconds: number, lag: number, most = 9): number[] {
  const from = Math.max(0, -lag)
  const to = Math.min(b.length / ONSET_RATE, aSeconds - lag)
  const room = to - from
  if (room <= STRETCH_S) return room > 0.5 ? [from] : []
  const parts = Math.min(most, Math.max(1, Math.floor(room / STRETCH_S)))
  const starts: number[] = []
  for (let p = 0; p < parts; p++) {
    const begin = from + (room * p) / parts
    const end = Math.min(to - STRETCH_S, from + (room * (p + 1)) / parts - STRETCH_S)
    let best = begin
    let most = -1
    for (let t = begin; t <= Math.max(begin, end); t += 0.5) {
      let sum = 0
      const first = Math.floor(t * ONSET_RATE)
      for (let i = first; i < Math.min(b.length, first + STRETCH_S * ONSET_RATE); i++)
        sum += Math.max(0, b[i]!)
      if (sum > most) {
        most = sum
        best = t
      }
    }
    starts.push(Math.min(best, to - STRETCH_S))
  }
  return starts
}
