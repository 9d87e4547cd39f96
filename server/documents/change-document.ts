/**
 * Accepting a change: fitted to the present document, checked by the same rules as in the browser, then rows, revision
 * and audit in one transaction with the recording's row locked. A change has a name (client, sequence number); coming
 * again it is answered from the log and not carried out twice.
 */
import { randomUUID } from 'node:crypto'
import { type Diff, EMPTY_DIFF, isEmptyDiff } from '#media/core/document/diff.ts'
import type { DocumentState } from '#media/core/document/model.ts'
import { Overlay } from '#media/core/document/overlay.ts'
import { refusalOfRole } from '#media/core/document/permissions.ts'
import { type Overruled, reconcile } from '#media/core/document/reconcile.ts'
import type { Rule } from '#media/core/document/refusal.ts'
import type { Standing } from '#media/core/document/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type Actor, type Role, requireRecording } from '../people/index.ts'
import { auditSql } from '../platform/audit.ts'
import { type Db, db } from '../platform/db.ts'
import { PlainError } from '../platform/errors.ts'
import { publish } from '../realtime/bus.ts'
import { withTrueAuthors } from './authorship.ts'
import { advance } from './open-documents.ts'
import { overwritten } from './overwrote.ts'
import { announcementOf, type RevisionEntry, revisionsTopic } from './revisions.ts'
import { holdsNul, removeRecords, writeMost } from './rows.ts'
import { withoutUnseen } from './sight.ts'
import { openDocument } from './snapshot.ts'

export interface PushInput {
  recordingId: string
  /** Whose change it is; the caller's own when left out. */
  userId?: string | undefined
  /** Last revision the client had when it made the change; for the log. */
  baseRev: number
  clientId: string
  seq: number
  diff: Diff
  sentence: string
  undoes: string | null
}

export type PushAnswer =
  | {
      status: 'accepted'
      /** The revision it became; null when nothing of it was left to do. */
      revision: number | null
      /** What was carried out. */
      diff: Diff
      /** Parts that fell away because somebody else was first. */
      overruled: readonly Overruled[]
    }
  | { status: 'refused'; rule: Rule; message: string; annotationId: string | null }

/** A change by a person, from the studio. */
export async function push(actor: Actor, input: PushInput): Promise<PushAnswer> {
  if (input.userId !== undefined && input.userId !== actor.userId)
    throw new PlainError(
      'not-signed-in',
      `These changes are somebody else’s; ${actor.name} is signed in here now. Sign in as the one who made them.`,
    )
  const access = await requireRecording(actor, input.recordingId, 'annotator')
  if (holdsNul(input.diff) || input.sentence.includes('\0'))
    throw new PlainError('bad-input', 'Text cannot hold the character NUL. Remove it and save again.')
  return accept({
    ...input,
    projectId: access.projectId,
    userId: actor.userId,
    prepare: (tx, diff) => withTrueAuthors(tx, input.recordingId, actor.userId, diff),
    standing: { userId: actor.userId, role: access.role, work: access.work },
  })
}

export interface ServerChange {
  recordingId: string
  /** Whose work it is: the person who imports; null for the product itself. */
  userId: string | null
  role: Role | null
  diff: Diff
  sentence: string
}

/**
 * A change made on the server: an import, the labels of the demo. Authors and origins are as the diff says.
 * @throws PlainError conflict with the rule's sentence when it may not be made.
 */
export async function changeOnServer(
  projectId: string,
  change: ServerChange,
): Promise<{ revision: number | null }> {
  const { role, userId } = change
  const answer = await accept({
    ...change,
    projectId,
    clientId: `server-${randomUUID()}`,
    seq: 1,
    undoes: null,
    prepare: async (_tx, diff) => diff,
    standing: role !== null && userId !== null ? { userId, role, work: 'together' } : null,
  })
  if (answer.status === 'refused') throw new PlainError('conflict', answer.message)
  return { revision: answer.revision }
}

interface Acceptance extends Omit<PushInput, 'baseRev' | 'userId'> {
  projectId: string
  userId: string | null
  prepare: (tx: Db, diff: Diff) => Promise<Diff>
  /** Null for the product itself. */
  standing: Standing | null
}

