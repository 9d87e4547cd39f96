import { describe, expect, it } from 'vitest'
import { TEXTS } from '#app/_text/texts.ts'
import {
  addLabel,
  addTrack,
  attributeKey,
  choicesOf,
  freshId,
  keyConflicts,
  possibleParents,
  problemsOf,
  removeLabel,
  removeTrack,
  withLabel,
  withTrack,
} from '#app/(library)/(inside)/p/[projectId]/labels/label-draft.ts'
import {
  ATTRIBUTE_DEFAULTS,
  LABEL_DEFAULTS,
  LABEL_SET_DEFAULTS,
  type Label,
  type LabelSet,
  labelSetSchema,
  TEMPLATE_DEFAULTS,
  type TrackTemplate,
} from '#media/core/document/records.ts'
import { templates } from '#media/core/labels/templates.ts'

const label = (id: string, over: Partial<Label> = {}): Label => ({
  ...LABEL_DEFAULTS,
  id,
  name: id,
  color: '#0072b2',
  ...over,
})

const track = (id: string, labelIds: string[], over: Partial<TrackTemplate> = {}): TrackTemplate => ({
  ...TEMPLATE_DEFAULTS,
  id,
  kind: 'intervals',
  name: id,
  labelIds,
  height: 28,
  ...over,
})

const set: LabelSet = {
  ...LABEL_SET_DEFAULTS,
  version: 1,
  name: 'Test',
  labels: [label('a', { key: '1' }), label('b', { key: '2' }), label('c', { key: '1' })],
  tracks: [
    track('phase', ['a', 'b']),
    track('step', ['c'], { parentId: 'phase' }),
    track('mark', ['b'], { kind: 'events' }),
  ],
}

describe('ids', () => {
  it.each([
    ['Calot triangle', 'calot-triangle'],
    ['Ödem (rechts)', 'odem-rechts'],
    ['  ', 'label'],
    ['手術', 'label'],
  ])('%s becomes %s', (name, id) => expect(freshId(name, [])).toBe(id))
  it('numbers what is taken', () => expect(freshId('A', ['a', 'a-2'])).toBe('a-3'))
  it('makes attribute keys that begin with a letter', () => {
    expect(attributeKey('2nd grade', [])).toBe('nd-grade')
    expect(attributeKey('123', [])).toBe('attribute')
    expect(attributeKey('Grade', ['grade'])).toBe('grade-2')
  })
})

describe('changes of a draft', () => {
  it('adds a label to its track in a colour that the track does not use', () => {
    const made = addLabel(set, 'phase', ['#0072B2', '#997700'], 'New label')
    const added = made.set.labels.at(-1)
    expect(added).toMatchObject({ id: made.id, color: '#997700' })
    expect(made.set.tracks[0]?.labelIds).toContain(made.id)
    expect(made.set.tracks[1]?.labelIds).not.toContain(made.id)
    expect(set.labels).toHaveLength(3)
  })
  it('takes a removed label off every track', () => {
    const next = removeLabel(set, 'b')
    expect(next.labels.map((one) => one.id)).toEqual(['a', 'c'])
    expect(next.tracks.flatMap((one) => one.labelIds)).toEqual(['a', 'c'])
  })
  it('frees what lay inside a removed track', () => {
    expect(removeTrack(set, 'phase').tracks.find((one) => one.id === 'step')?.parentId).toBeNull()
  })
  it('offers only parents that make no circle', () => {
    expect(possibleParents(set, 'phase').map((one) => one.id)).toEqual([])
    expect(possibleParents(set, 'mark').map((one) => one.id)).toEqual(['phase', 'step'])
    const circle = withTrack(set, 'phase', { parentId: 'step' })
    expect(possibleParents(circle, 'mark').length).toBe(2)
  })
  it('stays valid for the server', () => {
    const renamed = withLabel(set, 'a', { name: 'Renamed' })
    const next = addTrack(addLabel(renamed, 'phase', ['#123456'], 'New label').set, 'New track')
    expect(labelSetSchema.safeParse(next).success).toBe(true)
  })
})

const { keyOnTrack } = TEXTS.en.labels

describe('what keeps a draft from being saved', () => {
  it('the same key twice on one track, but not on two tracks', () => {
    expect(keyConflicts(set, keyOnTrack).size).toBe(0)
    const clash = withTrack(set, 'phase', { labelIds: ['a', 'b', 'c'] })
    expect(keyConflicts(clash, keyOnTrack).get('c')).toBe('“a” on “phase” has this key already.')
    expect(problemsOf(clash)).toHaveLength(1)
  })
  it('missing names, empty tracks, attributes that say nothing', () => {
    expect(problemsOf(withLabel(set, 'a', { name: ' ' }))).toEqual(['A label has no name.'])
    expect(problemsOf(addTrack(set, 'New track'))).toEqual(['The track “New track” allows no label.'])
    const choice = {
      ...ATTRIBUTE_DEFAULTS,
      key: 'grade',
      name: 'Grade',
      kind: 'choice',
      choices: [],
      required: false,
    } as const
    expect(problemsOf(withLabel(set, 'a', { attributes: [{ ...choice, choices: [] }] }))).toEqual([
      '“a”, attribute “Grade”: write at least one choice.',
    ])
  })
  it('nothing in the shipped templates', () => {
    for (const template of Object.values(templates)) expect(problemsOf(template)).toEqual([])
  })
})

it('reads choices as people write them', () => {
  expect(choicesOf(' mild, moderate ,severe, mild,,')).toEqual(['mild', 'moderate', 'severe'])
  expect(choicesOf('')).toEqual([])
})
