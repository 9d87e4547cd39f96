/** What is marked in the texts of copied utterances, and what relates to what among them, in the copies. */
import { newId } from '../document/ids.ts'
import type { AnnotationRecord, EntityRecord, RelationRecord } from '../document/records.ts'
import type { Draft } from './draft.ts'

/** Who is said to have made a copy: the person who copies, unless something else is known. */
export type MadeBy = (
  original: EntityRecord | RelationRecord,
) => Pick<EntityRecord, 'authorId' | 'confidence' | 'origin'>

const BY_HAND: MadeBy = () => ({ authorId: null, confidence: null, origin: null })

/** @param copies by the id of their originals, which are in the document */
export function copyMarks(
  draft: Draft,
  copies: ReadonlyMap<string, AnnotationRecord>,
  madeBy: MadeBy = BY_HAND,
): void {
  const { document } = draft.state
  const newIds = new Map([...copies].map(([id, copy]) => [id, copy.id]))
  const relations = new Map<string, RelationRecord>()
  const gather = (id: string) => {
    for (const r of document.relationsOf(id)) relations.set(r.id, r)
  }
  for (const [id, { id: annotationId, trackId, layerId, start, speech }] of copies) {
    gather(id)
    const original = document.get(id)
    if (original?.type !== 'annotation') continue
    for (const e of document.entitiesOf(id)) {
      gather(e.id)
      // In a text that differs its words may be gone.
      if (e.to > (speech?.text.length ?? 0)) continue
      const by = start - original.start
      const times = {
        start: (e.start + by) as EntityRecord['start'],
        end: (e.end + by) as EntityRecord['end'],
      }
      const copy: EntityRecord = { ...e, ...madeBy(e), id: newId(), annotationId, trackId, layerId, ...times }
      newIds.set(e.id, copy.id)
      draft.add(copy)
    }
  }
  for (const r of relations.values()) {
    const [fromId, toId] = [newIds.get(r.fromId), newIds.get(r.toId)]
    const end = fromId === undefined ? undefined : draft.get(fromId)
    if (!fromId || !toId || (end?.type !== 'entity' && end?.type !== 'annotation')) continue
    const { trackId, layerId } = end
    draft.add({ ...r, ...madeBy(r), id: newId(), fromId, toId, trackId, layerId })
  }
}
