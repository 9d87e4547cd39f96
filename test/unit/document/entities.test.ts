/** Words that are marked, and relations between them. */
import { beforeEach, expect, test } from 'vitest'
import {
  addEntity,
  addRelation,
  type Command,
  remove,
  removeEntity,
  removeRelation,
  turnRelation,
  updateEntity,
  updateRelation,
} from '#media/core/commands/index.ts'
import { invert } from '#media/core/document/invert.ts'
import { LabelBook } from '#media/core/document/label-book.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import {
  type AnnotationRecord,
  type EntityRecord,
  LABEL_DEFAULTS,
  LABEL_SET_DEFAULTS,
  type LayerRecord,
  TRACK_DEFAULTS,
  type TrackRecord,
} from '#media/core/document/records.ts'
import { spanTimes } from '#media/core/document/span-times.ts'
import { second } from '#test/kit/doc.ts'

const TEXT = 'Take ibuprofen 400 mg for the pain'
const label = (id: string, use: 'mark' | 'text' | 'relation', hidden = false) => ({
  ...LABEL_DEFAULTS,
  ...{ id, name: id, color: '#0072b2', use, private: hidden },
})
const labels = new LabelBook({
  ...LABEL_SET_DEFAULTS,
  ...{ version: 1, name: 'Test', tracks: [] },
  labels: [
    label('utterance', 'mark'),
    label('drug', 'text'),
    label('problem', 'text'),
    label('name', 'mark', true),
    label('treats', 'relation'),
  ],
})
const track: TrackRecord = {
  ...TRACK_DEFAULTS,
  ...{ type: 'track', id: 'said', kind: 'transcript', name: 'Said', order: 0 },
}
const layer = (id: string): LayerRecord => ({
  ...{ type: 'layer', id, name: id, kind: 'people', ownerId: null, locked: false, model: null },
})

function utterance(id: string, at: number, text: string, layerId = 'mine'): AnnotationRecord {
  const words = [...text.matchAll(/\S+/g)].map((m, i) => ({
    from: m.index,
    to: m.index + m[0].length,
    start: second(at + i),
    end: second(at + i + 1),
    confidence: null,
    timing: 'given' as const,
  }))
  return {
    ...{ type: 'annotation', id, trackId: 'said', layerId, labelId: 'utterance', attributes: {}, note: '' },
    ...{ authorId: null, confidence: null, origin: null, speakerId: null },
    start: second(at),
    end: second(at + words.length),
    speech: { text, words, language: 'en' },
  }
}

let document: DocumentModel
beforeEach(() => {
  document = new DocumentModel([
    ...[track, layer('mine'), layer('hers')],
    ...[utterance('u', 10, TEXT), utterance('v', 30, 'It still hurts'), utterance('w', 50, 'No', 'hers')],
  ])
})

function done<A>(command: Command<A>, args: A): string {
  const before = JSON.stringify([...document.records()])
  const result = command({ document, labels }, args)
  if (!result.ok) return `${result.rule}: ${result.message}`
  document.apply(result.diff)
  const after = JSON.stringify([...document.records()])
  document.apply(invert(result.diff))
  expect(
    new Set(JSON.parse(JSON.stringify([...document.records()])).map((r: object) => JSON.stringify(r))),
  ).toEqual(new Set((JSON.parse(before) as object[]).map((r) => JSON.stringify(r))))
  document.apply(result.diff)
  expect(after).not.toBe(before)
  return result.sentence
}
const entity = (id: string) => document.get(id) as EntityRecord
const mark = (id: string, part: string, labelId: string, annotationId = 'u') => {
  const text = document.annotation(annotationId)!.speech!.text
  return done(addEntity, {
    id,
    annotationId,
    from: text.indexOf(part),
    to: text.indexOf(part) + part.length,
    labelId,
  })
}

test('words get a label and the time of their words; white space at the ends is left out', () => {
  expect(mark('e', ' ibuprofen 400 mg ', 'drug')).toBe('Marked “ibuprofen 400 mg” as drug at 00:00:11')
  expect(entity('e')).toMatchObject({ from: 5, to: 21, start: second(11), end: second(14), trackId: 'said' })
})

