/**
 * The sound of the demo recording: a room, a monitor that beeps with the heart, the buzz of the current, suction, and
 * two voices that speak no language.
 */
import { clamp01, seeded, smooth } from './scene/noise.ts'
import { ENERGY, FRAMES, inSpan, isOutside, RATE, SUCTION, WASHING } from './story.ts'

export const SOUND_RATE = 48_000

interface Utterance {
  readonly from: number
  readonly seconds: number
  /** Hertz of the voice. */
  readonly pitch: number
  readonly loud: number
}

/** Who speaks when; seconds. */
export const SPEECH: readonly Utterance[] = [
  { from: 1.2, seconds: 1.6, pitch: 112, loud: 1 },
  { from: 3.4, seconds: 0.7, pitch: 196, loud: 0.8 },
  { from: 9.6, seconds: 1.4, pitch: 112, loud: 0.9 },
  { from: 18.6, seconds: 1.1, pitch: 112, loud: 1 },
  { from: 20.2, seconds: 1.9, pitch: 196, loud: 1 },
  { from: 27.4, seconds: 1.5, pitch: 112, loud: 1 },
  { from: 31.0, seconds: 0.5, pitch: 112, loud: 0.9 },
  { from: 34.8, seconds: 0.5, pitch: 112, loud: 0.9 },
  { from: 40.6, seconds: 1.2, pitch: 196, loud: 0.8 },
  { from: 52.4, seconds: 1.8, pitch: 112, loud: 1.2 },
  { from: 54.6, seconds: 1.1, pitch: 196, loud: 1.1 },
  { from: 60.9, seconds: 1.3, pitch: 112, loud: 0.9 },
  { from: 70.2, seconds: 1.6, pitch: 112, loud: 0.8 },
]

/** First three formants of five vowels, Hertz. */
const VOWELS = [
  [730, 1090, 2440],
  [530, 1840, 2480],
  [270, 2290, 3010],
  [570, 840, 2410],
  [300, 870, 2240],
] as const

/** Mono samples of the whole recording. */
export function demoSound(): Int16Array {
  const count = Math.round((FRAMES / RATE) * SOUND_RATE)
  const mixed = new Float32Array(count)
  room(mixed)
  monitor(mixed)
  devices(mixed)
  for (const [i, utterance] of SPEECH.entries()) speak(mixed, utterance, 100 + i)
  return Int16Array.from(mixed, (v) => Math.round(Math.max(-1, Math.min(1, v)) * 32_000))
}

function room(out: Float32Array): void {
  const random = seeded(11)
  let low = 0
  let lower = 0
  for (let i = 0; i < out.length; i++) {
    low += (random() * 2 - 1 - low) * 0.045
    lower += (low - lower) * 0.03
    const t = i / SOUND_RATE
    out[i] = low * 0.035 + lower * 0.2 + Math.sin(t * 2 * Math.PI * 100) * 0.0025
  }
}

/** A heart that goes faster while something bleeds. */
function monitor(out: Float32Array): void {
  let at = 0.4
  while (at < out.length / SOUND_RATE) {
    const strain = smooth(52, 58, at) * smooth(72, 64, at)
    const pitch = 880 - strain * 60
    const start = Math.round(at * SOUND_RATE)
    const length = Math.round(0.085 * SOUND_RATE)
    for (let i = 0; i < length && start + i < out.length; i++) {
      const t = i / SOUND_RATE
      const shape = clamp01(t / 0.004) * clamp01((0.085 - t) / 0.012)
      out[start + i] =
        out[start + i]! +
        (Math.sin(t * 2 * Math.PI * pitch) + 0.3 * Math.sin(t * 2 * Math.PI * pitch * 2)) * 0.06 * shape
    }
    at += 60 / (68 + strain * 26)
  }
}

/** Current, suction and washing sound exactly as long as they are seen. */
function devices(out: Float32Array): void {
  const random = seeded(12)
  let buzz = 0
  let air = 0
  let hiss = 0
  let band = 0
  for (let i = 0; i < out.length; i++) {
    const frame = Math.floor((i / SOUND_RATE) * RATE)
    const inside = !isOutside(frame)
    const current = inside && inSpan(ENERGY, frame) ? 1 : 0
    const sucks = inside && inSpan([SUCTION], frame) ? 1 : inside && inSpan([WASHING], frame) ? 0.55 : 0
    buzz += (current - buzz) * 0.002
    air += (sucks - air) * 0.0006
    if (buzz < 1e-4 && air < 1e-4) continue
    const t = i / SOUND_RATE
    const noise = random() * 2 - 1
    hiss += (noise - hiss) * 0.35
    band += (hiss - band) * 0.04
    const gurgle = 0.6 + 0.4 * Math.sin(t * 31 + Math.sin(t * 7.1) * 3)
    const tone = Math.sign(Math.sin(t * 2 * Math.PI * 410)) * 0.5 + Math.sin(t * 2 * Math.PI * 820) * 0.5
    out[i] = out[i]! + buzz * (tone * 0.028 + hiss * 0.03) + air * (hiss - band) * 0.16 * gurgle
  }
}

/** Syllables: a buzzing source through three resonators, with a breath of noise before each. */
function speak(out: Float32Array, { from, seconds, pitch, loud }: Utterance, seed: number): void {
  const random = seeded(seed)
  const start = Math.round(from * SOUND_RATE)
  const count = Math.round(seconds * SOUND_RATE)
  const y1 = [0, 0, 0]
  const y2 = [0, 0, 0]
  let phase = 0
  let left = 0
  let length = 1
  let vowel: readonly number[] = VOWELS[0]
  let target: readonly number[] = VOWELS[0]
  const formants = [...vowel]
  for (let i = 0; i < count && start + i < out.length; i++) {
    if (left <= 0) {
      length = Math.round((0.13 + random() * 0.1) * SOUND_RATE)
      left = length
      vowel = target
      target = VOWELS[Math.floor(random() * VOWELS.length)]!
    }
    const s = 1 - left-- / length
    const t = i / count
    const f0 = pitch * (1.12 - 0.25 * t + 0.05 * Math.sin(s * Math.PI)) * (1 + 0.01 * Math.sin(i * 0.0007))
    phase += f0 / SOUND_RATE
    if (phase >= 1) phase -= 1
    const glottal = (phase < 0.6 ? Math.sin((phase / 0.6) * Math.PI) ** 2 : 0) - 0.3
    const breath = (random() * 2 - 1) * (s < 0.18 ? 0.5 : 0.03)
    const source = glottal * smooth(0.1, 0.28, s) * smooth(1, 0.86, s) + breath * smooth(0, 0.04, s)
    let v = 0
    for (let k = 0; k < 3; k++) {
      formants[k] = formants[k]! + (target[k]! - formants[k]!) * 0.0007
      const r = Math.exp((-Math.PI * (70 + 40 * k)) / SOUND_RATE)
      const c = 2 * r * Math.cos((2 * Math.PI * formants[k]!) / SOUND_RATE)
      const y = source * (1 - r) + c * y1[k]! - r * r * y2[k]!
      y2[k] = y1[k]!
      y1[k] = y
      v += y * [1, 0.6, 0.28][k]!
    }
    out[start + i] = out[start + i]! + v * loud * 0.55 * smooth(0, 0.03, t) * smooth(1, 0.94, t)
  }
}

/** A WAV file of mono samples. */
export function wavFile(samples: Int16Array): Buffer {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length * 2, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(SOUND_RATE, 24)
  head.writeUInt32LE(SOUND_RATE * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length * 2, 40)
  return Buffer.concat([head, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)])
}
