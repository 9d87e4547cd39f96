import { describe, expect, test } from 'vitest'
import { buildPyramid, patchPyramid, sampleLane, samplePyramid } from '#app/_studio/timeline/pyramid.ts'
import { TICKS_PER_SECOND as S } from '#media/core/time/tick.ts'
import { laneOfRows } from '#test/kit/lanes.ts'
import { seededRandom } from '#test/kit/random.ts'

const HOUR = 3600 * S
const sample = (rows: [number, number, number][], pixels: number, from = 0, to = HOUR) => {
  const lane = laneOfRows(rows)
  const top = new Uint16Array(pixels)
  const mark = new Uint16Array(pixels)
  samplePyramid(buildPyramid(lane, HOUR, 10), from, (to - from) / pixels, top, mark)
  return { top: [...top], mark: [...mark] }
}

describe('level of detail', () => {
  test('what covers most of a pixel colours it', () => {
    const { top } = sample(
      [
        [0, HOUR / 2, 0],
        [HOUR / 2, HOUR, 1],
      ],
      8,
    )
    expect(top).toEqual([1, 1, 1, 1, 2, 2, 2, 2])
  })

  test('a short event inside a long phase keeps a mark at every zoom', () => {
    const at = HOUR * 0.3
    for (const pixels of [100, 333, 1000, 5000]) {
      const { top, mark } = sample(
        [
          [0, HOUR, 0],
          [at, at + S / 30, 5],
        ],
        pixels,
      )
      const x = Math.floor((at / HOUR) * pixels)
      expect(top[x]).toBe(1)
      expect(mark.filter((m) => m === 6).length).toBeGreaterThan(0)
      expect(mark.slice(x - 1, x + 2)).toContain(6)
    }
  })

  test('a short event alone is seen', () => {
    const { top } = sample([[HOUR / 2, HOUR / 2, 3]], 100)
    expect(top.filter(Boolean)).toEqual([4])
  })

  test('of two short ones in a pixel the rarer is marked', () => {
    const rows: [number, number, number][] = [[0, HOUR, 0]]
    for (let i = 0; i < 50; i++) rows.push([i * 60 * S + 1, i * 60 * S + S, 1])
    rows.push([25 * 60 * S + 5 * S, 25 * 60 * S + 6 * S, 2])
    rows.sort((a, b) => a[0] - b[0])
    expect(sample(rows, 60).mark[25]).toBe(3)
  })

  test('no annotation vanishes: each is the top or the mark, or a rarer one is, in a pixel it touches', () => {
    const random = seededRandom(7)
    const rows: [number, number, number][] = []
    for (let i = 0; i < 400; i++) {
      const start = Math.floor(random() * HOUR * 0.99)
      rows.push([start, start + Math.floor(random() ** 6 * HOUR * 0.01), Math.floor(random() * 10)])
    }
    rows.sort((a, b) => a[0] - b[0])
    const { top } = sample(rows, 900)
    for (const [start] of rows) {
      const x = Math.floor((start / HOUR) * 900)
      expect(top.slice(Math.max(0, x - 1), x + 2).some(Boolean)).toBe(true)
    }
  })

  test('close up, annotations themselves are drawn and the shortest still takes a pixel', () => {
    const top = new Uint16Array(10)
    sampleLane(
      laneOfRows([
        [0, 40, 0],
        [50, 50, 1],
        [70, 200, 2],
      ]),
      0,
      10,
      top,
      new Uint16Array(10),
      new Float64Array(5),
    )
    expect([...top]).toEqual([1, 1, 1, 1, 0, 2, 0, 3, 3, 3])
  })
})

describe('mending after an edit', () => {
  const random = seededRandom(11)
  const many = (): [number, number, number][] =>
    Array.from({ length: 3000 }, (_, i) => {
      const start = Math.floor(i * (HOUR / 3000))
      return [start, start + Math.floor(random() * 3 * S), Math.floor(random() * 6)]
    })

  test('gives what building anew gives, at every level', () => {
    for (let round = 0; round < 40; round++) {
      const rows = many()
      const before = laneOfRows(rows)
      const mended = buildPyramid(before, HOUR, 10)
      const edited = rows.map((r) => [...r] as [number, number, number])
      const at = Math.floor(random() * 2990)
      if (round % 4 === 0) edited.splice(at, 1 + Math.floor(random() * 5))
      else if (round % 4 === 1) edited[at]![2] = 7
      else if (round % 4 === 2)
        edited[at]![1] = Math.min(HOUR, edited[at]![0] + Math.floor(random() * 90 * S))
      else edited.splice(at, 0, [edited[at]![0], edited[at]![0] + 5 * S, 8])
      const after = laneOfRows(edited)
      patchPyramid(mended, before, after)
      const anew = buildPyramid(after, HOUR, 10)
      for (let place = 0; place < 12; place++)
        expect(Math.abs(mended.rank[place]! - anew.rank[place]!)).toBeLessThan(1)
      // Marks depend on what is rare, which the untouched bins learned before the edit: compared with the same ranks.
      const same = buildPyramid(after, HOUR, 10, mended.rank)
      for (const [l, level] of mended.levels.entries()) {
        expect(level.top).toEqual(same.levels[l]!.top)
        expect(level.cover.every((c, k) => Math.abs(c - same.levels[l]!.cover[k]!) <= c * 1e-6)).toBe(true)
      }
    }
  })

  test('nothing differs, nothing is done', () => {
    const rows = many()
    const pyramid = buildPyramid(laneOfRows(rows), HOUR, 10)
    const top = pyramid.levels[0]!.top.slice()
    patchPyramid(pyramid, laneOfRows(rows), laneOfRows(rows))
    expect(pyramid.levels[0]!.top).toEqual(top)
  })
})
