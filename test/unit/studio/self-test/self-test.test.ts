import { expect, test } from 'vitest'
import { tally } from '#app/_studio/self-test/movements.ts'
import { codeOf } from '#app/_studio/self-test/read-code.ts'
import { quantile, seededRandom, timesOf } from '#app/_studio/self-test/statistics.ts'
import { shareText, verdict } from '#app/_studio/self-test/words.ts'

function drawn(value: number, contrast = 235): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(160 * 20 * 4)
  for (let y = 0; y < 20; y++)
    for (let x = 0; x < 160; x++) {
      const bit = (value >> Math.floor(x / 10)) & 1
      rgba.fill((y < 10 ? bit : 1 - bit) ? contrast : 16, (y * 160 + x) * 4, (y * 160 + x) * 4 + 4)
    }
  return rgba
}

test('a code is read back, and an unclear one is no number', () => {
  for (const n of [0, 1, 300, 40_000, 65_535]) expect(codeOf(drawn(n))).toBe(n)
  expect(codeOf(drawn(300, 80))).toBeNull()
})

test('only all of them is 100 %', () => {
  expect(shareText(10, 10)).toBe('100 %')
  expect(shareText(9_999, 10_000)).toBe('99.9 %')
  expect(shareText(0, 0)).toBe('—')
})

test('the verdict counts every check and says what to do', () => {
  const good = tally()
  good.add(5, 5, 10)
  expect(verdict([good.done()])).toMatchObject({ good: true })
  const bad = tally()
  bad.add(5, 4, 10)
  bad.add(6, null, null)
  expect(bad.done()).toMatchObject({
    tried: 2,
    exact: 0,
    wrong: [
      { wanted: 5, seen: 4 },
      { wanted: 6, seen: null },
    ],
  })
  expect(verdict([good.done(), bad.done()])).toMatchObject({ good: false })
  expect(verdict([good.done(), bad.done()]).text).toContain('2 of 3')
  expect(verdict([]).good).toBe(false)
})

test('quantiles by nearest rank', () => {
  const times = timesOf([4, 1, 3, 2])
  expect(times).toEqual({ n: 4, median: 2, p95: 4, mean: 2.5 })
  expect(quantile([], 0.5)).toBeNull()
  expect(timesOf([])).toEqual({ n: 0, median: null, p95: null, mean: null })
})

test('the same seed gives the same targets', () => {
  const [a, b] = [seededRandom(7), seededRandom(7)]
  const list = Array.from({ length: 50 }, a)
  expect(Array.from({ length: 50 }, b)).toEqual(list)
  expect(Math.min(...list)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...list)).toBeLessThan(1)
  expect(new Set(list).size).toBe(50)
})
