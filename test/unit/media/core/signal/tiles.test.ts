import { describe, expect, it } from 'vitest'
import {
  bucketOf,
  bucketsAt,
  columnOf,
  decodeHeader,
  encodeHeader,
  GROUP,
  HEADER_BYTES,
  levelFor,
  levelsOf,
  placeOfTile,
  tileLength,
  tileOf,
} from '#media/core/signal/tile-layout.ts'
import { TileWriter } from '#media/core/signal/tile-writer.ts'
import { seededRandom } from '#test/kit/random.ts'

/** Files of all levels as the store would hold them. */
function written(samples: Float64Array[], channels: number) {
  const files: Uint8Array[][] = []
  const writer = new TileWriter(channels, (level, bytes) => {
    files[level] ??= []
    files[level].push(bytes)
  })
  for (const row of samples) writer.push(row)
  const shape = writer.finish()
  const levels = files.map((parts, level) => {
    const whole = new Uint8Array(HEADER_BYTES + parts.reduce((n, p) => n + p.length, 0))
    whole.set(encodeHeader(shape, level, 77))
    let at = HEADER_BYTES
    for (const part of parts) {
      whole.set(part, at)
      at += part.length
    }
    return whole
  })
  return { shape, levels, writer }
}

function random(seed: number, count: number, channels: number): Float64Array[] {
  const next = seededRandom(seed)
  return Array.from({ length: count }, () =>
    Float64Array.from({ length: channels }, () => (next() < 0.05 ? Number.NaN : (next() - 0.5) * 1e4)),
  )
}

describe.each([
  [1, 1],
  [1, 4096],
  [1, 4097],
  [3, 8 * 4096],
  [9, 8 * 4096 + 1],
  [17, 70_001],
  [700, 3000],
])('%i channels of %i samples', (channels, count) => {
  const samples = random(channels * 31 + count, count, channels)
  const { shape, levels, writer } = written(samples, channels)

  it('has the levels that the shape says, each a whole file', () => {
    expect(shape).toEqual({ channels, samples: count })
    expect(levels).toHaveLength(levelsOf(shape))
    expect(bucketsAt(shape, levels.length - 1)).toBeLessThanOrEqual(tileLength(channels))
    for (const [level, file] of levels.entries()) {
      expect(decodeHeader(file)).toEqual({ level, channels, samples: count, stamp: 77 })
      expect(file.length).toBe(HEADER_BYTES + 4 * (level === 0 ? 1 : 2) * channels * bucketsAt(shape, level))
    }
  })

  it('gives every bucket of every level exactly as looking at each sample does', () => {
    const next = seededRandom(5)
    for (const [level, file] of levels.entries()) {
      const buckets = bucketsAt(shape, level)
      // All buckets of few, a thousand of many; always the first and the last.
      const places =
        buckets * channels < 2000
          ? Array.from({ length: buckets * channels }, (_, i) => [Math.floor(i / channels), i % channels])
          : [
              [0, 0],
              [buckets - 1, channels - 1],
              ...Array.from({ length: 1000 }, () => [
                Math.floor(next() * buckets),
                Math.floor(next() * channels),
              ]),
            ]
      for (const [bucket, channel] of places as [number, number][]) {
        const tile = tileOf(shape, bucket, channel)
        const place = placeOfTile(shape, level, tile)!
        const bytes = file.slice(place.offset, place.offset + place.bytes)
        const column = columnOf(bytes.buffer, place, level, channel)!
        const size = bucketOf(level)
        let least = Number.POSITIVE_INFINITY
        let greatest = Number.NEGATIVE_INFINITY
        for (let i = bucket * size; i < Math.min(count, (bucket + 1) * size); i++) {
          const v = Math.fround(samples[i]![channel]!)
          if (Number.isNaN(v)) continue
          least = Math.min(least, v)
          greatest = Math.max(greatest, v)
        }
        const got = [column.min[bucket - place.first], column.max[bucket - place.first]]
        expect(got).toEqual(least > greatest ? [Number.NaN, Number.NaN] : [least, greatest])
      }
    }
  })

  it('knows the range of each channel', () => {
    for (const c of [0, channels - 1]) {
      const present = samples.map((row) => Math.fround(row[c]!)).filter((v) => !Number.isNaN(v))
      expect(writer.least[c]).toBe(present.length ? present.reduce((a, b) => Math.min(a, b)) : Number.NaN)
      expect(writer.greatest[c]).toBe(present.length ? present.reduce((a, b) => Math.max(a, b)) : Number.NaN)
    }
  })

  it('tiles cover the file without gap or overlap, and end', () => {
    for (const [level, file] of levels.entries()) {
      let at = HEADER_BYTES
      let tile = 0
      for (; ; tile++) {
        const place = placeOfTile(shape, level, tile)
        if (!place) break
        expect(place.offset).toBe(at)
        expect(place.channels).toBeLessThanOrEqual(GROUP)
        at += place.bytes
      }
      expect(at).toBe(file.length)
      expect(placeOfTile(shape, level, tile + 5)).toBeNull()
    }
    expect(placeOfTile(shape, levels.length, 0)).toBeNull()
    expect(placeOfTile(shape, 0, -1)).toBeNull()
  })
})

describe('what is missing', () => {
  it('is NaN in every level, and makes no number up', () => {
    const files: number[] = []
    const writer = new TileWriter(2, (level, bytes) => {
      files[level] = (files[level] ?? 0) + bytes.length
      if (level === 2) {
        const numbers = new Float32Array(bytes.buffer)
        expect([...numbers.subarray(100, 200)].every(Number.isNaN)).toBe(true)
      }
    })
    writer.push(Float64Array.of(1, 2))
    writer.skip(99_999)
    const shape = writer.finish()
    expect(shape.samples).toBe(100_000)
    expect([...writer.least]).toEqual([1, 2])
    expect(files[0]).toBe(100_000 * 2 * 4)
  })
})

describe('levels', () => {
  it('an hour at 1 kHz is few numbers on a screen at every zoom', () => {
    const shape = { channels: 16, samples: 3_600_000 }
    for (let perPixel = 0.01; perPixel < 3000; perPixel *= 1.3) {
      const level = levelFor(shape, perPixel)
      const inPixel = perPixel / bucketOf(level)
      expect(inPixel).toBeLessThan(8)
      if (level > 0) expect(inPixel).toBeGreaterThanOrEqual(1)
    }
  })

  it('a header of something else is refused', () => {
    expect(() => decodeHeader(new Uint8Array(HEADER_BYTES))).toThrow(RangeError)
    expect(() => decodeHeader(new Uint8Array(3))).toThrow(RangeError)
  })
})
