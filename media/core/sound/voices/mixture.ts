/** A mixture of Gaussians with diagonal covariance, fitted by expectation and maximisation (Dempster et al. 1977). */
import { DIMS, type VoiceFrames } from './voice-frames.ts'

export interface Mixture {
  readonly parts: number
  /** parts × 12 */
  readonly mean: Float64Array
  readonly variance: Float64Array
  readonly weight: Float64Array
}

/** A sequence of numbers in 0…1 that is the same each time. */
export function lottery(seed: number): () => number {
  let state = seed >>> 0 || 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Frames that a fit looks at; more change nothing. */
const ENOUGH = 60_000

/** @param use frames that count, by index; at least one */
export function fitMixture(frames: VoiceFrames, use: readonly number[], parts: number): Mixture {
  const stride = Math.max(1, Math.ceil(use.length / ENOUGH))
  const seen = use.filter((_, i) => i % stride === 0)
  const { mean: centre, variance: spread } = moments(frames, seen)
  const random = lottery(7)
  const mean = new Float64Array(parts * DIMS)
  const variance = new Float64Array(parts * DIMS)
  const weight = new Float64Array(parts).fill(1 / parts)
  for (let j = 0; j < parts; j++)
    for (let d = 0; d < DIMS; d++) {
      mean[j * DIMS + d] = centre[d]! + (parts > 1 ? (random() * 2 - 1) * Math.sqrt(spread[d]!) : 0)
      variance[j * DIMS + d] = spread[d]!
    }
  const share = new Float64Array(parts)
  for (let round = 0; round < 25; round++) {
    const mixture = { parts, mean, variance, weight }
    const n = new Float64Array(parts).fill(1e-6)
    const sum = new Float64Array(parts * DIMS)
    const squares = new Float64Array(parts * DIMS)
    const log = logWeights(mixture)
    for (const t of seen) {
      responsibilities(mixture, log, frames.data, t, share)
      for (let j = 0; j < parts; j++) {
        const r = share[j]!
        n[j]! += r
        for (let d = 0; d < DIMS; d++) {
          const x = frames.data[t * DIMS + d]!
          sum[j * DIMS + d]! += r * x
          squares[j * DIMS + d]! += r * x * x
        }
      }
    }
    for (let j = 0; j < parts; j++) {
      weight[j] = n[j]! / seen.length
      for (let d = 0; d < DIMS; d++) {
        const i = j * DIMS + d
        mean[i] = sum[i]! / n[j]!
        variance[i] = Math.max(0.1 * spread[d]! + 1e-3, squares[i]! / n[j]! - mean[i]! ** 2)
      }
    }
  }
  return { parts, mean, variance, weight }
}

export function moments(
  frames: VoiceFrames,
  use: readonly number[],
): { mean: Float64Array; variance: Float64Array } {
  const mean = new Float64Array(DIMS)
  const variance = new Float64Array(DIMS)
  for (const t of use) for (let d = 0; d < DIMS; d++) mean[d]! += frames.data[t * DIMS + d]! / use.length
  for (const t of use)
    for (let d = 0; d < DIMS; d++) variance[d]! += (frames.data[t * DIMS + d]! - mean[d]!) ** 2 / use.length
  return { mean, variance: variance.map((v) => v + 1e-3) }
}

/** What does not depend on the frame, per part. */
export function logWeights({ parts, variance, weight }: Mixture): Float64Array {
  return Float64Array.from({ length: parts }, (_, j) => {
    let log = Math.log(weight[j]! + 1e-12)
    for (let d = 0; d < DIMS; d++) log -= 0.5 * Math.log(variance[j * DIMS + d]!)
    return log
  })
}

/** Share of each part in frame t, written to `out`; they sum up to 1. */
export function responsibilities(
  { parts, mean, variance }: Mixture,
  log: Float64Array,
  data: Float32Array,
  t: number,
  out: Float64Array,
): void {
  let most = Number.NEGATIVE_INFINITY
  for (let j = 0; j < parts; j++) {
    let v = log[j]!
    for (let d = 0; d < DIMS; d++) {
      const i = j * DIMS + d
      v -= (0.5 * (data[t * DIMS + d]! - mean[i]!) ** 2) / variance[i]!
    }
    out[j] = v
    if (v > most) most = v
  }
  let total = 0
  for (let j = 0; j < parts; j++) total += out[j] = Math.exp(out[j]! - most)
  for (let j = 0; j < parts; j++) out[j]! /= total
}
