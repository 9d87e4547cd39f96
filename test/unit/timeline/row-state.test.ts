import { expect, test } from 'vitest'
import { MAX_ROW, MIN_ROW, RowState, toggled } from '#app/_studio/timeline/row-state.ts'

const storage = () => {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
}

test('what was arranged is there again, for this recording only, and solo is not', () => {
  const s = storage()
  const first = new RowState()
  first.keep('rec', s)
  first.hidden.value = new Set(['a'])
  first.folded.value = new Set(['b'])
  first.closedGroups.value = new Set(['G'])
  first.solo.value = new Set(['c'])
  first.mediaOrder.value = ['x', 'y']
  first.setHeight('b', 77)
  const again = new RowState()
  again.keep('rec', s)
  expect([...again.hidden.value, ...again.folded.value, ...again.closedGroups.value]).toEqual(['a', 'b', 'G'])
  expect([again.solo.value.size, again.mediaOrder.value, again.heights.value]).toEqual([
    0,
    ['x', 'y'],
    { b: 77 },
  ])
  const other = new RowState()
  other.keep('other', s)
  expect(other.hidden.value.size).toBe(0)
})

test('a damaged or foreign entry is passed over, and nothing is written before something changes', () => {
  const s = storage()
  s.kept.set('scrubline.rows.rec', '{"hidden":"all","heights":{"a":9999,"b":50},"folded":[1,"c"]')
  new RowState().keep('rec', s)
  expect(s.kept.get('scrubline.rows.rec')).toContain('"all"')
  s.kept.set('scrubline.rows.rec', '{"hidden":"all","heights":{"a":9999,"b":50},"folded":[1,"c"]}')
  const state = new RowState()
  state.keep('rec', s)
  expect([state.hidden.value.size, state.heights.value, [...state.folded.value]]).toEqual([
    0,
    { b: 50 },
    ['c'],
  ])
})

test('a browser that forbids storage forgets and does not fail', () => {
  const state = new RowState()
  state.keep('rec', {
    getItem: () => null,
    setItem() {
      throw new Error('forbidden')
    },
  })
  state.hidden.value = new Set(['a'])
  expect(state.hidden.value.has('a')).toBe(true)
})

test('heights stay within bounds and can be let go', () => {
  const state = new RowState()
  state.setHeight('a', 2)
  state.setHeight('b', 2000)
  expect(state.heights.value).toEqual({ a: MIN_ROW, b: MAX_ROW })
  state.setHeight('a', null)
  expect(state.heights.value).toEqual({ b: MAX_ROW })
  expect([...toggled(new Set(['a']), 'a')]).toEqual([])
  expect([...toggled(new Set(['a']), 'b')]).toEqual(['a', 'b'])
})
