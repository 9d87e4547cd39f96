/**
 * Steadiness of a voice from period to period, as Praat defines it (manual, "Voice 2. Jitter" and "Voice 3. Shimmer"):
 * periods outside 0.1 ms … 20 ms do not count, nor do pairs whose lengths differ by more than a factor of 1.3, or whose
 * amplitudes differ by more than 1.6. Values mean little in noise, and for running speech other norms hold than for a
 * sustained vowel.
 */
import type { PitchTrack } from './pitch.ts'

export interface Perturbation {
  /** Periods that were found. */
  readonly periods: number
  /** Mean difference of successive periods over the mean period; null when too few periods count. */
  readonly jitterLocal: number | null
  /** Relative average perturbation: a period against the mean of three around it. */
  readonly jitterRap: number | null
  /** Five-point period perturbation quotient. */
  readonly jitterPpq5: number | null
  /** Mean difference of successive amplitudes over the mean amplitude. */
  readonly shimmerLocal: number | null
  /** Mean of |20 · log10| of the ratio of successive amplitudes, dB. */
  readonly shimmerDb: number | null
  /** Three-point amplitude perturbation quotient. */
  readonly shimmerApq3: number | null
}

const SHORTEST = 0.0001
const LONGEST = 0.02
const PERIOD_FACTOR = 1.3
const AMPLITUDE_FACTOR = 1.6

/** @param samples one channel, −1…1 @param rate samples a second @param pitch of these samples */
export function perturbationOf(samples: Float32Array, rate: number, pitch: PitchTrack): Perturbation {
  const runs = pulsesOf(samples, rate, pitch)
  return measure(
    runs,
    runs.map((pulses) => amplitudesAt(samples, rate, pulses)),
  )
}

/** @param runs moments of pulses in seconds, a list for each voiced stretch @param amplitudes one for each pulse */
export function measure(
  runs: readonly (readonly number[])[],
  amplitudes: readonly (readonly number[])[],
): Perturbation {
  const periodRuns = runs.flatMap((pulses) => legalRuns(pulses))
  const all = periodRuns.flat()
  const amplitudeRuns = runs.flatMap((pulses, i) => legalAmplitudes(pulses, amplitudes[i] ?? []))
  const loudness = amplitudeRuns.flat()
  return {
    periods: all.length,
    jitterLocal: quotient(periodRuns, 2, all),
    jitterRap: quotient(periodRuns, 3, all),
    jitterPpq5: quotient(periodRuns, 5, all),
    shimmerLocal: quotient(amplitudeRuns, 2, loudness),
    shimmerDb: decibels(amplitudeRuns),
    shimmerApq3: quotient(amplitudeRuns, 3, loudness),
  }
}

/** Stretches of periods that follow one another and are alike enough. */
function legalRuns(pulses: readonly number[]): number[][] {
  const runs: number[][] = []
  let run: number[] = []
  for (let i = 1; i < pulses.length; i++) {
    const period = pulses[i]! - pulses[i - 1]!
    const before = run.at(-1)
    const legal = period >= SHORTEST && period <= LONGEST
    const alike = before === undefined || Math.max(period / before, before / period) <= PERIOD_FACTOR
    if (legal && alike) run.push(period)
    else {
      if (run.length) runs.push(run)
      run = legal ? [period] : []
    }
  }
  if (run.length) runs.push(run)
  return runs
}

function legalAmplitudes(pulses: readonly number[], amplitudes: readonly number[]): number[][] {
  const runs: number[][] = []
  let run: number[] = []
  for (let i = 0; i < pulses.length; i++) {
    const amplitude = amplitudes[i]!
    const gap = i > 0 ? pulses[i]! - pulses[i - 1]! : 0
    const before = run.at(-1)
    const alike =
      before === undefined ||
      (gap <= LONGEST && Math.max(amplitude / before, before / amplitude) <= AMPLITUDE_FACTOR)
    if (amplitude > 0 && alike) run.push(amplitude)
    else {
      if (run.length) runs.push(run)
      run = amplitude > 0 ? [amplitude] : []
    }
  }
  if (run.length) runs.push(run)
  return runs
}

/** Mean distance of a value to the mean of `width` around it (of two: to its neighbour), over the mean of all. */
function quotient(runs: readonly number[][], width: 2 | 3 | 5, all: readonly number[]): number | null {
  let sum = 0
  let n = 0
  for (const run of runs)
    for (let i = 0; i + width <= run.length; i++) {
      if (width === 2) sum += Math.abs(run[i + 1]! - run[i]!)
      else {
        const part = run.slice(i, i + width)
        sum += Math.abs(part[(width - 1) / 2]! - part.reduce((a, b) => a + b) / width)
      }
      n++
    }
  if (n === 0) return null
  return sum / n / (all.reduce((a, b) => a + b, 0) / all.length)
}

