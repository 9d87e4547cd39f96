/**
 * Who speaks when, as a hidden Markov chain whose states are speakers. All share one mixture of Gaussians; a speaker is
 * the same mixture with means moved towards his frames (maximum a posteriori, Reynolds et al. 2000). Means and the
 * probability of each speaker at each frame are found in turns. Neighbouring frames tell nearly the same, so that their
 * likelihoods count a tenth (as the scaling of Diez et al. 2020, "Bayesian HMM based x-vector clustering").
 */
import { fitMixture, logWeights, lottery, type Mixture, responsibilities } from './mixture.ts'
import { DIMS, type VoiceFrames } from './voice-frames.ts'

const PARTS = 4
/** How much of a frame's likelihood counts. */
const SCALE = 0.1
/** Frames' worth of belief in the shared mixture. */
const RELEVANCE = 10
/** The same for how often each part of the mixture is used. */
const BELIEF = 20
/** Probability that the next frame is the same speaker's. */
const STAY = 0.99
const ROUNDS = 20
/** Frames of one speaker at the random beginning: 1 s. */
const BEGIN = 100
/** The louder half of the frames decides; quiet ones are room and breath. */
const LOUD_PART = 0.5
/** Frames among which a frame is loud or quiet, so that who sits far from the microphone counts as well: 1.5 s. */
const NEAR = 150

export interface Chain {
  readonly speakers: number
  /** frames × speakers, 0…1; each frame's sum is 1. */
  readonly shares: Float64Array
  /** How much better than one voice for all it explains the frames, less what the moved means cost; nats. */
  readonly gain: number
}

export interface Basis {
  readonly frames: VoiceFrames
  /** Whether a frame counts. */
  readonly counts: Uint8Array
  readonly mixture: Mixture
  /** frames × parts */
  readonly parts: Float32Array
}

export function basisOf(frames: VoiceFrames): Basis {
  const counts = louderPart(frames.loud)
  const use = [...counts.keys()].filter((t) => counts[t])
  const mixture = fitMixture(frames, use.length ? use : [0], PARTS)
  const parts = new Float32Array(frames.count * PARTS)
  const share = new Float64Array(PARTS)
  const log = logWeights(mixture)
  for (let t = 0; t < frames.count; t++) {
    responsibilities(mixture, log, frames.data, t, share)
    parts.set(share, t * PARTS)
  }
  return { frames, counts, mixture, parts }
}

function louderPart(loud: Float32Array): Uint8Array {
  const counts = new Uint8Array(loud.length)
  for (let from = 0; from < loud.length; from += NEAR) {
    // The last block takes the rest, however short, together with what is before it.
    const to = Math.min(loud.length, from + NEAR)
    const near = loud.slice(Math.max(0, to - NEAR), to).sort()
    const limit = near[Math.floor((1 - LOUD_PART) * near.length)]!
    for (let t = from; t < to; t++) counts[t] = loud[t]! >= limit ? 1 : 0
  }
  return counts
}

/** The best of several beginnings. @param speakers at least 1 */
export function fitChain(basis: Basis, speakers: number, beginnings = 5): Chain {
  let best = fitFrom(basis, speakers, 1)
  for (let seed = 2; seed <= (speakers === 1 ? 1 : beginnings); seed++) {
    const other = fitFrom(basis, speakers, seed)
    if (other.gain > best.gain) best = other
  }
  return best
}

function fitFrom(basis: Basis, speakers: number, seed: number): Chain {
  const { frames } = basis
  const random = lottery(seed * 7919)
  let shares: Float64Array = new Float64Array(frames.count * speakers)
  let who = 0
  for (let t = 0; t < frames.count; t++) {
    if (t % BEGIN === 0) who = Math.floor(random() * speakers)
    for (let c = 0; c < speakers; c++) shares[t * speakers + c] = (c === who ? 0.9 : 0) + 0.1 / speakers
  }
  let gain = 0
  for (let round = 0; round < ROUNDS; round++) {
    const { likelihood, cost } = scores(basis, shares, speakers)
    const next = forwardBackward(likelihood, frames.count, speakers)
    gain = next.log - cost
    let moved = 0
    for (let i = 0; i < shares.length; i++) moved = Math.max(moved, Math.abs(shares[i]! - next.shares[i]!))
    shares = next.shares
    if (moved < 1e-3) break
  }
  return { speakers, shares, gain }
}

