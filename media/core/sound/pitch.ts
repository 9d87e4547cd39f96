/**
 * Fundamental frequency of a voice. Each frame's difference function gives candidates with probabilities; a Viterbi search
 * picks the likeliest course, so that single frames do not jump an octave.
 *
 * YIN: de Cheveigné & Kawahara 2002, "YIN, a fundamental frequency estimator for speech and music", steps 2–5.
 * Probabilities over thresholds: Mauch & Dixon 2014, "pYIN", section 2.1.
 */
import { Fft, powerOfTwo } from '../signal/fft.ts'
import { frameCount } from './frames.ts'

export interface PitchOptions {
  /** Hz; Praat's standard range for voices is 75 to 500 or 600. */
  readonly floor?: number
  readonly ceiling?: number
  /** Seconds from frame to frame. */
  readonly step?: number
}

export interface PitchTrack {
  /** Seconds from frame to frame; frame i is centred on i · step. */
  readonly step: number
  /** Hz; NaN where there is no voice. */
  readonly hz: Float32Array
  /** 0…1: probability that there is a voice in the frame. */
  readonly voiced: Float32Array
}

interface Candidate {
  /** Hz; 0 for no voice. */
  readonly hz: number
  readonly probability: number
}

/**
 * Weights of the thresholds 0.01, 0.02 … 1: a beta distribution with α = 2 and mean 0.3. The paper’s means, 0.1 to 0.2, are
 * for singing; speech in rooms repeats itself less well, and with them half of what Praat calls voiced would be lost.
 */
const THRESHOLDS = Float64Array.from({ length: 100 }, (_, i) => {
  const x = (i + 1) / 100
  return x * (1 - x) ** 3.67
})
const THRESHOLD_SUM = THRESHOLDS.reduce((a, b) => a + b)

/** Octaves that a voice may well move in 10 ms, and what one octave costs. */
const OCTAVE_COST = 12
const VOICING_COST = 3
/** Probability of a minimum that lies above every threshold. */
const FAINT = 0.01
/** Power of a frame, of full scale squared, under which there is silence. */
const SILENCE = 1e-7

/**
 * @param samples one channel, −1…1 @param rate samples a second
 * @throws RangeError when the range of pitches makes no sense at this rate
 */
export function pitchOf(samples: Float32Array, rate: number, options: PitchOptions = {}): PitchTrack {
  const { floor = 75, ceiling = 500, step = 0.01 } = options
  if (!(floor > 0 && ceiling > floor && ceiling < rate / 4))
    throw new RangeError(`pitches from ${floor} to ${ceiling} Hz cannot be found at ${rate} samples a second`)
  const hop = rate * step
  const frames = frameCount(samples.length, hop)
  const differences = new Differences(rate, floor, ceiling)
  const all: Candidate[][] = []
  for (let f = 0; f < frames; f++) all.push(differences.candidates(samples, Math.round(f * hop)))
  return { step, ...smooth(all) }
}

class Differences {
  private readonly rate: number
  private readonly shortest: number
  private readonly longest: number
  private readonly window: number
  private readonly fft: Fft
  private readonly re: Float64Array
  private readonly im: Float64Array
  private readonly normal: Float64Array

  constructor(rate: number, floor: number, ceiling: number) {
    this.rate = rate
    this.shortest = Math.max(2, Math.floor(rate / ceiling))
    this.longest = Math.ceil(rate / floor) + 1
    // Two of the longest periods and a half, so that the lowest voice is seen to repeat.
    this.window = Math.round(this.longest * 1.5)
    this.fft = new Fft(powerOfTwo(this.window + this.longest + 1))
    this.re = new Float64Array(this.fft.size)
    this.im = new Float64Array(this.fft.size)
    this.normal = new Float64Array(this.longest + 1)
  }