async function accept(change: Acceptance): Promise<PushAnswer> {
  const { recordingId, projectId, userId, clientId, seq, sentence, undoes } = change
  let entry: RevisionEntry | null = null
  const answer = await db().$transaction(async (tx): Promise<PushAnswer> => {
    entry = null
    const document = await openDocument(tx, recordingId, projectId, { clientId, seq })
    const { model, labels, revision, stage, known } = document
    if (known && known.authorId !== userId)
      return refused('exists', 'A change of this name is somebody else’s. Load the page again.')
    if (known)
      return {
        status: 'accepted',
        revision: known.number,
        diff: known.diff,
        overruled: [],
      }
    if (stage === 'complete')
      return refused('locked', 'This recording is marked complete. An editor can open it again.')

    const { standing } = change
    const seen = standing ? withoutUnseen(standing, model, change.diff) : { diff: change.diff, overruled: [] }
    const wanted = await change.prepare(tx, seen.diff)
    const forbidden = standing && refusalOfRole(new Overlay(model, wanted), standing)
    if (forbidden) return refused('locked', forbidden)
    const fitted = reconcile(model, labels, wanted, { back: undoes !== null })
    if (!fitted.ok) return { ...refused(fitted.rule, fitted.message), annotationId: fitted.annotationId }
    const { diff } = fitted
    const overruled = [...seen.overruled, ...fitted.overruled]
    if (isEmptyDiff(diff)) return { status: 'accepted', revision: null, diff: EMPTY_DIFF, overruled }

    const number = revision + 1
    const overwrote = await overwritten(tx, recordingId, userId, fitted.overwrote)
    entry = {
      ...{ revision: number, authorId: userId, clientId, seq, sentence, undoes, diff },
      ...(overwrote.length && { overwrote }),
    }
    await writeRevision(tx, model, { ...entry, recordingId, projectId })
    return { status: 'accepted', revision: number, diff, overruled }
  })
  if (entry) announceRevision(recordingId, entry)
  return answer
}

/** A checked diff on its way into the database. */
export interface RevisionToWrite extends RevisionEntry {
  readonly recordingId: string
  readonly projectId: string
}

/** Rows, revision and audit of a diff that was checked against `model`, in the caller's transaction. */
export async function writeRevision(tx: Db, model: DocumentState, entry: RevisionToWrite): Promise<void> {
  const { recordingId, projectId, revision, authorId, clientId, seq, sentence, undoes, diff } = entry
  const { overwrote } = entry
  await removeRecords(tx, recordingId, Object.values(diff.removed))
  const { added } = diff
  const rows = await writeMost(
    tx,
    recordingId,
    [...new Overlay(model, diff).after.values()],
    (id) => id in added && !model.get(id),
  )
  const written = rows.reduce(
    (all, sql, i) => Prisma.sql`${all}${Prisma.raw(`"rows${i}"`)} AS (${sql}), `,
    Prisma.empty,
  )
  // All on one way to the database: an edit waits for each.
  await tx.$executeRaw`/* kept */
    WITH ${written}
    "logged" AS (
      INSERT INTO "revision" ("recordingId", "number", "authorId", "clientId", "seq", "sentence", "undoes",
        "overwrote", "diff")
      VALUES (${recordingId}, ${revision}, ${authorId}, ${clientId}, ${seq}, ${sentence}, ${undoes},
        ${overwrote ? JSON.stringify(overwrote) : null}::jsonb, ${JSON.stringify(diff)}::jsonb)
    ), "counted" AS (
      UPDATE "recording" SET "revision" = ${revision}, "updatedAt" = clock_timestamp() WHERE "id" = ${recordingId}
    )
    ${auditSql({ userId: authorId, action: 'document.changed', projectId, recordingId, detail: { revision, sentence } })}`
}

/** Tells everybody who follows; only after the transaction of `writeRevision` is through. */
export function announceRevision(recordingId: string, entry: RevisionEntry): void {
  advance(recordingId, entry.revision, entry.diff)
  publish(revisionsTopic(recordingId), announcementOf(entry))
}

const refused = (rule: Rule, message: string): PushAnswer & { status: 'refused' } => ({
  status: 'refused',
  rule,
  message,
  annotationId: null,
})
