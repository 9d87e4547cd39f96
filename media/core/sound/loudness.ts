/**
 * Loudness as broadcasters measure it: ITU-R BS.1770-4 (K weighting, channel weights, gating) and EBU R 128 with
 * Tech 3341 (momentary over 400 ms, short-term over 3 s) and Tech 3342 (loudness range). Units: LUFS, LU.
 *
 * Values stand every 100 ms. A value belongs to the stretch that ends with its block, as meters show it.
 */
export interface Loudness {
  /** Over the whole, gated; null when nothing was loud enough to count. LUFS */
  readonly integrated: number | null
  /** LU; null when there is less than a short-term window of sound. */
  readonly range: number | null
  /** Greatest sample, decibels below full scale; null for silence. */
  readonly peak: number | null
  /** By block of 100 ms, LUFS; −∞ for silence and before a window is full. */
  readonly momentary: Float32Array
  readonly shortTerm: Float32Array
}

/** Samples a second that the filters are made for. */
export const LOUDNESS_RATE = 48_000
export const LOUDNESS_BLOCKS_A_SECOND = 10
const BLOCK = LOUDNESS_RATE / LOUDNESS_BLOCKS_A_SECOND
const MOMENTARY = 4
const SHORT = 30
const ABSOLUTE_GATE = -70
/** BS.1770-4, tables 1 and 2: head as a shelf, then the high-pass (RLB), at 48 kHz. */
const SHELF = [1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585]
const RLB = [1, -2, 1, -1.99004745483398, 0.99007225036621]

/** Weight of a channel by its short name: surrounds count by 1.5 dB more, the low-frequency channel not at all. */
export function channelWeight(name: string): number {
  if (/^LFE/i.test(name)) return 0
  return /^(Ls|Rs|BL|BR|SL|SR)$/i.test(name) ? 1.41 : 1
}

const lufs = (power: number): number =>
  power > 0 ? -0.691 + 10 * Math.log10(power) : Number.NEGATIVE_INFINITY

export class LoudnessMeter {
  private readonly weights: readonly number[]
  /** By channel: two delays of each of the two filters. */
  private readonly state: Float64Array
  private blocks = new Float64Array(1024)
  private count = 0
  private inBlock = 0
  private sum = 0
  private peak = 0

  /** @param weights by channel, `channelWeight` */
  constructor(weights: readonly number[]) {
    this.weights = weights
    this.state = new Float64Array(weights.length * 4)
  }

  /** @param samples interleaved, −1…1, at 48 kHz, a whole number of sample frames */
  push(samples: Float32Array): void {
    const channels = this.weights.length
    const frames = samples.length / channels
    for (let at = 0; at < frames; ) {
      const end = Math.min(frames, at + BLOCK - this.inBlock)
      for (let c = 0; c < channels; c++) this.sum += this.weights[c]! * this.channel(samples, c, at, end)
      this.inBlock += end - at
      at = end
      if (this.inBlock === BLOCK) this.close()
    }
  }

  finish(): Loudness {
    const momentary = this.windowed(MOMENTARY)
    const shortTerm = this.windowed(SHORT)
    return {
      integrated: integrated(this.blocks.subarray(0, this.count)),
      range: range(shortTerm),
      peak: this.peak > 0 ? 20 * Math.log10(this.peak) : null,
      momentary,
      shortTerm,
    }
  }

  /** Sum of squares of a channel behind both filters (transposed direct form II). */
  private channel(samples: Float32Array, c: number, from: number, to: number): number {
    const channels = this.weights.length
    const s = c * 4
    let [a1, a2, b1, b2] = [this.state[s]!, this.state[s + 1]!, this.state[s + 2]!, this.state[s + 3]!]
    const [p0, p1, p2, p3, p4] = SHELF as [number, number, number, number, number]
    const [q0, q1, q2, q3, q4] = RLB as [number, number, number, number, number]
    let sum = 0
    let { peak } = this
    for (let i = from * channels + c, end = to * channels; i < end; i += channels) {
      const x = samples[i]!
      if (x > peak) peak = x
      else if (-x > peak) peak = -x
      const y = p0 * x + a1
      a1 = p1 * x - p3 * y + a2
      a2 = p2 * x - p4 * y
      const z = q0 * y + b1
      b1 = q1 * y - q3 * z + b2
      b2 = q2 * y - q4 * z
      sum += z * z
    }
    this.peak = peak
    this.state[s] = a1
    this.state[s + 1] = a2
    this.state[s + 2] = b1
    this.state[s + 3] = b2
    return sum
  }

