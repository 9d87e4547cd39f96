import { expect, test } from 'vitest'
import { checkChange } from '#media/core/document/check-change.ts'
import { type Diff, EMPTY_DIFF } from '#media/core/document/diff.ts'
import { reconcile } from '#media/core/document/reconcile.ts'
import type { DocumentRecord } from '#media/core/document/records.ts'
import { annotation, doc, LAYER, layer, second, type TestDocument, track } from '#test/kit/doc.ts'

const updating = (id: string, fields: Diff['updated'][string]): Diff => ({
  ...EMPTY_DIFF,
  updated: { [id]: fields },
})
const adding = (...records: DocumentRecord[]): Diff => ({
  ...EMPTY_DIFF,
  added: Object.fromEntries(records.map((r) => [r.id, r])),
})
const fit = ({ document, labels }: TestDocument, diff: Diff, strict = false) =>
  reconcile(document, labels, diff, { strict })
const check = ({ document, labels }: TestDocument, diff: Diff) => checkChange(document, labels, diff)

test('a field changed meanwhile: the later writer wins, and the diff says from what', () => {
  const d = doc`tool |AAAA|`
  d.document.apply(updating('A0', { note: ['', 'theirs'] }))
  expect(fit(d, updating('A0', { note: ['', 'mine'] }))).toMatchObject({
    ok: true,
    diff: updating('A0', { note: ['theirs', 'mine'] }),
    overruled: [],
  })
})

test('undo does not', () => {
  const d = doc`tool |AAAA|`
  d.document.apply(updating('A0', { note: ['', 'theirs'], labelId: ['A', 'B'] }))
  expect(fit(d, updating('A0', { note: ['mine', ''], labelId: ['B', 'A'] }), true)).toMatchObject({
    diff: updating('A0', { labelId: ['B', 'A'] }),
    overruled: [{ id: 'A0', field: 'note' }],
  })
})

test('ends of an interval: the later writer wins, and whose value went is told', () => {
  const d = doc`tool |AAAA|`
  d.document.apply(updating('A0', { start: [second(0), second(1)] }))
  const end = updating('A0', { end: [second(4), second(6)], note: ['', 'x'] })
  expect(fit(d, end)).toMatchObject({ diff: end, overruled: [], overwrote: [] })
  const both = updating('A0', { start: [second(0), second(2)], end: [second(4), second(6)] })
  expect(fit(d, both)).toMatchObject({
    diff: updating('A0', { start: [second(1), second(2)], end: [second(4), second(6)] }),
    overruled: [],
    overwrote: [{ id: 'A0', field: 'start' }],
  })
})

test('where the later end breaks a rule, both ends stay as the other left them', () => {
  const d = doc`tool |AAAA|`
  d.document.apply(updating('A0', { start: [second(0), second(3)], end: [second(4), second(9)] }))
  expect(fit(d, updating('A0', { end: [second(4), second(2)], note: ['', 'x'] }))).toMatchObject({
    diff: updating('A0', { note: ['', 'x'] }),
    overruled: [{ id: 'A0', field: 'end' }],
    overwrote: [],
  })
})

test('undo keeps ends that somebody else moved', () => {
  const d = doc`tool |AAAA|`
  d.document.apply(updating('A0', { end: [second(4), second(6)] }))
  expect(
    fit(d, updating('A0', { start: [second(2), second(1)], end: [second(5), second(4)] }), true),
  ).toMatchObject({
    diff: EMPTY_DIFF,
    overruled: [
      { id: 'A0', field: 'start' },
      { id: 'A0', field: 'end' },
    ],
  })
})

test('a rolled edge that two people rolled goes where the later one put it, on both sides', () => {
  const d = doc`phase(gapless) |AABBCC|`
  const roll = (from: number, to: number): Diff => ({
    ...EMPTY_DIFF,
    updated: { A0: { end: [second(from), second(to)] }, B0: { start: [second(from), second(to)] } },
  })
  d.document.apply(roll(2, 1))
  expect(fit(d, roll(2, 3))).toMatchObject({
    diff: roll(1, 3),
    overwrote: [
      { id: 'A0', field: 'end' },
      { id: 'B0', field: 'start' },
    ],
  })
})

test('a rolled edge of which one side cannot follow stays altogether', () => {
  const d = doc`phase(gapless) |AABBCC|`
  d.document.apply({
    ...EMPTY_DIFF,
    updated: { A0: { end: [second(2), second(1)] }, B0: { start: [second(2), second(1)] } },
  })
  // Without B’s start the shifted row has a hole; with it, C would lose its length.
  const shifted: Diff = {
    ...EMPTY_DIFF,
    updated: {
      B0: { start: [second(2), second(4)], end: [second(4), second(6)] },
      A0: { end: [second(2), second(4)] },
      C0: { start: [second(4), second(6)] },
    },
  }
  const result = fit(d, shifted)
  expect(result).toMatchObject({ ok: true, diff: EMPTY_DIFF, overwrote: [] })
  expect(result.ok && result.overruled.length).toBe(4)
})

