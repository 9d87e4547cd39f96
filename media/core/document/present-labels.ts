/**
 * A change that was made under an older schema, in the labels of the present one. Whoever worked while labels were merged
 * or split loses nothing: what still arrives with the old label gets the one that stands for it now.
 */
import { patch } from './apply.ts'
import type { Diff, FieldChange } from './diff.ts'
import type { LabelBook } from './label-book.ts'
import type { DocumentState } from './model.ts'
import type { AnnotationRecord, DocumentRecord } from './records.ts'

/** The same object when nothing in it is older than the schema. */
export function withPresentLabels(document: DocumentState, labels: LabelBook, diff: Diff): Diff {
  if (!Object.keys(labels.set.moved).length) return diff
  let changed = false
  const presentOf = (record: DocumentRecord): DocumentRecord => {
    if (record.type !== 'annotation') return record
    const labelId = labels.present(record)
    if (labelId === record.labelId) return record
    changed = true
    return { ...record, labelId }
  }
  const all = (records: Diff['added']) =>
    Object.fromEntries(Object.entries(records).map(([id, record]) => [id, presentOf(record)]))
  const updated: Record<string, Readonly<Record<string, FieldChange>>> = {}
  for (const [id, changes] of Object.entries(diff.updated)) {
    const record = document.get(id)
    const label = changes.labelId
    updated[id] = changes
    if (!label || record?.type !== 'annotation') continue
    const after = patch(record, changes)
    const side = (labelId: unknown, on: AnnotationRecord) =>
      typeof labelId === 'string' ? labels.present({ ...on, labelId }) : labelId
    const [from, to] = [side(label[0], record), side(label[1], after)]
    if (from === label[0] && to === label[1]) continue
    changed = true
    updated[id] = { ...changes, labelId: [from, to] }
  }
  const present = { added: all(diff.added), updated, removed: all(diff.removed) }
  return changed ? present : diff
}
