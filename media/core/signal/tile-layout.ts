/**
 * How samples lie in the store and on their way to a browser: tiles of Float32, written and read by this module and
 * `tile-writer.ts` alone. docs/signals.md says the same in words.
 *
 * Level 0 holds the samples. Level l ≥ 1 holds, for each bucket of 2^(l + 2) samples, the least and the greatest; a
 * bucket of which every sample is missing holds NaN twice. A tile covers `tile` samples (buckets) of up to eight
 * channels; the levels end with the first that fits into one tile's length.
 *
 *   signal-<level>.bin   header, then blocks in order of time
 *     header             "SSG1" · u32 level · u32 channels · u32 tile · f64 samples · u32 stamp · u32 reserved
 *     block k            groups 0, 1, 2 … of eight channels, each one tile, number k · groups + group
 *       tile, level 0    channel by channel n samples
 *       tile, level ≥ 1  channel by channel n minima, then n maxima
 *
 * n is `tile`, or less in the last block. Numbers are little-endian; NaN is a missing sample.
 */
export interface SignalShape {
  readonly channels: number
  readonly samples: number
}

export const GROUP = 8
export const HEADER_BYTES = 32
/** "SSG1" */
const MAGIC = 0x31475353
const MOST_TILE = 4096
const LEAST_TILE = 64
/** A block of level 0 holds about so many numbers, so that thousands of channels still fit into memory. */
const BLOCK_NUMBERS = 1 << 20

/** Samples (buckets) a tile is long; a power of two that follows from the number of channels. */
export function tileLength(channels: number): number {
  let length = MOST_TILE
  while (length > LEAST_TILE && length * channels > BLOCK_NUMBERS) length /= 2
  return length
}

/** Samples in a bucket of a level; 1 at level 0. */
export const bucketOf = (level: number): number => (level === 0 ? 1 : 2 ** (level + 2))

export const groupsOf = (channels: number): number => Math.ceil(channels / GROUP)

export const bucketsAt = ({ samples }: SignalShape, level: number): number =>
  Math.ceil(samples / bucketOf(level))

/** How many levels there are; at least one. */
export function levelsOf(shape: SignalShape): number {
  const length = tileLength(shape.channels)
  let levels = 1
  while (bucketsAt(shape, levels - 1) > length) levels++
  return levels
}

/** The coarsest level whose buckets hold no more samples than that. */
export function levelFor(shape: SignalShape, samplesPerPixel: number): number {
  let level = levelsOf(shape) - 1
  while (level > 0 && bucketOf(level) > samplesPerPixel) level--
  return level
}

export interface TilePlace {
  /** Bytes from the beginning of the level's file. */
  readonly offset: number
  readonly bytes: number
  /** First sample or bucket of the level, and how many. */
  readonly first: number
  readonly count: number
  /** First channel and how many. */
  readonly channel: number
  readonly channels: number
}

/** Where a tile lies in its level's file; null when there is none of that number. */
export function placeOfTile(shape: SignalShape, level: number, tile: number): TilePlace | null {
  if (level < 0 || level >= levelsOf(shape) || tile < 0) return null
  const length = tileLength(shape.channels)
  const groups = groupsOf(shape.channels)
  const block = Math.floor(tile / groups)
  const first = block * length
  const count = Math.min(length, bucketsAt(shape, level) - first)
  if (count <= 0) return null
  const columns = level === 0 ? 1 : 2
  const channel = (tile % groups) * GROUP
  const channels = Math.min(GROUP, shape.channels - channel)
  return {
    offset: HEADER_BYTES + 4 * columns * (first * shape.channels + channel * count),
    bytes: 4 * columns * channels * count,
    first,
    count,
    channel,
    channels,
  }
}

/** Number of the tile with a channel's bucket (sample at level 0). */
export const tileOf = (shape: SignalShape, bucket: number, channel: number): number =>
  Math.floor(bucket / tileLength(shape.channels)) * groupsOf(shape.channels) + Math.floor(channel / GROUP)

/** @param stamp tells this making from another of the same file */
export function encodeHeader(shape: SignalShape, level: number, stamp: number): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, level, true)
  view.setUint32(8, shape.channels, true)
  view.setUint32(12, tileLength(shape.channels), true)
  view.setFloat64(16, shape.samples, true)
  view.setUint32(24, stamp, true)
  return bytes
}

/** @throws RangeError when the bytes are not the beginning of a level's file of this layout */
export function decodeHeader(
  bytes: Uint8Array,
): SignalShape & { readonly level: number; readonly stamp: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < HEADER_BYTES || view.getUint32(0, true) !== MAGIC)
    throw new RangeError('this is not a file of signal tiles')
  const channels = view.getUint32(8, true)
  if (channels < 1 || view.getUint32(12, true) !== tileLength(channels))
    throw new RangeError('the signal tiles are of another layout')
  return {
    level: view.getUint32(4, true),
    channels,
    samples: view.getFloat64(16, true),
    stamp: view.getUint32(24, true),
  }
}

/** One channel's part of a tile. */
export interface TileColumn {
  /** Samples, or minima of buckets. */
  readonly min: Float32Array
  /** The same array as `min` at level 0. */
  readonly max: Float32Array
}

/** @param bytes of one whole tile; @param channel of the signal. Null when the tile does not hold that channel. */
export function columnOf(
  bytes: ArrayBuffer,
  place: TilePlace,
  level: number,
  channel: number,
): TileColumn | null {
  const c = channel - place.channel
  if (c < 0 || c >= place.channels || bytes.byteLength !== place.bytes) return null
  const n = place.count
  if (level === 0) {
    const min = new Float32Array(bytes, 4 * c * n, n)
    return { min, max: min }
  }
  return {
    min: new Float32Array(bytes, 8 * c * n, n),
    max: new Float32Array(bytes, 8 * c * n + 4 * n, n),
  }
}
