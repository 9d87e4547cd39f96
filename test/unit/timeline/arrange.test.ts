import { describe, expect, test } from 'vitest'
import { arrange, dropPlace, presentTracks, stepPlace } from '#app/_studio/timeline/arrange.ts'
import { gapAt, topOf } from '#app/_studio/timeline/header-drag.ts'
import { moveInOrder } from '#app/_studio/timeline/media-order.ts'
import { FOLDED_ROW, GROUP_ROW } from '#app/_studio/timeline/row-state.ts'
import { track } from '#test/kit/doc.ts'

const none = { folded: new Set<string>(), closedGroups: new Set<string>(), heights: {} }
/** "phase:G step anomaly:G": names with their group. */
const tracks = (text: string) =>
  text.split(' ').map((word, order) => {
    const [id = '', group = null] = word.split(':')
    return track(id, { order, name: id, group, height: 30 })
  })
const shape = (rows: ReturnType<typeof arrange>) =>
  rows.map((row) => (row.kind === 'group' ? `[${row.name}${row.closed ? ' closed' : ''}]` : row.id)).join(' ')

describe('order of rows', () => {
  test('tracks of a group stand together where the first of them is', () => {
    expect(shape(arrange(tracks('a p:G b q:G c r:H'), none))).toBe('a [G] p q b c [H] r')
  })

  test('a closed group is one row, a folded track a thin one, a dragged height counts', () => {
    const rows = arrange(tracks('a p:G q:G b'), {
      folded: new Set(['b']),
      closedGroups: new Set(['G', 'elsewhere']),
      heights: { a: 55 },
    })
    expect(shape(rows)).toBe('a [G closed] b')
    expect(rows.map((row) => row.height)).toEqual([55, GROUP_ROW, FOLDED_ROW])
  })

  test('solo shows only its tracks, hidden ones too; without it what is hidden stays away', () => {
    const all = tracks('a b c d').map((t) => (t.id === 'd' ? { ...t, hidden: true } : t))
    const ids = (hidden: string[], solo: string[]) =>
      presentTracks(all, new Set(hidden), new Set(solo)).map((t) => t.id)
    expect(ids(['b'], [])).toEqual(['a', 'c'])
    expect(ids(['b'], ['b', 'd'])).toEqual(['b', 'd'])
    expect(ids([], ['gone'])).toEqual(['a', 'b', 'c'])
  })
})

describe('dropping', () => {
  const rows = arrange(tracks('a p:G q:G b c'), none)
  // a [G] p q b c

  test('in front of a row, into a group below its name or between its tracks', () => {
    expect(dropPlace(rows, 0, 'c')).toEqual({ beforeId: 'a', group: null })
    expect(dropPlace(rows, 1, 'c')).toEqual({ beforeId: 'p', group: null })
    expect(dropPlace(rows, 2, 'c')).toEqual({ beforeId: 'p', group: 'G' })
    expect(dropPlace(rows, 3, 'c')).toEqual({ beforeId: 'q', group: 'G' })
  })

  test('after the last of a group it is outside, and at the end behind all', () => {
    expect(dropPlace(rows, 4, 'c')).toEqual({ beforeId: 'b', group: null })
    expect(dropPlace(rows, 6, 'a')).toEqual({ beforeId: null, group: null })
  })

  test('a step up or down passes one row, and stops at the ends', () => {
    expect(stepPlace(rows, 'c', -1)).toEqual({ beforeId: 'b', group: null })
    expect(stepPlace(rows, 'a', -1)).toBeNull()
    expect(stepPlace(rows, 'c', 1)).toBeNull()
    expect(stepPlace(rows, 'p', 1)).toEqual({ beforeId: 'b', group: null })
    expect(stepPlace(rows, 'gone', 1)).toBeNull()
  })

  test('the gap nearest to the pointer', () => {
    // Tops: 0, 30, 52, 82, 112, 142.
    expect([gapAt(rows, 10), gapAt(rows, 20), gapAt(rows, 45), gapAt(rows, 500)]).toEqual([0, 1, 2, 6])
    expect([topOf(rows, 0), topOf(rows, 2), topOf(rows, 6)]).toEqual([0, 52, 172])
  })
})

test('media rows move past the nearest in sight', () => {
  expect(moveInOrder(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c'])
  expect(moveInOrder(['a', 'b', 'c'], 'a', 1, new Set(['b']))).toEqual(['b', 'c', 'a'])
  expect(moveInOrder(['a', 'b', 'c'], 'c', -1, new Set(['a', 'b']))).toEqual(['a', 'b', 'c'])
})
