/**
 * Taking over what a model suggests. The copy lies in a person's layer and is theirs from now on; its origin says which
 * suggestion of which model it was, "model:ID@VERSION#SUGGESTION", and the server keeps that only where it is true.
 */
import { newId } from '../document/ids.ts'
import type { AnnotationRecord, EntityRecord, TrackRecord } from '../document/records.ts'
import { refuse } from '../document/refusal.ts'
import { rewritten } from '../speech/keep-times.ts'
import type { Command, CommandState } from './command.ts'
import { copyMarks } from './copy-marks.ts'
import { Draft } from './draft.ts'
import { placeAll } from './place.ts'
import { clockText, these } from './words.ts'

export interface AcceptArgs {
  /** Annotations, and entities in the text of utterances that were accepted already or are now. */
  readonly ids: Iterable<string>
  /** Where they go. */
  readonly layerId: string
  /** Texts by the id of an utterance, where it is corrected on the way. */
  readonly texts?: Readonly<Record<string, string>>
  /** Made here when left out. */
  readonly newIds?: Readonly<Record<string, string>>
}

/** Which suggestion an accepted record was; null for anything else. */
export function acceptedFrom(origin: string | null): { model: string; id: string } | null {
  const m = /^(model:[^#]+)#([0-9a-zA-Z_-]{1,64})$/.exec(origin ?? '')
  return m ? { model: m[1]!, id: m[2]! } : null
}

const originOf = (r: { origin: string | null; id: string; layerId: string }, state: CommandState): string => {
  const layer = state.document.get(r.layerId)
  const model = layer?.type === 'layer' && layer.model ? `model:${layer.model}` : 'model:unknown'
  return `${(r.origin ?? model).split('#')[0]}#${r.id}`
}

export const acceptSuggestions: Command<AcceptArgs> = (state, args) => {
  const layer = state.document.get(args.layerId)
  if (layer?.type !== 'layer') return refuse('layer', 'This layer is not there any more.')
  if (layer.kind === 'model') return refuse('layer', 'Choose a layer of people for what is accepted.')
  const placed: { track: TrackRecord; annotation: AnnotationRecord }[] = []
  const copies = new Map<string, AnnotationRecord>()
  const entities: EntityRecord[] = []
  for (const id of new Set(args.ids)) {
    const record = state.document.get(id)
    if (record?.type !== 'annotation' && record?.type !== 'entity')
      return refuse('missing', 'This suggestion is not there any more.', id)
    const from = state.document.get(record.layerId)
    if (from?.type !== 'layer' || from.kind !== 'model')
      return refuse('layer', 'Only what a model suggests can be accepted.', id)
    if (record.type === 'entity') {
      entities.push(record)
      continue
    }
    const track = state.document.get(record.trackId)
    if (track?.type !== 'track')
      return refuse('missing', 'The track of this suggestion is not there any more.')
    const text = args.texts?.[id]
    const speech = text === undefined ? record.speech : rewritten(record.speech, text, record)
    const annotation: AnnotationRecord = {
      ...record,
      id: args.newIds?.[id] ?? newId(),
      layerId: layer.id,
      authorId: null,
      origin: originOf(record, state),
      speech,
    }
    placed.push({ track, annotation })
    copies.set(id, annotation)
  }
  if (!placed.length && !entities.length) return refuse('nothing', 'There is nothing to accept.')
  const draft = new Draft(state)
  placeAll(draft, placed, new Set(placed.map((p) => p.annotation.id)))
  copyMarks(draft, copies, (r) => ({
    authorId: null,
    confidence: r.confidence,
    origin: originOf(r, state),
  }))
  for (const e of entities) {
    if (copies.has(e.annotationId)) continue
    const holder = acceptedCopy(state, e, layer.id)
    if (!holder || e.to > (holder.speech?.text.length ?? 0))
      return refuse('missing', 'Accept the utterance first in which this is marked.', e.annotationId)
    const { id: annotationId, trackId, layerId } = holder
    draft.add({
      ...e,
      id: newId(),
      annotationId,
      trackId,
      layerId,
      authorId: null,
      origin: originOf(e, state),
    })
  }
  const all = placed.map((p) => p.annotation)
  const [first] = all
  const what = first ? these(state, all) : entities.length === 1 ? 'a mark' : `${entities.length} marks`
  const at = all.length === 1 && first ? ` at ${clockText(first.start)}` : ''
  return draft.finish(
    `Accepted ${what}${at}`,
    all.map((a) => a.id),
  )
}

function acceptedCopy(state: CommandState, e: EntityRecord, layerId: string): AnnotationRecord | null {
  const suggestion = state.document.get(e.annotationId)
  if (suggestion?.type !== 'annotation') return null
  for (const a of state.document.lane(e.trackId, layerId).query(suggestion.start, suggestion.end + 1))
    if (acceptedFrom(a.origin)?.id === suggestion.id) return a
  return null
}
