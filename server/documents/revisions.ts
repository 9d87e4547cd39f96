/** The log of accepted changes: what others follow, what a person undoes after a reload, what the history page shows. */
import type { Diff } from '#media/core/document/diff.ts'
import { type Actor, requireRecording } from '../people/index.ts'
import { type Db, db } from '../platform/db.ts'
import type { JsonValue } from '../realtime/bus.ts'
import { type Standing, seenRevisions, seesAll, standingOf } from './sight.ts'
import { openDocument } from './snapshot.ts'

export interface RevisionEntry {
  revision: number
  clientId: string
  seq: number
  authorId: string | null
  sentence: string
  undoes: string | null
  diff: Diff
  /** Where it replaced what somebody else had written meanwhile, who now can be told. */
  overwrote?: readonly OverwroteEntry[]
}

export interface OverwroteEntry {
  id: string
  field: string
  /** Who wrote the value that was replaced. */
  by: string
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
  overwrote: true,
  diff: true,
} as const

interface EntryRow {
  number: number
  clientId: string
  seq: number
  authorId: string | null
  sentence: string
  undoes: string | null
  overwrote?: unknown
  diff: unknown
}

const entryOf = ({ number, diff, overwrote, ...row }: EntryRow): RevisionEntry => ({
  ...row,
  revision: number,
  diff: diff as Diff,
  ...(overwrote ? { overwrote: overwrote as OverwroteEntry[] } : null),
})

/** Accepted changes after a revision, in order; null when the caller is too far behind, or ahead of a restored log. */
export async function changesSince(
  actor: Actor,
  recordingId: string,
  after: number,
): Promise<RevisionEntry[] | null> {
  const access = await requireRecording(actor, recordingId, 'viewer')
  return seenSince(standingOf(actor, access), access.projectId, recordingId, after)
}

/** As `readSince`, with what this person sees. Without asking whether they are let in. */
export async function seenSince(
  standing: Standing,
  projectId: string,
  recordingId: string,
  after: number,
): Promise<RevisionEntry[] | null> {
  if (seesAll(standing)) return readSince(recordingId, after)
  return db().$transaction(async (tx) => {
    // Locked, so that the document is the one after the last revision read.
    const { model } = await openDocument(tx, recordingId, projectId)
    const entries = await readSince(recordingId, after, tx)
    return entries && seenRevisions(standing, model, entries)
  })
}

/** Without asking who: everything. */
async function readSince(recordingId: string, after: number, tx: Db = db()): Promise<RevisionEntry[] | null> {
  const [size] = await tx.$queryRaw<{ present: number; bytes: bigint; revisions: bigint }[]>`
    SELECT r."revision" AS "present",
      (SELECT coalesce(sum(octet_length(v."diff"::text)), 0) FROM "revision" v
        WHERE v."recordingId" = r."id" AND v."number" > ${after}) AS "bytes",
      (SELECT count(*) FROM "revision" v WHERE v."recordingId" = r."id" AND v."number" > ${after}) AS "revisions"
    FROM "recording" r WHERE r."id" = ${recordingId}`
  if (!size || size.present < after) return null
  if (Number(size.revisions) !== size.present - after) return null
  if (Number(size.revisions) > MOST_REVISIONS || Number(size.bytes) > MOST_BYTES) return null
  const rows = await tx.revision.findMany({
    where: { recordingId, number: { gt: after } },
    orderBy: { number: 'asc' },
    select: entryFields,
  })
  return rows.map(entryOf)
}

const OWN = 300

/** One's own latest changes, oldest first, to undo through a reload. A change of labels is taken back in all recordings at once. */
export async function ownRevisions(actor: Actor, recordingId: string): Promise<RevisionEntry[]> {
  const standing = standingOf(actor, await requireRecording(actor, recordingId, 'viewer'))
  const rows = await db().$queryRaw<EntryRow[]>`
    SELECT "number", "clientId", "seq", "authorId", "sentence", "undoes", "diff" FROM (
      SELECT *, sum(octet_length("diff"::text)) OVER (ORDER BY "number" DESC) AS "bytes" FROM (
        SELECT * FROM "revision"
        WHERE "recordingId" = ${recordingId} AND "authorId" = ${actor.userId}
          AND "clientId" NOT LIKE 'labels-%'
        ORDER BY "number" DESC LIMIT ${OWN}
      ) latest
    ) sized WHERE "bytes" <= ${MOST_BYTES} ORDER BY "number"`
  const entries = rows.map(entryOf)
  return seesAll(standing) ? entries : entries.filter((entry) => isOwnWork(entry.diff, actor.userId))
}

/** Whether all that a change speaks of is its author's: what else they once touched may be hidden from them now. */
function isOwnWork(diff: Diff, userId: string): boolean {
  return Object.values(diff.removed).every((record) =>
    record.type === 'track' || record.type === 'speaker'
      ? true
      : record.type === 'layer'
        ? record.ownerId === userId
        : record.authorId === userId,
  )
}

export interface HistoryRow {
  revision: number
  at: Date
  authorId: string | null
  authorName: string | null
  sentence: string
  /** Whether it takes another change back. */
  undoes: boolean
  /** Whether it replaced what somebody else had written meanwhile. */
  overwrote: boolean
}

/** What was done, latest first. Give the last revision seen to get what is older. Who works blind sees their own changes. */
export async function history(
  actor: Actor,
  input: {
    recordingId: string
    before?: number | undefined
    /** Only changes of one person. */
    authorId?: string | undefined
    limit: number
  },
): Promise<HistoryRow[]> {
  const standing = standingOf(actor, await requireRecording(actor, input.recordingId, 'viewer'))
  const only = seesAll(standing) ? input.authorId : actor.userId
  if (input.authorId !== undefined && input.authorId !== only) return []
  const rows = await db().revision.findMany({
    where: {
      recordingId: input.recordingId,
      ...(only !== undefined && { authorId: only }),
      ...(input.before !== undefined && { number: { lt: input.before } }),
    },
    orderBy: { number: 'desc' },
    take: input.limit,
    select: { number: true, createdAt: true, authorId: true, sentence: true, undoes: true, overwrote: true },
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
    undoes: row.undoes !== null,
    overwrote: row.overwrote !== null,
  }))
}

/** The people whose changes a recording holds, as far as one sees them; latest first. */
export async function historyPeople(
  actor: Actor,
  recordingId: string,
): Promise<{ userId: string; name: string; changes: number }[]> {
  const standing = standingOf(actor, await requireRecording(actor, recordingId, 'viewer'))
  const rows = await db().$queryRaw<{ userId: string; name: string; changes: number }[]>`
    SELECT u."id" AS "userId", u."name", count(*)::int AS "changes"
    FROM "revision" v JOIN "user" u ON u."id" = v."authorId"
    WHERE v."recordingId" = ${recordingId} GROUP BY u."id", u."name" ORDER BY max(v."number") DESC`
  return seesAll(standing) ? rows : rows.filter((row) => row.userId === actor.userId)
}
