/** Changes from before a merge or split, fitted to the schema of after it. */
import { expect, test } from 'vitest'
import { type Diff, EMPTY_DIFF } from '#media/core/document/diff.ts'
import { LabelBook } from '#media/core/document/label-book.ts'
import { reconcile } from '#media/core/document/reconcile.ts'
import type { LabelMove, LabelSet } from '#media/core/document/records.ts'
import { annotation, doc, second, type TestDocument } from '#test/kit/doc.ts'

/** The letters of the test documents, without some, and what stands for those. */
function after(
  { labels }: TestDocument,
  moved: Record<string, LabelMove>,
  retired: string[] = [],
): LabelBook {
  const set: LabelSet = {
    ...labels.set,
    labels: labels.set.labels
      .filter((label) => !(label.id in moved) || retired.includes(label.id))
      .map((label) => ({ ...label, retired: retired.includes(label.id) })),
    moved,
  }
  return new LabelBook(set)
}
const adding = (id: string, labelId: string, attributes = {}): Diff => ({
  ...EMPTY_DIFF,
  added: { [id]: annotation(id, 'tool', labelId, second(6), second(7), { attributes }) },
})

test('what is made with a merged label gets the one that stands for it, also over two steps', () => {
  const d = doc`tool |AAAA.....|`
  const labels = after(d, { B: { to: 'C', cases: [] }, C: { to: 'D', cases: [] } })
  const fitted = reconcile(d.document, labels, adding('x', 'B'))
  expect(fitted).toMatchObject({ ok: true, diff: { added: { x: { labelId: 'D' } } }, overruled: [] })
})

test('a split decides by attribute and by track, and the rest goes to the label named for it', () => {
  const d = doc`tool |AAAA.....|`
  const move: LabelMove = {
    to: 'X',
    cases: [
      { by: 'attribute:severity', value: 'severe', to: 'Y' },
      { by: 'attribute:parts', value: 'duct', to: 'Z' },
      { by: 'track', value: 'elsewhere', to: 'W' },
    ],
  }
  const labels = after(d, { B: move })
  const land = (attributes: object) => {
    const fitted = reconcile(d.document, labels, adding('x', 'B', attributes))
    if (!fitted.ok) throw new Error(fitted.message)
    const made = fitted.diff.added.x
    return made?.type === 'annotation' ? made.labelId : null
  }
  expect(land({ severity: 'severe' })).toBe('Y')
  expect(land({ severity: 'mild' })).toBe('X')
  expect(land({ parts: ['artery', 'duct'] })).toBe('Z')
})

test('an undo that speaks of the old labels still finds what it takes back', () => {
  const d = doc`tool |CCCC.....|`
  const labels = after(d, { B: { to: 'C', cases: [] } })
  // Made when C0 was still called B: from A to B, taken back from B to A.
  const undo: Diff = { ...EMPTY_DIFF, updated: { C0: { labelId: ['B', 'A'] } } }
  expect(reconcile(d.document, labels, undo, { strict: true })).toMatchObject({
    ok: true,
    diff: { updated: { C0: { labelId: ['C', 'A'] } } },
    overruled: [],
  })
  const unmake: Diff = {
    ...EMPTY_DIFF,
    removed: { C0: annotation('C0', 'tool', 'B', second(0), second(4)) },
  }
  expect(reconcile(d.document, labels, unmake, { strict: true })).toMatchObject({ overruled: [] })
})

test('a retired label with no successor stays on what carries it; one that is gone is refused by name', () => {
  const d = doc`tool |AAAA.....|`
  const kept = after(d, {}, ['B'])
  expect(reconcile(d.document, kept, adding('x', 'B'))).toMatchObject({
    diff: { added: { x: { labelId: 'B' } } },
  })
  expect(kept.labelsOf(d.document.tracks[0]!).some((label) => label.id === 'B')).toBe(false)
  const gone = new LabelBook({ ...d.labels.set, labels: d.labels.set.labels.filter((l) => l.id !== 'B') })
  expect(reconcile(d.document, gone, adding('x', 'B'))).toMatchObject({
    ok: false,
    rule: 'label',
    message: expect.stringContaining('not in the project’s schema any more'),
  })
})

test('labels that lead in a circle end', () => {
  const d = doc`tool |AAAA.....|`
  const labels = after(d, { B: { to: 'C', cases: [] }, C: { to: 'B', cases: [] } })
  expect(reconcile(d.document, labels, adding('x', 'B'))).toMatchObject({ ok: false, rule: 'label' })
})
