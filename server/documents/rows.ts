/** The one place where database rows become records and records become rows. */

import type { OtherRecord } from '#media/core/document/model.ts'
import type {
  AnnotationRecord,
  AttributeValue,
  BookmarkRecord,
  Combinations,
  CommentRecord,
  Concept,
  DocumentRecord,
  EntityRecord,
  LayerRecord,
  ParentRule,
  Policy,
  RelationRecord,
  SpeakerRecord,
  Speech,
  TraceRecord,
  TraceScale,
  TrackKind,
  TrackRecord,
} from '#media/core/document/records.ts'
import { tick } from '#media/core/time/tick.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { connectionOf, type Db } from '../platform/db.ts'
import { copyAnnotations } from './copy-annotations.ts'

/** Rows of one statement: keeps parameters and memory of a bulk import in bounds. */
const CHUNK = 10_000

interface AnnotationRow {
  id: string
  trackId: string
  layerId: string
  labelId: string
  start: bigint
  end: bigint
  attributes: unknown
  note: string
  authorId: string | null
  confidence: number | null
  origin: string | null
  speakerId: string | null
  speech: unknown
}

interface TraceRow {
  id: string
  trackId: string
  layerId: string
  start: bigint
  step: bigint
  values: string[]
  authorId: string | null
  lag: bigint
}

export async function readRecords(tx: Db, recordingId: string): Promise<DocumentRecord[]> {
  const where = { recordingId }
  const tracks = await tx.track.findMany({ where, omit: { recordingId: true } })
  const layers = await tx.layer.findMany({ where, omit: { recordingId: true } })
  const comments = await tx.comment.findMany({ where, omit: { recordingId: true } })
  const bookmarks = await tx.bookmark.findMany({ where, omit: { recordingId: true } })
  const speakers = await tx.speaker.findMany({ where, omit: { recordingId: true } })
  const entities = await tx.entity.findMany({ where, omit: { recordingId: true } })
  const relations = await tx.relation.findMany({ where, omit: { recordingId: true } })
  // Through text: the client rounds doubles in lists to sixteen digits, and then nobody holds the same values any more.
  const traces = await tx.$queryRaw<TraceRow[]>`
    SELECT "id", "trackId", "layerId", "start", "step", "values"::text[] AS "values", "authorId", "lag"
    FROM "trace" WHERE "recordingId" = ${recordingId}`
  const annotations = await tx.$queryRaw<AnnotationRow[]>`
    SELECT "id", "trackId", "layerId", "labelId", "start", "end", "attributes", "note", "authorId", "confidence", "origin", "speakerId", "speech"
    FROM "annotation" WHERE "recordingId" = ${recordingId}`
  return [
    ...tracks.map(
      (row): TrackRecord => ({
        ...row,
        type: 'track',
        kind: row.kind as TrackKind,
        policy: row.policy as Policy,
        parentRule: row.parentRule as ParentRule,
        combinations: row.combinations as Combinations | null,
        scale: row.scale as TraceScale | null,
      }),
    ),
    ...layers.map((row): LayerRecord => ({ ...row, type: 'layer', kind: row.kind as LayerRecord['kind'] })),
    ...comments.map(
      (row): CommentRecord => ({
        ...row,
        type: 'comment',
        start: tick(Number(row.start)),
        end: tick(Number(row.end)),
      }),
    ),
    ...bookmarks.map((row): BookmarkRecord => ({ ...row, type: 'bookmark', at: tick(Number(row.at)) })),
    ...traces.map(
      (row): TraceRecord => ({
        ...row,
        type: 'trace',
        start: tick(Number(row.start)),
        step: Number(row.step),
        values: row.values.map(Number),
        lag: Number(row.lag),
      }),
    ),
    ...annotations.map(
      (row): AnnotationRecord => ({
        ...row,
        type: 'annotation',
        start: tick(Number(row.start)),
        end: tick(Number(row.end)),
        attributes: row.attributes as Record<string, AttributeValue>,
        speech: row.speech as Speech | null,
      }),
    ),
    ...speakers.map((row): SpeakerRecord => ({ ...row, type: 'speaker' })),
    ...entities.map(
      (row): EntityRecord => ({
        ...row,
        type: 'entity',
        start: tick(Number(row.start)),
        end: tick(Number(row.end)),
        concept: row.concept as Concept | null,
      }),
    ),
    ...relations.map((row): RelationRecord => ({ ...row, type: 'relation' })),
  ]
}

/**
 * Inserts records or writes over those of the same id.
 * @param fresh ids that are in no row yet: these are inserted without looking for one, which bulk imports live from.
 */
