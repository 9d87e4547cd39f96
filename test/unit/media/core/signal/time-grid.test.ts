import { describe, expect, it } from 'vitest'
import { SignalError } from '#media/core/signal/row-reader.ts'
import { niceRate, rateFromTimes, resolutionOf, TimeGrid } from '#media/core/signal/time-grid.ts'
import { seededRandom } from '#test/kit/random.ts'

const written = (rate: number, count: number, digits: number): number[] =>
  Array.from({ length: count }, (_, i) => Number((i / rate).toFixed(digits)))

const placesOf = (times: readonly number[], rate: number) => {
  const grid = new TimeGrid(rate, resolutionOf(times))
  return { slots: times.map((t, i) => grid.place(t, i + 1)), grid }
}

describe('the rate that times tell', () => {
  it.each([
    [1000, 3],
    [240, 3],
    [59.94005994005994, 4],
    [100, 2],
    [2148.1481, 6],
    [5000, 3],
    [0.5, 0],
  ])('%f a second, written with %i digits', (rate, digits) => {
    const times = written(rate, 5000, digits)
    const found = rateFromTimes(times, times.length, times.at(-1)!)!
    // At the end of the file the place is still the right one.
    expect(Math.abs((found / rate - 1) * times.length)).toBeLessThan(1)
  })

  it('is exact where it is a common one', () => {
    expect(niceRate(59.9987, 10_000)).toBe(60)
    expect(niceRate(59.98, 10_000)).toBe(59.98)
    expect(niceRate(59.99999, 10_000)).toBe(60)
    expect(niceRate(59.94006, 10_000)).toBeCloseTo(60_000 / 1001, 10)
    expect(niceRate(0.1000001, 50)).toBeCloseTo(0.1, 12)
  })

  it('is that of the beginning where there are pauses', () => {
    const times = [...written(100, 500, 3), ...written(100, 500, 3).map((t) => t + 60)]
    expect(rateFromTimes(times, times.length, times.at(-1)!)).toBe(100)
  })

  it('is not made up', () => {
    expect(rateFromTimes([1, 1, 1], 3, null)).toBeNull()
    expect(rateFromTimes([], 0, null)).toBeNull()
  })
})

describe('places', () => {
  it.each([
    [240, 3],
    [5000, 3],
    [60_000 / 1001, 2],
  ])('follow one another at %f Hz written with %i digits', (rate, digits) => {
    const { slots, grid } = placesOf(written(rate, 4000, digits), rate)
    expect(slots).toEqual(Array.from({ length: 4000 }, (_, i) => i))
    expect(grid.notes).toEqual({ gaps: 0, dropped: 0 })
  })

  it('a clock that trembles makes no holes', () => {
    const random = seededRandom(3)
    const times = Array.from({ length: 3000 }, (_, i) => i / 100 + (random() - 0.5) * 0.009)
    const { slots } = placesOf(times, 100)
    expect(slots).toEqual(Array.from({ length: 3000 }, (_, i) => i))
  })

  it('a pause is a gap of the right length', () => {
    const { slots, grid } = placesOf([0, 0.01, 0.02, 0.5, 0.51], 100)
    expect(slots).toEqual([0, 1, 2, 50, 51])
    expect(grid.notes.gaps).toBe(1)
  })

  it('time that goes backwards, leaps or is missing names its line', () => {
    const grid = new TimeGrid(100)
    grid.place(5, 10)
    expect(() => grid.place(4.99, 11)).toThrow(/goes backwards in line 11: from 5 s to 4.99 s/)
    expect(() => grid.place(1e9, 12)).toThrow(/leaps in line 12/)
    expect(() => grid.place(Number.NaN, 13)).toThrow(SignalError)
  })
})
