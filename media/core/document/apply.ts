/**
 * Carrying out a diff on records. `apply` never looks at the `from` side: whether a change may be made at all is the
 * business of `reconcile`. A change to a record that is gone does nothing, so replicas that hold the same revisions
 * hold the same records.
 */
import type { Diff, FieldChange } from './diff.ts'
import type { DocumentRecord } from './records.ts'

export type RecordMap = Map<string, DocumentRecord>

/** A new map; the given one stays as it was. */
export function apply(records: ReadonlyMap<string, DocumentRecord>, diff: Diff): RecordMap {
  const next: RecordMap = new Map(records)
  for (const id of Object.keys(diff.removed)) next.delete(id)
  for (const [id, record] of Object.entries(diff.added)) next.set(id, record)
  for (const [id, changes] of Object.entries(diff.updated)) {
    const record = next.get(id)
    if (record) next.set(id, patch(record, changes))
  }
  return next
}

/** The record with the `to` side of every change. */
export function patch<R extends DocumentRecord>(
  record: R,
  changes: Readonly<Record<string, FieldChange>>,
): R {
  return setFields(
    record,
    Object.entries(changes).map(([field, change]) => [field, change[1]] as const),
  )
}

/** The record with the `from` side of every change. */
export function unpatch<R extends DocumentRecord>(
  record: R,
  changes: Readonly<Record<string, FieldChange>>,
): R {
  return setFields(
    record,
    Object.entries(changes).map(([field, change]) => [field, change[0]] as const),
  )
}

function setFields<R extends DocumentRecord>(record: R, fields: readonly (readonly [string, unknown])[]): R {
  const next: Record<string, unknown> = { ...record }
  for (const [field, value] of fields) {
    if (!field.startsWith(ATTRIBUTES)) {
      next[field] = value
      continue
    }
    const key = field.slice(ATTRIBUTES.length)
    const attributes = { ...(next.attributes as Record<string, unknown>) }
    if (value === null || value === undefined) delete attributes[key]
    else attributes[key] = value
    next.attributes = attributes
  }
  return next as R
}

const ATTRIBUTES = 'attributes.'

/** A field as diffs name it; null for an attribute that is not there. */
export function fieldOf(record: DocumentRecord, field: string): unknown {
  if (field.startsWith(ATTRIBUTES)) {
    const attributes = record.type === 'annotation' ? record.attributes : {}
    const key = field.slice(ATTRIBUTES.length)
    return Object.hasOwn(attributes, key) ? attributes[key] : null
  }
  return (record as unknown as Record<string, unknown>)[field]
}

/** What turns one record into another of the same id, attributes one by one; empty when they are alike. */
export function changesBetween(from: DocumentRecord, to: DocumentRecord): Record<string, FieldChange> {
  const changes: Record<string, FieldChange> = {}
  compare(changes, '', from, to, undefined)
  if (from.type === 'annotation' || to.type === 'annotation')
    compare(changes, ATTRIBUTES, attributesOf(from), attributesOf(to), null)
  return changes
}

const attributesOf = (record: DocumentRecord): object =>
  record.type === 'annotation' ? record.attributes : {}

/** @param absent what stands for a field that is not there. */
function compare(
  changes: Record<string, FieldChange>,
  prefix: string,
  from: object,
  to: object,
  absent: null | undefined,
): void {
  if (from === to) return
  const a = from as Record<string, unknown>
  const b = to as Record<string, unknown>
  const fieldIn = (of: Record<string, unknown>, key: string) => (Object.hasOwn(of, key) ? of[key] : absent)
  const see = (key: string) => {
    if (prefix === '' && key === 'attributes') return
    const [x, y] = [fieldIn(a, key), fieldIn(b, key)]
    if (!sameValue(x, y)) changes[prefix + key] = [x, y]
  }
  for (const key of Object.keys(a)) see(key)
  for (const key of Object.keys(b)) if (!Object.hasOwn(a, key)) see(key)
}

/** Equality of field values: scalars, and lists and plain objects by content. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, i) => sameValue(item, b[i]))
    )
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = Object.keys(x)
  return (
    keys.length === Object.keys(y).length &&
    keys.every((key) => Object.hasOwn(y, key) && sameValue(x[key], y[key]))
  )
}