export async function writeRecords(
  tx: Db,
  recordingId: string,
  records: readonly DocumentRecord[],
  fresh: (id: string) => boolean = () => false,
): Promise<void> {
  for (const sql of await writeMost(tx, recordingId, records, fresh)) await tx.$executeRaw(sql)
}

/** The same but for a few annotations: the statements that write these, to go along with others on one way. */
export async function writeMost(
  tx: Db,
  recordingId: string,
  records: readonly DocumentRecord[],
  fresh: (id: string) => boolean,
): Promise<Prisma.Sql[]> {
  for (const record of records) if (record.type !== 'annotation') await writeOther(tx, recordingId, record)
  const annotations = records.filter((r) => r.type === 'annotation')
  const [added, changed] = [annotations.filter((r) => fresh(r.id)), annotations.filter((r) => !fresh(r.id))]
  const few: Prisma.Sql[] = []
  if (changed.length && changed.length < MANY) few.push(insertion(recordingId, changed, OVERWRITE))
  else
    for (let i = 0; i < changed.length; i += CHUNK)
      await tx.$executeRaw(insertion(recordingId, changed.slice(i, i + CHUNK), OVERWRITE))
  if (added.length && added.length < MANY) few.push(insertion(recordingId, added, Prisma.empty))
  else if (added.length)
    await withOneCheck(tx, recordingId, async () => {
      const connection = await connectionOf(tx)
      if (connection) return copyAnnotations(connection, recordingId, added)
      for (let i = 0; i < added.length; i += CHUNK)
        await tx.$executeRaw(insertion(recordingId, added.slice(i, i + CHUNK), Prisma.empty))
    })
  return few
}

/** From here on the check of every single row costs more than it is worth. */
const MANY = 1000

/**
 * Rows of one recording all point to that one, so its row is looked at and locked once instead of once a row, which is
 * half the time of an import. Takes a role that may do so, as that of the product's own database; else rows are checked
 * as always. Nothing but the insertion runs in between.
 */
async function withOneCheck(tx: Db, recordingId: string, write: () => Promise<void>): Promise<void> {
  const [known] = await tx.$queryRaw<{ may: boolean }[]>`
    SELECT current_setting('is_superuser') = 'on' AS "may"
    FROM "recording" WHERE "id" = ${recordingId} FOR KEY SHARE`
  if (!known?.may) return write()
  await tx.$executeRaw`SET LOCAL session_replication_role = replica`
  await write()
  // When writing fails the transaction is rolled back, and this setting with it.
  await tx.$executeRaw`SET LOCAL session_replication_role = origin`
}

async function writeOther(tx: Db, recordingId: string, record: OtherRecord): Promise<void> {
  const where = { recordingId_id: { recordingId, id: record.id } }
  if (record.type === 'track') {
    const { type, ...rest } = record
    const combinations = rest.combinations ?? Prisma.DbNull
    const scale = rest.scale ?? Prisma.DbNull
    const row = { ...rest, combinations, scale }
    await tx.track.upsert({ where, create: { ...row, recordingId }, update: row })
  } else if (record.type === 'layer') {
    const { type, ...row } = record
    await tx.layer.upsert({ where, create: { ...row, recordingId }, update: row })
  } else if (record.type === 'comment') {
    const { type, ...rest } = record
    const row = { ...rest, start: BigInt(rest.start), end: BigInt(rest.end) }
    await tx.comment.upsert({ where, create: { ...row, recordingId }, update: row })
  } else if (record.type === 'bookmark') {
    const { type, ...rest } = record
    const row = { ...rest, at: BigInt(rest.at) }
    await tx.bookmark.upsert({ where, create: { ...row, recordingId }, update: row })
  } else if (record.type === 'speaker') {
    const { type, ...row } = record
    await tx.speaker.upsert({ where, create: { ...row, recordingId }, update: row })
  } else if (record.type === 'entity') {
    const { type, ...rest } = record
    const concept = rest.concept ?? Prisma.DbNull
    const row = { ...rest, concept, start: BigInt(rest.start), end: BigInt(rest.end) }
    await tx.entity.upsert({ where, create: { ...row, recordingId }, update: row })
  } else if (record.type === 'relation') {
    const { type, ...row } = record
    await tx.relation.upsert({ where, create: { ...row, recordingId }, update: row })
  } else {
    const { id, trackId, layerId, start, step, values, authorId, lag } = record
    await tx.$executeRaw`
      INSERT INTO "trace" ("recordingId", "id", "trackId", "layerId", "start", "step", "values", "authorId", "lag")
      VALUES (${recordingId}, ${id}, ${trackId}, ${layerId}, ${BigInt(start)}, ${BigInt(step)},
        ${values.map(String)}::text[]::float8[], ${authorId}, ${BigInt(lag)})
      ON CONFLICT ("recordingId", "id") DO UPDATE SET
        "trackId" = excluded."trackId", "layerId" = excluded."layerId", "start" = excluded."start",
        "step" = excluded."step", "values" = excluded."values", "authorId" = excluded."authorId",
        "lag" = excluded."lag"`
  }
}

