/**
 * When each word of a known text is said: alignment without a trained model. The text becomes a row of rough kinds of
 * sounds (rough-phones.ts), the sound a row of frames that tell these kinds apart: loudness, hiss, voice, low and middle
 * frequencies. A search over all ways to lay the one along the other, with the usual lengths of sounds and optional
 * pauses between words, finds the likeliest; then the kinds are learnt anew from this very speaker and it is searched again.
 *
 * A hidden semi-Markov model with Gaussian emissions: Rabiner 1989, "A tutorial on hidden Markov models", sections III.B
 * (Viterbi) and IV.D (durations), with maximum a posteriori re-estimation of the means (Gauvain & Lee 1994).
 */
import { ALIGN_STEP, DIMENSIONS, type Features, featuresOf } from './align-features.ts'
import { PHONE_KINDS, type PhoneKind, roughPhones } from './rough-phones.ts'

export interface AlignedWord {
  /** Seconds from the first sample. */
  readonly start: number
  readonly end: number
  /** 0…1: how likely its kinds of sounds are where it lies, against all other kinds; of use to compare words. */
  readonly fit: number
}

/** Kinds of sounds and the pause. */
const KINDS = [...PHONE_KINDS, 'pause'] as const
type Kind = PhoneKind | 'pause'
const PAUSE = KINDS.length - 1

/** Mean and spread of each feature by kind, as phonetics would have it; the first guess. */
const GUESS: Record<Kind, readonly (readonly [number, number])[]> = {
  vowel: [
    [0.86, 0.14],
    [-2.2, 0.9],
    [0.85, 0.2],
    [-0.2, 0.4],
    [-1.0, 0.6],
  ],
  nasal: [
    [0.68, 0.16],
    [-3.0, 0.9],
    [0.85, 0.2],
    [-0.1, 0.3],
    [-1.9, 0.7],
  ],
  liquid: [
    [0.74, 0.16],
    [-2.6, 0.9],
    [0.85, 0.2],
    [-0.2, 0.4],
    [-1.2, 0.7],
  ],
  hiss: [
    [0.45, 0.16],
    [0.6, 0.8],
    [0.2, 0.2],
    [-1.6, 0.9],
    [-1.1, 0.7],
  ],
  breath: [
    [0.32, 0.17],
    [-0.5, 1.0],
    [0.35, 0.25],
    [-0.9, 0.8],
    [-1.0, 0.7],
  ],
  buzz: [
    [0.55, 0.17],
    [-1.0, 1.2],
    [0.6, 0.25],
    [-0.4, 0.6],
    [-1.2, 0.7],
  ],
  stop: [
    [0.3, 0.22],
    [-0.9, 1.1],
    [0.35, 0.25],
    [-0.8, 0.8],
    [-0.9, 0.7],
  ],
  'voiced-stop': [
    [0.5, 0.22],
    [-1.8, 1.2],
    [0.6, 0.25],
    [-0.3, 0.5],
    [-1.3, 0.8],
  ],
  pause: [
    [0.08, 0.1],
    [-0.8, 1.0],
    [0.2, 0.2],
    [-0.8, 0.8],
    [-1.0, 0.7],
  ],
}

/** Usual length of a sound in seconds, and the spread of its logarithm. */
const LENGTHS: Record<PhoneKind, readonly [number, number]> = {
  vowel: [0.095, 0.4],
  nasal: [0.06, 0.36],
  liquid: [0.055, 0.36],
  hiss: [0.1, 0.32],
  breath: [0.07, 0.36],
  buzz: [0.065, 0.36],
  stop: [0.075, 0.36],
  'voiced-stop': [0.06, 0.36],
}

const SHORTEST = 2
const LONGEST = 60
/** Frames of the longest pause between two words: half a minute. */
const LONGEST_PAUSE = 3000

/** Features count less than if frames were independent, which they are not. */
const FRAME_WEIGHT = 0.35
/** How much a jump of the spectrum speaks for a border there. */
const BORDER_WEIGHT = 1.2
const ROUNDS = 3
/** Frames that the first guess counts for against what is heard. */
const GUESS_COUNTS = 10

