/**
 * Waveform peaks: least and greatest sample in equal stretches of time, at levels that each halve the one before. One
 * file is read whole for a three-hour recording (below 10 MB) or by its beginning alone: the coarse levels come
 * first, so the first kilobytes draw the whole length.
 *
 *   "SPK1" · u16 channels · u16 levels · u32 ticks a bucket of the finest level · u32 reserved
 *   a row a level, coarsest first: u32 buckets · u32 byte offset
 *   data of each level: channel by channel all minima, then all maxima, as int8 (127 = full scale)
 */
export interface PeakLevel {
  /** Ticks a bucket. */
  readonly ticks: number
  readonly length: number
  /** By channel. */
  readonly min: readonly Int8Array[]
  readonly max: readonly Int8Array[]
}

export interface Peaks {
  readonly channels: number
  /** Coarsest first; decoding the beginning of a file gives the levels that lie in it whole. */
  readonly levels: readonly PeakLevel[]
}

const MAGIC = 0x314b5053
const HEADER = 16
const ROW = 8
/** Sixteen bits onto -127…127, rounded outwards. */
const FULL = 259
/** Halving stops when a level has this many buckets or fewer. */
const COARSEST = 1024

/** Takes samples as they are decoded and keeps peaks of the finest level; memory grows by 2 bytes a bucket. */
export class PeaksBuilder {
  readonly channels: number
  private readonly samplesPerBucket: number
  private readonly ticksPerBucket: number
  private min: Int16Array[]
  private max: Int16Array[]
  private bucket = 0
  private inBucket = 0

  /** @param ticksPerBucket length of `samplesPerBucket` samples, exact */
  constructor(channels: number, samplesPerBucket: number, ticksPerBucket: number) {
    this.channels = channels
    this.samplesPerBucket = samplesPerBucket
    this.ticksPerBucket = ticksPerBucket
    this.min = Array.from({ length: channels }, () => new Int16Array(4096))
    this.max = Array.from({ length: channels }, () => new Int16Array(4096))
  }

  /** @param samples interleaved, a whole number of sample frames */
  push(samples: Int16Array): void {
    const { channels, samplesPerBucket } = this
    const frames = samples.length / channels
    let at = 0
    while (at < frames) {
      if (this.inBucket === 0 && this.bucket === this.min[0]!.length) this.grow()
      const end = Math.min(frames, at + samplesPerBucket - this.inBucket)
      for (let c = 0; c < channels; c++) {
        const first = this.inBucket === 0
        let lo = first ? 32767 : this.min[c]![this.bucket]!
        let hi = first ? -32768 : this.max[c]![this.bucket]!
        for (let i = at * channels + c, last = end * channels; i < last; i += channels) {
          const v = samples[i]!
          if (v < lo) lo = v
          if (v > hi) hi = v
        }
        this.min[c]![this.bucket] = lo
        this.max[c]![this.bucket] = hi
      }
      this.inBucket += end - at
      at = end
      if (this.inBucket === samplesPerBucket) {
        this.inBucket = 0
        this.bucket++
      }
    }
  }

  finish(): Peaks {
    const length = this.bucket + (this.inBucket > 0 ? 1 : 0)
    let level: PeakLevel = {
      ticks: this.ticksPerBucket,
      length,
      min: this.min.map((a) => Int8Array.from(a.subarray(0, length), (v) => Math.floor(v / FULL))),
      max: this.max.map((a) => Int8Array.from(a.subarray(0, length), (v) => Math.ceil(v / FULL))),
    }
    const levels = [level]
    while (level.length > COARSEST) {
      level = halve(level)
      levels.unshift(level)
    }
    return { channels: this.channels, levels }
  }

  private grow(): void {
    const larger = (a: Int16Array): Int16Array => {
      const b = new Int16Array(a.length * 2)
      b.set(a)
      return b
    }
    this.min = this.min.map(larger)
    this.max = this.max.map(larger)
  }
}

function halve(fine: PeakLevel): PeakLevel {
  const length = Math.ceil(fine.length / 2)
  const fold = (source: Int8Array, pick: (a: number, b: number) => number): Int8Array => {
    const out = new Int8Array(length)
    for (let i = 0; i < length; i++) out[i] = pick(source[2 * i]!, source[2 * i + 1] ?? source[2 * i]!)
    return out
  }
  return {
    ticks: fine.ticks * 2,
    length,
    min: fine.min.map((a) => fold(a, Math.min)),
    max: fine.max.map((a) => fold(a, Math.max)),
  }
}

export function encodePeaks(peaks: Peaks): Uint8Array<ArrayBuffer> {
  const { channels, levels } = peaks
  const finest = levels.at(-1)
  if (!finest) throw new RangeError('peaks need at least one level')
  const dataStart = HEADER + ROW * levels.length
  const total = levels.reduce((sum, level) => sum + level.length * channels * 2, dataStart)
  const bytes = new Uint8Array(total)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint16(4, channels, true)
  view.setUint16(6, levels.length, true)
  view.setUint32(8, finest.ticks, true)
  let offset = dataStart
  levels.forEach((level, i) => {
    view.setUint32(HEADER + ROW * i, level.length, true)
    view.setUint32(HEADER + ROW * i + 4, offset, true)
    for (let c = 0; c < channels; c++) {
      bytes.set(new Uint8Array(level.min[c]!.buffer, level.min[c]!.byteOffset, level.length), offset)
      bytes.set(
        new Uint8Array(level.max[c]!.buffer, level.max[c]!.byteOffset, level.length),
        offset + level.length,
      )
      offset += level.length * 2
    }
  })
  return bytes
}

/**
 * @param bytes a whole file or the beginning of one
 * @throws RangeError when it is not a peaks file
 */
export function decodePeaks(bytes: Uint8Array): Peaks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < HEADER || view.getUint32(0, true) !== MAGIC)
    throw new RangeError('this is not a peaks file')
  const channels = view.getUint16(4, true)
  const count = view.getUint16(6, true)
  const finest = view.getUint32(8, true)
  if (bytes.length < HEADER + ROW * count) throw new RangeError('the peaks file is cut off')
  const levels: PeakLevel[] = []
  for (let i = 0; i < count; i++) {
    const length = view.getUint32(HEADER + ROW * i, true)
    let offset = view.getUint32(HEADER + ROW * i + 4, true)
    if (offset + length * channels * 2 > bytes.length) break
    const min: Int8Array[] = []
    const max: Int8Array[] = []
    for (let c = 0; c < channels; c++, offset += 2 * length) {
      min.push(new Int8Array(bytes.buffer, bytes.byteOffset + offset, length))
      max.push(new Int8Array(bytes.buffer, bytes.byteOffset + offset + length, length))
    }
    levels.push({ ticks: finest * 2 ** (count - 1 - i), length, min, max })
  }
  return { channels, levels }
}

/** The coarsest level whose buckets are not longer than `ticks`, or the finest there is. */
export function levelFor(peaks: Peaks, ticks: number): PeakLevel | null {
  return peaks.levels.find((level) => level.ticks <= ticks) ?? peaks.levels.at(-1) ?? null
}
