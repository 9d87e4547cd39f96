/**
 * What hangs on an utterance follows it: its words when it is moved or trimmed by a command that knows nothing of words,
 * and the entities in its text when that is edited, by the words they mark. Entities whose words are gone go along, with
 * what relates to them.
 */
import type { AnnotationRecord, DocumentRecord, EntityRecord, RelationRecord } from '../document/records.ts'
import { carriedSpan } from '../speech/carry-span.ts'
import { fitted, spanOf } from '../speech/fit.ts'
import type { Draft } from './draft.ts'

/** @param changed what the draft says, by id; grows meanwhile */
export function followSpeech(draft: Draft, changed: ReadonlyMap<string, DocumentRecord | null>): void {
  const { document } = draft.state
  for (const [id, after] of [...changed]) {
    if (after?.type !== 'annotation') continue
    const before = document.get(id)
    if (before?.type === 'annotation') wordsFollow(draft, before, after)
    const now = draft.annotation(id)
    if (now) entitiesFollow(draft, before?.type === 'annotation' ? before : null, now)
  }
}

function wordsFollow(draft: Draft, before: AnnotationRecord, after: AnnotationRecord): void {
  if (!after.speech || after.speech !== before.speech) return
  const speech = fitted(after.speech, before, after)
  if (speech !== after.speech) draft.set<AnnotationRecord>(after.id, { speech })
}

function entitiesFollow(draft: Draft, before: AnnotationRecord | null, now: AnnotationRecord): void {
  for (const e of draft.view.entitiesOf(now.id)) {
    // A command that spoke of this entity has said where it lies.
    const said = draft.view.touches(e.id)
    const [old, text] = [before?.speech?.text ?? '', now.speech?.text ?? '']
    const span = said || old === text ? e : carriedSpan(old, text, e)
    if (!span) {
      draft.remove(e.id)
      continue
    }
    const { trackId, layerId } = now
    const { from, to } = span
    draft.set<EntityRecord>(e.id, { trackId, layerId, from, to, ...spanOf(now, span) })
    if (e.layerId !== layerId) relationsFollow(draft, e.id)
  }
  if (before && before.layerId !== now.layerId) relationsFollow(draft, now.id)
}

/** Into the layer of what they hold between, once both have arrived there. */
function relationsFollow(draft: Draft, id: string): void {
  for (const r of draft.view.relationsOf(id)) {
    const ends = [draft.get(r.fromId), draft.get(r.toId)]
    const [from, to] = ends.map((end) => (end?.type === 'annotation' || end?.type === 'entity' ? end : null))
    if (from && to && from.layerId === to.layerId && from.layerId !== r.layerId)
      draft.set<RelationRecord>(r.id, { layerId: from.layerId, trackId: from.trackId })
  }
}
