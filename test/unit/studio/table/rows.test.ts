import { describe, expect, test } from 'vitest'
import { annotationRows, parseValue } from '#app/_studio/table/annotation-rows.ts'
import type { CellEdit, TwinRows, TwinSort } from '#app/_studio/table/rows.ts'
import { traceRows } from '#app/_studio/table/trace-rows.ts'
import { TimeNames } from '#app/_studio/timeline/time-names.ts'
import { TEXTS } from '#app/_text/texts.ts'
import { addTrack, writeTrace } from '#media/core/commands/index.ts'
import { LabelBook } from '#media/core/document/label-book.ts'
import { ATTRIBUTE_DEFAULTS, type AttributeDefinition } from '#media/core/document/records.ts'
import { tick } from '#media/core/time/tick.ts'
import { TestStudio } from '#test/kit/test-studio.ts'

const { words } = TEXTS.en.table
const definition = (fields: Partial<AttributeDefinition>): AttributeDefinition => ({
  ...ATTRIBUTE_DEFAULTS,
  key: 'k',
  name: 'K',
  kind: 'text',
  choices: [],
  required: false,
  ...fields,
})

async function scene(sort: TwinSort = { column: 'start', down: false }) {
  const studio = await TestStudio.open({
    tracks: [{ name: 'Phase', text: 'AABBBB..C', policy: 'refused' }],
  })
  const { session, timeline } = studio
  const book = session.store.labels.peek()
  const attributes = [
    definition({ key: 'grade', name: 'Grade', kind: 'number' }),
    definition({ key: 'sure', name: 'Sure', kind: 'boolean' }),
  ]
  session.store.setLabels(
    new LabelBook({ ...book.set, labels: book.set.labels.map((label) => ({ ...label, attributes })) }),
  )
  const names = new TimeNames(studio.clock, null)
  names.setMode('frame')
  const rows = () =>
    annotationRows({
      session,
      timeline,
      names,
      track: session.store.tracks[0]!,
      sort,
      words,
      people: new Map([['user', 'Test']]),
      hidden: new Set(),
    })
  return { studio, rows, names }
}

const texts = (rows: TwinRows, ...columns: string[]) =>
  Array.from({ length: rows.count }, (_, i) => columns.map((c) => rows.text(i, c)).join(' '))
const commit = (edit: CellEdit | null, value = ''): string | null => {
  if (!edit) throw new Error('this cell cannot be edited')
  return edit.commit(value)
}

