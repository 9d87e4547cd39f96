/**
 * Rules for what is said: who speaks is a speaker of the document, entities lie in the text of their utterance, and
 * relations hold between what is there. What would be left hanging is refused, so commands take it along.
 */
import { clockText } from './clock-text.ts'
import type { LabelBook } from './label-book.ts'
import type { Overlay } from './overlay.ts'
import type { AnnotationRecord, DocumentRecord, EntityRecord, RelationRecord } from './records.ts'
import { type Refusal, refuse } from './refusal.ts'

/** @param back it takes an earlier change back: labels that were there once may come again */
export function checkText(view: Overlay, labels: LabelBook, back = false): Refusal | null {
  for (const record of view.after.values()) {
    const refusal =
      record.type === 'annotation'
        ? utterance(view, labels, record)
        : record.type === 'entity'
          ? entity(view, labels, record, back)
          : record.type === 'relation'
            ? relation(view, labels, record, back)
            : null
    if (refusal) return refusal
  }
  for (const record of Object.values(view.diff.removed)) {
    const refusal = removed(view, labels, record)
    if (refusal) return refusal
  }
  return null
}

const quoted = (labels: LabelBook, { labelId, start }: { labelId: string; start: number }): string =>
  `“${labels.nameOf(labelId)}” at ${clockText(start)}`

function utterance(view: Overlay, labels: LabelBook, a: AnnotationRecord): Refusal | null {
  if (a.speakerId !== null && view.get(a.speakerId)?.type !== 'speaker')
    return refuse('missing', `The speaker of ${quoted(labels, a)} is not there any more.`, a.id)
  if (a.speech === null && view.base.get(a.id) === undefined) return null
  const track = view.track(a.trackId)
  if (a.speech !== null && track?.kind !== 'transcript')
    return refuse('kind', `“${track?.name}” is no transcript; nothing can be said on it.`, a.id)
  // What is marked in the text must go along when the text changes.
  for (const e of view.entitiesOf(a.id)) {
    if (view.touches(e.id)) continue
    if (e.to > (a.speech?.text.length ?? 0) || e.trackId !== a.trackId || e.layerId !== a.layerId)
      return refuse('children', `${quoted(labels, e)} would lie outside the text it marks.`, a.id)
  }
  return null
}

function entity(view: Overlay, labels: LabelBook, e: EntityRecord, back: boolean): Refusal | null {
  const holder = view.get(e.annotationId)
  if (holder?.type !== 'annotation')
    return refuse('missing', `The utterance of ${quoted(labels, e)} is not there any more.`)
  if (holder.trackId !== e.trackId || holder.layerId !== e.layerId)
    return refuse('layer', `${quoted(labels, e)} belongs to the track and layer of its utterance.`)
  if (e.to <= e.from || e.to > (holder.speech?.text.length ?? 0))
    return refuse('value', `${quoted(labels, e)} would lie outside the text it marks.`, holder.id)
  if (e.end < e.start) return refuse('length', `${quoted(labels, e)} would end before it starts.`, holder.id)
  const label = labels.get(e.labelId)
  // What a model or a file says is kept as it says; what was there may stay.
  if (back || e.origin !== null || view.base.get(e.id)?.type === 'entity') return null
  if (!label || !(label.use === 'text' || label.private))
    return refuse('label', `“${labels.nameOf(e.labelId)}” is not a label for words.`, holder.id)
  return null
}

function relation(view: Overlay, labels: LabelBook, r: RelationRecord, back: boolean): Refusal | null {
  const name = `The relation “${labels.nameOf(r.labelId)}”`
  if (r.fromId === r.toId) return refuse('value', `${name} would hold between a thing and itself.`)
  for (const id of [r.fromId, r.toId]) {
    const end = view.get(id)
    if (end?.type !== 'entity' && end?.type !== 'annotation')
      return refuse('missing', `${name} would hold with something that is not there any more.`)
    if (end.layerId !== r.layerId) return refuse('layer', `${name} would hold between two layers.`)
  }
  if (
    !back &&
    r.origin === null &&
    view.base.get(r.id)?.type !== 'relation' &&
    labels.get(r.labelId)?.use !== 'relation'
  )
    return refuse('label', `“${labels.nameOf(r.labelId)}” is not a label for relations.`)
  return null
}

function removed(view: Overlay, labels: LabelBook, record: DocumentRecord): Refusal | null {
  if (record.type === 'annotation') {
    const [left] = view.entitiesOf(record.id)
    if (left)
      return refuse('children', `${quoted(labels, left)} marks words of what would be removed.`, record.id)
  }
  if (record.type === 'annotation' || record.type === 'entity') {
    const [left] = view.relationsOf(record.id)
    if (left)
      return refuse(
        'children',
        `The relation “${labels.nameOf(left.labelId)}” holds with what would be removed.`,
        record.type === 'annotation' ? record.id : record.annotationId,
      )
  }
  if (record.type === 'speaker')
    for (const track of view.tracks()) {
      if (track.kind !== 'transcript') continue
      for (const a of view.annotationsOf(track.id))
        if (a.speakerId === record.id)
          return refuse(
            'children',
            `${record.name} speaks at ${clockText(a.start)}; give that to another first.`,
            a.id,
          )
    }
  return null
}
