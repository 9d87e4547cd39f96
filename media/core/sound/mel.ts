/**
 * Mel scale and filter banks. Two scales are in use: Slaney's (linear below 1 kHz; Auditory Toolbox 1998, the default of
 * librosa, and so of Whisper) and HTK's (2595 · log10(1 + f/700); HTK Book 5.4, and so of TensorFlow's YAMNet).
 */
export type MelScale = 'slaney' | 'htk'

const LINEAR_HZ = 200 / 3
const KNEE_HZ = 1000
const KNEE_MEL = KNEE_HZ / LINEAR_HZ
const LOG_STEP = Math.log(6.4) / 27

/** @param hz ≥ 0 */
export function melOf(hz: number, scale: MelScale): number {
  if (scale === 'htk') return 2595 * Math.log10(1 + hz / 700)
  return hz < KNEE_HZ ? hz / LINEAR_HZ : KNEE_MEL + Math.log(hz / KNEE_HZ) / LOG_STEP
}

export function hzOf(mel: number, scale: MelScale): number {
  if (scale === 'htk') return 700 * (10 ** (mel / 2595) - 1)
  return mel < KNEE_MEL ? mel * LINEAR_HZ : KNEE_HZ * Math.exp(LOG_STEP * (mel - KNEE_MEL))
}

export interface MelBank {
  /** Samples a second. */
  readonly rate: number
  /** Length of the transform; spectra have fftSize / 2 + 1 bins. */
  readonly fftSize: number
  readonly bands: number
  /** Hz */
  readonly low: number
  readonly high: number
  readonly scale: MelScale
  /**
   * `area`: triangles of equal area, height 2 / width in Hz (librosa's "slaney"). `peak`: triangles of height 1.
   */
  readonly norm: 'area' | 'peak'
  /** In which the sides of the triangles are straight: Hz (librosa), or mel (HTK, TensorFlow). */
  readonly straightIn: 'hz' | 'mel'
}

/** Whisper's bank: 16 kHz, 400 samples, 80 or 128 bands from 0 to 8 kHz. */
export const whisperBank = (bands: number): MelBank => ({
  rate: 16_000,
  fftSize: 400,
  bands,
  low: 0,
  high: 8000,
  scale: 'slaney',
  norm: 'area',
  straightIn: 'hz',
})

/** Weights as bands × bins, row by row. @throws RangeError when the bank makes no sense */
export function melFilters(bank: MelBank): Float32Array {
  const { rate, fftSize, bands, low, high, scale, norm } = bank
  if (!(bands >= 1 && low >= 0 && high > low && high <= rate / 2))
    throw new RangeError(`${bands} mel bands from ${low} to ${high} Hz do not fit ${rate} samples a second`)
  const bins = Math.floor(fftSize / 2) + 1
  const [from, to] = [melOf(low, scale), melOf(high, scale)]
  const edges = Array.from({ length: bands + 2 }, (_, i) =>
    hzOf(from + ((to - from) * i) / (bands + 1), scale),
  )
  const place = bank.straightIn === 'mel' ? (hz: number) => melOf(hz, scale) : (hz: number) => hz
  const places = edges.map(place)
  const weights = new Float32Array(bands * bins)
  for (let k = 0; k < bins; k++) {
    // TensorFlow leaves the constant part out of every band.
    if (bank.straightIn === 'mel' && k === 0) continue
    const at = place((k * rate) / fftSize)
    for (let b = 0; b < bands; b++) {
      const rise = (at - places[b]!) / (places[b + 1]! - places[b]!)
      const fall = (places[b + 2]! - at) / (places[b + 2]! - places[b + 1]!)
      const height = Math.max(0, Math.min(rise, fall))
      weights[b * bins + k] = norm === 'area' ? (height * 2) / (edges[b + 2]! - edges[b]!) : height
    }
  }
  return weights
}
