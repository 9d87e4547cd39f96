/**
 * Where sound begins: a curve that rises with every clap, step and word, and hardly knows how loud or through which
 * microphone it was heard. Two recordings of one event have much the same curve.
 *
 * Made in two passes, so that hours of sound pass through in little memory: energies while samples come, the curve from
 * the energies in the end.
 */
/** Values a second. */
export const ONSET_RATE = 200

export class OnsetBuilder {
  private readonly hop: number
  private energies = new Float32Array(4096)
  private length = 0
  private sum = 0
  private inHop = 0
  private before = 0

  /** @param sampleRate a multiple of ONSET_RATE */
  constructor(sampleRate: number) {
    if (sampleRate % ONSET_RATE !== 0)
      throw new RangeError(`${sampleRate} samples a second do not divide into onsets`)
    this.hop = sampleRate / ONSET_RATE
  }

  /** Samples of one channel, of any scale. */
  push(samples: ArrayLike<number>): void {
    for (let i = 0; i < samples.length; i++) {
      // The difference of neighbours leaves out hum and rumble.
      const high = samples[i]! - this.before
      this.before = samples[i]!
      this.sum += high * high
      if (++this.inHop < this.hop) continue
      if (this.length === this.energies.length) {
        const grown = new Float32Array(this.length * 2)
        grown.set(this.energies)
        this.energies = grown
      }
      this.energies[this.length++] = this.sum / this.hop
      this.sum = 0
      this.inHop = 0
    }
  }

  finish(): Float32Array {
    return onsetsOf(this.energies.subarray(0, this.length))
  }
}

/** Rise of the logarithm of the energy, its mean taken off. */
function onsetsOf(energies: Float32Array): Float32Array {
  const n = energies.length
  const curve = new Float32Array(n)
  let total = 0
  for (const e of energies) total += e
  if (!(total > 0)) return curve
  // Weighed against the mean, the noise between events counts for little at any gain.
  const scale = (10 * n) / total
  let sum = 0
  for (let i = 1; i < n; i++) {
    const past = i > 1 ? (energies[i - 1]! + energies[i - 2]!) / 2 : energies[i - 1]!
    const rise = Math.log1p(scale * energies[i]!) - Math.log1p(scale * past)
    curve[i] = Math.max(0, rise)
    sum += curve[i]!
  }
  const mean = sum / n
  for (let i = 0; i < n; i++) curve[i]! -= mean
  return curve
}