test('spans may lie in each other and over each other, but not twice the same', () => {
  mark('outer', 'ibuprofen 400 mg', 'drug')
  mark('inner', 'ibuprofen', 'problem')
  mark('over', '400 mg for', 'problem')
  expect(document.entitiesOf('u').map((e) => e.id)).toEqual(['inner', 'outer', 'over'])
  expect(mark('again', 'ibuprofen', 'problem')).toBe('nothing: “ibuprofen” is marked as problem.')
})

test('only labels for words are taken, private ones too', () => {
  expect(mark('e', 'pain', 'utterance')).toBe('label: “utterance” is not a label for words.')
  expect(mark('e', 'pain', 'name')).toMatch(/^Marked/)
})

test('nothing but white space, and nothing outside the text, can be marked', () => {
  expect(done(addEntity, { annotationId: 'u', from: 4, to: 5, labelId: 'drug' })).toMatch(
    /^value: Choose the words/,
  )
  expect(done(addEntity, { annotationId: 'u', from: 0, to: 99, labelId: 'drug' })).toMatch(/^value/)
  expect(done(addEntity, { annotationId: 'gone', from: 0, to: 1, labelId: 'drug' })).toMatch(/^missing/)
})

test('an entity is linked to a concept, relabelled and moved; its time follows', () => {
  mark('e', 'ibuprofen', 'drug')
  const concept = { system: 'RxNorm', code: '5640', name: 'ibuprofen' }
  expect(done(updateEntity, { id: 'e', changes: { concept } })).toBe('Linked “ibuprofen” to RxNorm 5640')
  expect(done(updateEntity, { id: 'e', changes: { labelId: 'problem' } })).toBe(
    'Changed “ibuprofen” to problem',
  )
  expect(done(updateEntity, { id: 'e', changes: { to: 21 } })).toBe('Moved problem to “ibuprofen 400 mg”')
  expect(entity('e')).toMatchObject({ concept, end: second(14) })
  expect(done(updateEntity, { id: 'e', changes: { concept: null } })).toBe(
    'Took the concept off “ibuprofen 400 mg”',
  )
})

test('relations hold between entities and utterances of one layer, go with them, and are turned', () => {
  mark('drug', 'ibuprofen', 'drug')
  mark('pain', 'pain', 'problem')
  expect(done(addRelation, { id: 'r', fromId: 'drug', toId: 'pain', labelId: 'treats' })).toBe(
    'Related “ibuprofen” to “pain”: treats',
  )
  expect(done(addRelation, { fromId: 'drug', toId: 'pain', labelId: 'treats' })).toMatch(/^nothing/)
  expect(done(addRelation, { fromId: 'drug', toId: 'drug', labelId: 'treats' })).toMatch(/^value/)
  expect(done(addRelation, { fromId: 'drug', toId: 'w', labelId: 'treats' })).toMatch(/^layer/)
  expect(done(addRelation, { fromId: 'drug', toId: 'v', labelId: 'drug' })).toMatch(/^label/)
  expect(done(addRelation, { id: 's', fromId: 'v', toId: 'u', labelId: 'treats' })).toMatch(/^Related/)
  done(turnRelation, { id: 'r' })
  expect(document.get('r')).toMatchObject({ fromId: 'pain', toId: 'drug' })
  expect(done(updateRelation, { id: 'r', changes: { note: 'said so' } })).toBe(
    'Changed the relation “treats”',
  )
  expect(done(removeEntity, { id: 'pain' })).toBe('Removed problem from “pain” and its relation')
  expect(document.get('r')).toBeUndefined()
  expect(done(removeRelation, { id: 's' })).toBe('Removed the relation “treats”')
})

test('an utterance that goes takes its marked words and their relations along', () => {
  mark('drug', 'ibuprofen', 'drug')
  done(addRelation, { id: 'r', fromId: 'drug', toId: 'v', labelId: 'treats' })
  done(remove, { ids: ['u'] })
  expect(document.get('drug')).toBeUndefined()
  expect(document.get('r')).toBeUndefined()
})

test('without word times an utterance’s time is divided by characters, and stays inside', () => {
  const u = utterance('x', 0, 'abcdefghij')
  const bare = { ...u, end: second(10), speech: { ...u.speech!, words: [] } }
  expect(spanTimes(bare, 2, 5)).toEqual({ start: second(2), end: second(5) })
  expect(spanTimes(bare, 0, 10)).toEqual({ start: second(0), end: second(10) })
  expect(spanTimes({ ...bare, speech: null }, 2, 5)).toEqual({ start: second(0), end: second(10) })
})
