/**
 * What is marked in the words of a transcript: entities, and relations that hold between entities or utterances. An
 * entity has the time of its words; entities may lie over and inside each other.
 */
import { newId } from '../document/ids.ts'
import type {
  AnnotationRecord,
  Concept,
  DocumentRecord,
  EntityRecord,
  RelationRecord,
} from '../document/records.ts'
import { type Refusal, refuse } from '../document/refusal.ts'
import { spanTimes, trimSpan } from '../document/span-times.ts'
import type { Command, CommandState } from './command.ts'
import { Draft, locate } from './draft.ts'
import { clockText, quote } from './words.ts'

export interface AddEntityArgs {
  readonly id?: string
  /** The utterance. */
  readonly annotationId: string
  /** Characters of its text, UTF-16 units; white space at the ends is left out. */
  readonly from: number
  readonly to: number
  readonly labelId: string
  readonly concept?: Concept | null
  readonly note?: string
}

export const addEntity: Command<AddEntityArgs> = (state, args) => {
  const found = locate(state, args.annotationId)
  if (!found.ok) return found
  const { annotation: a } = found
  const span = spanOf(a, args.from, args.to)
  if (!span.ok) return span
  const twin = state.document
    .entitiesOf(a.id)
    .find((e) => e.from === span.from && e.to === span.to && e.labelId === args.labelId)
  if (twin)
    return refuse(
      'nothing',
      `${called(state, twin)} is marked as ${state.labels.nameOf(twin.labelId)}.`,
      a.id,
    )
  const entity: EntityRecord = {
    type: 'entity',
    id: args.id ?? newId(),
    trackId: a.trackId,
    layerId: a.layerId,
    annotationId: a.id,
    from: span.from,
    to: span.to,
    ...spanTimes(a, span.from, span.to),
    labelId: args.labelId,
    concept: args.concept ?? null,
    note: args.note ?? '',
    authorId: null,
    confidence: null,
    origin: null,
  }
  const draft = new Draft(state)
  draft.add(entity)
  return draft.finish(
    `Marked ${quote(textOf(a, entity))} as ${state.labels.nameOf(entity.labelId)} at ${clockText(entity.start)}`,
    [a.id],
  )
}

export interface UpdateEntityArgs {
  readonly id: string
  readonly changes: Partial<Pick<EntityRecord, 'from' | 'to' | 'labelId' | 'concept' | 'note'>>
}

/** Other words, another label, or a concept. Its time follows its words. */
export const updateEntity: Command<UpdateEntityArgs> = (state, { id, changes }) => {
  const found = entityOf(state, id)
  if (!found.ok) return found
  const { entity, utterance: a } = found
  const span = spanOf(a, changes.from ?? entity.from, changes.to ?? entity.to)
  if (!span.ok) return span
  const { from, to } = span
  const moved = from !== entity.from || to !== entity.to
  const draft = new Draft(state)
  draft.set<EntityRecord>(id, { ...changes, from, to, ...(moved && spanTimes(a, from, to)) })
  const words = quote(textOf(a, { from, to }))
  const sentence = moved
    ? `Moved ${state.labels.nameOf(entity.labelId)} to ${words}`
    : changes.labelId !== undefined && changes.labelId !== entity.labelId
      ? `Changed ${words} to ${state.labels.nameOf(changes.labelId)}`
      : changes.concept !== undefined
        ? changes.concept === null
          ? `Took the concept off ${words}`
          : `Linked ${words} to ${changes.concept.system} ${changes.concept.code}`
        : `Changed the note of ${words}`
  return draft.finish(sentence, [a.id])
}

/** Takes the relations that hold with it along. */
export const removeEntity: Command<{ readonly id: string }> = (state, { id }) => {
  const found = entityOf(state, id)
  if (!found.ok) return found
  const along = state.document.relationsOf(id).length
  const draft = new Draft(state)
  draft.remove(id)
  const { entity } = found
  return draft.finish(
    `Removed ${state.labels.nameOf(entity.labelId)} from ${called(state, entity)}${
      along ? ` and ${along === 1 ? 'its relation' : `its ${along} relations`}` : ''
    }`,
    [entity.annotationId],
  )
}

export interface AddRelationArgs {
  readonly id?: string
  /** An entity or an utterance. */
  readonly fromId: string
  readonly toId: string
  readonly labelId: string
  readonly note?: string
}

