import { describe, expect, test } from 'vitest'
import { PeaksBuilder } from '#media/core/signal/peaks.ts'
import { silences } from '#media/core/signal/silence.ts'

/** One bucket a letter: "#" loud, "-" at a tenth of full scale, "." silent. A line a channel. */
function peaksOf(...lines: string[]) {
  const builder = new PeaksBuilder(lines.length, 1, 100)
  const level = { '#': 30_000, '-': 3277, '.': 0 }
  for (let k = 0; k < lines[0]!.length; k++)
    builder.push(Int16Array.from(lines, (line) => level[line[k] as '#'] * (k % 2 ? 1 : -1)))
  return builder.finish()
}
const found = (peaks: ReturnType<typeof peaksOf>, decibels = -34, least = 200) =>
  silences(peaks, { decibels, least }).map(({ start, end }) => [start, end])

describe('silences', () => {
  test('as long as they must be, at both ends too', () => {
    expect(found(peaksOf('..##.##...#..'))).toEqual([
      [0, 200],
      [700, 1000],
      [1100, 1300],
    ])
  })
  test('a quiet sound counts when the level allows it', () => {
    expect(found(peaksOf('##--..##'), -34)).toEqual([[400, 600]])
    expect(found(peaksOf('##--..##'), -18)).toEqual([[200, 600]])
  })
  test('every channel must be silent', () => {
    expect(found(peaksOf('#....#', '###..#'))).toEqual([[300, 500]])
  })
  test('nothing in noise, all in nothing', () => {
    expect(found(peaksOf('######'))).toEqual([])
    expect(found(peaksOf('......'))).toEqual([[0, 600]])
    expect(
      silences({ channels: 1, amplitude: new Float32Array(256), levels: [] }, { decibels: -34, least: 1 }),
    ).toEqual([])
  })
})
