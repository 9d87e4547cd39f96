import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildLanes, eachWithin, MAX_DEPTH, placeAt, placeOfId } from '#app/_studio/timeline/columns.ts'
import type { AnnotationRecord } from '#media/core/document/records.ts'
import { TrackIndex } from '#media/core/document/track-index.ts'
import { tick } from '#media/core/time/tick.ts'
import { laneOfRows } from '#test/kit/lanes.ts'

const record = (id: string, start: number, end: number, layerId = 'l1'): AnnotationRecord => ({
  type: 'annotation',
  id,
  trackId: 't',
  layerId,
  labelId: 'a',
  start: tick(start),
  end: tick(end),
  attributes: {},
  note: '',
  authorId: 'u',
  confidence: null,
  origin: null,
  speakerId: null,
  speech: null,
})
const input = (records: AnnotationRecord[], layerId = 'l1', suggested = false) => ({
  layerId,
  suggested,
  index: TrackIndex.from(records),
})
const ids = (lanes: ReturnType<typeof buildLanes>) =>
  lanes.map((l) => Array.from({ length: l.count }, (_, i) => l.idAt(i)).join(''))

describe('columns', () => {
  test('overlapping annotations get lanes, touching ones share', () => {
    const records = [record('a', 0, 10), record('b', 5, 12), record('c', 10, 20), record('d', 11, 13)]
    expect(ids(buildLanes([input(records)], { placeOf: () => 0, stack: true }))).toEqual(['ac', 'b', 'd'])
    expect(ids(buildLanes([input(records)], { placeOf: () => 0, stack: false }))).toEqual(['abcd'])
  })

  test('beyond the deepest lane they share it', () => {
    const records = Array.from({ length: 7 }, (_, i) => record(String(i), i, 100))
    expect(ids(buildLanes([input(records)], { placeOf: () => 0, stack: true }))).toEqual([
      '0',
      '1',
      '2',
      '3456',
    ])
    expect(MAX_DEPTH).toBe(4)
  })

  test('each layer has its own lanes, in the order asked for, with labels as places', () => {
    const lanes = buildLanes(
      [input([record('b', 1, 4)], 'hers'), input([record('a', 0, 10)], 'model', true)],
      { placeOf: (label) => (label === 'a' ? 7 : 0), stack: true },
    )
    expect(lanes.map((l) => [l.layerId, l.suggested, l.count, l.label[0]])).toEqual([
      ['hers', false, 1, 7],
      ['model', true, 1, 7],
    ])
  })

  test('what the document keeps apart for being long is drawn in order of start', () => {
    const many = Array.from({ length: 200 }, (_, i) =>
      record(`s${String(i).padStart(3, '0')}`, i * 10, i * 10 + 5),
    )
    const index = TrackIndex.from(many)
    index.insert(record('long', 15, 1900))
    expect(index.long.length).toBe(1)
    const [lane] = buildLanes([{ layerId: 'l1', suggested: false, index }], {
      placeOf: () => 0,
      stack: false,
    })
    expect(lane!.count).toBe(201)
    expect(lane!.idAt(2)).toBe('long')
    expect(placeOfId(lane!, 15, 'long')).toBe(2)
    expect(placeOfId(lane!, 20, 's002')).toBe(3)
    expect(placeOfId(lane!, 20, 'nobody')).toBe(-1)
  })

  test('a window finds exactly what a plain filter finds, long annotations included', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 400 }))
    fc.assert(
      fc.property(fc.array(row, { maxLength: 300 }), fc.integer({ min: 0, max: 1000 }), (raw, from) => {
        const rows = raw.map(([s, d]) => [s, s + d, 0] as const).sort((a, b) => a[0] - b[0])
        const found: number[] = []
        eachWithin(laneOfRows(rows), from, from + 50, (i) => found.push(i))
        const expected = rows.flatMap(([s, e], i) => (s <= from + 50 && e >= from ? [i] : []))
        expect(found).toEqual(expected)
      }),
    )
  })

  test.each([
    [0, 0],
    [9, 0],
    [10, 1],
    [15, 2],
    [19, 1],
    [20, -1],
    [30, 3],
    [31, -1],
  ])('at %d lies %d', (t, place) => {
    expect(
      placeAt(
        laneOfRows([
          [0, 10, 0],
          [10, 20, 0],
          [14, 17, 0],
          [30, 30, 0],
        ]),
        t,
      ),
    ).toBe(place)
  })
})
