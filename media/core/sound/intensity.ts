/**
 * Intensity as Praat defines it: the mean square of the sound under a Gaussian-like window of 3.2 periods of the lowest
 * pitch, in dB relative to 2·10⁻⁵ Pa, full scale taken as 1 Pa. Without a calibrated microphone only differences mean
 * anything. (Praat manual, "Intro 6.2. Configuring the intensity contour", "Sound: To Intensity...")
 */
import { frameCount } from './frames.ts'

const REFERENCE = 4e-10

export interface IntensityTrack {
  /** Seconds from frame to frame; frame i is centred on i · step. */
  readonly step: number
  /** dB; −Infinity for digital silence. */
  readonly db: Float32Array
}

/** @param samples one channel, −1…1 @param rate samples a second @param floor lowest pitch, Hz @param step seconds */
export function intensityOf(samples: Float32Array, rate: number, floor = 75, step = 0.01): IntensityTrack {
  // Praat's window is a Kaiser-20 of twice the effective length of 3.2 periods.
  const half = Math.max(1, Math.round((3.2 / floor) * rate))
  const weights = kaiser20(half)
  const hop = rate * step
  const db = new Float32Array(frameCount(samples.length, hop))
  for (let f = 0; f < db.length; f++) {
    const centre = Math.round(f * hop)
    const from = Math.max(-half, -centre)
    const to = Math.min(half, samples.length - 1 - centre)
    let total = 0
    let mean = 0
    for (let i = from; i <= to; i++) {
      total += weights[i + half]!
      mean += weights[i + half]! * samples[centre + i]!
    }
    mean /= total
    let power = 0
    for (let i = from; i <= to; i++) power += weights[i + half]! * (samples[centre + i]! - mean) ** 2
    db[f] = 10 * Math.log10(power / total / REFERENCE)
  }
  return { step, db }
}

function kaiser20(half: number): Float64Array {
  const beta = 2 * Math.PI * Math.PI + 0.5
  return Float64Array.from({ length: 2 * half + 1 }, (_, i) => {
    const x = (i - half) / (half + 1)
    return besselI0(beta * Math.sqrt(Math.max(0, 1 - x * x))) / besselI0(beta)
  })
}

/** Modified Bessel function of order 0, by its power series. */
function besselI0(x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; term > sum * 1e-16; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}
