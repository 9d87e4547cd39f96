/** Label, attributes and note. */

import { misfit } from '../document/attribute-values.ts'
import { combinationProblem } from '../document/combinations.ts'
import type { LabelBook } from '../document/label-book.ts'
import type {
  AnnotationRecord,
  AttributeDefinition,
  AttributeValue,
  TrackRecord,
} from '../document/records.ts'
import { refuse } from '../document/refusal.ts'
import type { Command, CommandState } from './command.ts'
import { Draft, locate, locateAll } from './draft.ts'
import { clockText, nameOf, these } from './words.ts'

export interface RelabelArgs {
  readonly ids: Iterable<string>
  readonly labelId: string
}

/** Attributes stay, also those the new label does not know: nothing typed in is thrown away. */
export const relabel: Command<RelabelArgs> = (state, args) => {
  const located = locateAll(state, args.ids)
  if (!located.ok) return located
  const all = located.items.map((item) => item.annotation)
  const draft = new Draft(state)
  for (const a of all) draft.set<AnnotationRecord>(a.id, { labelId: args.labelId })
  return draft.finish(
    `Changed ${these(state, all)} to ${state.labels.nameOf(args.labelId)}`,
    all.map((a) => a.id),
  )
}

export interface SetAttributeArgs {
  readonly ids: Iterable<string>
  readonly key: string
  /** Null takes the attribute away. */
  readonly value: AttributeValue | null
}

export const setAttribute: Command<SetAttributeArgs> = (state, args) => {
  const located = locateAll(state, args.ids)
  if (!located.ok) return located
  const draft = new Draft(state)
  const all = located.items.map((item) => item.annotation)
  let name = args.key
  for (const { annotation: a, track } of located.items) {
    const definition = state.labels.attributesOf(a.labelId, track).find((d) => d.key === args.key)
    const problem = args.value === null ? null : misfit(definition, args.value)
    if (problem) return refuse('value', `${nameOf(state, a)} at ${clockText(a.start)}: ${problem}`, a.id)
    name = definition?.name ?? name
    const attributes = { ...a.attributes }
    if (args.value === null) delete attributes[args.key]
    else attributes[args.key] = args.value
    draft.set<AnnotationRecord>(a.id, { attributes })
  }
  const sentence =
    args.value === null
      ? `Cleared ${name} of ${these(state, all)}`
      : `Set ${name} of ${these(state, all)} to ${valueText(args.value)}`
  return draft.finish(
    sentence,
    all.map((a) => a.id),
  )
}

export const setNote: Command<{ readonly id: string; readonly note: string }> = (state, args) => {
  const found = locate(state, args.id)
  if (!found.ok) return found
  const draft = new Draft(state)
  draft.set<AnnotationRecord>(args.id, { note: args.note })
  return draft.finish(`Edited the note of ${nameOf(state, found.annotation)}`, [args.id])
}

function valueText(value: AttributeValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = Array.isArray(value) ? value.join(', ') : String(value)
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

/**
 * Attributes that the label, or the track when it is given, requires and that have no value yet. They are shown, they
 * never stand in the way of work.
 */
export function missingAttributes(
  labels: LabelBook,
  a: AnnotationRecord,
  track?: TrackRecord,
): AttributeDefinition[] {
  return labels
    .attributesOf(a.labelId, track)
    .filter((d) => (d.required || track?.requiredAttributes.includes(d.key)) && isEmpty(a.attributes[d.key]))
}

const isEmpty = (value: AttributeValue | undefined): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && !value.length)

/**
 * What stands between an annotation and being finished, as sentences; empty when nothing: required attributes without a
 * value, values and combinations from files and earlier schemas that do not fit the present one.
 */
export function incomplete(state: CommandState, a: AnnotationRecord): string[] {
  const found = state.document.get(a.trackId)
  const track = found?.type === 'track' ? found : undefined
  const here = `${nameOf(state, a)} at ${clockText(a.start)}`
  const sentences = missingAttributes(state.labels, a, track).map((d) => `${here} needs ${d.name}.`)
  for (const d of state.labels.attributesOf(a.labelId, track)) {
    const value = a.attributes[d.key]
    const problem = isEmpty(value) ? null : misfit(d, value!)
    if (problem) sentences.push(`${here}: ${problem}`)
  }
  const combination = track && combinationProblem(state.labels, track, a)
  return combination ? [...sentences, combination] : sentences
}