  private close(): void {
    if (this.count === this.blocks.length) {
      const larger = new Float64Array(this.blocks.length * 2)
      larger.set(this.blocks)
      this.blocks = larger
    }
    this.blocks[this.count++] = this.sum / BLOCK
    this.sum = 0
    this.inBlock = 0
  }

  private windowed(length: number): Float32Array {
    const out = new Float32Array(this.count).fill(Number.NEGATIVE_INFINITY)
    for (let k = length - 1; k < this.count; k++) {
      let sum = 0
      for (let i = k - length + 1; i <= k; i++) sum += this.blocks[i]!
      out[k] = lufs(sum / length)
    }
    return out
  }
}

/** Mean over what is above −70 LUFS and not 10 LU below the mean of that. */
function integrated(blocks: Float64Array): number | null {
  const windows: number[] = []
  for (let k = MOMENTARY - 1; k < blocks.length; k++) {
    let sum = 0
    for (let i = k - MOMENTARY + 1; i <= k; i++) sum += blocks[i]!
    windows.push(sum / MOMENTARY)
  }
  const loud = windows.filter((power) => lufs(power) > ABSOLUTE_GATE)
  if (!loud.length) return null
  const gate = lufs(mean(loud)) - 10
  const counted = loud.filter((power) => lufs(power) > gate)
  return counted.length ? lufs(mean(counted)) : null
}

/** From the 10th to the 95th percentile of short-term values above −70 LUFS and not 20 LU below their mean. */
function range(shortTerm: Float32Array): number | null {
  const loud = [...shortTerm].filter((value) => value > ABSOLUTE_GATE)
  if (!loud.length) return null
  const gate = lufs(mean(loud.map((value) => 10 ** ((value + 0.691) / 10)))) - 20
  const counted = loud.filter((value) => value > gate).sort((a, b) => a - b)
  if (!counted.length) return null
  const at = (share: number) => counted[Math.round(share * (counted.length - 1))]!
  return at(0.95) - at(0.1)
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

const MAGIC = 0x31444c53
const HEADER = 24
const NOTHING = -32_768

/**
 *   "SLD1" · u32 blocks · f32 integrated · f32 range · f32 peak (NaN for null) · u32 reserved
 *   momentary, then short-term, as int16 in hundredths of a LUFS; −32768 for silence
 */
export function encodeLoudness(l: Loudness): Uint8Array<ArrayBuffer> {
  const { length } = l.momentary
  const bytes = new Uint8Array(HEADER + length * 4)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, length, true)
  for (const [i, value] of [l.integrated, l.range, l.peak].entries())
    view.setFloat32(8 + 4 * i, value ?? Number.NaN, true)
  for (const [j, values] of [l.momentary, l.shortTerm].entries())
    for (let k = 0; k < length; k++) {
      const v = values[k]!
      const stored = Number.isFinite(v) ? Math.max(-32_767, Math.round(v * 100)) : NOTHING
      view.setInt16(HEADER + 2 * (j * length + k), stored, true)
    }
  return bytes
}

/** @throws RangeError when it is something else, or cut off */
export function decodeLoudness(bytes: Uint8Array): Loudness {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < HEADER || view.getUint32(0, true) !== MAGIC)
    throw new RangeError('this is not a loudness file')
  const length = view.getUint32(4, true)
  if (bytes.length < HEADER + 4 * length) throw new RangeError('the loudness file is cut off')
  const head = [8, 12, 16].map((at) => {
    const value = view.getFloat32(at, true)
    return Number.isNaN(value) ? null : value
  })
  const values = (j: number) =>
    Float32Array.from({ length }, (_, k) => {
      const v = view.getInt16(HEADER + 2 * (j * length + k), true)
      return v === NOTHING ? Number.NEGATIVE_INFINITY : v / 100
    })
  return {
    integrated: head[0]!,
    range: head[1]!,
    peak: head[2]!,
    momentary: values(0),
    shortTerm: values(1),
  }
}
