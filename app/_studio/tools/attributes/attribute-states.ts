/**
 * The attributes that the selected annotations have in common, with the value they share or that they differ, what is
 * still required, and which choices a legal combination leaves.
 */
import { missingAttributes, setAttribute } from '#media/core/commands/index.ts'
import type {
  AnnotationRecord,
  AttributeDefinition,
  AttributeValue,
  TrackRecord,
} from '#media/core/document/records.ts'
import type { Session } from '../../session/session.ts'

export interface ChoiceState {
  readonly value: string
  /** The key that sets it while its attribute has the keys; "" for none. */
  readonly key: string
  /** With which values of other fields it may not stand: "Verb cut"; null when it may. */
  readonly notWith: string | null
}

export interface AttributeState {
  readonly definition: AttributeDefinition
  /** Null for none, and where they differ. */
  readonly value: AttributeValue | null
  readonly mixed: boolean
  /** Required, by label or track, and lacking somewhere. */
  readonly missing: boolean
  readonly required: boolean
  /** Of choices, and yes and no of a boolean. */
  readonly choices: readonly ChoiceState[]
}

export const YES = 'yes'
export const NO = 'no'

export function attributeStates(
  session: Session,
  annotations: readonly AnnotationRecord[],
): AttributeState[] {
  const book = session.store.labels.peek()
  const trackOf = (a: AnnotationRecord) => session.store.track(a.trackId)
  const [first, ...rest] = annotations
  if (!first) return []
  const common = book
    .attributesOf(first.labelId, trackOf(first))
    .filter((d) =>
      rest.every((a) =>
        book.attributesOf(a.labelId, trackOf(a)).some((e) => e.key === d.key && e.kind === d.kind),
      ),
    )
  const missing = new Set(
    annotations.flatMap((a) => missingAttributes(book, a, trackOf(a)).map((d) => d.key)),
  )
  return common.map((definition) => {
    const { key } = definition
    const value = first.attributes[key] ?? null
    const mixed = rest.some((a) => JSON.stringify(a.attributes[key] ?? null) !== JSON.stringify(value))
    const required = annotations.some(
      (a) => definition.required || trackOf(a)?.requiredAttributes.includes(key) === true,
    )
    return {
      definition,
      value: mixed ? null : value,
      mixed,
      missing: missing.has(key),
      required,
      choices: choicesOf(session, definition, annotations),
    }
  })
}

/** Gives all of them a value, as one change. */
export function setForAll(
  session: Session,
  annotations: readonly AnnotationRecord[],
  key: string,
  value: AttributeValue | null,
): string | null {
  const result = session.run(setAttribute, { ids: annotations.map((a) => a.id), key, value })
  return result.ok || result.rule === 'nothing' ? null : result.message
}

function choicesOf(
  session: Session,
  d: AttributeDefinition,
  annotations: readonly AnnotationRecord[],
): ChoiceState[] {
  if (d.kind === 'boolean')
    return [
      { value: YES, key: '1', notWith: null },
      { value: NO, key: '2', notWith: null },
    ]
  const own = d.choiceKeys.some((k) => k !== '')
  return d.choices.map((value, i) => ({
    value,
    // Where the schema gives no keys at all, the digits do.
    key: own ? (d.choiceKeys[i] ?? '') : i < 9 ? String(i + 1) : '',
    notWith: illegal(session, d.key, value, annotations),
  }))
}

/** Why none of the annotations may have this value beside those it has. */
function illegal(
  session: Session,
  key: string,
  value: string,
  annotations: readonly AnnotationRecord[],
): string | null {
  let reason: string | null = null
  for (const a of annotations) {
    const track = session.store.track(a.trackId)
    if (!track?.combinations?.fields.includes(key)) return null
    const others = against(session, track, a, key, value)
    if (others === null) return null
    reason ??= others
  }
  return reason
}

/** The other fields' values that no row has together with this one; null when some row has. */
function against(
  session: Session,
  track: TrackRecord,
  a: AnnotationRecord,
  key: string,
  value: string,
): string | null {
  const { fields, rows } = track.combinations!
  const has = fields.map((field) =>
    field === key ? value : field === 'label' ? a.labelId : a.attributes[field],
  )
  const agrees = (row: readonly string[]) =>
    row.every((wanted, i) => {
      const v = has[i]
      if (v === undefined || v === '' || (Array.isArray(v) && !v.length)) return true
      return Array.isArray(v) ? v.includes(wanted) : String(v) === wanted
    })
  if (!rows.length || rows.some(agrees)) return null
  const book = session.store.labels.peek()
  const given = fields.flatMap((field, i) => {
    const v = has[i]
    if (field === key || v === undefined || v === '') return []
    return [field === 'label' ? book.nameOf(a.labelId) : [v].flat().map(String).join(', ')]
  })
  return given.join(', ')
}
