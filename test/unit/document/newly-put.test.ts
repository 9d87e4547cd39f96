/** Labels, values and combinations: asked of what is newly put, while what is there already stays. */
import { expect, test } from 'vitest'
import { History } from '#media/core/commands/history.ts'
import {
  type Command,
  type CommandResult,
  create,
  duplicate,
  incomplete,
  missingAttributes,
  move,
  relabel,
  remove,
  restore,
  setAttribute,
  setNote,
  split,
  trimEnd,
  updateLayer,
  updateTrack,
} from '#media/core/commands/index.ts'
import { invert } from '#media/core/document/invert.ts'
import { LabelBook } from '#media/core/document/label-book.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import { reconcile } from '#media/core/document/reconcile.ts'
import {
  ATTRIBUTE_DEFAULTS,
  type AttributeDefinition,
  LABEL_DEFAULTS,
  LABEL_SET_DEFAULTS,
  type TrackRecord,
} from '#media/core/document/records.ts'
import { annotation, LAYER, layer, second, track } from '#test/kit/doc.ts'

const attribute = (key: string, fields: Partial<AttributeDefinition>): AttributeDefinition => ({
  ...ATTRIBUTE_DEFAULTS,
  key,
  name: key[0]!.toUpperCase() + key.slice(1),
  kind: 'text',
  choices: [],
  required: false,
  ...fields,
})
const VERB = attribute('verb', { kind: 'choice', choices: ['cut', 'grasp', 'rinse'] })
const TARGET = attribute('target', { kind: 'choice', choices: ['duct', 'artery'], required: true })
const DEPTH = attribute('depth', { kind: 'number', min: 0, max: 40, unit: 'mm' })
const SIDES = attribute('sides', { kind: 'choices', choices: ['left', 'right'] })

const label = (id: string, name: string, attributes: AttributeDefinition[] = [], retired = false) => ({
  ...LABEL_DEFAULTS,
  id,
  name,
  color: '#0072b2',
  attributes,
  retired,
})
const labels = new LabelBook({
  ...LABEL_SET_DEFAULTS,
  version: 1,
  name: 'Instruments',
  labels: [
    label('hook', 'Hook', [VERB, TARGET, DEPTH, SIDES]),
    label('grasper', 'Grasper', [VERB, TARGET]),
    label('clip', 'Clip'),
    label('old', 'Old hook', [VERB], true),
  ],
  tracks: [],
})

const COMBINATIONS = {
  fields: ['label', 'verb', 'target'],
  rows: [
    ['hook', 'cut', 'duct'],
    ['hook', 'cut', 'artery'],
    ['grasper', 'grasp', 'duct'],
    ['clip', 'grasp', 'artery'],
  ],
}

function open(
  fields: Partial<TrackRecord> = {},
  attributes = {},
  labelId = 'hook',
  origin: string | null = null,
) {
  const a = annotation('a', 'tool', labelId, second(1), second(4), { attributes, origin })
  const document = new DocumentModel([layer(LAYER), track('tool', fields), track('other'), a])
  return { document, labels }
}

function said<A>(state: ReturnType<typeof open>, command: Command<A>, args: A): string {
  const result: CommandResult = command(state, args)
  if (!result.ok) return `${result.rule}: ${result.message} → ${result.annotationId}`
  state.document.apply(result.diff)
  return result.sentence
}

const at = { trackId: 'tool', layerId: LAYER, start: second(5), end: second(6) }

test('a value fits its kind, its bounds and its choices', () => {
  const set = (key: string, value: string | number | boolean | string[]) =>
    said(open(), setAttribute, { ids: ['a'], key, value })
  expect(set('depth', 12)).toBe('Set Depth of Hook to 12')
  expect(set('depth', 41)).toBe('value: Hook at 00:00:01: Depth is at most 40 mm; 41 is more. → a')
  expect(set('depth', -1)).toBe('value: Hook at 00:00:01: Depth is at least 0 mm; -1 is less. → a')
  expect(set('depth', 'deep')).toBe('value: Hook at 00:00:01: Depth is a number. → a')
  expect(set('verb', 'boil')).toBe('value: Hook at 00:00:01: Verb is one of cut, grasp, rinse. → a')
  expect(set('sides', ['left', 'up'])).toMatch(/^value: .*Sides is one of left, right/)
  expect(set('sides', ['left'])).toBe('Set Sides of Hook to left')
})

