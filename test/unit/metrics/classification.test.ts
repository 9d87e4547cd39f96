import { describe, expect, it } from 'vitest'
import { classificationReport, groupBootstrap, groupFolds } from '#media/core/metrics/classification.ts'
import { seededRandom } from '#test/kit/random.ts'

describe('classification', () => {
  it('has the figures of scikit-learn’s documentation of f1_score', () => {
    // y_true = [0, 1, 2, 0, 1, 2], y_pred = [0, 2, 1, 0, 0, 1]: macro F1 0.26…
    const r = classificationReport([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1], 3)
    expect(r.macroF1).toBeCloseTo(0.8 / 3, 12)
    expect(r.classes[0]).toEqual({ precision: 2 / 3, recall: 1, f1: 0.8, n: 2 })
    expect(r.classes[1]!.f1).toBe(0)
    expect(r.accuracy).toBeCloseTo(1 / 3, 12)
    expect(r.confusion).toEqual([
      [2, 0, 0],
      [1, 0, 1],
      [0, 2, 0],
    ])
  })

  it('refuses lists of different lengths', () => {
    expect(() => classificationReport([0], [], 1)).toThrow(/do not go with/)
  })
})

describe('groups', () => {
  it('are never divided between folds, and folds are about as large', () => {
    const groups = [...'aaaaabbbbcccdde'].map(String)
    const folds = groupFolds(groups, 3)
    for (const g of 'abcde') expect(new Set(folds.filter((_, i) => groups[i] === g)).size).toBe(1)
    expect([0, 1, 2].map((f) => folds.filter((x) => x === f).length)).toEqual([5, 5, 5])
    expect(Math.max(...groupFolds(['a', 'b'], 5))).toBe(1)
  })

  it('give an interval around the figure, and none with one group', () => {
    const random = seededRandom(5)
    const values = Array.from({ length: 40 }, (_, i) => i % 10)
    const groups = values.map((_, i) => `g${i % 20}`)
    const mean = (places: readonly number[]) => places.reduce((s, i) => s + values[i]!, 0) / places.length
    const interval = groupBootstrap(groups, mean, random)!
    expect(interval.low).toBeLessThan(4.5)
    expect(interval.high).toBeGreaterThan(4.5)
    expect(interval.high - interval.low).toBeLessThan(4)
    expect(groupBootstrap(['a', 'a'], () => 1, random)).toBeNull()
  })
})
