/** Made sound for tests of alignment: a room in which things knock, and how another microphone hears it. */
import { seededRandom } from './random.ts'

export interface Heard {
  /** Samples a second of the microphone. */
  rate: number
  /** When it begins, and how long it listens, seconds of the room. */
  from: number
  seconds: number
  gain?: number
  /** Own noise, against the room's loudest. */
  noise?: number
  /** Its clock runs by so many parts in a million too slow: it counts fewer seconds than pass. */
  ppm?: number
  seed?: number
}

interface Knock {
  at: number
  loud: number
  hertz: number
  decay: number
}

/** Knocks at random moments, some like words, some like claps. */
export function room(seconds: number, seed: number, every = 0.6): Knock[] {
  const next = seededRandom(seed)
  const knocks: Knock[] = []
  for (let t = 0.2; t < seconds; t += every * (0.2 + 1.6 * next()))
    knocks.push({ at: t, loud: 0.2 + 0.8 * next(), hertz: 300 + 2000 * next(), decay: 0.02 + 0.1 * next() })
  return knocks
}

/** The same knock sounds the same everywhere: its noise comes from its moment. */
export function hear(knocks: readonly Knock[], heard: Heard): Float32Array {
  const { rate, from, seconds, gain = 1, noise = 0, ppm = 0, seed = 1 } = heard
  const out = new Float32Array(Math.round(seconds * rate))
  const own = seededRandom(seed)
  for (let i = 0; i < out.length; i++) out[i] = noise * (own() * 2 - 1)
  const slow = 1 - ppm * 1e-6
  for (const knock of knocks) {
    const begin = (knock.at - from) * slow
    const length = Math.min(0.6, knock.decay * 6)
    const tone = seededRandom(Math.round(knock.at * 1e6))
    const partials = Array.from({ length: 6 }, () => ({
      f: knock.hertz * (0.4 + 1.4 * tone()),
      p: 7 * tone(),
    }))
    const first = Math.max(0, Math.ceil(begin * rate))
    const last = Math.min(out.length, Math.ceil((begin + length) * rate))
    for (let i = first; i < last; i++) {
      const t = (i / rate - begin) / slow
      let v = 0
      for (const { f, p } of partials) v += Math.sin(2 * Math.PI * f * t + p)
      out[i]! += (gain * knock.loud * Math.exp(-t / knock.decay) * v) / 6
    }
  }
  return out
}