describe('annotations as rows', () => {
  test('in order of time, with a column for every attribute', async () => {
    const { rows } = await scene()
    expect(rows().columns.map((c) => c.name)).toEqual([
      ...['Label', 'Start', 'End', 'Length', 'Grade', 'Sure', 'Note', 'Author'],
    ])
    expect(texts(rows(), 'label', 'start', 'end', 'length')).toEqual([
      'Phase A 0 19 20 f',
      'Phase B 20 59 40 f',
      'Phase C 80 89 10 f',
    ])
  })

  test('sorted by any column, both ways', async () => {
    expect(texts((await scene({ column: 'length', down: true })).rows(), 'label')).toEqual([
      ...['Phase B', 'Phase A', 'Phase C'],
    ])
    expect(texts((await scene({ column: 'label', down: true })).rows(), 'label')).toEqual([
      ...['Phase C', 'Phase B', 'Phase A'],
    ])
  })

  test('editing a time is a change like any other, and the track’s rules refuse it in a sentence', async () => {
    const { rows, studio } = await scene()
    expect(commit(rows().edit(0, 'end'), '9')).toBeNull()
    expect(texts(rows(), 'end')[0]).toBe('9')
    expect(commit(rows().edit(0, 'end'), '30')).toMatch(/would overlap “Phase B”/)
    expect(commit(rows().edit(0, 'start'), 'soon')).toBe('“soon” is no frame or time of this recording.')
    studio.session.undo()
    expect(texts(rows(), 'end')[0]).toBe('19')
  })

  test('labels, attributes and notes', async () => {
    const { rows } = await scene()
    const label = rows().edit(0, 'label')
    expect(label?.how === 'choice' && label.options.map((o) => o.name)).toContain('Phase C')
    expect(commit(label, label?.how === 'choice' ? label.options[2]!.value : '')).toBeNull()
    expect(commit(rows().edit(0, 'attribute:grade'), '2,5')).toBeNull()
    expect(commit(rows().edit(0, 'attribute:grade'), 'many')).toBe('“many” is no number.')
    expect(commit(rows().edit(0, 'attribute:sure'))).toBeNull()
    expect(commit(rows().edit(0, 'note'), 'see clip 3')).toBeNull()
    expect(texts(rows(), 'label', 'attribute:grade', 'attribute:sure', 'note')[0]).toBe(
      'Phase C 2.5 yes see clip 3',
    )
    expect(commit(rows().edit(0, 'attribute:sure'))).toBeNull()
    expect(commit(rows().edit(0, 'attribute:grade'), '')).toBeNull()
    expect(texts(rows(), 'attribute:grade', 'attribute:sure')[0]).toBe(' no')
  })

  test('a viewer reads and edits nothing', async () => {
    const studio = await TestStudio.open({ tracks: [{ name: 'Phase', text: 'AA' }], role: 'viewer' })
    const names = new TimeNames(studio.clock, null)
    const { session, timeline } = studio
    const rows = annotationRows({
      ...{ session, timeline, names, words, track: session.store.tracks[0]! },
      ...{ sort: { column: 'start', down: false }, people: new Map(), hidden: new Set() },
    })
    expect(rows.columns.map((c) => rows.edit(0, c.key))).toEqual(rows.columns.map(() => null))
  })

  test('Enter goes to the frame: of an end, the last one inside', async () => {
    const { rows, studio } = await scene()
    rows().goTo(1, 'end')
    expect(studio.clock.shown.peek()?.frame).toBe(59)
    rows().goTo(1, 'start')
    expect(studio.clock.shown.peek()?.frame).toBe(20)
  })
})

test('several choices are typed with commas, and an unknown one is named with those there are', () => {
  const several = definition({ kind: 'choices', choices: ['left', 'right', 'both'] })
  expect(parseValue('right, left', several, words).value).toEqual(['left', 'right'])
  expect(parseValue('up', several, words).problem).toBe('“up” is none of the choices: left, right, both.')
  expect(parseValue('  ', several, words)).toEqual({ value: null, problem: null })
})

test('the values of a trace, over several stretches, edited one by one', async () => {
  const studio = await TestStudio.open({ tracks: [{ name: 'Phase', text: 'AAAA' }], role: 'owner' })
  const { session, clock } = studio
  session.run(addTrack, { id: 'mood', name: 'Mood', kind: 'trace' })
  const layerId = session.activeLayerId.peek()
  const step = clock.boundsOf(0 as never).end
  const write = (frame: number, values: number[]) =>
    session.run(writeTrace, { trackId: 'mood', layerId, start: tick(frame * step), step, values })
  expect(write(0, [0.1, 0.2]).ok && write(10, [0.5]).ok).toBe(true)
  const names = new TimeNames(clock, null)
  names.setMode('frame')
  const rows = () =>
    traceRows({ session, names, track: session.store.track('mood')!, words, hidden: new Set() })
  expect(texts(rows(), 'start', 'value')).toEqual(['0 0.1', '1 0.2', '10 0.5'])
  expect(commit(rows().edit(1, 'value'), '0.75')).toBeNull()
  expect(texts(rows(), 'start', 'value')).toEqual(['0 0.1', '1 0.75', '10 0.5'])
  expect(commit(rows().edit(0, 'value'), 'high')).toBe('“high” is no number.')
  rows().goTo(2, 'start')
  expect(clock.shown.peek()?.frame).toBe(10)
})