function decibels(runs: readonly number[][]): number | null {
  let sum = 0
  let n = 0
  for (const run of runs)
    for (let i = 1; i < run.length; i++) {
      sum += Math.abs(20 * Math.log10(run[i]! / run[i - 1]!))
      n++
    }
  return n ? sum / n : null
}

/**
 * A pulse for every period of each voiced stretch: from its loudest point on to both sides, each time where the sound is
 * most like the last period (Praat, "Sound & Pitch: To PointProcess (cc)").
 */
export function pulsesOf(samples: Float32Array, rate: number, pitch: PitchTrack): number[][] {
  const runs: number[][] = []
  const { hz, step } = pitch
  for (let f = 0; f < hz.length; ) {
    if (Number.isNaN(hz[f]!)) {
      f++
      continue
    }
    let end = f
    while (end < hz.length && !Number.isNaN(hz[end]!)) end++
    if (end - f >= 3) runs.push(walk(samples, rate, pitch, f * step * rate, (end - 1) * step * rate))
    f = end
  }
  return runs.filter((run) => run.length > 1)
}

function walk(
  samples: Float32Array,
  rate: number,
  { hz, step }: PitchTrack,
  from: number,
  to: number,
): number[] {
  const periodAt = (sample: number): number => {
    const f = Math.max(0, Math.min(hz.length - 1, Math.round(sample / rate / step)))
    const value = hz[f]!
    return Number.isNaN(value) ? Number.NaN : rate / value
  }
  const middle = (from + to) / 2
  const around = periodAt(middle)
  if (Number.isNaN(around)) return []
  let peak = Math.round(middle - around / 2)
  for (let i = peak; i < middle + around / 2; i++)
    if (Math.abs(samples[i] ?? 0) > Math.abs(samples[peak] ?? 0)) peak = i
  const pulses = [peak]
  for (const direction of [-1, 1] as const) {
    let at = peak
    for (;;) {
      const period = periodAt(at)
      if (Number.isNaN(period)) break
      const next = mostAlike(samples, at, direction, period)
      if (next === null || next < from - period || next > to + period) break
      if (direction === 1) pulses.push(next)
      else pulses.unshift(next)
      at = next
    }
  }
  return pulses.map((sample) => sample / rate)
}

/** Place between 0.8 and 1.25 periods away where one period around it is most like the one around `at`; null when none is. */
function mostAlike(samples: Float32Array, at: number, direction: 1 | -1, period: number): number | null {
  const half = Math.round(period / 2)
  const centre = Math.round(at)
  const shortest = Math.round(period * 0.8)
  const longest = Math.round(period * 1.25)
  const likeness = (lag: number): number => {
    let ab = 0
    let aa = 1e-12
    let bb = 1e-12
    for (let i = -half; i <= half; i++) {
      const a = samples[centre + i] ?? 0
      const b = samples[centre + i + direction * lag] ?? 0
      ab += a * b
      aa += a * a
      bb += b * b
    }
    return ab / Math.sqrt(aa * bb)
  }
  let best = shortest
  let value = Number.NEGATIVE_INFINITY
  for (let lag = shortest; lag <= longest; lag++) {
    const r = likeness(lag)
    if (r > value) {
      value = r
      best = lag
    }
  }
  if (value < 0.3) return null
  const [a, c] = [likeness(best - 1), likeness(best + 1)]
  const bend = a - 2 * value + c
  const exact = bend < 0 ? best + (a - c) / (2 * bend) : best
  // The grid of samples that the likeness was measured on starts at the rounded place.
  return centre + direction * exact + (at - centre)
}

/** Root mean square of a period around each pulse, under a Hann window of half a period to each side. */
function amplitudesAt(samples: Float32Array, rate: number, pulses: readonly number[]): number[] {
  return pulses.map((t, i) => {
    const left = ((t - (pulses[i - 1] ?? 2 * t - (pulses[i + 1] ?? t))) / 2) * rate
    const right = (((pulses[i + 1] ?? 2 * t - (pulses[i - 1] ?? t)) - t) / 2) * rate
    const centre = t * rate
    let power = 0
    let total = 0
    for (let s = Math.ceil(centre - left); s <= centre + right; s++) {
      const x = s < centre ? (s - centre) / Math.max(1, left) : (s - centre) / Math.max(1, right)
      const w = 0.5 + 0.5 * Math.cos(Math.PI * x)
      power += (w * (samples[s] ?? 0)) ** 2
      total += w * w
    }
    return total > 0 ? Math.sqrt(power / total) : 0
  })
}