test('the rules themselves refuse a value that does not fit, whoever sends it', () => {
  const state = open()
  const diff = { added: {}, updated: { a: { 'attributes.depth': [null, 99] } }, removed: {} } as const
  expect(reconcile(state.document, labels, diff)).toMatchObject({
    ok: false,
    rule: 'value',
    message: '“Hook” at 00:00:01: Depth is at most 40 mm; 99 is more.',
    annotationId: 'a',
  })
  const unknown = { added: {}, updated: { a: { 'attributes.seen': [null, 'yes'] } }, removed: {} } as const
  expect(reconcile(state.document, labels, unknown)).toMatchObject({ ok: true })
})

test('an imported value stays through other edits, and is named as unfinished', () => {
  const state = open({}, { depth: 99, verb: 'boil', target: 'duct' }, 'hook', 'import:csv')
  expect(said(state, trimEnd, { id: 'a', to: second(5) })).toMatch(/^Moved the end/)
  expect(said(state, setNote, { id: 'a', note: 'odd' })).toMatch(/^Edited/)
  expect(said(state, setAttribute, { ids: ['a'], key: 'target', value: 'artery' })).toMatch(/^Set Target/)
  expect(said(state, split, { id: 'a', at: second(2) })).toMatch(/^Split/)
  expect(incomplete(state, state.document.annotation('a')!)).toEqual([
    'Hook at 00:00:01: Verb is one of cut, grasp, rinse.',
    'Hook at 00:00:01: Depth is at most 40 mm; 99 is more.',
  ])
  expect(said(state, setAttribute, { ids: ['a'], key: 'depth', value: 98 })).toMatch(/^value/)
})

test('taking a mended value back brings the imported one back', () => {
  const state = open({}, { depth: 99 }, 'hook', 'import:csv')
  const mended = setAttribute(state, { ids: ['a'], key: 'depth', value: 9 })
  if (!mended.ok) throw new Error(mended.message)
  state.document.apply(mended.diff)
  const history = new History()
  history.add({ ref: 'c:1', diff: mended.diff, sentence: mended.sentence, undoes: null })
  const back = history.undo(state)
  if (!back?.ok) throw new Error(back?.message ?? 'nothing to undo')
  // The server is asked the same, and told that it takes something back.
  expect(reconcile(state.document, labels, back.diff, { back: true })).toMatchObject({ ok: true })
  expect(reconcile(state.document, labels, back.diff)).toMatchObject({ ok: false, rule: 'value' })
})

test('an annotation fits when some row agrees with every field that it has', () => {
  const state = () => open({ name: 'Triplets', combinations: COMBINATIONS })
  expect(said(state(), create, { ...at, labelId: 'grasper' })).toBe('Added Grasper at 00:00:05')
  expect(said(state(), setAttribute, { ids: ['a'], key: 'verb', value: 'cut' })).toBe(
    'Set Verb of Hook to cut',
  )
  expect(said(state(), setAttribute, { ids: ['a'], key: 'verb', value: 'grasp' })).toBe(
    'combination: Hook + Verb grasp at 00:00:01 is not a combination that “Triplets” allows. Near it are: Hook + Verb cut + Target duct; Hook + Verb cut + Target artery; Grasper + Verb grasp + Target duct, and 1 more. → a',
  )
  expect(said(state(), create, { ...at, labelId: 'clip', attributes: { target: 'duct' } })).toMatch(
    /^combination: Clip \+ Target duct at 00:00:05 .* → null$/,
  )
})

test('a new label or track asks for the combination again; a new time does not', () => {
  const full = { verb: 'cut', target: 'artery' }
  expect(
    said(open({ combinations: COMBINATIONS }, full), relabel, { ids: ['a'], labelId: 'grasper' }),
  ).toMatch(/^combination: Grasper \+ Verb cut \+ Target artery/)
  const illegal = open({ combinations: COMBINATIONS }, { verb: 'rinse' }, 'hook', 'import:csv')
  expect(said(illegal, move, { ids: ['a'], by: second(1) })).toMatch(/^Moved/)
  expect(said(illegal, duplicate, { ids: ['a'], by: second(9) })).toMatch(/^combination/)
  expect(incomplete(illegal, illegal.document.annotation('a')!)).toEqual([
    'Hook at 00:00:02 needs Target.',
    expect.stringMatching(/^Hook \+ Verb rinse at 00:00:02 is not a combination/),
  ])
  const elsewhere = open({ combinations: COMBINATIONS })
  elsewhere.document.apply({
    added: { b: annotation('b', 'other', 'hook', second(8), second(9), { attributes: { verb: 'rinse' } }) },
    updated: {},
    removed: {},
  })
  expect(said(elsewhere, move, { ids: ['b'], by: 0, trackId: 'tool' })).toMatch(/^combination/)
})