const OVERWRITE = Prisma.sql`
    ON CONFLICT ("recordingId", "id") DO UPDATE SET
      "trackId" = excluded."trackId", "layerId" = excluded."layerId", "labelId" = excluded."labelId",
      "start" = excluded."start", "end" = excluded."end", "attributes" = excluded."attributes",
      "note" = excluded."note", "authorId" = excluded."authorId", "confidence" = excluded."confidence",
      "origin" = excluded."origin", "speakerId" = excluded."speakerId", "speech" = excluded."speech"`

function insertion(recordingId: string, rows: AnnotationRecord[], onConflict: Prisma.Sql): Prisma.Sql {
  const column = <T>(of: (row: AnnotationRecord) => T) => rows.map(of)
  return Prisma.sql`
    INSERT INTO "annotation" ("recordingId", "id", "trackId", "layerId", "labelId", "start", "end",
      "attributes", "note", "authorId", "confidence", "origin", "speakerId", "speech")
    SELECT ${recordingId}, u."id", u."trackId", u."layerId", u."labelId", u."start"::bigint, u."end"::bigint,
      u."attributes"::jsonb, u."note", u."authorId", u."confidence"::float8, u."origin",
      u."speakerId", u."speech"::jsonb
    FROM unnest(
      ${column((r) => r.id)}::text[], ${column((r) => r.trackId)}::text[], ${column((r) => r.layerId)}::text[],
      ${column((r) => r.labelId)}::text[], ${column((r) => String(r.start))}::text[], ${column((r) => String(r.end))}::text[],
      ${column((r) => JSON.stringify(r.attributes))}::text[], ${column((r) => r.note)}::text[],
      ${column((r) => r.authorId)}::text[],
      ${column((r) => (r.confidence === null ? null : String(r.confidence)))}::text[],
      ${column((r) => r.origin)}::text[], ${column((r) => r.speakerId)}::text[],
      ${column((r) => (r.speech === null ? null : JSON.stringify(r.speech)))}::text[]
    ) AS u("id", "trackId", "layerId", "labelId", "start", "end", "attributes", "note", "authorId", "confidence",
      "origin", "speakerId", "speech")
    ${onConflict}`
}

export async function removeRecords(
  tx: Db,
  recordingId: string,
  records: readonly DocumentRecord[],
): Promise<void> {
  const ids = (type: DocumentRecord['type']) => records.filter((r) => r.type === type).map((r) => r.id)
  const annotations = ids('annotation')
  if (annotations.length)
    await tx.$executeRaw`
      DELETE FROM "annotation" WHERE "recordingId" = ${recordingId} AND "id" = ANY(${annotations}::text[])`
  const tracks = ids('track')
  if (tracks.length) await tx.track.deleteMany({ where: { recordingId, id: { in: tracks } } })
  const layers = ids('layer')
  if (layers.length) await tx.layer.deleteMany({ where: { recordingId, id: { in: layers } } })
  const comments = ids('comment')
  if (comments.length) await tx.comment.deleteMany({ where: { recordingId, id: { in: comments } } })
  const bookmarks = ids('bookmark')
  if (bookmarks.length) await tx.bookmark.deleteMany({ where: { recordingId, id: { in: bookmarks } } })
  const speakers = ids('speaker')
  if (speakers.length) await tx.speaker.deleteMany({ where: { recordingId, id: { in: speakers } } })
  const entities = ids('entity')
  if (entities.length) await tx.entity.deleteMany({ where: { recordingId, id: { in: entities } } })
  const relations = ids('relation')
  if (relations.length) await tx.relation.deleteMany({ where: { recordingId, id: { in: relations } } })
  const traces = ids('trace')
  if (traces.length) await tx.trace.deleteMany({ where: { recordingId, id: { in: traces } } })
}

/** Text that Postgres cannot hold, in a key or a value however deep. */
export const holdsNul = (value: unknown): boolean => JSON.stringify(value).includes('\\u0000')
