/**
 * What of a sound tells voices apart, every 10 ms: twelve mel cepstral coefficients (Davis & Mermelstein 1980) without the
 * first, which is loudness, of 25 ms windows with pre-emphasis 0.97 and 24 HTK bands from 100 to 7600 Hz; and the loudness.
 */
import { Fft } from '../../signal/fft.ts'
import { melFilters } from '../mel.ts'

export const VOICE_RATE = 16_000
/** Numbers of a frame. */
export const DIMS = 12
export const HOP_SECONDS = 0.01
const WINDOW = 400
const HOP = 160
const SIZE = 512
const BANDS = 24

export interface VoiceFrames {
  readonly count: number
  /** Seconds of each frame's middle. */
  readonly times: Float64Array
  /** count × 12 */
  readonly data: Float32Array
  /** Natural logarithm of the energy. */
  readonly loud: Float32Array
}

/** Frames of one stretch. @param samples 16 kHz @param start seconds of the first sample */
export function voiceFrames(samples: Float32Array, start: number): VoiceFrames {
  const { fft, window, filters, cosines } = tools()
  const count = Math.max(0, 1 + Math.floor((samples.length - WINDOW) / HOP))
  const times = new Float64Array(count)
  const data = new Float32Array(count * DIMS)
  const loud = new Float32Array(count)
  const re = new Float64Array(SIZE)
  const im = new Float64Array(SIZE)
  const power = new Float64Array(SIZE / 2 + 1)
  const bands = new Float64Array(BANDS)
  for (let t = 0; t < count; t++) {
    const first = t * HOP
    re.fill(0)
    im.fill(0)
    for (let i = 0; i < WINDOW; i++) {
      const before = first + i > 0 ? samples[first + i - 1]! : 0
      re[i] = (samples[first + i]! - 0.97 * before) * window[i]!
    }
    fft.forward(re, im)
    let energy = 0
    for (let k = 0; k < power.length; k++) energy += power[k] = re[k]! ** 2 + im[k]! ** 2
    for (let b = 0; b < BANDS; b++) {
      let total = 1e-10
      for (let k = 0; k < power.length; k++) total += filters[b * power.length + k]! * power[k]!
      bands[b] = Math.log(total)
    }
    for (let d = 0; d < DIMS; d++) {
      let total = 0
      for (let b = 0; b < BANDS; b++) total += cosines[d * BANDS + b]! * bands[b]!
      data[t * DIMS + d] = total
    }
    times[t] = start + (first + WINDOW / 2) / VOICE_RATE
    loud[t] = Math.log(energy + 1e-10)
  }
  return { count, times, data, loud }
}

/** One after another. */
export function joinFrames(parts: readonly VoiceFrames[]): VoiceFrames {
  const count = parts.reduce((n, p) => n + p.count, 0)
  const out = {
    count,
    times: new Float64Array(count),
    data: new Float32Array(count * DIMS),
    loud: new Float32Array(count),
  }
  let at = 0
  for (const part of parts) {
    out.times.set(part.times, at)
    out.data.set(part.data, at * DIMS)
    out.loud.set(part.loud, at)
    at += part.count
  }
  return out
}

interface Tools {
  readonly fft: Fft
  readonly window: Float64Array
  readonly filters: Float32Array
  readonly cosines: Float64Array
}
let made: Tools | null = null

function tools(): Tools {
  made ??= {
    fft: new Fft(SIZE),
    window: Float64Array.from(
      { length: WINDOW },
      (_, i) => 0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (WINDOW - 1)),
    ),
    filters: melFilters({
      ...{ rate: VOICE_RATE, fftSize: SIZE, bands: BANDS, low: 100, high: 7600 },
      ...{ scale: 'htk', norm: 'peak', straightIn: 'hz' },
    }),
    cosines: Float64Array.from({ length: DIMS * BANDS }, (_, i) => {
      const [d, b] = [Math.floor(i / BANDS) + 1, i % BANDS]
      return Math.sqrt(2 / BANDS) * Math.cos((Math.PI * d * (b + 0.5)) / BANDS)
    }),
  }
  return made
}
