/** The whole way of `sound-match.ts` for two sounds, whose samples are read in stretches as they are needed. */
import { ONSET_RATE, OnsetBuilder } from './onsets.ts'
import {
  type CoarseMatch,
  coarseMatch,
  decide,
  fineMatch,
  type SoundMatch,
  STRETCH_S,
  type Stretch,
  stretchesOf,
} from './sound-match.ts'

export interface Sound {
  readonly onsets: Float32Array
  /** Samples from `start` seconds on, silence outside of the sound. */
  read(start: number, seconds: number): Promise<Float32Array> | Float32Array
}

export interface SoundReport {
  readonly result: SoundMatch
  readonly coarse: CoarseMatch | null
  readonly stretches: readonly Stretch[]
}

/** Sounds longer than this drift apart too far for one lag: the coarse search takes the liveliest part of `b`. */
const PART_S = 600
/** How far a stretch's lag may lie from the coarse one: its own grain, and drift with the distance from the part. */
const GRAIN_S = 0.03
const DRIFT = 400e-6

/** @param rate samples a second of both */
export async function matchSounds(a: Sound, b: Sound, rate: number): Promise<SoundReport> {
  const part = liveliest(b.onsets)
  const found = coarseMatch(a.onsets, b.onsets.subarray(part.from, part.to))
  if (!found) return { result: decide(null, []), coarse: null, stretches: [] }
  const coarse = shifted(found, -part.from / ONSET_RATE)
  const { lag } = coarse.best
  const middle = (part.from + part.to) / 2 / ONSET_RATE
  const stretches: Stretch[] = []
  for (const at of stretchesOf(b.onsets, a.onsets.length / ONSET_RATE, lag)) {
    const reach = GRAIN_S + DRIFT * Math.abs(at - middle)
    const found = fineMatch(await a.read(at + lag, STRETCH_S), await b.read(at, STRETCH_S), rate, {
      at,
      about: lag,
      reach,
    })
    if (found) stretches.push(found)
  }
  return { result: decide(coarse, stretches), coarse, stretches }
}

function liveliest(b: Float32Array): { from: number; to: number } {
  const length = PART_S * ONSET_RATE
  if (b.length <= length) return { from: 0, to: b.length }
  let sum = 0
  let best = { sum: -1, to: length }
  for (let i = 0; i < b.length; i++) {
    sum += Math.max(0, b[i]!)
    if (i >= length) sum -= Math.max(0, b[i - length]!)
    if (i >= length - 1 && sum > best.sum) best = { sum, to: i + 1 }
  }
  return { from: best.to - length, to: best.to }
}

/** Lags of a part of b as lags of b itself. */
function shifted(match: CoarseMatch, by: number): CoarseMatch {
  const move = (peak: CoarseMatch['best']) => ({ ...peak, lag: peak.lag + by })
  return {
    best: move(match.best),
    second: move(match.second),
    curve: { ...match.curve, from: match.curve.from + by },
  }
}

/** A sound that is in memory whole. */
export function soundOf(samples: Float32Array, rate: number): Sound {
  const builder = new OnsetBuilder(rate)
  builder.push(samples)
  return {
    onsets: builder.finish(),
    read: (start, seconds) => {
      const out = new Float32Array(Math.round(seconds * rate))
      const first = Math.round(start * rate)
      for (let i = 0; i < out.length; i++) out[i] = samples[first + i] ?? 0
      return out
    },
  }
}