  candidates(samples: Float32Array, centre: number): Candidate[] {
    if (!this.measure(samples, centre)) return [{ hz: 0, probability: 1 }]
    const { normal, shortest, longest, rate } = this
    const minima: number[] = []
    for (let lag = shortest; lag < longest; lag++)
      if (normal[lag]! < normal[lag - 1]! && normal[lag]! <= normal[lag + 1]!) minima.push(lag)
    if (!minima.length) return [{ hz: 0, probability: 1 }]
    const weights = new Float64Array(minima.length)
    // Each threshold chooses the shortest period that lies below it.
    for (const [i, weight] of THRESHOLDS.entries()) {
      const chosen = minima.findIndex((lag) => normal[lag]! < (i + 1) / 100)
      if (chosen >= 0) weights[chosen]! += weight / THRESHOLD_SUM
    }
    const deepest = minima.reduce((best, lag, i) => (normal[lag]! < normal[minima[best]!]! ? i : best), 0)
    weights[deepest]! += FAINT
    let voiced = 0
    const found: Candidate[] = []
    for (const [i, lag] of minima.entries()) {
      if (weights[i]! <= 0) continue
      const probability = Math.min(1, weights[i]!)
      voiced += probability
      found.push({ hz: rate / this.exact(lag), probability })
    }
    found.push({ hz: 0, probability: Math.max(1e-4, 1 - voiced) })
    return found
  }

  /** Fills `normal` with the cumulative mean normalised difference; false in silence. */
  private measure(samples: Float32Array, centre: number): boolean {
    const { window, longest, re, im, normal, fft } = this
    const from = centre - ((window + longest) >> 1)
    const at = (i: number): number => samples[from + i] ?? 0
    re.fill(0)
    im.fill(0)
    let power = 0
    for (let i = 0; i < window + longest; i++) {
      const x = from + i >= 0 ? at(i) : 0
      re[i] = x
      if (i < window) {
        im[i] = x
        power += x * x
      }
    }
    if (power / window < SILENCE) return false
    const energies = new Float64Array(longest + 1)
    energies[0] = power
    for (let lag = 1; lag <= longest; lag++)
      energies[lag] = energies[lag - 1]! - re[lag - 1]! ** 2 + re[lag + window - 1]! ** 2
    correlate(fft, re, im)
    let sum = 0
    normal[0] = 1
    for (let lag = 1; lag <= longest; lag++) {
      const difference = Math.max(0, power + energies[lag]! - 2 * re[lag]!)
      sum += difference
      normal[lag] = sum > 0 ? (difference * lag) / sum : 1
    }
    return true
  }

  /** Place of a minimum between samples, by a parabola. */
  private exact(lag: number): number {
    const { normal } = this
    const [a, b, c] = [normal[lag - 1]!, normal[lag]!, normal[lag + 1] ?? normal[lag]!]
    const bend = a - 2 * b + c
    return bend > 0 ? lag + (a - c) / (2 * bend) : lag
  }
}

/** Σ im[i] · re[i + lag] into re: real a in `re`, real b in `im`, both by one transform. */
function correlate(fft: Fft, re: Float64Array, im: Float64Array): void {
  const { size } = fft
  fft.forward(re, im)
  for (let k = 0; k <= size / 2; k++) {
    const m = (size - k) % size
    const aRe = (re[k]! + re[m]!) / 2
    const aIm = (im[k]! - im[m]!) / 2
    const bRe = (im[k]! + im[m]!) / 2
    const bIm = (re[m]! - re[k]!) / 2
    const x = aRe * bRe + aIm * bIm
    const y = aIm * bRe - aRe * bIm
    re[k] = x
    im[k] = y
    re[m] = x
    im[m] = -y
  }
  fft.inverse(re, im)
}

function smooth(all: readonly Candidate[][]): { hz: Float32Array; voiced: Float32Array } {
  const n = all.length
  const hz = new Float32Array(n).fill(Number.NaN)
  const voiced = new Float32Array(n)
  const back: Int32Array[] = []
  let scores: number[] = []
  for (const [f, candidates] of all.entries()) {
    const from = new Int32Array(candidates.length)
    const before = all[f - 1]
    scores = candidates.map((c, i) => {
      let best = 0
      if (before) {
        best = Number.NEGATIVE_INFINITY
        for (const [j, b] of before.entries()) {
          const score = scores[j]! - passage(b.hz, c.hz)
          if (score > best) {
            best = score
            from[i] = j
          }
        }
      }
      return best + Math.log(c.probability)
    })
    back.push(from)
    voiced[f] = 1 - candidates.at(-1)!.probability
  }
  let at = scores.indexOf(Math.max(...scores))
  for (let f = n - 1; f >= 0; f--) {
    const candidate = all[f]![at]!
    if (candidate.hz > 0) hz[f] = candidate.hz
    at = back[f]![at]!
  }
  return { hz, voiced }
}

function passage(from: number, to: number): number {
  if (from === 0 && to === 0) return 0
  if (from === 0 || to === 0) return VOICING_COST
  return OCTAVE_COST * Math.abs(Math.log2(to / from))
}
