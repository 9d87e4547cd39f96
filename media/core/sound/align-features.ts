/**
 * What tells rough kinds of sounds apart, every 10 ms: loudness, hiss, voice, low and middle frequencies, and how much the
 * spectrum changes there.
 */
import { spectraOf } from './frames.ts'

/** Seconds from frame to frame. */
export const ALIGN_STEP = 0.01

/** Features of a frame: loudness 0…1, hiss, voice 0…1, lows and mids; hiss, lows and mids in tens of dB. */
export const DIMENSIONS = 5

export interface Features {
  readonly frames: number
  /** By frame, then dimension. */
  readonly values: Float32Array
  /** Change of the spectrum at the start of a frame, mean 0, spread 1. */
  readonly change: Float32Array
}

/** Null for what is too short, or hardly louder at one place than at another. */
export function featuresOf(samples: Float32Array, rate: number): Features | null {
  const hop = Math.round(rate * ALIGN_STEP)
  const window = Math.round(rate * 0.025)
  const { frames, bins, fftSize, power } = spectraOf(samples, { rate, window, hop })
  if (frames < 3) return null
  const bin = (hz: number): number => Math.min(bins, Math.round((hz * fftSize) / rate))
  const [b80, b900, b3000, b3500] = [bin(80), bin(900), bin(3000), bin(3500)]
  const db = (x: number): number => 10 * Math.log10(x + 1e-10)
  const loud = new Float32Array(frames)
  const values = new Float32Array(frames * DIMENSIONS)
  const bands = 20
  // Bands grow wider upwards, as those of the ear do.
  const edge = (b: number): number => b80 + Math.floor(((bins - b80) * b * b) / (bands * bands))
  const shape = new Float32Array(frames * bands)
  for (let f = 0; f < frames; f++) {
    const sum = (from: number, to: number): number => {
      let s = 0
      for (let k = from; k < Math.min(to, bins); k++) s += power[f * bins + k]!
      return s
    }
    const low = sum(b80, b900)
    const mid = sum(b900, b3000)
    const high = sum(b3500, bins)
    const below = sum(b80, b3500)
    loud[f] = db(below + high)
    const at = f * DIMENSIONS
    values[at + 1] = Math.max(-4, Math.min(2, (db(high) - db(below)) / 10))
    values[at + 2] = voiceAt(samples, rate, f * hop)
    values[at + 3] = Math.max(-4, (db(low) - db(below + high)) / 10)
    values[at + 4] = Math.max(-4, (db(mid) - db(below + high)) / 10)
    for (let b = 0; b < bands; b++) shape[f * bands + b] = db(sum(edge(b), edge(b + 1) + 1))
  }
  const sorted = Float32Array.from(loud).sort()
  const floor = sorted[Math.floor(frames * 0.03)]!
  const top = sorted[Math.floor(frames * 0.95)]!
  if (top < -60 || top - floor < 3) return null
  const span = Math.max(20, top - floor)
  for (let f = 0; f < frames; f++)
    values[f * DIMENSIONS] = Math.max(0, Math.min(1.2, (loud[f]! - (top - span)) / span))
  return { frames, values, change: changeOf(shape, frames, bands, top) }
}

/** Greatest likeness of the sound to itself a pitch period later, 0…1, around a sample. */
function voiceAt(samples: Float32Array, rate: number, centre: number): number {
  const step = rate >= 16_000 ? 2 : 1
  const half = Math.round(rate * 0.016)
  const from = Math.max(0, centre - half)
  const to = Math.min(samples.length, centre + half)
  let best = 0
  for (let lag = Math.round(rate / 400); lag <= rate / 70; lag += step) {
    let ab = 0
    let aa = 1e-9
    let bb = 1e-9
    for (let i = from; i + lag < to + half && i + lag < samples.length; i += step) {
      const a = samples[i]!
      const b = samples[i + lag]!
      ab += a * b
      aa += a * a
      bb += b * b
    }
    const r = ab / Math.sqrt(aa * bb)
    if (r > best) best = r
  }
  return Math.min(1, best)
}

/** Euclidean distance of the spectra 20 ms before and after each frame's start, in dB. */
function changeOf(shape: Float32Array, frames: number, bands: number, top: number): Float32Array {
  const change = new Float32Array(frames)
  const floor = top - 50
  const mean = (from: number, b: number): number => {
    let s = 0
    for (let k = 0; k < 2; k++) {
      const f = Math.max(0, Math.min(frames - 1, from + k))
      s += Math.max(floor, shape[f * bands + b]!)
    }
    return s / 2
  }
  let sum = 0
  let squares = 0
  for (let f = 0; f < frames; f++) {
    let d = 0
    for (let b = 0; b < bands; b++) d += (mean(f, b) - mean(f - 2, b)) ** 2
    change[f] = Math.sqrt(d / bands)
    sum += change[f]!
    squares += change[f]! ** 2
  }
  const average = sum / frames
  const spread = Math.sqrt(Math.max(1e-9, squares / frames - average * average))
  for (let f = 0; f < frames; f++) change[f] = (change[f]! - average) / spread
  return change
}
