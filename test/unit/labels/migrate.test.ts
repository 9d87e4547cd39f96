/** A change of the schema in one document, for each rule that it can meet. */
import { expect, test } from 'vitest'
import { LabelBook } from '#media/core/document/label-book.ts'
import type { LabelMove } from '#media/core/document/records.ts'
import { EMPTY_PLAN, type MigrationPlan, migrateDocument, movedRows } from '#media/core/labels/migrate.ts'
import { doc, LAYER, second, type TestDocument } from '#test/kit/doc.ts'

const to = (id: string): LabelMove => ({ to: id, cases: [] })

function run(d: TestDocument, plan: Partial<MigrationPlan>) {
  const full = { ...EMPTY_PLAN, ...plan }
  const gone = new Set([...Object.keys(full.moves), ...full.removals])
  const after = new LabelBook({
    ...d.labels.set,
    labels: d.labels.set.labels.filter((label) => !gone.has(label.id)),
    moved: full.moves,
  })
  const made = migrateDocument(d.document, after, full)
  d.document.apply(made.diff)
  return made
}
const lane = (d: TestDocument, track: string) =>
  [...d.document.lane(track, LAYER).all()].map(
    (a) => `${a.labelId}${a.start / second(1)}-${a.end / second(1)}`,
  )

test('merge: every annotation gets the label that stands for it, on every policy', () => {
  const d = doc`
    free               |AABB..C..|
    one(refused)       |AABB..C..|
    phase(gapless)     |AABBBBCCC|
    mark*              |A..B.....|`
  const made = run(d, { moves: { A: to('C'), B: to('C') } })
  expect(made.relabelled).toEqual({ A: 4, B: 4 })
  expect(made.conflicts).toEqual([])
  expect(lane(d, 'free')).toEqual(['C0-2', 'C2-4', 'C6-7'])
  expect(lane(d, 'phase')).toEqual(['C0-2', 'C2-6', 'C6-9'])
  expect(lane(d, 'mark')).toEqual(['C0-0', 'C3-3'])
})

test('merge and join: neighbours that touch become one, those with a hole or a contradiction stay apart', () => {
  const d = doc`
    phase(gapless) |AABBBBCCC|
    free           |AABB.CCDD|`
  d.document.apply({
    added: {},
    removed: {},
    updated: {
      A1: { note: ['', 'first'], 'attributes.severity': [null, 'mild'] },
      B1: { note: ['', 'second'], 'attributes.severity': [null, 'severe'] },
    },
  })
  const made = run(d, { moves: { A: to('C'), B: to('C') }, join: true })
  expect(lane(d, 'phase')).toEqual(['C0-9'])
  expect(lane(d, 'free')).toEqual(['C0-2', 'C2-4', 'C5-7', 'D7-9'])
  expect(made.joined).toBe(2)
})

test('join keeps what both say', () => {
  const d = doc`free |AABB.|`
  d.document.apply({
    added: {},
    removed: {},
    updated: {
      A0: { note: ['', 'one'], 'attributes.a': [null, 1] },
      B0: { note: ['', 'two'], 'attributes.b': [null, 2] },
    },
  })
  run(d, { moves: { B: to('A') }, join: true })
  expect(d.document.annotation('A0')).toMatchObject({
    end: second(4),
    note: 'one\ntwo',
    attributes: { a: 1, b: 2 },
  })
  expect(d.document.annotation('B0')).toBeUndefined()
})

test('split by attribute and by track; what fits no case takes the rest, and is listed for review', () => {
  const d = doc`
    one |A.A..|
    two |..A..|`
  d.document.apply({ added: {}, removed: {}, updated: { A1: { 'attributes.severity': [null, 'severe'] } } })
  const move: LabelMove = {
    to: 'X',
    cases: [
      { by: 'attribute:severity', value: 'severe', to: 'Y' },
      { by: 'track', value: 'two', to: 'Z' },
    ],
  }
  const made = run(d, { moves: { A: move }, review: ['A'] })
  expect(lane(d, 'one')).toEqual(['X0-1', 'Y2-3'])
  expect(lane(d, 'two')).toEqual(['Z2-3'])
  expect(made.review).toEqual([
    { start: 0, end: second(1), name: expect.stringMatching(/^X at/) },
    { start: second(2), end: second(3), name: expect.stringMatching(/^Y at/) },
    { start: second(2), end: second(3), name: expect.stringMatching(/^Z at/) },
  ])
})

test('removal: on a gapless track the one before runs on; at the beginning the next one simply begins later', () => {
  const d = doc`
    phase(gapless) |BBAABBCC|
    free           |BBAA....|`
  const made = run(d, { removals: ['B'] })
  expect(made.removed).toEqual({ B: 3 })
  expect(made.conflicts).toEqual([])
  expect(lane(d, 'phase')).toEqual(['A2-6', 'C6-8'])
  expect(lane(d, 'free')).toEqual(['A2-4'])
})

test('what lies inside a removed one is in the way: it is named, the rest goes through', () => {
  const d = doc`
    phase(refused)    |AAAA.AA.|
    step(trims,phase) |.ss.....|`
  const made = run(d, { removals: ['A'] })
  expect(made.conflicts).toEqual([
    { annotationId: 'A0', start: 0, sentence: expect.stringContaining('would be left outside') },
  ])
  expect(made.removed).toEqual({ A: 1 })
  expect(lane(d, 'phase')).toEqual(['A0-4'])
})

test('locked tracks and layers stay unless they are asked for', () => {
  const locked = () => {
    const d = doc`
      one |AA.A|
      two |A...|`
    d.document.apply({ added: {}, removed: {}, updated: { one: { locked: [false, true] } } })
    return d
  }
  const d = locked()
  const made = run(d, { moves: { A: to('B') } })
  expect(made.locked).toEqual({ A: 2 })
  expect(made.relabelled).toEqual({ A: 1 })
  expect(lane(d, 'one')).toEqual(['A0-2', 'A3-4'])
  const other = locked()
  expect(run(other, { moves: { A: to('B') }, locked: true }).relabelled).toEqual({ A: 3 })
  expect(lane(other, 'one')).toEqual(['B0-2', 'B3-4'])
  expect(other.document.track('one')?.locked).toBe(true)
})

test('a track of the recording that lists its labels takes the new one too; one with unknown labels is no obstacle', () => {
  const d = doc`own |AAB.|`
  d.document.apply({ added: {}, removed: {}, updated: { own: { labelIds: [[], ['A', 'B']] } } })
  const made = run(d, { moves: { A: to('C') } })
  expect(made.conflicts).toEqual([])
  expect(d.document.track('own')?.labelIds).toEqual(['A', 'B', 'C'])
  expect(lane(d, 'own')).toEqual(['C0-2', 'B2-3'])
})

test('more conflicts than can be listed: the recording is left as it is altogether', () => {
  const d = doc`
    phase(refused)    |${'AB'.repeat(120)}|
    step(trims,phase) |${'s.'.repeat(120)}|`
  const made = run(d, { removals: ['A'] })
  expect(made.conflicts.length).toBe(120)
  expect(made.diff).toEqual({ added: {}, updated: {}, removed: {} })
  expect(made.removed).toEqual({})
})

test('combinations of a merged label are written with the new one as well', () => {
  const made = movedRows(
    {
      fields: ['label', 'verb'],
      rows: [
        ['A', 'cut'],
        ['B', 'cut'],
        ['B', 'hold'],
      ],
    },
    { B: to('A') },
  )
  expect(made.rows).toEqual([
    ['A', 'cut'],
    ['B', 'cut'],
    ['B', 'hold'],
    ['A', 'hold'],
  ])
})
