/**
 * Fits a diff that was made on an older state to the present one. The server does it with every push and the browser
 * with every pending change after a remote one, so both come to the same result.
 *
 *   a field somebody else changed meanwhile    the later writer wins …
 *   … but the ends of an interval              are kept as the other left them, and told as overruled
 *   a record that is gone                      changes to it fall away
 *   a label merged or split meanwhile         what stands for it now is used instead
 *   undo (`strict`)                            never writes over what somebody else did since
 */
import { changesBetween, fieldOf, sameValue } from './apply.ts'
import { checkChange } from './check-change.ts'
import { type Diff, type FieldChange, isEmptyDiff } from './diff.ts'
import type { LabelBook } from './label-book.ts'
import type { DocumentState } from './model.ts'
import { withPresentLabels } from './present-labels.ts'
import type { DocumentRecord } from './records.ts'
import { type Refusal, refuse } from './refusal.ts'

/** A part of the diff that was left out because somebody else was first. */
export interface Overruled {
  readonly id: string
  /** Null when it is about the whole record. */
  readonly field: string | null
}

export interface Reconciled {
  readonly ok: true
  /** What can be carried out now; its `from` sides are the present values. May be empty. */
  readonly diff: Diff
  readonly overruled: readonly Overruled[]
}

export function reconcile(
  document: DocumentState,
  labels: LabelBook,
  diff: Diff,
  options: { strict?: boolean } = {},
): Reconciled | Refusal {
  const strict = options.strict ?? false
  diff = withPresentLabels(document, labels, diff)
  const overruled: Overruled[] = []
  const added: Record<string, DocumentRecord> = {}
  const updated: Record<string, Record<string, FieldChange>> = {}
  const removed: Record<string, DocumentRecord> = {}

  for (const [id, record] of Object.entries(diff.added)) {
    const present = document.get(id)
    if (!present) added[id] = record
    else if (differs(present, record)) overruled.push({ id, field: null })
  }
  for (const [id, record] of Object.entries(diff.removed)) {
    const present = document.get(id)
    if (!present) continue
    if (strict && differs(present, record)) overruled.push({ id, field: null })
    else removed[id] = present
  }
  for (const [id, changes] of Object.entries(diff.updated)) {
    const present = document.get(id)
    if (!present) {
      overruled.push({ id, field: null })
      continue
    }
    const kept = keepFields(present, changes, strict, overruled)
    if (Object.keys(kept).length) updated[id] = kept
  }

  const timesLost = overruled.some((o) => o.field === 'start' || o.field === 'end')
  const annotationsMoved = [...Object.values(added), ...Object.values(removed)].some(
    (r) => r.type === 'annotation',
  )
  if (timesLost && annotationsMoved)
    return refuse(
      'changed',
      'Somebody else moved the edges of one of these annotations meanwhile.',
      overruled.find((o) => o.field === 'start' || o.field === 'end')?.id ?? null,
    )

  const first: Diff = { added, updated, removed }
  if (isEmptyDiff(first)) return { ok: true, diff: first, overruled }
  const refusal = checkChange(document, labels, first)
  if (!refusal) return { ok: true, diff: first, overruled }
  if (!timesLost) return refusal

  // The edges that are left do not fit without those that were overruled (a rolled edge, a shifted row): all stay.
  const withoutTimes = dropTimes(first, overruled)
  if (isEmptyDiff(withoutTimes) || !checkChange(document, labels, withoutTimes))
    return { ok: true, diff: withoutTimes, overruled }
  return refusal
}

/** Fields that the server fills in, so that a record one made oneself comes back with them. */
const SERVERS_OWN = ['authorId', 'confidence', 'origin']

function differs(a: DocumentRecord, b: DocumentRecord): boolean {
  return Object.keys(changesBetween(a, b)).some((field) => !SERVERS_OWN.includes(field))
}

function keepFields(
  present: DocumentRecord,
  changes: Readonly<Record<string, FieldChange>>,
  strict: boolean,
  overruled: Overruled[],
): Record<string, FieldChange> {
  const { id } = present
  const moved = (field: string) => {
    const change = changes[field]
    const now = fieldOf(present, field)
    return change !== undefined && !sameValue(now, change[0]) && !sameValue(now, change[1])
  }
  const timesMoved = present.type === 'annotation' && (moved('start') || moved('end'))
  const kept: Record<string, FieldChange> = {}
  for (const [field, [from, to]] of Object.entries(changes)) {
    const now = fieldOf(present, field)
    if (sameValue(now, to)) continue
    const isTime = present.type === 'annotation' && (field === 'start' || field === 'end')
    if (isTime ? timesMoved : strict && !sameValue(now, from)) overruled.push({ id, field })
    else kept[field] = [now, to]
  }
  return kept
}

function dropTimes(diff: Diff, overruled: Overruled[]): Diff {
  const updated: Record<string, Record<string, FieldChange>> = {}
  for (const [id, changes] of Object.entries(diff.updated)) {
    const kept: Record<string, FieldChange> = {}
    for (const [field, change] of Object.entries(changes)) {
      if (field === 'start' || field === 'end') overruled.push({ id, field })
      else kept[field] = change
    }
    if (Object.keys(kept).length) updated[id] = kept
  }
  return { ...diff, updated }
}
