/**
 * Speech detection without a model: what stands out in loudness in the band of the voice. It takes any loud sound in that
 * band for speech, music and instruments included; it is for recordings where hardly anything else is heard.
 *
 * Per 32 ms the level between 200 and 4000 Hz is compared with the level that the background keeps around that moment
 * (the tenth percentile of half a minute, smoothed). How far a chunk lies above half way between the background and
 * speech at its usual level (the ninetieth percentile) becomes a number like a probability.
 */
import { Fft } from '../signal/fft.ts'

/** Samples of one value at 16 kHz, as Silero VAD's: 32 ms. */
export const LOUD_CHUNK = 512
const LOW_HZ = 200
const HIGH_HZ = 4000
/** Chunks on either side that the background and the usual level are taken from: 15 s. */
const AROUND = 470
/** Less between background and speech, dB, and nobody is taken to speak. */
const LEAST_RANGE = 9
/** Quieter than this is silence whatever is around it, dB re full scale. */
const SILENCE = -65
/** dB over which the number goes from a half to 0.73. */
const SLOPE = 2.5

/** Level in the band of the voice of each chunk, dB re full scale; parts may be given one after another in whole chunks. */
export function voiceBandLevels(samples: Float32Array, rate: number): Float32Array {
  const fft = new Fft(LOUD_CHUNK)
  const hann = Float64Array.from(
    { length: LOUD_CHUNK },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / LOUD_CHUNK),
  )
  const [from, to] = [LOW_HZ, HIGH_HZ].map((hz) => Math.round((hz * LOUD_CHUNK) / rate)) as [number, number]
  const out = new Float32Array(Math.ceil(samples.length / LOUD_CHUNK))
  const re = new Float64Array(LOUD_CHUNK)
  const im = new Float64Array(LOUD_CHUNK)
  // A full-scale sine has mean power 1/2; the window passes 3/8 of the power, half of it in these bins.
  const scale = 2 / (LOUD_CHUNK * LOUD_CHUNK * 0.375)
  for (let chunk = 0; chunk < out.length; chunk++) {
    for (let i = 0; i < LOUD_CHUNK; i++) re[i] = (samples[chunk * LOUD_CHUNK + i] ?? 0) * hann[i]!
    im.fill(0)
    fft.forward(re, im)
    let power = 0
    for (let k = from; k <= to; k++) power += re[k]! ** 2 + im[k]! ** 2
    out[chunk] = 10 * Math.log10(power * scale + 1e-12)
  }
  return out
}

/** @param levels of all chunks of the sound, dB @returns 0…1 per chunk, for `speechRegions` */
export function loudSpeech(levels: Float32Array): Float32Array {
  const smooth = levels.map((_, i) => {
    let total = 0
    let n = 0
    for (let k = Math.max(0, i - 1); k <= Math.min(levels.length - 1, i + 1); k++, n++) total += levels[k]!
    return total / n
  })
  const quiet = movingPercentile(smooth, 0.1)
  const loud = movingPercentile(smooth, 0.9)
  return smooth.map((level, i) => {
    const range = loud[i]! - quiet[i]!
    if (range < LEAST_RANGE || level < SILENCE) return 0
    // Speech spreads over 30 dB and more; half way would lose its quiet ends.
    const middle = quiet[i]! + Math.max(LEAST_RANGE / 1.5, 0.4 * range)
    return 1 / (1 + Math.exp(-(level - middle) / SLOPE))
  })
}

/** Of the values around each, from counts of whole decibels that move along. */
function movingPercentile(levels: Float32Array, part: number): Float32Array {
  const [floor, steps] = [-130, 160]
  const counts = new Int32Array(steps)
  const bin = (level: number): number => Math.max(0, Math.min(steps - 1, Math.round(level - floor)))
  const out = new Float32Array(levels.length)
  for (let k = 0; k < Math.min(AROUND, levels.length); k++) counts[bin(levels[k]!)]!++
  for (let i = 0; i < levels.length; i++) {
    if (i + AROUND < levels.length) counts[bin(levels[i + AROUND]!)]!++
    if (i - AROUND - 1 >= 0) counts[bin(levels[i - AROUND - 1]!)]!--
    const n = Math.min(levels.length, i + AROUND + 1) - Math.max(0, i - AROUND)
    let seen = 0
    let b = 0
    while (b < steps - 1 && seen + counts[b]! < part * n) seen += counts[b++]!
    out[i] = floor + b
  }
  return out
}
