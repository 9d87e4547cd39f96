/**
 * Waveform peaks: least and greatest sample in equal stretches of time, at levels that each halve the one before.
 * Coarse levels come first and every level lies in tiles, so the first kilobytes draw the whole length and the rest is
 * fetched by level and range. Three hours of two channels stay below 10 MB with all levels.
 *
 *   "SPK2" · u16 channels · u16 levels · u32 ticks a bucket of the finest level · u32 stamp
 *   a row a level, coarsest first: u32 buckets · u32 byte offset
 *   data of each level: tiles of 8192 buckets in order of time; in each, channel by channel all minima, then all maxima
 *
 * A value is an int8 b for the amplitude sign(b) · (b/127)², rounded outwards: quiet sound keeps its shape when it is
 * drawn larger (the least step lies 84 dB below full scale). "SPK1" files, which held b/127 and a level as one tile,
 * are read as well.
 */
export interface PeakLevel {
  /** Ticks a bucket. */
  readonly ticks: number
  readonly length: number
  /** By channel; values as stored, see `Peaks.amplitude`. */
  readonly min: readonly Int8Array[]
  readonly max: readonly Int8Array[]
}

export interface Peaks {
  readonly channels: number
  /** Amplitude −1…1 of a stored value b, at index b & 255. */
  readonly amplitude: Float32Array
  /** Coarsest first; decoding the beginning of a file gives the levels that lie in it whole. */
  readonly levels: readonly PeakLevel[]
}

/** Where everything lies in a file, as its first bytes say. */
export interface PeaksLayout {
  readonly version: 1 | 2
  readonly channels: number
  /** Other with each making; 0 in old files. */
  readonly stamp: number
  /** Coarsest first. */
  readonly levels: readonly { readonly ticks: number; readonly length: number; readonly offset: number }[]
}

/** A stretch of one level, as it lies in the file. */
export interface PeakTile {
  readonly offset: number
  readonly bytes: number
  /** First bucket, and how many. */
  readonly first: number
  readonly count: number
}

const MAGIC_1 = 0x314b5053
const MAGIC_2 = 0x324b5053
const HEADER = 16
const ROW = 8
/** Buckets of a tile. */
export const PEAK_TILE = 8192
/** Halving stops when a level has this many buckets or fewer. */
const COARSEST = 1024
/** The beginning that is sent first is no longer than this. */
const HEAD_BYTES = 48_000
/** Header and rows are never longer. */
export const LAYOUT_BYTES = HEADER + ROW * 40

const LINEAR = Float32Array.from({ length: 256 }, (_, i) => ((i << 24) >> 24) / 127)
const SQUARED = LINEAR.map((v) => v * Math.abs(v))

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
      min: this.min.map((a) => Int8Array.from(a.subarray(0, length), (v) => -outwards(-v))),
      max: this.max.map((a) => Int8Array.from(a.subarray(0, length), outwards)),
    }
    const levels = [level]
    while (level.length > COARSEST) {
      level = halve(level)
      levels.unshift(level)
    }
    return { channels: this.channels, amplitude: SQUARED, levels }
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

/** Sixteen bits as the least stored value whose amplitude is not below. */
function outwards(v: number): number {
  const m = Math.sqrt(Math.abs(v) / 32768) * 127
  return v >= 0 ? Math.min(127, Math.ceil(m - 1e-9)) : -Math.min(127, Math.floor(m + 1e-9))
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

/** @param stamp other with each making, so that what was kept of an older file is not mixed with this one */
export function encodePeaks(peaks: Peaks, stamp = 0): Uint8Array<ArrayBuffer> {
  const { channels, levels } = peaks
  const finest = levels.at(-1)
  if (!finest) throw new RangeError('peaks need at least one level')
  const dataStart = HEADER + ROW * levels.length
  const total = levels.reduce((sum, level) => sum + level.length * channels * 2, dataStart)
  const bytes = new Uint8Array(total)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC_2, true)
  view.setUint16(4, channels, true)
  view.setUint16(6, levels.length, true)
  view.setUint32(8, finest.ticks, true)
  view.setUint32(12, stamp, true)
  let offset = dataStart
  levels.forEach((level, i) => {
    view.setUint32(HEADER + ROW * i, level.length, true)
    view.setUint32(HEADER + ROW * i + 4, offset, true)
    for (let from = 0; from < level.length; from += PEAK_TILE) {
      const to = Math.min(level.length, from + PEAK_TILE)
      for (let c = 0; c < channels; c++)
        for (const column of [level.min[c]!, level.max[c]!]) {
          bytes.set(new Uint8Array(column.buffer, column.byteOffset + from, to - from), offset)
          offset += to - from
        }
    }
  })
  return bytes
}

