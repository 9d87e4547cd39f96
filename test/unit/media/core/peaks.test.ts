import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodePeaks,
  emptyLevel,
  encodePeaks,
  headBytes,
  levelFor,
  PeaksBuilder,
  peaksLayout,
  peakTile,
  putTile,
} from '#media/core/signal/peaks.ts'
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'
import { seededRandom } from '#test/kit/random.ts'

function peaksOf(samples: Int16Array, channels: number, perBucket: number, chunk: number) {
  const builder = new PeaksBuilder(channels, perBucket, 7_056_000)
  for (let i = 0; i < samples.length; i += chunk * channels)
    builder.push(samples.subarray(i, i + chunk * channels))
  return builder.finish()
}

describe('peaks', () => {
  test('hold the least and greatest sample of every stretch, however the samples come in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -32768, max: 32767 }), { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 1, max: 2 }),
        fc.integer({ min: 1, max: 17 }),
        fc.integer({ min: 1, max: 50 }),
        (values, channels, perBucket, chunk) => {
          const samples = Int16Array.from(values.slice(0, values.length - (values.length % channels)))
          if (samples.length === 0) return
          const { amplitude, levels } = peaksOf(samples, channels, perBucket, chunk)
          const finest = levels.at(-1)!
          const frames = samples.length / channels
          expect(finest.length).toBe(Math.ceil(frames / perBucket))
          for (let b = 0; b < finest.length; b++)
            for (let c = 0; c < channels; c++) {
              const own = []
              for (let f = b * perBucket; f < Math.min(frames, (b + 1) * perBucket); f++)
                own.push(samples[f * channels + c]!)
              const [least, greatest] = [Math.min(...own) / 32_768, Math.max(...own) / 32_768]
              const below = amplitude[finest.min[c]![b]! & 255]!
              const above = amplitude[finest.max[c]![b]! & 255]!
              // Rounded outwards, by less than one step of the scale of squares.
              expect(below).toBeLessThanOrEqual(least + 1e-6)
              expect(above).toBeGreaterThanOrEqual(greatest - 1e-6)
              const step = (v: number) => (2 * Math.sqrt(Math.abs(v)) + 1 / 127) / 127 + 1e-6
              expect(least - below).toBeLessThan(step(least))
              expect(above - greatest).toBeLessThan(step(greatest))
            }
        },
      ),
    )
  })

  const samples = Int16Array.from({ length: 2 * 100_000 }, (_, i) =>
    Math.round(20_000 * Math.sin(i / 9) * Math.sin(i / 7000)),
  )
  const peaks = peaksOf(samples, 2, 10, 4096)

  test('each level is twice as coarse and covers what lies below it', () => {
    expect(peaks.levels.length).toBeGreaterThan(3)
    for (let i = 1; i < peaks.levels.length; i++) {
      const coarse = peaks.levels[i - 1]!
      const fine = peaks.levels[i]!
      expect(coarse.ticks).toBe(fine.ticks * 2)
      expect(coarse.length).toBe(Math.ceil(fine.length / 2))
      for (let b = 0; b < fine.length; b++) {
        expect(coarse.min[0]![b >> 1]!).toBeLessThanOrEqual(fine.min[0]![b]!)
        expect(coarse.max[1]![b >> 1]!).toBeGreaterThanOrEqual(fine.max[1]![b]!)
      }
    }
  })

  test('survive the file, and its beginning alone gives the coarse levels', () => {
    const file = encodePeaks(peaks)
    expect(decodePeaks(file)).toEqual(peaks)
    const beginning = decodePeaks(file.subarray(0, 8000))
    expect(beginning.levels.length).toBeGreaterThan(0)
    expect(beginning.levels.length).toBeLessThan(peaks.levels.length)
    expect(beginning.levels).toEqual(peaks.levels.slice(0, beginning.levels.length))
  })

  test('the level for a zoom is the coarsest that is fine enough', () => {
    const finest = peaks.levels.at(-1)!
    expect(levelFor(peaks, finest.ticks)).toBe(finest)
    expect(levelFor(peaks, finest.ticks * 5)!.ticks).toBe(finest.ticks * 4)
    expect(levelFor(peaks, 1)).toBe(finest)
  })

  test('something else is refused', () => {
    expect(() => decodePeaks(new Uint8Array(100))).toThrow(RangeError)
    expect(() => decodePeaks(encodePeaks(peaks).subarray(0, 20))).toThrow(RangeError)
  })

  test('three hours of stereo stay below 10 MB, and 50 kB draw all of it', () => {
    const builder = new PeaksBuilder(2, 1, TICKS_PER_SECOND / 100)
    const next = seededRandom(3)
    const second = new Int16Array(200)
    for (let s = 0; s < 3 * 3600; s++) {
      for (let i = 0; i < second.length; i++) second[i] = (next() - 0.5) * 40_000
      builder.push(second)
    }
    const file = encodePeaks(builder.finish(), 7)
    expect(file.length).toBeLessThanOrEqual(10_000_000)
    const layout = peaksLayout(file)
    const head = file.subarray(0, headBytes(layout))
    expect(head.length).toBeLessThanOrEqual(50_000)
    // More buckets than a wide screen has pixels lie in it, and they reach to the end.
    const { levels } = decodePeaks(head)
    const shown = levels.at(-1)!
    expect(shown.length).toBeGreaterThan(2000)
    expect(shown.length * shown.ticks).toBeGreaterThanOrEqual(3 * 3600 * TICKS_PER_SECOND)
    // Any level is put together from its tiles alone.
    const finest = layout.levels.length - 1
    const level = emptyLevel(layout, finest)
    for (let t = 0, tile = peakTile(layout, finest, 0); tile; tile = peakTile(layout, finest, ++t))
      putTile(level, tile, file.slice(tile.offset, tile.offset + tile.bytes))
    expect(level).toEqual(decodePeaks(file).levels.at(-1))
    expect(layout.stamp).toBe(7)
  })
})
