import fs from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bestPairing } from '#media/core/metrics/assignment.ts'
import {
  detectionErrorRate,
  diarizationErrorRate,
  jaccardErrorRate,
  type Turn,
  union,
} from '#media/core/metrics/der.ts'
import { seededRandom } from '#test/kit/random.ts'
import { sharedData, WITHOUT_SAMPLES } from '#test/kit/shared-data.ts'

const turns = (text: string): Turn[] =>
  text.split(' ').map((part) => {
    const [speaker, start, end] = part.split(':')
    return { speaker: speaker!, start: Number(start), end: Number(end) }
  })

/** The example in the documentation of pyannote.metrics. */
const reference = turns('A:0:10 B:12:20 A:24:27 C:30:40')
const answer = turns('a:2:13 b:13:14 c:14:20 b:22:38 d:38:40')

describe('diarization error rate', () => {
  const golden = sharedData('reference/metrics-golden/golden.json')
  it.skipIf(!golden)(
    `agrees with pyannote.metrics on its own example${golden ? '' : ` (${WITHOUT_SAMPLES})`}`,
    () => {
      const key = 'der pyannote.metrics doc example (expect 0.5161)'
      const expected = JSON.parse(fs.readFileSync(golden!, 'utf8'))[key]
      const result = diarizationErrorRate(reference, answer)
      expect(result.total).toBe(expected.total)
      expect(result.missed).toBe(expected.missed)
      expect(result.falseAlarm).toBe(expected.false_alarm)
      expect(result.confusion).toBe(expected.confusion)
      expect(result.rate).toBeCloseTo(expected.DER, 12)
    },
  )

  it('is 0 for the same turns under other names, and 1 for silence', () => {
    const renamed = reference.map((t) => ({ ...t, speaker: `x${t.speaker}` }))
    expect(diarizationErrorRate(reference, renamed)).toMatchObject({ rate: 0, correct: 31 })
    expect(diarizationErrorRate(reference, renamed).mapping.get('xB')).toBe('B')
    expect(diarizationErrorRate(reference, [])).toMatchObject({ rate: 1, missed: 31, falseAlarm: 0 })
    expect(diarizationErrorRate([], answer)).toMatchObject({ rate: null, falseAlarm: 36 })
  })

  it('takes a collar by its full width, or by its half as NIST does', () => {
    const said = turns('A:0:10')
    const heard = turns('a:0.25:10.4')
    expect(diarizationErrorRate(said, heard).rate).toBeCloseTo(0.065, 12)
    const whole = diarizationErrorRate(said, heard, { collar: 0.5 })
    // 0.25 on both sides of 0 and 10: the late start is forgiven, 0.15 of the late end is not.
    expect(whole.total).toBeCloseTo(9.5, 12)
    expect([whole.missed, whole.falseAlarm]).toEqual([0, expect.closeTo(0.15, 12)])
    expect(diarizationErrorRate(said, heard, { nistCollar: 0.25 })).toEqual(whole)
    expect(() => diarizationErrorRate(said, heard, { collar: 0.5, nistCollar: 0.25 })).toThrow(/not both/)
  })

  it('counts overlap for each speaker, or leaves it out', () => {
    const said = turns('A:0:10 B:8:12')
    const heard = turns('a:0:9 b:9:12')
    const result = diarizationErrorRate(said, heard)
    expect(result).toMatchObject({ total: 14, missed: 2, falseAlarm: 0, confusion: 0, correct: 12 })
    expect(diarizationErrorRate(said, heard, { skipOverlap: true })).toMatchObject({ total: 10, rate: 0 })
  })

  it('looks at the evaluated regions only', () => {
    const result = diarizationErrorRate(reference, answer, { regions: [{ start: 12, end: 20 }] })
    // B says 12–20; heard as a for a second, as b for one, and as c for six.
    expect(result).toMatchObject({ total: 8, missed: 0, falseAlarm: 0, confusion: 2 })
  })

  it('counts a speaker once where his turns overlap', () => {
    expect(diarizationErrorRate(turns('A:0:5 A:3:8'), turns('a:0:8'))).toMatchObject({ total: 8, rate: 0 })
  })
})

describe('Jaccard error rate', () => {
  it('is the mean over speakers of what is not shared', () => {
    // A (13) and a (11) share 8; B (8) and c (6) share 6; C (10) and b (17) share 8.
    const rate = jaccardErrorRate(reference, answer)!
    const [aWithA, bWithC, cWithB] = [8 / 16, 6 / 8, 8 / 19]
    expect(rate).toBeCloseTo(1 - (aWithA + bWithC + cWithB) / 3, 12)
    expect(jaccardErrorRate(reference, [])).toBe(1)
    expect(jaccardErrorRate(reference, reference)).toBe(0)
    expect(jaccardErrorRate([], answer)).toBeNull()
  })
})

describe('detection error rate', () => {
  it('asks only whether anybody speaks', () => {
    const result = detectionErrorRate(turns('A:0:4 B:3:6'), [{ start: 1, end: 7 }])
    expect(result).toEqual({ total: 6, missed: 1, falseAlarm: 1, rate: 2 / 6 })
  })
})

describe('best pairing', () => {
  const gainOf = (gains: number[][], pairs: (number | null)[]): number =>
    pairs.reduce<number>((total, column, row) => total + (column === null ? 0 : gains[row]![column]!), 0)
  const best = (gains: number[][], row = 0, used = new Set<number>()): number => {
    if (row === gains.length) return 0
    let most = best(gains, row + 1, used)
    gains[row]!.forEach((gain, column) => {
      if (!used.has(column)) most = Math.max(most, gain + best(gains, row + 1, new Set([...used, column])))
    })
    return most
  }

  it('finds the highest sum of every shape', () => {
    const next = seededRandom(5)
    for (let k = 0; k < 60; k++) {
      const [rows, columns] = [1 + Math.floor(next() * 5), 1 + Math.floor(next() * 5)]
      const gains = Array.from({ length: rows }, () =>
        Array.from({ length: columns }, () => Math.floor(next() * 20)),
      )
      const pairs = bestPairing(gains)
      const columnsTaken = pairs.filter((c) => c !== null)
      expect(new Set(columnsTaken).size).toBe(columnsTaken.length)
      expect(gainOf(gains, pairs)).toBe(best(gains))
    }
    expect(bestPairing([])).toEqual([])
  })
})

describe('union', () => {
  it('joins what touches and drops what is empty', () => {
    const spans = [
      { start: 5, end: 6 },
      { start: 0, end: 2 },
      { start: 2, end: 3 },
      { start: 9, end: 9 },
    ]
    expect(union(spans)).toEqual([
      { start: 0, end: 3 },
      { start: 5, end: 6 },
    ])
  })
})
