/** Two changes, one after the other, as a single one: `apply(r, squash(a, b))` = `apply(apply(r, a), b)`. */
import { changesBetween, patch, sameValue, unpatch } from './apply.ts'
import { type Diff, EMPTY_DIFF, type FieldChange } from './diff.ts'
import type { DocumentRecord } from './records.ts'

type Changes = Readonly<Record<string, FieldChange>>

export function squash(a: Diff, b: Diff): Diff {
  const added: Record<string, DocumentRecord> = { ...a.added }
  const updated: Record<string, Changes> = { ...a.updated }
  const removed: Record<string, DocumentRecord> = { ...a.removed }

  for (const [id, record] of Object.entries(b.removed)) {
    if (added[id]) {
      delete added[id]
      continue
    }
    removed[id] = updated[id] ? unpatch(record, updated[id]) : record
    delete updated[id]
  }
  for (const [id, record] of Object.entries(b.added)) {
    const before = removed[id]
    if (!before) {
      added[id] = record
      continue
    }
    delete removed[id]
    const changes = changesBetween(before, record)
    if (Object.keys(changes).length) updated[id] = changes
  }
  for (const [id, changes] of Object.entries(b.updated)) {
    if (added[id]) {
      added[id] = patch(added[id], changes)
      continue
    }
    const merged = merge(updated[id] ?? {}, changes)
    if (Object.keys(merged).length) updated[id] = merged
    else delete updated[id]
  }
  return { added, updated, removed }
}

function merge(a: Changes, b: Changes): Changes {
  const merged: Record<string, FieldChange> = { ...a }
  for (const [field, [from, to]] of Object.entries(b)) {
    const first = a[field] ? a[field][0] : from
    if (sameValue(first, to)) delete merged[field]
    else merged[field] = [first, to]
  }
  return merged
}

export const squashAll = (diffs: readonly Diff[]): Diff => diffs.reduce(squash, EMPTY_DIFF)