/** Scaled log likelihood of each frame under each speaker against the shared mixture, and what the moved means cost. */
function scores({ frames, counts, mixture, parts }: Basis, shares: Float64Array, speakers: number) {
  const { mean, variance, weight } = mixture
  const size = PARTS * DIMS
  const n = new Float64Array(speakers * PARTS)
  const sum = new Float64Array(speakers * size)
  for (let t = 0; t < frames.count; t++) {
    if (!counts[t]) continue
    for (let c = 0; c < speakers; c++) {
      const share = shares[t * speakers + c]! * SCALE
      if (share < 1e-6) continue
      for (let j = 0; j < PARTS; j++) {
        const w = share * parts[t * PARTS + j]!
        if (w < 1e-6) continue
        n[c * PARTS + j]! += w
        for (let d = 0; d < DIMS; d++) sum[c * size + j * DIMS + d]! += w * frames.data[t * DIMS + d]!
      }
    }
  }
  // Against the shared mixture: x · (m − µ) / σ² − (m² − µ²) / 2σ².
  const slope = new Float64Array(speakers * size)
  const offset = new Float64Array(speakers * PARTS)
  let cost = 0
  for (let c = 0; c < speakers; c++)
    for (let j = 0; j < PARTS; j++)
      for (let d = 0; d < DIMS; d++) {
        const [i, at] = [j * DIMS + d, c * size + j * DIMS + d]
        const moved = (sum[at]! + RELEVANCE * mean[i]!) / (n[c * PARTS + j]! + RELEVANCE)
        slope[at] = (moved - mean[i]!) / variance[i]!
        offset[c * PARTS + j]! += (moved ** 2 - mean[i]! ** 2) / (2 * variance[i]!)
        cost += (RELEVANCE * (moved - mean[i]!) ** 2) / (2 * variance[i]!)
      }
  // A voice may also keep to some parts of the mixture: how much more often than all voices together.
  for (let c = 0; c < speakers; c++) {
    let all = 0
    for (let j = 0; j < PARTS; j++) all += n[c * PARTS + j]!
    for (let j = 0; j < PARTS; j++) {
      const often = (n[c * PARTS + j]! + BELIEF * weight[j]!) / (all + BELIEF)
      offset[c * PARTS + j]! -= Math.log(often / weight[j]!)
    }
  }
  const likelihood = new Float64Array(frames.count * speakers)
  for (let t = 0; t < frames.count; t++) {
    if (!counts[t]) continue
    for (let c = 0; c < speakers; c++) {
      let total = 0
      for (let j = 0; j < PARTS; j++) {
        const r = parts[t * PARTS + j]!
        if (r < 1e-4) continue
        let v = -offset[c * PARTS + j]!
        for (let d = 0; d < DIMS; d++) v += slope[c * size + j * DIMS + d]! * frames.data[t * DIMS + d]!
        total += r * v
      }
      likelihood[t * speakers + c] = total * SCALE
    }
  }
  return { likelihood, cost }
}

/** Probability of each state at each frame (Rabiner 1989, scaled), and the logarithm of the whole. */
function forwardBackward(likelihood: Float64Array, count: number, states: number) {
  const change = states > 1 ? (1 - STAY) / (states - 1) : 0
  const stay = states > 1 ? STAY : 1
  const shares = new Float64Array(count * states)
  const scale = new Float64Array(count)
  const heard = new Float64Array(count * states)
  let log = 0
  for (let t = 0; t < count; t++) {
    let most = Number.NEGATIVE_INFINITY
    for (let c = 0; c < states; c++) most = Math.max(most, likelihood[t * states + c]!)
    let total = 0
    for (let c = 0; c < states; c++) {
      const i = t * states + c
      heard[i] = Math.exp(likelihood[i]! - most)
      // The shares before sum up to 1.
      const before = t === 0 ? 1 / states : change + (stay - change) * shares[i - states]!
      total += shares[i] = before * heard[i]!
    }
    for (let c = 0; c < states; c++) shares[t * states + c]! /= total
    scale[t] = total
    log += Math.log(total) + most
  }
  const back = new Float64Array(states).fill(1)
  for (let t = count - 2; t >= 0; t--) {
    let all = 0
    for (let c = 0; c < states; c++) {
      const i = (t + 1) * states + c
      back[c] = (back[c]! * heard[i]!) / scale[t + 1]!
      all += back[c]!
    }
    let total = 0
    for (let c = 0; c < states; c++) {
      back[c] = change * all + (stay - change) * back[c]!
      total += shares[t * states + c]! *= back[c]!
    }
    for (let c = 0; c < states; c++) shares[t * states + c]! /= total
  }
  return { shares, log }
}
