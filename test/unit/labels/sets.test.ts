/** What differs between two schemas, and two changes of one put together. */
import { expect, test } from 'vitest'
import type { Label, LabelSet, TrackTemplate } from '#media/core/document/records.ts'
import { LABEL_COLORS } from '#media/core/labels/colors.ts'
import { contrastOf, faintOn } from '#media/core/labels/contrast.ts'
import { mergeSets } from '#media/core/labels/merge-sets.ts'
import { changesOfSet } from '#media/core/labels/set-changes.ts'
import { templates } from '#media/core/labels/templates.ts'

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
