/**
 * Turns a stream of samples into tiles of all levels with memory for one block a level: when a block is full it is given
 * out and, halved, goes into the block of the next level.
 */
import { bucketsAt, levelsOf, type SignalShape, tileLength } from './tile-layout.ts'

interface LevelBlock {
  /** Channel by channel `tile` numbers; the same array twice at level 0. */
  readonly min: Float32Array
  readonly max: Float32Array
  filled: number
  given: number
}

export class TileWriter {
  /** Least and greatest sample by channel; NaN while there was none. */
  readonly least: Float64Array
  readonly greatest: Float64Array
  private readonly channels: number
  private readonly tile: number
  private readonly give: (level: number, bytes: Uint8Array) => void
  private readonly levels: LevelBlock[] = []
  private count = 0

  /** @param give gets the blocks of each level in order; the bytes are the receiver's own */
  constructor(channels: number, give: (level: number, bytes: Uint8Array) => void) {
    this.channels = channels
    this.tile = tileLength(channels)
    this.give = give
    this.least = new Float64Array(channels).fill(Number.NaN)
    this.greatest = new Float64Array(channels).fill(Number.NaN)
    const min = new Float32Array(channels * this.tile)
    this.levels.push({ min, max: min, filled: 0, given: 0 })
  }

  get samples(): number {
    return this.count
  }

  /** One sample of every channel, beginning at `from`. */
  push(values: Float64Array, from = 0): void {
    const block = this.levels[0]!
    // A full block waits for what follows it: only then there is a level above.
    if (block.filled === this.tile) this.pass(0)
    const { min } = block
    for (let c = 0, at = block.filled; c < this.channels; c++, at += this.tile) min[at] = values[from + c]!
    this.count++
    block.filled++
  }

  /** So many samples that are missing in every channel. */
  skip(samples: number): void {
    for (let left = samples; left > 0; ) {
      const block = this.levels[0]!
      if (block.filled === this.tile) this.pass(0)
      const n = Math.min(left, this.tile - block.filled)
      for (let c = 0; c < this.channels; c++) {
        const at = c * this.tile + block.filled
        block.min.fill(Number.NaN, at, at + n)
      }
      left -= n
      this.count += n
      block.filled += n
    }
  }

  /** Gives out what is left. */
  finish(): SignalShape {
    const shape = { channels: this.channels, samples: this.count }
    for (let level = 0; level < this.levels.length; level++) {
      if (this.levels[level]!.filled > 0) this.pass(level, level + 1 < levelsOf(shape))
      if (this.levels[level]!.given !== bucketsAt(shape, level))
        throw new Error(`level ${level} holds ${this.levels[level]!.given} of ${bucketsAt(shape, level)}`)
    }
    return shape
  }

  private pass(level: number, onward = true): void {
    const block = this.levels[level]!
    if (level === 0) this.widen(block)
    this.give(level, this.pack(block, level === 0 ? 1 : 2))
    if (onward) this.reduce(block, level)
    block.given += block.filled
    block.filled = 0
  }

  private pack(block: LevelBlock, columns: 1 | 2): Uint8Array {
    const n = block.filled
    const out = new Float32Array(this.channels * n * columns)
    for (let c = 0, at = 0; c < this.channels; c++) {
      const from = c * this.tile
      out.set(block.min.subarray(from, from + n), at)
      at += n
      if (columns === 2) {
        out.set(block.max.subarray(from, from + n), at)
        at += n
      }
    }
    return new Uint8Array(out.buffer)
  }

  private reduce(block: LevelBlock, level: number): void {
    const next = this.levelAt(level + 1)
    if (next.filled === this.tile) this.pass(level + 1)
    const by = level === 0 ? 8 : 2
    const buckets = Math.ceil(block.filled / by)
    for (let c = 0; c < this.channels; c++) {
      const base = c * this.tile
      const end = base + block.filled
      let to = base + next.filled
      for (let i = base; i < end; i += by) {
        let least = Number.POSITIVE_INFINITY
        let greatest = Number.NEGATIVE_INFINITY
        const last = Math.min(end, i + by)
        for (let k = i; k < last; k++) {
          const a = block.min[k]!
          const b = block.max[k]!
          // Comparisons with NaN are false: what is missing counts for nothing.
          if (a < least) least = a
          if (b > greatest) greatest = b
        }
        next.min[to] = least > greatest ? Number.NaN : least
        next.max[to++] = least > greatest ? Number.NaN : greatest
      }
    }
    next.filled += buckets
  }

  private levelAt(level: number): LevelBlock {
    this.levels[level] ??= {
      min: new Float32Array(this.channels * this.tile),
      max: new Float32Array(this.channels * this.tile),
      filled: 0,
      given: 0,
    }
    return this.levels[level]
  }

  private widen(block: LevelBlock): void {
    for (let c = 0; c < this.channels; c++) {
      let least = this.least[c]!
      let greatest = this.greatest[c]!
      const from = c * this.tile
      for (let i = from; i < from + block.filled; i++) {
        const v = block.min[i]!
        if (Number.isNaN(v)) continue
        if (!(v >= least)) least = v
        if (!(v <= greatest)) greatest = v
      }
      this.least[c] = least
      this.greatest[c] = greatest
    }
  }
}