test('a retired label stays where it is and is not put any more', () => {
  const state = open({}, {}, 'old')
  expect(said(state, create, { ...at, labelId: 'old' })).toBe(
    'label: “Old hook” is retired: it may stay where it is and is not put any more. → null',
  )
  expect(said(state, trimEnd, { id: 'a', to: second(6) })).toMatch(/^Moved the end/)
  expect(said(state, move, { ids: ['a'], by: 0, trackId: 'other' })).toMatch(/^Moved/)
  expect(said(state, split, { id: 'a', at: second(2) })).toMatch(/^Split/)
  expect(said(state, duplicate, { ids: ['a'], by: second(9) })).toMatch(/^label/)
  const old = new DocumentModel(state.document.records())
  expect(said(state, remove, { ids: ['a'] })).toMatch(/^Removed/)
  expect(said(state, restore, { from: old, ids: ['a'] })).toBe('Brought back Old hook at 00:00:01')
  expect(said(state, relabel, { ids: ['a'], labelId: 'hook' })).toMatch(/^Changed/)
  expect(said(state, relabel, { ids: ['a'], labelId: 'old' })).toMatch(/^label/)
  expect(labels.labelsOf(track('tool')).map((l) => l.id)).toEqual(['hook', 'grasper', 'clip'])
})

test('undoing a removal brings a retired label back', () => {
  const state = open({}, {}, 'old')
  const gone = remove(state, { ids: ['a'] })
  if (!gone.ok) throw new Error(gone.message)
  state.document.apply(gone.diff)
  expect(reconcile(state.document, labels, invert(gone.diff), { strict: true })).toMatchObject({ ok: true })
})

test('a track requires attributes besides those of the label, and lends them to labels that lack them', () => {
  const state = open({ requiredAttributes: ['verb', 'depth'] }, {}, 'clip')
  const a = () => state.document.annotation('a')!
  const tool = () => state.document.track('tool')!
  expect(missingAttributes(labels, a(), tool()).map((d) => d.key)).toEqual(['verb', 'depth'])
  expect(missingAttributes(labels, a())).toEqual([])
  expect(said(state, setAttribute, { ids: ['a'], key: 'verb', value: 'boil' })).toMatch(/^value/)
  expect(said(state, setAttribute, { ids: ['a'], key: 'verb', value: 'cut' })).toBe('Set Verb of Clip to cut')
  expect(incomplete(state, a())).toEqual(['Clip at 00:00:01 needs Depth.'])
  expect(said(state, setAttribute, { ids: ['a'], key: 'depth', value: 3 })).toMatch(/^Set/)
  expect(incomplete(state, a())).toEqual([])
})

test('locking a layer says what is unfinished in it, and then nothing in it changes', () => {
  const state = open()
  expect(said(state, updateLayer, { id: LAYER, changes: { locked: true } })).toBe(
    `Locked the layer ${LAYER}; 1 annotation is incomplete`,
  )
  for (const result of [
    setNote(state, { id: 'a', note: 'x' }),
    remove(state, { ids: ['a'] }),
    create(state, { ...at, labelId: 'clip' }),
  ])
    expect(result).toMatchObject({ ok: false, rule: 'locked' })
  expect(said(state, updateLayer, { id: LAYER, changes: { locked: false } })).toBe(
    `Unlocked the layer ${LAYER}`,
  )
})

test('combinations have as many values as fields', () => {
  const state = open()
  const rows = [['hook', 'cut']]
  const diff = {
    added: {},
    updated: { tool: { combinations: [null, { fields: ['label', 'verb', 'target'], rows }] } },
    removed: {},
  } as const
  expect(reconcile(state.document, labels, diff)).toMatchObject({
    ok: false,
    message: 'Every combination of “tool” needs 3 values: label, verb, target.',
  })
})

test('combinations that came through the network are known again when they are taken back', () => {
  const state = open({ combinations: COMBINATIONS })
  const changes = { combinations: { ...COMBINATIONS, rows: COMBINATIONS.rows.slice(1) } }
  const changed = updateTrack(state, { id: 'tool', changes })
  if (!changed.ok) throw new Error(changed.message)
  const sent = JSON.parse(JSON.stringify(changed.diff)) as typeof changed.diff
  state.document.apply(sent)
  const history = new History()
  history.add({
    ref: 'c:1',
    diff: JSON.parse(JSON.stringify(sent)),
    sentence: changed.sentence,
    undoes: null,
  })
  expect(history.undo(state)).toMatchObject({ ok: true })
  const same = { combinations: JSON.parse(JSON.stringify(changes.combinations)) }
  expect(said(state, updateTrack, { id: 'tool', changes: same })).toMatch(/^nothing/)
})
