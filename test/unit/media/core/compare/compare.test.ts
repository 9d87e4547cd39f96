import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toAsset, toRecording } from '#media/core/asset/placement.ts'
import { matchPhases, type Phase } from '#media/core/compare/match-phases.ts'
import { shiftedMap, stretchedMap, TimeMap } from '#media/core/compare/time-map.ts'

/** "prep:10 calot:5": phases one after the other, lengths in ticks of ten million. */
const phases = (text: string): Phase[] => {
  let at = 0
  return text.split(' ').map((word) => {
    const [key = '', length = '1'] = word.split(':')
    const start = at
    at += Number(length) * 1e7
    return { key, start, end: at }
  })
}
const words = (a: string, b: string) => {
  const [x, y] = [phases(a), phases(b)]
  const { pairs, onlyA, onlyB } = matchPhases(x, y)
  return {
    pairs: pairs.map(([i, j]) => `${i}-${j}`).join(' '),
    onlyA: onlyA.map((i) => x[i]!.key).join(' '),
    onlyB: onlyB.map((j) => y[j]!.key).join(' '),
  }
}

describe('matching phases', () => {
  test('the same order', () =>
    expect(words('p c x', 'p c x')).toEqual({ pairs: '0-0 1-1 2-2', onlyA: '', onlyB: '' }))
  test('one that only one of them has', () =>
    expect(words('p c x', 'p x w')).toEqual({ pairs: '0-0 2-1', onlyA: 'c', onlyB: 'w' }))
  test('a label twice against once takes the one of like length', () =>
    expect(words('p:4 c:1 p:9', 'p:9')).toEqual({ pairs: '2-0', onlyA: 'p c', onlyB: '' }))
  test('another order keeps the longest run', () =>
    expect(words('a b c d', 'b c d a')).toEqual({ pairs: '1-0 2-1 3-2', onlyA: 'a', onlyB: 'a' }))
  test('nothing in common', () => expect(words('a', 'b')).toEqual({ pairs: '', onlyA: 'a', onlyB: 'b' }))
  test('every phase is matched once or left over, and matches rise', () => {
    const list = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 9 })), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(list, list, (p, q) => {
        const make = (l: [string, number][]) =>
          l.length ? phases(l.map(([k, n]) => `${k}:${n}`).join(' ')) : []
        const [a, b] = [make(p), make(q)]
        const { pairs, onlyA, onlyB } = matchPhases(a, b)
        expect([...pairs.map(([i]) => i), ...onlyA].sort((x, y) => x - y)).toEqual(a.map((_, i) => i))
        expect([...pairs.map(([, j]) => j), ...onlyB].sort((x, y) => x - y)).toEqual(b.map((_, i) => i))
        for (const [k, [i, j]] of pairs.entries()) {
          expect(a[i]!.key).toBe(b[j]!.key)
          if (k > 0) {
            expect(i).toBeGreaterThan(pairs[k - 1]![0])
            expect(j).toBeGreaterThan(pairs[k - 1]![1])
          }
        }
        // No longer run exists: as many pairs as the classic longest common subsequence.
        const lcs = (x: number, y: number): number =>
          x === a.length || y === b.length
            ? 0
            : a[x]!.key === b[y]!.key
              ? 1 + lcs(x + 1, y + 1)
              : Math.max(lcs(x + 1, y), lcs(x, y + 1))
        if (a.length < 8 && b.length < 8) expect(pairs.length).toBe(lcs(0, 0))
      }),
    )
  })
})

describe('maps of time', () => {
  const a = phases('p:10 c:20 x:5')
  const b = phases('p:5 c:60 x:5')
  const map = stretchedMap(a, b, matchPhases(a, b))!
  test('beginnings and ends fall on each other, middles on middles', () => {
    for (const k of [0, 1, 2]) {
      expect(map.toB(a[k]!.start)).toBeCloseTo(b[k]!.start, 3)
      expect(map.toB((a[k]!.start + a[k]!.end) / 2)).toBeCloseTo((b[k]!.start + b[k]!.end) / 2, 3)
    }
    // Beyond the last both go at the same speed.
    expect(map.toB(a[2]!.end + 777)).toBeCloseTo(b[2]!.end + 777, 3)
    expect(map.toB(-777)).toBeCloseTo(-777, 3)
  })
  test('there and back is the same, later stays later', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 1, max: 1e8 }), (t, more) => {
        expect(map.toA(map.toB(t))).toBeCloseTo(t, 2)
        expect(map.toB(t + more)).toBeGreaterThan(map.toB(t))
      }),
    )
  })
  test('as a placement it says the same to a tick', () => {
    for (const t of [-5e7, 0, 3e7, 1.7e8, 3.3e8, 9e8]) {
      const p = map.placementAt(t)
      expect(Math.abs(toAsset(p, t) - map.toB(t))).toBeLessThan(2 / Math.min(1, p.rate) + 1)
      expect(Math.abs(toRecording(p, map.toB(t)) - t)).toBeLessThan(2)
    }
  })
  test('points that fall together or go back are left out', () => {
    const odd = new TimeMap([
      { a: 0, b: 0 },
      { a: 10, b: 0 },
      { a: 20, b: 30 },
      { a: 20, b: 40 },
      { a: 40, b: 10 },
      { a: 50, b: 60 },
    ])
    expect(odd.points).toEqual([
      { a: 0, b: 0 },
      { a: 20, b: 30 },
      { a: 50, b: 60 },
    ])
    expect(() => new TimeMap([])).toThrow(RangeError)
  })
  test('events match moments; nothing matched is no map', () => {
    const x = [{ key: 'cut', start: 100, end: 100 }]
    const y = [{ key: 'cut', start: 250, end: 250 }]
    expect(stretchedMap(x, y, matchPhases(x, y))!.toB(130)).toBe(280)
    expect(stretchedMap(x, [], matchPhases(x, []))).toBeNull()
    expect(shiftedMap({ a: 5, b: 8 }).toB(0)).toBe(3)
  })
})
