/** What differs between two schemas, and two changes of one put together. */
import { expect, test } from 'vitest'
import type { Label, LabelSet, TrackTemplate } from '#media/core/document/records.ts'
import { addSet } from '#media/core/labels/add-set.ts'
import { LABEL_COLORS } from '#media/core/labels/colors.ts'
import { contrastOf, faintOn } from '#media/core/labels/contrast.ts'
import { mergeSets } from '#media/core/labels/merge-sets.ts'
import { changesOfSet } from '#media/core/labels/set-changes.ts'
import { draftOf, mergeLabels, splitLabel, takeBackMove } from '#media/core/labels/set-draft.ts'
import { readSetCsv, readSetJson, writeSetCsv, writeSetJson } from '#media/core/labels/set-text.ts'
import { parts, templates } from '#media/core/labels/templates.ts'

const base = templates.gait
const label = (set: LabelSet, id: string, change: Partial<Label>): LabelSet => ({
  ...set,
  labels: set.labels.map((one) => (one.id === id ? { ...one, ...change } : one)),
})
const track = (set: LabelSet, id: string, change: Partial<TrackTemplate>): LabelSet => ({
  ...set,
  tracks: set.tracks.map((one) => (one.id === id ? { ...one, ...change } : one)),
})
const without = (set: LabelSet, id: string): LabelSet => ({
  ...set,
  labels: set.labels.filter((one) => one.id !== id),
  tracks: set.tracks.map((one) => ({ ...one, labelIds: one.labelIds.filter((l) => l !== id) })),
})

test('nothing differs from itself', () => {
  for (const set of Object.values(templates)) expect(changesOfSet(set, structuredClone(set))).toEqual([])
})

test('renamed, retired, a new key, a new attribute: each is one change with both sides', () => {
  let next = label(base, 'slip', { name: 'Sliding', key: 'ü', retired: true })
  next = track(next, 'quality', { policy: 'refused' })
  const changes = changesOfSet(base, next)
  expect(changes).toEqual([
    { what: 'label', kind: 'renamed', name: 'Sliding', id: 'slip', from: 'Slip', to: 'Sliding' },
    { what: 'label', kind: 'retired', name: 'Sliding', id: 'slip' },
    { what: 'label', kind: 'changed', field: 'key', name: 'Sliding', id: 'slip', from: '6', to: 'ü' },
    {
      what: 'track',
      kind: 'changed',
      field: 'policy',
      name: 'Quality',
      id: 'quality',
      from: 'allowed',
      to: 'refused',
    },
  ])
})

test('merged and split are told from removed', () => {
  const next = {
    ...without(without(without(base, 'slip'), 'trip'), 'push'),
    moved: {
      slip: { to: 'freezing', cases: [] },
      trip: { to: 'walking', cases: [{ by: 'track', value: 'trial', to: 'running' }] },
    },
  }
  const kinds = changesOfSet(base, next).filter((change) => change.what === 'label')
  expect(kinds).toEqual([
    { what: 'label', kind: 'merged', name: 'Slip', id: 'slip', to: 'Freezing' },
    { what: 'label', kind: 'split', name: 'Trip', id: 'trip', to: 'Running, Walking' },
    { what: 'label', kind: 'removed', name: 'Push', id: 'push' },
  ])
})

test('a new order is said once', () => {
  const next = { ...base, labels: base.labels.toReversed() }
  expect(changesOfSet(base, next)).toEqual([{ what: 'label', kind: 'moved', name: '', id: '' }])
})

test('two changes of different labels go together; of the same, the preferred side is taken and named', () => {
  const mine = label(label(base, 'slip', { name: 'Mine' }), 'trip', { name: 'Trip mine' })
  const theirs = {
    ...label(label(base, 'push', { name: 'Theirs' }), 'trip', { name: 'Trip theirs' }),
    version: 2,
  }
  const mineFirst = mergeSets(base, mine, theirs, 'mine')
  const name = (set: LabelSet, id: string) => set.labels.find((one) => one.id === id)?.name
  expect([name(mineFirst.set, 'slip'), name(mineFirst.set, 'push'), name(mineFirst.set, 'trip')]).toEqual([
    'Mine',
    'Theirs',
    'Trip mine',
  ])
  expect(mineFirst.both).toEqual(['Trip mine'])
  expect(mineFirst.set.version).toBe(2)
  expect(name(mergeSets(base, mine, theirs, 'theirs').set, 'trip')).toBe('Trip theirs')
})

test('a removal and an addition on two sides both hold, and tracks name only labels that are there', () => {
  const mine = without(base, 'slip')
  const extra = { ...base.labels[0]!, id: 'extra', name: 'Extra', key: null }
  const theirs = track({ ...base, labels: [...base.labels, extra] }, 'perturbation', {
    labelIds: [...base.tracks.find((one) => one.id === 'perturbation')!.labelIds, 'extra'],
  })
  const { set } = mergeSets(base, mine, theirs, 'theirs')
  const ids = set.labels.map((one) => one.id)
  expect(ids).toContain('extra')
  expect(ids).not.toContain('slip')
  for (const lane of set.tracks) for (const id of lane.labelIds) expect(ids).toContain(id)
})

test('taking a change back: what it did goes, what came after stays', () => {
  const after = { ...without(base, 'slip'), moved: { slip: { to: 'trip', cases: [] } } }
  const since = label(after, 'push', { name: 'Shove' })
  const { set, both } = mergeSets(after, base, since, 'theirs')
  expect(set.labels.map((one) => one.id)).toEqual(base.labels.map((one) => one.id))
  expect(set.labels.find((one) => one.id === 'push')?.name).toBe('Shove')
  expect(set.moved).toEqual({})
  expect(both).toEqual([])
})

