/** Spectrogram tiles against what is known beforehand: a direct transform, sines, a chirp. */
import { describe, expect, test } from 'vitest'
import {
  COLUMN_TICKS,
  dbOfByte,
  fftSizeOf,
  hzAt,
  kindFrom,
  kindText,
  rowAt,
  rowsOf,
  type SpectrumKind,
  samplesOfTile,
  TILE_COLUMNS,
  TileMaker,
  windowSamples,
} from '#media/core/sound/spectrum.ts'
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'
import { seededRandom } from '#test/kit/random.ts'

const LINEAR: SpectrumKind = { scale: 'linear', rate: 16_000, window: 20, channel: 'mix' }
const MEL: SpectrumKind = { ...LINEAR, scale: 'mel' }

/** The tile of a sound given as a function of the sample's number; pushed in pieces of odd lengths. */
function tileOf(kind: SpectrumKind, level: number, tile: number, sound: (n: number) => number): Uint8Array {
  const { from, to } = samplesOfTile(kind, level, tile)
  const maker = new TileMaker(kind, level)
  for (let at = from; at < to; at += 777)
    maker.push(Float32Array.from({ length: Math.min(777, to - at) }, (_, i) => sound(at + i)))
  return maker.finish()
}
const loudestRow = (tile: Uint8Array, rows: number, column: number): number => {
  let best = 0
  for (let r = 1; r < rows; r++)
    if (tile[r * TILE_COLUMNS + column]! > tile[best * TILE_COLUMNS + column]!) best = r
  return best
}

describe('spectrogram tiles', () => {
  test.each([
    [LINEAR, 0, 250, 0.25],
    [LINEAR, 3, 2000, 1],
    [{ ...LINEAR, rate: 48_000, window: 40 } as const, 1, 9000, 0.5],
    [MEL, 0, 440, 0.5],
    [MEL, 2, 3000, 1],
  ])('a sine stands in its row with its level: %j, level %i, %i Hz', (kind, level, hz, amplitude) => {
    const tile = tileOf(kind, level, 2, (n) => amplitude * Math.sin((2 * Math.PI * hz * n) / kind.rate))
    const rows = rowsOf(kind)
    for (const column of [0, 100, 255]) {
      const row = loudestRow(tile, rows, column)
      expect(Math.abs(row - rowAt(kind, hz))).toBeLessThanOrEqual(1)
      const db = dbOfByte(tile[row * TILE_COLUMNS + column]!)
      // Between two rows, a window's lobe is up to 1.5 dB lower; a mel band gathers more than one bin.
      const wanted = 20 * Math.log10(amplitude)
      expect(db).toBeGreaterThan(wanted - 2.5)
      expect(db).toBeLessThan(wanted + (kind.scale === 'mel' ? 6 : 0.5))
    }
  })

  test('a chirp follows its line', () => {
    const rate = 16_000
    // From 500 Hz, 2000 Hz more every second.
    const phase = (t: number) => 2 * Math.PI * (500 * t + 1000 * t * t)
    const tile = tileOf(LINEAR, 0, 1, (n) => 0.5 * Math.sin(phase(n / rate)))
    for (let column = 0; column < TILE_COLUMNS; column += 17) {
      const t = ((TILE_COLUMNS + column + 0.5) * COLUMN_TICKS) / TICKS_PER_SECOND
      const hz = hzAt(LINEAR, loudestRow(tile, rowsOf(LINEAR), column))
      expect(Math.abs(hz - (500 + 2000 * t))).toBeLessThan(50)
    }
  })

  test('every row equals a direct transform of the same window', () => {
    const random = seededRandom(7)
    const noise = Float32Array.from({ length: 40_000 }, () => random() * 0.6 - 0.3)
    const sound = (n: number) => noise[n] ?? 0
    const tile = tileOf(LINEAR, 0, 1, sound)
    const length = windowSamples(LINEAR)
    const size = fftSizeOf(LINEAR)
    for (const column of [0, 1, 128, 255]) {
      const begin = (TILE_COLUMNS + column + 0.5) * 64 - length / 2
      const hann = (i: number) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / length)
      let sum = 0
      for (let i = 0; i < length; i++) sum += hann(i)
      for (let row = 0; row < rowsOf(LINEAR); row += 5) {
        let re = 0
        let im = 0
        for (let i = 0; i < length; i++) {
          const v = sound(begin + i) * hann(i)
          re += v * Math.cos((2 * Math.PI * row * i) / size)
          im -= v * Math.sin((2 * Math.PI * row * i) / size)
        }
        const db = 20 * Math.log10((2 * Math.hypot(re, im)) / sum)
        const found = dbOfByte(tile[row * TILE_COLUMNS + column]!)
        expect(Math.abs(found - Math.max(-127.5, db))).toBeLessThanOrEqual(0.26)
      }
    }
  })

  test('silence is nothing, rows and hertz are each other’s inverse, names survive', () => {
    expect(new Set(tileOf(LINEAR, 5, 0, () => 0))).toEqual(new Set([0]))
    for (const kind of [LINEAR, MEL])
      for (const row of [0, 17.5, 100]) expect(rowAt(kind, hzAt(kind, row))).toBeCloseTo(row, 6)
    expect(kindFrom(kindText(MEL))).toEqual(MEL)
    expect(kindFrom('linear-16001-20-mix')).toBeNull()
  })
})