test('a split of something that was moved meanwhile: made, or refused as a whole, never in half', () => {
  const split: Diff = {
    ...updating('A0', { end: [second(4), second(2)] }),
    added: { n: annotation('n', 'tool', 'A', second(2), second(4)) },
  }
  const shorter = doc`tool |AAAA|`
  shorter.document.apply(updating('A0', { end: [second(4), second(3)] }))
  expect(fit(shorter, split)).toMatchObject({
    ok: true,
    diff: { added: split.added, updated: { A0: { end: [second(3), second(2)] } } },
    overwrote: [{ id: 'A0', field: 'end' }],
  })
  const away = doc`tool |AAAA|`
  away.document.apply(updating('A0', { start: [second(0), second(3)], end: [second(4), second(9)] }))
  expect(fit(away, split)).toMatchObject({ ok: false, rule: 'changed', annotationId: 'A0' })
})

test('what is gone stays gone, what is there already is not added twice', () => {
  const d = doc`tool |AA.B|`
  const [a, b] = [d.document.annotation('A0')!, d.document.annotation('B0')!]
  d.document.apply({ ...EMPTY_DIFF, removed: { A0: a } })
  expect(fit(d, updating('A0', { note: ['', 'x'] }))).toMatchObject({
    diff: EMPTY_DIFF,
    overruled: [{ id: 'A0', field: null }],
  })
  expect(fit(d, { ...EMPTY_DIFF, removed: { A0: a } })).toMatchObject({ diff: EMPTY_DIFF, overruled: [] })
  expect(fit(d, adding(b))).toMatchObject({ diff: EMPTY_DIFF, overruled: [] })
  expect(fit(d, adding({ ...b, note: 'other' }))).toMatchObject({
    diff: EMPTY_DIFF,
    overruled: [{ id: 'B0', field: null }],
  })
})

test('removing records the record as it is now; undoing one’s own addition spares a colleague’s work on it', () => {
  const d = doc`tool |AA|`
  const before = d.document.annotation('A0')!
  d.document.apply(updating('A0', { authorId: [null, 'me'] }))
  const mine: Diff = { ...EMPTY_DIFF, removed: { A0: before } }
  expect(fit(d, mine, true)).toMatchObject({ diff: { removed: { A0: { authorId: 'me' } } }, overruled: [] })
  d.document.apply(updating('A0', { note: ['', 'theirs'] }))
  expect(fit(d, mine)).toMatchObject({ diff: { removed: { A0: { note: 'theirs' } } } })
  expect(fit(d, mine, true)).toMatchObject({ diff: EMPTY_DIFF, overruled: [{ id: 'A0', field: null }] })
})

test('a change that says nothing, or lies about itself, is refused', () => {
  const d = doc`tool |AA|`
  expect(check(d, EMPTY_DIFF)).toMatchObject({ rule: 'nothing' })
  expect(
    check(d, { ...EMPTY_DIFF, added: { x: annotation('y', 'tool', 'A', second(0), second(1)) } }),
  ).toMatchObject({
    rule: 'value',
  })
  expect(check(d, updating('A0', { id: ['A0', 'B'] }))).toMatchObject({ rule: 'value' })
  expect(check(d, updating('A0', { note: ['', 7] }))).toMatchObject({ rule: 'value', annotationId: 'A0' })
  expect(check(d, updating('A0', { start: [0, 0.5] }))).toMatchObject({ rule: 'value' })
  expect(check(d, adding(annotation('A0', 'tool', 'A', second(0), second(1))))).toMatchObject({
    rule: 'exists',
  })
  expect(check(d, updating('nobody', { note: ['', 'x'] }))).toMatchObject({ rule: 'missing' })
  expect(check(d, updating('A0', { layerId: [LAYER, 'none'] }))).toMatchObject({ rule: 'layer' })
})

test('tracks cannot lie inside themselves, each other in a ring, or inside events', () => {
  const d = doc`
    a |AA|
    b |BB|
    e* |C.|`
  expect(check(d, updating('a', { parentId: [null, 'e'] }))).toMatchObject({ rule: 'parent' })
  expect(check(d, updating('a', { parentId: [null, 'none'] }))).toMatchObject({ rule: 'parent' })
  const ring: Diff = {
    ...EMPTY_DIFF,
    updated: { a: { parentId: [null, 'b'] }, b: { parentId: [null, 'a'] } },
  }
  expect(check(d, ring)).toMatchObject({ rule: 'parent' })
  expect(check(d, updating('a', { parentId: [null, 'b'] }))).toBeNull()
})

test('a layer goes when nothing is on it', () => {
  const d = doc`tool |AA|`
  expect(check(d, { ...EMPTY_DIFF, removed: { [LAYER]: layer() } })).toMatchObject({
    rule: 'missing',
    annotationId: 'A0',
  })
  expect(
    check(d, {
      ...EMPTY_DIFF,
      removed: { [LAYER]: layer(), A0: d.document.annotation('A0')!, tool: track('tool') },
    }),
  ).toBeNull()
})

test('a model’s layer may hold steps without phases', () => {
  const d = doc`
    phase(gapless)    |....|
    step(trims,phase) |....|`
  d.document.apply(adding(layer('model', { kind: 'model', model: 'x@1' })))
  const step = (layerId: string) => adding(annotation('s', 'step', 'A', second(0), second(1), { layerId }))
  expect(check(d, step(LAYER))).toMatchObject({ rule: 'parent' })
  expect(check(d, step('model'))).toBeNull()
})
