import { describe, expect, test } from 'vitest'
import { ALLEN, type Allen, allen, gap, holds, MEANING } from '#media/core/search/relations.ts'

const INVERSE: Record<Allen, Allen> = {
  before: 'after',
  meets: 'met-by',
  overlaps: 'overlapped-by',
  starts: 'started-by',
  during: 'contains',
  finishes: 'finished-by',
  equals: 'equals',
  'finished-by': 'finishes',
  contains: 'during',
  'started-by': 'starts',
  'overlapped-by': 'overlaps',
  'met-by': 'meets',
  after: 'before',
}

describe('Allen’s relations', () => {
  const b = { start: 10, end: 20 }
  test.each<[Allen, number, number]>([
    ['before', 1, 5],
    ['meets', 5, 10],
    ['overlaps', 5, 15],
    ['starts', 10, 15],
    ['during', 12, 18],
    ['finishes', 15, 20],
    ['equals', 10, 20],
    ['finished-by', 5, 20],
    ['contains', 5, 25],
    ['started-by', 10, 25],
    ['overlapped-by', 15, 25],
    ['met-by', 20, 25],
    ['after', 25, 30],
  ])('%s', (name, start, end) => {
    expect(allen({ start, end }, b)).toBe(name)
    expect(allen(b, { start, end })).toBe(INVERSE[name])
  })

  test('exactly one holds for any two, and the inverse the other way round; events included', () => {
    const seen = new Set<Allen>()
    for (let a = 0; a < 6; a++)
      for (let aEnd = a; aEnd < 7; aEnd++)
        for (let c = 0; c < 6; c++)
          for (let cEnd = c; cEnd < 7; cEnd++) {
            const one = allen({ start: a, end: aEnd }, { start: c, end: cEnd })
            const back = allen({ start: c, end: cEnd }, { start: a, end: aEnd })
            expect(back).toBe(INVERSE[one])
            seen.add(one)
          }
    expect([...seen].sort()).toEqual([...ALLEN].sort())
  })

  test('an event lies inside the interval whose first tick it is on, and is after the one that ends there', () => {
    const event = { start: 10, end: 10 }
    expect(MEANING.inside).toContain(allen(event, b))
    expect(MEANING.inside).not.toContain(allen({ start: 20, end: 20 }, b))
    expect(MEANING.after).toContain(allen({ start: 20, end: 20 }, b))
  })

  test('gaps', () => {
    expect(gap({ start: 25, end: 30 }, b)).toBe(5)
    expect(gap({ start: 1, end: 4 }, b)).toBe(6)
    expect(gap({ start: 15, end: 40 }, b)).toBe(0)
    expect(gap({ start: 25, end: 25 }, { start: 20, end: 20 })).toBe(5)
    expect(holds('after', 4, { start: 25, end: 30 }, b)).toBe(false)
    expect(holds('after', 5, { start: 25, end: 30 }, b)).toBe(true)
  })
})
