/**
 * Who made an annotation is the server's word. A new one belongs to the person who pushed it. One that comes back, by
 * undoing its removal, keeps the author, origin and confidence it had: the revision that removed it still knows.
 */
import type { Diff, FieldChange } from '#media/core/document/diff.ts'
import type { AnnotationRecord, DocumentRecord } from '#media/core/document/records.ts'
import type { Db } from '../platform/db.ts'

/** Fields of an annotation that no push may change. */
const SERVERS_OWN = ['authorId', 'origin', 'confidence']

export async function withTrueAuthors(
  tx: Db,
  recordingId: string,
  userId: string,
  diff: Diff,
): Promise<Diff> {
  const added: Record<string, DocumentRecord> = {}
  const doubtful: string[] = []
  for (const [id, record] of Object.entries(diff.added)) {
    if (record.type !== 'annotation') added[id] = record
    else {
      if (record.authorId !== null || record.origin !== null || record.confidence !== null) doubtful.push(id)
      added[id] = { ...record, authorId: userId, origin: null, confidence: null }
    }
  }
  // One's own new annotations come without an author, so this reads the log only when something comes back.
  for (const before of await lastRemoved(tx, recordingId, doubtful)) {
    const { authorId, origin, confidence } = before
    added[before.id] = { ...(added[before.id] as AnnotationRecord), authorId, origin, confidence }
  }
  const updated: Record<string, Record<string, FieldChange>> = {}
  for (const [id, changes] of Object.entries(diff.updated)) {
    const kept = Object.entries(changes).filter(([field]) => !SERVERS_OWN.includes(field))
    if (kept.length) updated[id] = Object.fromEntries(kept)
  }
  return { added, updated, removed: diff.removed }
}

/** What the removed annotations were, by the latest revision that removed each. */
async function lastRemoved(tx: Db, recordingId: string, ids: readonly string[]): Promise<AnnotationRecord[]> {
  if (!ids.length) return []
  const rows = await tx.$queryRaw<{ record: AnnotationRecord }[]>`
    SELECT DISTINCT ON (gone."key") gone."value" AS "record"
    FROM "revision" r, jsonb_each(r."diff" -> 'removed') AS gone
    WHERE r."recordingId" = ${recordingId} AND r."diff" -> 'removed' ?| ${ids}::text[]
      AND gone."key" = ANY(${ids}::text[])
    ORDER BY gone."key", r."number" DESC`
  return rows.map((row) => row.record)
}
