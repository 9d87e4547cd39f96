/**
 * Who made something, and when, is the server's word. What is new belongs to the person who pushed it. What comes back, by
 * undoing its removal, keeps its author and all that belongs to them: the revision that removed it still knows.
 */
import { acceptedFrom } from '#media/core/commands/accept.ts'
import type { Diff, FieldChange } from '#media/core/document/diff.ts'
import type { DocumentRecord } from '#media/core/document/records.ts'
import type { Db } from '../platform/db.ts'

/** Records that have an author. */
type Authored = Exclude<DocumentRecord, { type: 'track' | 'layer' | 'speaker' }>

/** Fields that no push may change. */
const SERVERS_OWN = ['authorId', 'origin', 'confidence', 'createdAt']

const isAuthored = (record: DocumentRecord): record is Authored =>
  record.type !== 'track' && record.type !== 'layer' && record.type !== 'speaker'

export async function withTrueAuthors(
  tx: Db,
  recordingId: string,
  userId: string,
  diff: Diff,
): Promise<Diff> {
  const now = new Date().toISOString()
  const added: Record<string, DocumentRecord> = {}
  const doubtful: string[] = []
  for (const [id, record] of Object.entries(diff.added)) {
    added[id] = isAuthored(record) ? madeBy(record, userId, now) : record
    if (saysWhose(record)) doubtful.push(id)
  }
  for (const [id, origin] of await trulyAccepted(tx, recordingId, Object.values(diff.added))) {
    const record = added[id]
    if (record && 'origin' in record) added[id] = { ...record, ...origin }
  }
  // One's own new records come without an author, so this reads the log only when something comes back.
  for (const before of await lastRemoved(tx, recordingId, doubtful)) {
    const back = diff.added[before.id]
    if (back && isAuthored(before)) added[before.id] = cameBack(back, before) ?? added[before.id]!
  }
  const updated: Record<string, Record<string, FieldChange>> = {}
  for (const [id, changes] of Object.entries(diff.updated)) {
    const kept = Object.entries(changes)
      .filter(([field]) => !SERVERS_OWN.includes(field))
      .map(([field, change]) => [field, field === 'resolvedBy' ? settledBy(change, userId) : change] as const)
    if (kept.length) updated[id] = Object.fromEntries(kept)
  }
  return { added, updated, removed: diff.removed }
}

/** A thread is settled by the person who says so. */
const settledBy = ([from, to]: FieldChange, userId: string): FieldChange => [
  from,
  to === null ? null : userId,
]

function madeBy(record: Authored, authorId: string, now: string): DocumentRecord {
  if ('origin' in record)
    return isFromFile(record.origin)
      ? { ...record, authorId }
      : { ...record, authorId, origin: null, confidence: null }
  if (record.type === 'comment') return { ...record, authorId, createdAt: now, resolvedBy: null }
  return { ...record, authorId }
}

/** Files are read in the browser. That something came from one is the importer's to say; that a model made it is not. */
const isFromFile = (origin: string | null): boolean => origin !== null && /^import:[a-z-]+$/.test(origin)

function saysWhose(record: DocumentRecord): boolean {
  if (!isAuthored(record)) return false
  if ('origin' in record && (record.origin !== null || record.confidence !== null)) return true
  return record.authorId !== null
}

/**
 * What was taken over from a model: its origin and confidence stay, where the suggestion that it names is there, in a layer
 * of that model.
 */
async function trulyAccepted(
  tx: Db,
  recordingId: string,
  records: readonly DocumentRecord[],
): Promise<Map<string, { origin: string; confidence: number | null }>> {
  const claims = records.flatMap((record) => {
    const from = 'origin' in record ? acceptedFrom(record.origin) : null
    return from ? [{ id: record.id, from }] : []
  })
  const found = new Map<string, { origin: string; confidence: number | null }>()
  if (!claims.length) return found
  const rows = await tx.$queryRaw<{ id: string; origin: string | null; confidence: number | null }[]>`
    SELECT s."id", s."origin", s."confidence" FROM (
      SELECT "recordingId", "id", "layerId", "origin", "confidence" FROM "annotation"
      UNION ALL SELECT "recordingId", "id", "layerId", "origin", "confidence" FROM "entity"
    ) s JOIN "layer" l ON l."recordingId" = s."recordingId" AND l."id" = s."layerId"
    WHERE s."recordingId" = ${recordingId} AND l."kind" = 'model'
      AND s."id" = ANY(${claims.map((claim) => claim.from.id)}::text[])`
  const suggestions = new Map(rows.map((row) => [row.id, row]))
  for (const { id, from } of claims) {
    const row = suggestions.get(from.id)
    if (row?.origin === from.model)
      found.set(id, { origin: `${from.model}#${from.id}`, confidence: row.confidence })
  }
  return found
}

/** Null when it is not what was removed: words are nobody's but those who wrote them. */
function cameBack(record: DocumentRecord, before: Authored): DocumentRecord | null {
  const { authorId } = before
  if ('origin' in record && 'origin' in before && record.type === before.type)
    return { ...record, authorId, origin: before.origin, confidence: before.confidence }
  if (record.type === 'comment' && before.type === 'comment')
    return record.text === before.text
      ? { ...record, authorId, createdAt: before.createdAt, resolvedBy: before.resolvedBy }
      : null
  return record.type === before.type ? ({ ...record, authorId } as DocumentRecord) : null
}

/** What the removed records were, by the latest revision that removed each. */
async function lastRemoved(tx: Db, recordingId: string, ids: readonly string[]): Promise<DocumentRecord[]> {
  if (!ids.length) return []
  const rows = await tx.$queryRaw<{ record: DocumentRecord }[]>`
    SELECT DISTINCT ON (gone."key") gone."value" AS "record"
    FROM "revision" r, jsonb_each(r."diff" -> 'removed') AS gone
    WHERE r."recordingId" = ${recordingId} AND r."diff" -> 'removed' ?| ${ids}::text[]
      AND gone."key" = ANY(${ids}::text[])
    ORDER BY gone."key", r."number" DESC`
  return rows.map((row) => row.record)
}