interface Segment {
  /** Place in KINDS. */
  readonly kind: number
  /** Place of its word; −1 for a pause. */
  readonly word: number
}

/**
 * @param samples one channel, −1…1 @param rate samples a second, 8,000 or more
 * @param words in the order in which they are said; punctuation is not heard
 * @returns as many as words, in order, without overlap; null where the sound is too short for them or holds no sound at all
 */
export function alignWords(
  samples: Float32Array,
  rate: number,
  words: readonly string[],
): AlignedWord[] | null {
  if (!words.length) return []
  const features = featuresOf(samples, rate)
  if (!features) return null
  const segments = segmentsOf(words)
  const sounds = segments.filter((s) => s.word >= 0).length
  if (features.frames < sounds * SHORTEST) return null
  let gauss = firstGuess()
  let path = search(features, segments, gauss, lengthScale(features, segments))
  for (let round = 1; round < ROUNDS && path; round++) {
    gauss = learn(features, segments, path)
    path = search(features, segments, gauss, lengthScale(features, segments))
  }
  return path && wordsOf(path, segments, words.length, features, gauss)
}

function segmentsOf(words: readonly string[]): Segment[] {
  const segments: Segment[] = [{ kind: PAUSE, word: -1 }]
  for (const [word, text] of words.entries()) {
    for (const phone of roughPhones(text)) segments.push({ kind: KINDS.indexOf(phone), word })
    segments.push({ kind: PAUSE, word: -1 })
  }
  return segments
}

interface Gauss {
  /** By kind, then dimension. */
  readonly mean: Float32Array
  readonly spread: Float32Array
}

function firstGuess(): Gauss {
  const mean = new Float32Array(KINDS.length * DIMENSIONS)
  const spread = new Float32Array(KINDS.length * DIMENSIONS)
  for (const [k, kind] of KINDS.entries())
    for (const [d, [m, s]] of GUESS[kind].entries()) {
      mean[k * DIMENSIONS + d] = m
      spread[k * DIMENSIONS + d] = s
    }
  return { mean, spread }
}

function learn({ values }: Features, segments: readonly Segment[], path: readonly number[]): Gauss {
  const guess = firstGuess()
  const size = KINDS.length * DIMENSIONS
  const [count, sum] = [new Float64Array(KINDS.length), new Float64Array(size)]
  for (const [s, { kind }] of segments.entries())
    for (let f = path[s]!; f < path[s + 1]!; f++) {
      count[kind]!++
      for (let d = 0; d < DIMENSIONS; d++) sum[kind * DIMENSIONS + d]! += values[f * DIMENSIONS + d]!
    }
  const mean = Float32Array.from(guess.mean, (m, i) => {
    const n = count[Math.floor(i / DIMENSIONS)]!
    return (m * GUESS_COUNTS + sum[i]!) / (GUESS_COUNTS + n)
  })
  return { mean, spread: guess.spread }
}

/** How much slower than usual this is spoken: what is no pause by its loudness, against the usual lengths. */
function lengthScale({ frames, values }: Features, segments: readonly Segment[]): number {
  let loud = 0
  for (let f = 0; f < frames; f++) if (values[f * DIMENSIONS]! > 0.3) loud++
  let usual = 0
  for (const { kind } of segments)
    if (kind !== PAUSE) usual += LENGTHS[KINDS[kind] as PhoneKind][0] / ALIGN_STEP
  return Math.max(0.4, Math.min(3, loud / usual))
}

