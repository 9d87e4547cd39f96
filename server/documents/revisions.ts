/** The log of accepted changes: what others follow, what a person undoes after a reload, what the history page shows. */
import type { Diff } from '#media/core/document/diff.ts'
import { type Actor, requireRecording } from '../people/index.ts'
import { db } from '../platform/db.ts'
import type { JsonValue } from '../realtime/bus.ts'

export interface RevisionEntry {
  revision: number
  clientId: string
  seq: number
  authorId: string | null
  sentence: string
  undoes: string | null
  diff: Diff
}

export const revisionsTopic = (recordingId: string): string => `recording:${recordingId}:revisions`

/** News that carries the change itself where it is small, so that watchers need not read it each for themselves. */
export interface Announcement {
  revision: number
  entry?: RevisionEntry
}

const SMALL_CHARACTERS = 4000

export function announcementOf(entry: RevisionEntry): JsonValue {
  const text = JSON.stringify(entry)
  if (text.length > SMALL_CHARACTERS || Buffer.byteLength(text) > SMALL_CHARACTERS)
    return { revision: entry.revision }
  return { revision: entry.revision, entry: entry as unknown as JsonValue }
}

/** Further behind than this, in revisions or bytes of their diffs, a snapshot is cheaper. */
const MOST_REVISIONS = 1000
const MOST_BYTES = 2_000_000

const entryFields = {
  number: true,
  clientId: true,
  seq: true,
  authorId: true,
  sentence: true,
  undoes: true,
  diff: true,
} as const

interface EntryRow {
  number: number
  clientId: string
  seq: number
  authorId: string | null
  sentence: string
  undoes: string | null
  diff: unknown
}

const entryOf = ({ number, diff, ...row }: EntryRow): RevisionEntry => ({
  ...row,
  revision: number,
  diff: diff as Diff,
})

/** Accepted changes after a revision, in order; null when the caller is too far behind, or ahead of a restored log. */
export async function changesSince(
  actor: Actor,
  recordingId: string,
  after: number,
): Promise<RevisionEntry[] | null> {
  await requireRecording(actor, recordingId, 'viewer')
  return readSince(recordingId, after)
}

/** Without asking who. */
export async function readSince(recordingId: string, after: number): Promise<RevisionEntry[] | null> {
  const [size] = await db().$queryRaw<{ present: number; bytes: bigint; revisions: bigint }[]>`
    SELECT r."revision" AS "present",
      (SELECT coalesce(sum(octet_length(v."diff"::text)), 0) FROM "revision" v
        WHERE v."recordingId" = r."id" AND v."number" > ${after}) AS "bytes",
      (SELECT count(*) FROM "revision" v WHERE v."recordingId" = r."id" AND v."number" > ${after}) AS "revisions"
    FROM "recording" r WHERE r."id" = ${recordingId}`
  if (!size || size.present < after) return null
  if (Number(size.revisions) !== size.present - after) return null
  if (Number(size.revisions) > MOST_REVISIONS || Number(size.bytes) > MOST_BYTES) return null
  const rows = await db().revision.findMany({
    where: { recordingId, number: { gt: after } },
    orderBy: { number: 'asc' },
    select: entryFields,
  })
  return rows.map(entryOf)
}

const OWN = 300

/** One's own latest changes, oldest first, to undo through a reload. A change of labels is taken back in all recordings at once. */
export async function ownRevisions(actor: Actor, recordingId: string): Promise<RevisionEntry[]> {
  await requireRecording(actor, recordingId, 'viewer')
  const rows = await db().$queryRaw<EntryRow[]>`
    SELECT "number", "clientId", "seq", "authorId", "sentence", "undoes", "diff" FROM (
      SELECT *, sum(octet_length("diff"::text)) OVER (ORDER BY "number" DESC) AS "bytes" FROM (
        SELECT * FROM "revision"
        WHERE "recordingId" = ${recordingId} AND "authorId" = ${actor.userId}
          AND "clientId" NOT LIKE 'labels-%'
        ORDER BY "number" DESC LIMIT ${OWN}
      ) latest
    ) sized WHERE "bytes" <= ${MOST_BYTES} ORDER BY "number"`
  return rows.map(entryOf)
}

export interface HistoryRow {
  revision: number
  at: Date
  authorId: string | null
  authorName: string | null
  sentence: string
}

/** What was done, latest first. Give the last revision seen to get what is older. */
export async function history(
  actor: Actor,
  input: { recordingId: string; before?: number | undefined; limit: number },
): Promise<HistoryRow[]> {
  await requireRecording(actor, input.recordingId, 'viewer')
  const rows = await db().revision.findMany({
    where: {
      recordingId: input.recordingId,
      ...(input.before !== undefined && { number: { lt: input.before } }),
    },
    orderBy: { number: 'desc' },
    take: input.limit,
    select: { number: true, createdAt: true, authorId: true, sentence: true },
  })
  const ids = [...new Set(rows.map((row) => row.authorId).filter((id) => id !== null))]
  const users = await db().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  const names = new Map(users.map((user) => [user.id, user.name]))
  return rows.map((row) => ({
    revision: row.number,
    at: row.createdAt,
    authorId: row.authorId,
    authorName: (row.authorId && names.get(row.authorId)) ?? null,
    sentence: row.sentence,
  }))
}
