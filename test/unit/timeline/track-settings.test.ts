import { describe, expect, test } from 'vitest'
import {
  looksLikeTable,
  readCombinations,
  writeCombinations,
} from '#app/_studio/timeline/settings/combination-text.ts'
import {
  changesOf,
  draftOf,
  possibleParents,
  problemOf,
  settled,
} from '#app/_studio/timeline/settings/track-draft.ts'
import { LabelBook } from '#media/core/document/label-book.ts'
import { LABEL_DEFAULTS, LABEL_SET_DEFAULTS } from '#media/core/document/records.ts'
import { track } from '#test/kit/doc.ts'

const label = (id: string, name: string) => ({ ...LABEL_DEFAULTS, id, name, color: '#0072b2' })
const book = new LabelBook({
  ...LABEL_SET_DEFAULTS,
  version: 1,
  name: 'Triplets',
  labels: [label('l1', 'Grasper'), label('l2', 'Hook')],
  tracks: [],
})
const known = [
  { key: 'label', name: 'Label' },
  { key: 'verb', name: 'Verb' },
  { key: 'target', name: 'Target' },
]
const read = (text: string, fields = ['label', 'verb', 'target']) =>
  readCombinations(text, fields, known, book)

describe('combinations as text', () => {
  test('a header decides the columns; labels by name or id; what is there twice counts once', () => {
    expect(read('Verb\tLABEL\nretract\tgrasper\ndissect\tl2\nretract\tGrasper\n')).toEqual({
      ok: true,
      table: {
        fields: ['verb', 'label'],
        rows: [
          ['retract', 'l1'],
          ['dissect', 'l2'],
        ],
      },
      repeated: 1,
    })
  })

  test('without a header the present columns hold, and semicolons part where there are no tabs', () => {
    const pasted = read('Hook;dissect;gallbladder\r\nGrasper;retract;liver, left')
    expect(pasted.ok && pasted.table).toEqual({
      fields: ['label', 'verb', 'target'],
      rows: [
        ['l2', 'dissect', 'gallbladder'],
        ['l1', 'retract', 'liver, left'],
      ],
    })
  })

  test('what does not fit is named with its line', () => {
    expect(read('Hook\tdissect\tliver\nScalpel\tcut\tliver')).toMatchObject({
      ok: false,
      line: 2,
      problem: 'label',
      text: 'Scalpel',
    })
    expect(read('Hook\tdissect')).toMatchObject({ ok: false, line: 1, problem: 'cells' })
    expect(read('Hook\t\tliver')).toMatchObject({ ok: false, line: 1, problem: 'cells' })
    const many = Array.from({ length: 5001 }, (_, i) => `Hook\tverb${i}\tliver`).join('\n')
    expect(read(many)).toMatchObject({ ok: false, problem: 'many', text: '5001' })
  })

  test('what is written is read back the same', () => {
    const table = {
      fields: ['target', 'label'],
      rows: [
        ['liver', 'l1'],
        ['cystic duct', 'l2'],
      ],
    }
    expect(read(writeCombinations(table, known, book))).toEqual({ ok: true, table, repeated: 0 })
    expect([looksLikeTable('a\tb'), looksLikeTable('a\nb'), looksLikeTable('a word\n')]).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe('a draft of settings', () => {
  const phase = track('phase', { name: 'Phase', policy: 'gapless', height: 32 })

  test('only what differs is changed, and nothing when it was only opened', () => {
    const draft = draftOf(phase)
    expect(changesOf(phase, draft)).toEqual({})
    expect(changesOf(phase, { ...draft, name: '  Phases ', group: ' ' })).toEqual({ name: 'Phases' })
    expect(changesOf(phase, { ...draft, policy: 'refused', group: 'Work' })).toEqual({
      policy: 'refused',
      group: 'Work',
    })
  })

  test('a trace keeps its scale and drops what it has no use for', () => {
    const scale = { min: -1, max: 1, unit: '', minName: 'unpleasant', maxName: 'pleasant' }
    const draft = {
      ...draftOf(phase),
      kind: 'trace' as const,
      scale,
      parentId: 'x',
      requiredAttributes: ['a'],
    }
    expect(settled(draft)).toMatchObject({
      scale,
      parentId: null,
      requiredAttributes: [],
      combinations: null,
    })
    expect(settled({ ...draft, kind: 'intervals' })).toMatchObject({ scale: null, parentId: 'x' })
    expect(problemOf({ ...draft, scale: { ...scale, min: 1 } })).toBe('scale')
  })

  test('an empty name and an empty cell are asked for; a table without rows is no table', () => {
    const draft = draftOf(phase)
    const fields = ['label', 'verb']
    expect(problemOf({ ...draft, name: '  ' })).toBe('name')
    expect(problemOf({ ...draft, combinations: { fields, rows: [['l1', '']] } })).toBe('rows')
    expect(problemOf(draft)).toBeNull()
    expect(settled({ ...draft, combinations: { fields, rows: [] } }).combinations).toBeNull()
  })

  test('a parent holds intervals and does not lie inside the track itself', () => {
    const all = [
      phase,
      track('step', { parentId: 'phase' }),
      track('action', { parentId: 'step' }),
      track('event', { kind: 'events' }),
      track('other'),
    ]
    expect(possibleParents(all, 'phase').map((t) => t.id)).toEqual(['other'])
    expect(possibleParents(all, 'action').map((t) => t.id)).toEqual(['phase', 'step', 'other'])
    expect(possibleParents(all, null).map((t) => t.id)).toEqual(['phase', 'step', 'action', 'other'])
  })
})