test('the offered colours can be told from dark and light tracks, pale yellow cannot', () => {
  for (const color of LABEL_COLORS) expect(faintOn(color), color).toBeNull()
  expect(faintOn('#f0e442')).toMatchObject({ ground: 'light' })
  expect(faintOn('#222222')).toMatchObject({ ground: 'dark' })
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 5)
})

test('the triplets added to the procedure are one track more, and every combination can be made', () => {
  const set = addSet(templates.procedure, parts.triplets)
  expect(set.labels).toEqual(templates.procedure.labels)
  expect(set.tracks.length).toBe(templates.procedure.tracks.length + 1)
  const { combinations, labelIds } = set.tracks.at(-1)!
  expect(combinations?.rows.length).toBe(94)
  for (const [instrument, verb, target] of combinations!.rows) {
    const label = set.labels.find((one) => one.id === verb)!
    expect(labelIds).toContain(label.id)
    const choices = (key: string) => label.attributes.find((one) => one.key === key)?.choices
    expect(choices('instrument')).toContain(instrument)
    expect(choices('target')).toContain(target)
  }
})

test('another schema is added without taking anything over: ids, keys and parents find their place', () => {
  const other = track(label(base, 'slip', { name: 'Other slip' }), 'left', { parentId: 'trial' })
  const set = addSet(base, other)
  expect(set.labels.length).toBe(base.labels.length + 1)
  const added = set.labels.at(-1)!
  expect(added).toMatchObject({ name: 'Other slip', key: null })
  expect(set.tracks.find((one) => one.id === 'perturbation')?.labelIds).toContain(added.id)
})

test('JSON comes back as it was; a file of a whole recording is read by the schema inside', () => {
  const text = writeSetJson(templates.procedure)
  expect(readSetJson(text, templates.procedure).set).toEqual(templates.procedure)
  expect(readSetJson(JSON.stringify({ labelSet: base }), base).set).toEqual(base)
  expect(readSetJson('{', base).problems[0]).toMatch(/not JSON/)
  expect(readSetJson('{"name": 3}', base)).toMatchObject({ set: null })
})

test('CSV comes back as it was, and a table of a few columns changes and adds', () => {
  for (const set of Object.values(templates)) {
    const read = readSetCsv(writeSetCsv(set), set)
    expect(read.problems).toEqual([])
    expect(read.set?.labels).toEqual(set.labels)
  }
  const read = readSetCsv(
    'Name;Key;Attributes;Tracks\r\nSlip;ö;Depth: number 0..30 mm *; Perturbation\r\nFall;f;"Side = left | right; Note";Falls\r\n;x;;\r\nLong;abc;;',
    base,
  )
  expect(read.set?.labels.find((one) => one.id === 'slip')).toMatchObject({
    key: 'ö',
    attributes: [{ name: 'Depth', kind: 'number', min: 0, max: 30, unit: 'mm', required: true }],
  })
  const fall = read.set?.labels.find((one) => one.name === 'Fall')
  expect(fall?.attributes.map((one) => [one.name, one.kind])).toEqual([
    ['Side', 'choice'],
    ['Note', 'text'],
  ])
  expect(read.set?.tracks.at(-1)).toMatchObject({ name: 'Falls', labelIds: [fall?.id] })
  expect(read.problems).toEqual([
    'Line 3: the track “Falls” was not there and was added.',
    'Line 4: the label has no name; the line was left out.',
    'Line 5: a key is one character, not “abc”.',
  ])
  expect(readSetCsv('a,b\n1,2', base)).toMatchObject({ set: null })
})

test('drafts: merged, split, merged again, and taken back', () => {
  let draft = mergeLabels(draftOf(base), base, ['slip', 'trip'], 'trip')
  expect(draft.moves).toEqual({ slip: { to: 'trip', cases: [] } })
  expect(draft.set.labels.some((one) => one.id === 'slip')).toBe(false)
  draft = splitLabel(draft, base, 'push', 'attribute:from', [
    { name: 'Push, rest', values: [] },
    { name: 'Push, front', values: ['front'] },
  ])
  expect(draft.moves.push).toEqual({
    to: 'push-rest',
    cases: [{ by: 'attribute:from', value: 'front', to: 'push-front' }],
  })
  const lane = draft.set.tracks.find((one) => one.id === 'perturbation')!
  expect(lane.labelIds).toEqual(['trip', 'push-rest', 'push-front', 'freezing'])
  // What had been merged into one that is merged again follows; a label of the draft alone needs no plan.
  draft = mergeLabels(draft, base, ['trip', 'push-front'], 'freezing')
  expect(draft.moves).toEqual({
    slip: { to: 'freezing', cases: [] },
    push: { to: 'push-rest', cases: [{ by: 'attribute:from', value: 'front', to: 'freezing' }] },
    trip: { to: 'freezing', cases: [] },
  })
  draft = takeBackMove(draft, base, 'slip')
  expect(draft.moves.slip).toBeUndefined()
  expect(draft.set.labels.map((one) => one.id).indexOf('slip')).toBeGreaterThan(-1)
  const byHand = splitLabel(draftOf(base), base, 'slip', null, [
    { name: 'A', values: [] },
    { name: 'B', values: [] },
  ])
  expect(byHand).toMatchObject({ moves: { slip: { to: 'a', cases: [] } }, review: ['slip'] })
})

test('of a track’s labels only those that went and came are named', () => {
  const next = { ...without(base, 'slip'), version: 2 }
  expect(changesOfSet(base, next).filter((change) => change.what === 'track')).toEqual([
    {
      what: 'track',
      kind: 'changed',
      field: 'labels',
      name: 'Perturbation',
      id: 'perturbation',
      from: 'Slip',
      to: '',
    },
  ])
})