/**
 * @param bytes the beginning of a file: header and rows
 * @throws RangeError when it is not a peaks file, or shorter than its rows
 */
export function peaksLayout(bytes: Uint8Array): PeaksLayout {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const magic = bytes.length < HEADER ? 0 : view.getUint32(0, true)
  if (magic !== MAGIC_1 && magic !== MAGIC_2) throw new RangeError('this is not a peaks file')
  const count = view.getUint16(6, true)
  const finest = view.getUint32(8, true)
  if (bytes.length < HEADER + ROW * count) throw new RangeError('the peaks file is cut off')
  return {
    version: magic === MAGIC_1 ? 1 : 2,
    channels: view.getUint16(4, true),
    stamp: magic === MAGIC_1 ? 0 : view.getUint32(12, true),
    levels: Array.from({ length: count }, (_, i) => ({
      ticks: finest * 2 ** (count - 1 - i),
      length: view.getUint32(HEADER + ROW * i, true),
      offset: view.getUint32(HEADER + ROW * i + 4, true),
    })),
  }
}

/** How many bytes of a file are sent first: header, rows, and every level that still fits. */
export function headBytes({ channels, levels }: PeaksLayout): number {
  let end = HEADER + ROW * levels.length
  for (const { length, offset } of levels) {
    const next = offset + length * channels * 2
    if (next > HEAD_BYTES && end > HEADER + ROW * levels.length) break
    end = next
  }
  return end
}

/** A tile of a level; null when there is none of that number. */
export function peakTile(layout: PeaksLayout, level: number, tile: number): PeakTile | null {
  const row = layout.levels[level]
  const size = layout.version === 1 ? (row?.length ?? 0) : PEAK_TILE
  const first = tile * size
  if (!row || first >= row.length) return null
  const count = Math.min(size, row.length - first)
  const perBucket = layout.channels * 2
  return { offset: row.offset + first * perBucket, bytes: count * perBucket, first, count }
}

/** Room for a level, filled with silence, for tiles to be put into. */
export function emptyLevel({ channels, levels }: PeaksLayout, level: number): PeakLevel {
  const { ticks, length } = levels[level]!
  const columns = () => Array.from({ length: channels }, () => new Int8Array(length))
  return { ticks, length, min: columns(), max: columns() }
}

/** @param bytes of the tile alone */
export function putTile(level: PeakLevel, { first, count }: PeakTile, bytes: Uint8Array): void {
  let at = bytes.byteOffset
  level.min.forEach((min, c) => {
    min.set(new Int8Array(bytes.buffer, at, count), first)
    level.max[c]!.set(new Int8Array(bytes.buffer, at + count, count), first)
    at += 2 * count
  })
}

/**
 * @param bytes a whole file or the beginning of one
 * @throws RangeError when it is not a peaks file
 */
export function decodePeaks(bytes: Uint8Array): Peaks {
  const layout = peaksLayout(bytes)
  const levels: PeakLevel[] = []
  for (const [i, { length, offset }] of layout.levels.entries()) {
    if (offset + length * layout.channels * 2 > bytes.length) break
    const level = emptyLevel(layout, i)
    for (let t = 0, tile = peakTile(layout, i, 0); tile; tile = peakTile(layout, i, ++t))
      putTile(level, tile, bytes.subarray(tile.offset, tile.offset + tile.bytes))
    levels.push(level)
  }
  return { channels: layout.channels, amplitude: amplitudesOf(layout), levels }
}

export const amplitudesOf = ({ version }: Pick<PeaksLayout, 'version'>): Float32Array =>
  version === 1 ? LINEAR : SQUARED

/** The coarsest level whose buckets are not longer than `ticks`, or the finest there is. */
export function levelFor<L extends { readonly ticks: number }>(
  { levels }: { readonly levels: readonly L[] },
  ticks: number,
): L | null {
  return levels.find((level) => level.ticks <= ticks) ?? levels.at(-1) ?? null
}