export const addRelation: Command<AddRelationArgs> = (state, args) => {
  const from = endOf(state, args.fromId)
  if (!from.ok) return from
  const to = endOf(state, args.toId)
  if (!to.ok) return to
  const same = state.document
    .relationsOf(args.fromId)
    .some((r) => r.fromId === args.fromId && r.toId === args.toId && r.labelId === args.labelId)
  const name = state.labels.nameOf(args.labelId)
  if (same)
    return refuse(
      'nothing',
      `${from.words} and ${to.words} have the relation ${quote(name)}.`,
      from.annotationId,
    )
  const draft = new Draft(state)
  draft.add({
    type: 'relation',
    id: args.id ?? newId(),
    trackId: from.record.trackId,
    layerId: from.record.layerId,
    fromId: args.fromId,
    toId: args.toId,
    labelId: args.labelId,
    note: args.note ?? '',
    authorId: null,
    confidence: null,
    origin: null,
  })
  return draft.finish(`Related ${from.words} to ${to.words}: ${name}`, [from.annotationId])
}

export interface UpdateRelationArgs {
  readonly id: string
  readonly changes: Partial<Pick<RelationRecord, 'labelId' | 'note' | 'fromId' | 'toId'>>
}

export const updateRelation: Command<UpdateRelationArgs> = (state, { id, changes }) => {
  const relation = state.document.get(id)
  if (relation?.type !== 'relation') return gone()
  const draft = new Draft(state)
  draft.set<RelationRecord>(id, changes)
  const name = state.labels.nameOf(changes.labelId ?? relation.labelId)
  const from = endOf(state, changes.fromId ?? relation.fromId)
  return draft.finish(`Changed the relation ${quote(name)}`, from.ok ? [from.annotationId] : [])
}

/** The same pair the other way round. */
export const turnRelation: Command<{ readonly id: string }> = (state, { id }) => {
  const relation = state.document.get(id)
  if (relation?.type !== 'relation') return gone()
  return updateRelation(state, { id, changes: { fromId: relation.toId, toId: relation.fromId } })
}

export const removeRelation: Command<{ readonly id: string }> = (state, { id }) => {
  const relation = state.document.get(id)
  if (relation?.type !== 'relation') return gone()
  const from = endOf(state, relation.fromId)
  const draft = new Draft(state)
  draft.remove(id)
  return draft.finish(
    `Removed the relation ${quote(state.labels.nameOf(relation.labelId))}`,
    from.ok ? [from.annotationId] : [],
  )
}

const gone = (): Refusal => refuse('missing', 'This relation is not there any more.')

const textOf = (a: AnnotationRecord, { from, to }: { from: number; to: number }): string =>
  a.speech?.text.slice(from, to) ?? ''

function called(state: CommandState, e: EntityRecord): string {
  const holder = state.document.get(e.annotationId)
  const text = holder?.type === 'annotation' ? textOf(holder, e) : ''
  return quote(text)
}

function spanOf(
  a: AnnotationRecord,
  from: number,
  to: number,
): { ok: true; from: number; to: number } | Refusal {
  const text = a.speech?.text ?? ''
  if (!text) return refuse('value', `Nothing is written at ${clockText(a.start)} that could be marked.`, a.id)
  const span = from >= 0 && to <= text.length ? trimSpan(text, from, to) : null
  return span ? { ok: true, ...span } : refuse('value', 'Choose the words that are to be marked.', a.id)
}

function entityOf(
  state: CommandState,
  id: string,
): { ok: true; entity: EntityRecord; utterance: AnnotationRecord } | Refusal {
  const entity = state.document.get(id)
  if (entity?.type !== 'entity') return refuse('missing', 'What was marked there is not there any more.')
  const found = locate(state, entity.annotationId)
  return found.ok ? { ok: true, entity, utterance: found.annotation } : found
}

/** One end of a relation, with the words it is called by. */
function endOf(
  state: CommandState,
  id: string,
): { ok: true; record: AnnotationRecord | EntityRecord; annotationId: string; words: string } | Refusal {
  const record: DocumentRecord | undefined = state.document.get(id)
  if (record?.type === 'entity')
    return { ok: true, record, annotationId: record.annotationId, words: called(state, record) }
  if (record?.type === 'annotation')
    return {
      ok: true,
      record,
      annotationId: id,
      words: record.speech?.text ? quote(record.speech.text) : state.labels.nameOf(record.labelId),
    }
  return refuse('missing', 'What the relation would hold with is not there any more.')
}
