/** Every relation, its denial, groups and chains against a comparison of all with all, on random rows. */
import { describe, expect, test } from 'vitest'
import { columnsOf, type SearchColumns, withRows } from '#media/core/search/columns.ts'
import { find } from '#media/core/search/find.ts'
import { type Condition, EMPTY_QUERY, type Query, type Same } from '#media/core/search/query.ts'
import { closeOf, gap, holds, RELATION_NAMES } from '#media/core/search/relations.ts'
import { Extremes, sortedOrder } from '#media/core/search/sweeps.ts'
import { seededRandom } from '#test/kit/random.ts'
import { LABELS, labelOf, plainNames, randomColumns, randomRows, timesOf } from './search-kit.ts'

const names = plainNames()
const label = (name: string): Condition => ({ field: 'label', values: [name], not: false })
const sameness = (columns: SearchColumns, same: readonly Same[], a: number, b: number) =>
  same.every((s) => columns[s].numbers[a] === columns[s].numbers[b])

function bruteForce(columns: SearchColumns, query: Query): number[] {
  const all = Array.from({ length: columns.length }, (_, i) => i)
  const meets = (row: number, filter: readonly Condition[]) =>
    filter.every((c) => c.field === 'label' && c.values.includes(labelOf(columns, row)) !== c.not)
  /** Length of the shortest chain from a row; Infinity when there is none. */
  const finish = (row: number, k: number): number => {
    const step = query.steps[k]
    if (!step) return columns.ends[row]!
    const next = all.filter(
      (b) =>
        meets(b, step.to) &&
        sameness(columns, query.same, row, b) &&
        columns.starts[b]! >= closeOf(timesOf(columns, row)) &&
        (step.within === null || gap(timesOf(columns, b), timesOf(columns, row)) <= step.within),
    )
    return Math.min(Number.POSITIVE_INFINITY, ...next.map((b) => finish(b, k + 1)))
  }
  return all.filter((a) => {
    if (!meets(a, query.find)) return false
    const relationsHold = query.relations.every(
      ({ relation, within, not, to }) =>
        all.some(
          (b) =>
            b !== a &&
            meets(b, to) &&
            sameness(columns, query.same, a, b) &&
            holds(relation, within, timesOf(columns, a), timesOf(columns, b)),
        ) !== not,
    )
    if (!relationsHold) return false
    const end = finish(a, 0)
    return end < Number.POSITIVE_INFINITY && (query.whole === null || end - columns.starts[a]! <= query.whole)
  })
}

describe('against all with all', () => {
  for (const relation of RELATION_NAMES)
    test(relation, () => {
      const random = seededRandom(relation.length * 7919)
      let found = 0
      for (let round = 0; round < 120; round++) {
        const columns = randomColumns(random, 1 + Math.floor(random() * 40))
        const pick = () => label(LABELS[Math.floor(random() * 3)]!)
        const within = ['after', 'before', 'near'].includes(relation) && random() < 0.7
        const query: Query = {
          ...EMPTY_QUERY,
          find: random() < 0.3 ? [] : [pick()],
          relations: [
            {
              relation,
              not: random() < 0.3,
              within: within ? Math.floor(random() * 6) : null,
              to: [random() < 0.3 ? { ...pick(), not: true } : pick()],
            },
          ],
          same: random() < 0.3 ? ['track', 'layer'] : random() < 0.3 ? ['author'] : [],
        }
        const answer = find(columns, names, query)
        expect([...answer.rows], JSON.stringify(query)).toEqual(bruteForce(columns, query))
        found += answer.count
      }
      expect(found).toBeGreaterThan(20)
    })

  test('chains, and what they show', () => {
    const random = seededRandom(4711)
    let found = 0
    for (let round = 0; round < 300; round++) {
      const columns = randomColumns(random, 1 + Math.floor(random() * 30))
      const step = () => ({
        within: random() < 0.5 ? Math.floor(random() * 5) : null,
        to: [label(LABELS[Math.floor(random() * 3)]!)],
      })
      const query: Query = {
        ...EMPTY_QUERY,
        find: [label('A')],
        steps: random() < 0.5 ? [step()] : [step(), step()],
        whole: random() < 0.4 ? Math.floor(random() * 30) : null,
        same: random() < 0.3 ? ['track'] : [],
      }
      const answer = find(columns, names, query)
      expect([...answer.rows], JSON.stringify(query)).toEqual(bruteForce(columns, query))
      for (let k = 0; k < answer.count; k++) {
        const { row, start, end, next: following } = answer.at(k)
        expect(following).toHaveLength(query.steps.length)
        let before = row
        following.forEach((next, s) => {
          expect(columns.starts[next]!).toBeGreaterThanOrEqual(closeOf(timesOf(columns, before)))
          expect(query.steps[s]!.to[0]).toEqual(label(labelOf(columns, next)))
          before = next
        })
        expect([start, end]).toEqual([columns.starts[row], columns.ends[following.at(-1)!]])
      }
      found += answer.count
    }
    expect(found).toBeGreaterThan(50)
  })

  test('relation and chain together', () => {
    const columns = randomColumns(seededRandom(5), 60)
    const query: Query = {
      ...EMPTY_QUERY,
      find: [label('A')],
      relations: [{ relation: 'overlapping', not: false, within: null, to: [label('B')] }],
      steps: [{ within: 4, to: [label('C')] }],
    }
    const wanted = bruteForce(columns, query)
    expect(wanted.length).toBeGreaterThan(0)
    expect([...find(columns, names, query).rows]).toEqual(wanted)
  })
})

test('nothing lies beyond the last answer', () => {
  const answer = find(randomColumns(seededRandom(1), 0), names, { ...EMPTY_QUERY, find: [label('A')] })
  expect(answer.count).toBe(0)
  expect(() => answer.at(0)).toThrow(RangeError)
})

test('rows added to columns stand as if they had been there', () => {
  const random = seededRandom(31)
  for (let round = 0; round < 50; round++) {
    const rows = randomRows(random, 30)
    const cut = Math.floor(random() * 31)
    const whole = columnsOf(rows)
    const joined = withRows(columnsOf(rows.slice(0, cut)), rows.slice(cut))
    const list = (c: SearchColumns) =>
      Array.from({ length: c.length }, (_, i) =>
        [c.starts[i], c.ends[i], labelOf(c, i), c.layer.ids[c.layer.numbers[i]!], c.idOf(i)].join(' '),
      ).sort()
    expect(list(joined)).toEqual(list(whole))
    expect([...joined.starts]).toEqual([...whole.starts])
  }
})

test('the order of whole numbers, negative and far apart ones too, and the greatest of any run', () => {
  const random = seededRandom(77)
  for (const size of [0, 1, 2, 50, 1000, 20_000]) {
    const values = Float64Array.from({ length: size }, () =>
      Math.floor((random() - 0.5) * (random() < 0.3 ? 10 : random() < 0.5 ? 1e6 : 2e15)),
    )
    const wanted = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b)
    expect(Buffer.from(Uint32Array.from(wanted).buffer).equals(Buffer.from(sortedOrder(values).buffer))).toBe(
      true,
    )
    if (size > 1000) continue
    const extremes = new Extremes(values)
    for (let k = 0; k < 100; k++) {
      const from = Math.floor(random() * (size + 1))
      const to = Math.floor(random() * (size + 1))
      expect(extremes.max(from, to)).toBe(
        Math.max(Number.NEGATIVE_INFINITY, ...values.slice(from, Math.max(from, to))),
      )
    }
  }
})
