/**
 * Fits a diff that was made on an older state to the present one. The server does it with every push and the browser
 * with every pending change after a remote one, so both come to the same result.
 *
 *   a field somebody else changed meanwhile    the later writer wins, and `overwrote` says whose value it replaced …
 *   … the ends of an interval                  the same, as long as the rules of the track allow; else they stay as the
 *                                              other left them, both ends together, and are told as `overruled`
 *   a stretch of a trace                       is one: what was written on it meanwhile makes the change refused
 *   a record that is gone                      changes to it fall away
 *   a label merged or split meanwhile          what stands for it now is used instead
 *   undo (`strict`)                            never writes over what somebody else did since
 *
 * It depends on nothing but the document and the diff: replicas that hold the same come to the same.
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

/** A field of an annotation where this diff replaces what somebody else wrote meanwhile. */
export interface Overwrote {
  readonly id: string
  readonly field: string
}

export interface Reconciled {
  readonly ok: true
  /** What can be carried out now; its `from` sides are the present values. May be empty. */
  readonly diff: Diff
  readonly overruled: readonly Overruled[]
  readonly overwrote: readonly Overwrote[]
}

export interface ReconcileOptions {
  readonly strict?: boolean
  /** The change takes an earlier one back; see `CheckOptions`. */
  readonly back?: boolean
}

export function reconcile(
  document: DocumentState,
  labels: LabelBook,
  diff: Diff,
  options: ReconcileOptions = {},
): Reconciled | Refusal {
  const strict = options.strict ?? false
  const back = strict || (options.back ?? false)
  diff = withPresentLabels(document, labels, diff)
  const inTheWay = contestedTrace(document, diff)
  if (inTheWay) return inTheWay
  if (strict) return fit(document, labels, diff, { strict, back, keepEnds: true })
  const boldly = fit(document, labels, diff, { strict, back, keepEnds: false })
  const contested = boldly.overwrote.some(isEnd)
  return boldly.ok || !contested ? boldly : fit(document, labels, diff, { strict, back, keepEnds: true })
}

/** Values are written as one; half of them would be neither what the one nor what the other rated. */
function contestedTrace(document: DocumentState, diff: Diff): Refusal | null {
  const changed = Object.entries(diff.updated).some(([id, changes]) => {
    const present = document.get(id)
    if (present?.type !== 'trace') return false
    const same = Object.entries(changes).every(([field, [, to]]) => sameValue(fieldOf(present, field), to))
    return !same && Object.entries(changes).some(([f, [from]]) => !sameValue(fieldOf(present, f), from))
  })
  const removed = Object.values(diff.removed).some((record) => {
    const present = record.type === 'trace' ? document.get(record.id) : undefined
    return present !== undefined && differs(present, record)
  })
  return changed || removed
    ? refuse('changed', 'Somebody else wrote on this stretch of the trace meanwhile.')
    : null
}

interface Manner {
  readonly strict: boolean
  readonly back: boolean
  /** Whether ends that somebody else moved stay as they are. */
  readonly keepEnds: boolean
}

/** A refusal also says what it would have replaced. */
type Fitted = (Reconciled | Refusal) & { readonly overwrote: readonly Overwrote[] }

function fit(document: DocumentState, labels: LabelBook, diff: Diff, manner: Manner): Fitted {
  const overruled: Overruled[] = []
  const overwrote: Overwrote[] = []
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
    if (manner.strict && differs(present, record)) overruled.push({ id, field: null })
    else removed[id] = present
  }
  for (const [id, changes] of Object.entries(diff.updated)) {
    const present = document.get(id)
    if (!present) {
      overruled.push({ id, field: null })
      continue
    }
    const kept = keepFields(present, changes, manner, overruled, overwrote)
    if (Object.keys(kept).length) updated[id] = kept
  }

  const endsLost = overruled.some(isEnd)
  const annotationsMoved = [...Object.values(added), ...Object.values(removed)].some(
    (r) => r.type === 'annotation',
  )
  if (endsLost && annotationsMoved) {
    const message = 'Somebody else moved the edges of one of these annotations meanwhile.'
    return { ...refuse('changed', message, overruled.find(isEnd)?.id ?? null), overwrote }
  }

  const first: Diff = { added, updated, removed }
  const asked = { back: manner.back, late: true }
  if (isEmptyDiff(first)) return { ok: true, diff: first, overruled, overwrote }
  const refusal = checkChange(document, labels, first, asked)
  if (!refusal) return { ok: true, diff: first, overruled, overwrote }
  if (!endsLost) return { ...refusal, overwrote }

  // The edges that are left do not fit without those that were overruled (a rolled edge, a shifted row): all stay.
  const rest = dropEnds(first, overruled)
  if (isEmptyDiff(rest) || !checkChange(document, labels, rest, asked))
    return { ok: true, diff: rest, overruled, overwrote: overwrote.filter((o) => !isEnd(o)) }
  return { ...refusal, overwrote }
}

const isEnd = ({ field }: { readonly field: string | null }): boolean => field === 'start' || field === 'end'

/** Fields that the server fills in, so that a record one made oneself comes back with them. */
const SERVERS_OWN = ['authorId', 'confidence', 'origin', 'createdAt']

function differs(a: DocumentRecord, b: DocumentRecord): boolean {
  return Object.keys(changesBetween(a, b)).some((field) => !SERVERS_OWN.includes(field))
}

function keepFields(
  present: DocumentRecord,
  changes: Readonly<Record<string, FieldChange>>,
  { strict, keepEnds }: Manner,
  overruled: Overruled[],
  overwrote: Overwrote[],
): Record<string, FieldChange> {
  const { id } = present
  const isAnnotation = present.type === 'annotation'
  const contested = (field: string) => {
    const change = changes[field]
    const now = fieldOf(present, field)
    return change !== undefined && !sameValue(now, change[0]) && !sameValue(now, change[1])
  }
  const endsContested = isAnnotation && (contested('start') || contested('end'))
  const kept: Record<string, FieldChange> = {}
  for (const [field, [from, to]] of Object.entries(changes)) {
    const now = fieldOf(present, field)
    if (sameValue(now, to)) continue
    const lost =
      isAnnotation && isEnd({ field }) && keepEnds ? endsContested : strict && !sameValue(now, from)
    if (lost) overruled.push({ id, field })
    else kept[field] = [now, to]
    if (!lost && isAnnotation && contested(field)) overwrote.push({ id, field })
  }
  return kept
}

function dropEnds(diff: Diff, overruled: Overruled[]): Diff {
  const updated: Record<string, Record<string, FieldChange>> = {}
  for (const [id, changes] of Object.entries(diff.updated)) {
    const kept: Record<string, FieldChange> = {}
    for (const [field, change] of Object.entries(changes)) {
      if (isEnd({ field })) overruled.push({ id, field })
      else kept[field] = change
    }
    if (Object.keys(kept).length) updated[id] = kept
  }
  return { ...diff, updated }
}