/** First frame of each segment, and the end of the last; null when nothing fits. */
function search(
  { frames, values, change }: Features,
  segments: readonly Segment[],
  gauss: Gauss,
  scale: number,
): number[] | null {
  const sums = KINDS.map((_, k) => {
    const sum = new Float64Array(frames + 1)
    for (let f = 0; f < frames; f++) sum[f + 1] = sum[f]! + scoreAt(values, f, gauss, k) * FRAME_WEIGHT
    return sum
  })
  const border = (f: number): number => (f > 0 && f < frames ? BORDER_WEIGHT * Math.min(3, change[f]!) : 0)
  let best = new Float64Array(frames + 1).fill(Number.NEGATIVE_INFINITY)
  best[0] = 0
  const came: Int32Array[] = []
  for (const { kind } of segments) {
    const sum = sums[kind]!
    const next = new Float64Array(frames + 1).fill(Number.NEGATIVE_INFINITY)
    const from = new Int32Array(frames + 1).fill(-1)
    if (kind === PAUSE) pauses(best, next, from, sum, frames, border)
    else {
      const [usual, spread] = LENGTHS[KINDS[kind] as PhoneKind]
      const centre = Math.log((usual * scale) / ALIGN_STEP)
      const lengths = Float64Array.from({ length: LONGEST + 1 }, (_, n) =>
        n < SHORTEST ? Number.NEGATIVE_INFINITY : -0.5 * ((Math.log(n) - centre) / spread) ** 2,
      )
      for (let t = SHORTEST; t <= frames; t++) {
        for (let n = SHORTEST; n <= LONGEST && n <= t; n++) {
          const before = best[t - n]!
          if (before === Number.NEGATIVE_INFINITY) continue
          const score = before + sum[t]! - sum[t - n]! + lengths[n]!
          if (score > next[t]!) {
            next[t] = score
            from[t] = t - n
          }
        }
        next[t] = next[t]! + border(t)
      }
    }
    came.push(from)
    best = next
  }
  if (best[frames] === Number.NEGATIVE_INFINITY) return null
  const path = [frames]
  for (let s = segments.length - 1; s >= 0; s--) path.push(came[s]![path.at(-1)!]!)
  return path.reverse()
}

/** A pause costs a little to begin and nothing to last; none is free. */
const PAUSE_COST = 4

function pauses(
  best: Float64Array,
  next: Float64Array,
  from: Int32Array,
  sum: Float64Array,
  frames: number,
  border: (f: number) => number,
): void {
  // The best beginning so far, seen from each end: one step a frame instead of a search.
  let begin = -1
  for (let t = 0; t <= frames; t++) {
    next[t] = best[t]!
    from[t] = t
    if (begin >= 0 && t - begin >= 4 && t - begin <= LONGEST_PAUSE) {
      const score = best[begin]! - sum[begin]! + sum[t]! - PAUSE_COST + border(t)
      if (score > next[t]!) {
        next[t] = score
        from[t] = begin
      }
    }
    const candidate = best[t]! - sum[t]!
    if (best[t]! > Number.NEGATIVE_INFINITY && (begin < 0 || candidate > best[begin]! - sum[begin]!))
      begin = t
  }
}

function wordsOf(
  path: readonly number[],
  segments: readonly Segment[],
  count: number,
  { values }: Features,
  gauss: Gauss,
): AlignedWord[] {
  const starts = new Array<number>(count).fill(Number.NaN)
  const ends = new Array<number>(count).fill(Number.NaN)
  const likely = new Float64Array(count)
  for (const [s, { kind, word }] of segments.entries()) {
    if (word < 0) continue
    if (Number.isNaN(starts[word]!)) starts[word] = path[s]!
    ends[word] = path[s + 1]!
    for (let f = path[s]!; f < path[s + 1]!; f++) {
      const mine = scoreAt(values, f, gauss, kind)
      let all = 0
      for (let k = 0; k < KINDS.length; k++) all += Math.exp(scoreAt(values, f, gauss, k) - mine)
      likely[word]! += 1 / all
    }
  }
  return starts.map((start, word) => ({
    start: start * ALIGN_STEP,
    end: ends[word]! * ALIGN_STEP,
    fit: likely[word]! / (ends[word]! - start),
  }))
}

/** Logarithm of the density of a kind at a frame, but for a constant. */
function scoreAt(values: Float32Array, frame: number, gauss: Gauss, kind: number): number {
  let score = 0
  for (let d = 0; d < DIMENSIONS; d++) {
    const i = kind * DIMENSIONS + d
    const z = (values[frame * DIMENSIONS + d]! - gauss.mean[i]!) / gauss.spread[i]!
    score -= 0.5 * z * z + Math.log(gauss.spread[i]!)
  }
  return score
}
