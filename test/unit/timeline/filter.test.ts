import { expect, test } from 'vitest'
import { buildLanes } from '#app/_studio/timeline/columns.ts'
import {
  filterByIds,
  filterByLabels,
  filterLane,
  matchedRows,
  onlyMatching,
  type TimelineFilter,
} from '#app/_studio/timeline/filter.ts'
import { labelTable, shadesOf } from '#app/_studio/timeline/label-table.ts'
import { LaneSource } from '#app/_studio/tracks/lane-source.ts'
import { LABEL_DEFAULTS } from '#media/core/document/records.ts'
import { TrackIndex } from '#media/core/document/track-index.ts'
import { annotation, second } from '#test/kit/doc.ts'
import { laneOfRows } from '#test/kit/lanes.ts'

const records = ['A', 'B', 'A', 'C'].map((letter, i) =>
  annotation(`${letter}${i}`, 'step', letter, second(i * 10), second(i * 10 + 5)),
)
const byId = new Map(records.map((a) => [a.id, a]))
const names = ['A', 'B', 'C']
const [lane] = buildLanes([{ layerId: 'layer', suggested: false, index: TrackIndex.from(records) }], {
  placeOf: (id) => names.indexOf(id),
  stack: false,
})
const seen = filterLane(lane!, 'step', (place) => names[place]!)
const rows = (filter: TimelineFilter) => {
  const matched = matchedRows(filter, seen)
  return typeof matched === 'string' ? matched : [...matched].join('')
}

test('a filter by labels, by records and by ids says which rows stay bright', () => {
  expect(rows(filterByLabels(new Set(['A'])))).toBe('1010')
  expect(rows(filterByIds(['B1', 'C3', 'gone'], (id) => byId.get(id)))).toBe('0101')
})

test('all and none are said as such, and an id of another track matches nothing here', () => {
  expect(rows({ matches: () => true })).toBe('all')
  expect(rows(filterByLabels(new Set(names)))).toBe('all')
  expect(rows(filterByLabels(new Set(['X'])))).toBe('none')
  const elsewhere = { ...byId.get('B1')!, trackId: 'phase' }
  expect(rows(filterByIds(['B1'], () => elsewhere))).toBe('none')
})

test('the matching rows alone are a lane of their own', () => {
  const only = onlyMatching(lane!, Uint8Array.of(0, 1, 0, 1))
  expect([only.count, only.idAt(0), only.idAt(1), [...only.label]]).toEqual([2, 'B1', 'C3', [1, 2]])
  expect(only.recordAt(1)?.id).toBe('C3')
})

const table = labelTable(
  names.map((id, i) => ({
    ...LABEL_DEFAULTS,
    id,
    name: id,
    color: ['#ff0000', '#00ff00', '#0000ff'][i]!,
    key: null,
  })),
)

test('zoomed out, what matches is sampled on its own above what is dimmed', () => {
  const duration = 1_000_000
  const bins = Array.from({ length: 1000 }, (_, i) => [i * 1000, i * 1000 + 900, i % 3] as const)
  const source = new LaneSource({
    lanes: [laneOfRows(bins)],
    duration,
    styles: table,
    matched: (l) =>
      matchedRows(
        filterByLabels(new Set(['C'])),
        filterLane(l, 't', (p) => names[p]!),
      ),
  })
  const bright = source.sampleBright(0, 0, duration / 500, 500)!
  expect([...bright.top].filter(Boolean).every((place) => place === 3)).toBe(true)
  // One of three: every pixel holds two annotations.
  expect([...bright.top].filter(Boolean).length).toBeGreaterThan(300)
  expect([...source.sample(0, 0, duration / 500, 500).top].filter(Boolean).length).toBe(500)
  const none = new LaneSource({ lanes: [laneOfRows(bins)], duration, styles: table, matched: () => 'none' })
  expect(none.sampleBright(0, 0, duration / 500, 500)).toBeNull()
})

test('dimmed is a quarter of the colour on the ground', () => {
  const { full, half, quarter } = shadesOf(table, 0xff000000)
  expect([full[0], half[0], quarter[0]]).toEqual([0xff0000ff, 0xff00007f, 0xff00003f])
})
