/**
 * Short-time spectra: power of overlapping windows of a sound. Window i is centred on sample i · hop, with zeros beyond
 * both ends, so that a frame's time is simply i · hop / rate.
 */
import { Fft, powerOfTwo } from '../signal/fft.ts'

export interface SpectraPlan {
  /** Samples a second. */
  readonly rate: number
  /** Samples of a window, Hann-weighted. */
  readonly window: number
  /** Samples from window to window. */
  readonly hop: number
}

export interface Spectra {
  readonly frames: number
  /** fftSize / 2 + 1 */
  readonly bins: number
  readonly fftSize: number
  /** Power by frame, then bin; the scale is that of the squared samples, summed over the window. */
  readonly power: Float32Array
}

export const frameCount = (samples: number, hop: number): number => Math.ceil(samples / hop)

export function spectraOf(samples: Float32Array, { window, hop }: SpectraPlan): Spectra {
  const fft = new Fft(powerOfTwo(window))
  const fftSize = fft.size
  const bins = fftSize / 2 + 1
  const frames = frameCount(samples.length, hop)
  const power = new Float32Array(frames * bins)
  const hann = Float64Array.from(
    { length: window },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / window),
  )
  const re = new Float64Array(fftSize)
  const im = new Float64Array(fftSize)
  const load = (into: Float64Array, frame: number): void => {
    into.fill(0)
    const from = frame * hop - (window >> 1)
    const first = Math.max(0, -from)
    const last = Math.min(window, samples.length - from)
    for (let i = first; i < last; i++) into[i] = samples[from + i]! * hann[i]!
  }
  // Two real windows in one transform.
  for (let f = 0; f < frames; f += 2) {
    load(re, f)
    if (f + 1 < frames) load(im, f + 1)
    else im.fill(0)
    fft.forward(re, im)
    for (let k = 0; k < bins; k++) {
      const m = (fftSize - k) % fftSize
      const aRe = (re[k]! + re[m]!) / 2
      const aIm = (im[k]! - im[m]!) / 2
      power[f * bins + k] = aRe * aRe + aIm * aIm
      if (f + 1 >= frames) continue
      const bRe = (im[k]! + im[m]!) / 2
      const bIm = (re[m]! - re[k]!) / 2
      power[(f + 1) * bins + k] = bRe * bRe + bIm * bIm
    }
  }
  return { frames, bins, fftSize, power }
}
