import type { Diff } from '#media/core/document/diff.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import type { DocumentSnapshot, LabelSet } from '#media/core/document/records.ts'
import { encodeSnapshot, snapshotOf } from '#media/core/document/snapshot-codec.ts'
import { type Actor, requireRecording } from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { type Db, db } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { createDocument } from './create-document.ts'
import { labelBook } from './label-books.ts'
import { documentAt, forget } from './open-documents.ts'
import { ensureOwnLayer } from './own-layer.ts'
import { readRecords } from './rows.ts'
import { type Standing, seenModel, standingOf } from './sight.ts'

export interface Snapshot {
  revision: number
  /** As `encodeSnapshot` writes it. */
  data: Uint8Array
}

/** The document, as far as they see it, for somebody who may see the recording. The reading is audited. */
export async function snapshot(actor: Actor, recordingId: string): Promise<Snapshot> {
  const access = await requireRecording(actor, recordingId, 'viewer')
  const { projectId } = access
  await ensureOwnLayer(actor, access, recordingId)
  return db().$transaction(async (tx) => {
    const { model, revision } = await openDocument(tx, recordingId, projectId)
    await audit(
      { userId: actor.userId, action: 'recording.read', projectId, recordingId, detail: { revision } },
      tx,
    )
    const seen = seenModel(standingOf(actor, access), model)
    return { revision, data: encodeSnapshot(seen, recordingId, revision) }
  })
}

/**
 * The document as plain records with the labels in force, for exports. Without asking who.
 * @param standing whose eyes it is read with; null for everything.
 */
export async function readDocument(
  recordingId: string,
  projectId: string,
  standing: Standing | null,
): Promise<{ snapshot: DocumentSnapshot; labelSet: LabelSet }> {
  return db().$transaction(async (tx) => {
    const { model, labels, revision } = await openDocument(tx, recordingId, projectId)
    const seen = standing ? seenModel(standing, model) : model
    return { snapshot: snapshotOf(seen, recordingId, revision), labelSet: labels.set }
  })
}

/** A change by the name its client gave it. */
export interface ChangeName {
  clientId: string
  seq: number
}

/** A change that was accepted before. */
interface KnownChange {
  number: number
  authorId: string | null
  diff: Diff
}

/**
 * The document with its row locked until the transaction ends; made from the project's template when the recording has
 * none yet. Without asking who: callers have checked access.
 * @param name of a change that is about to be accepted: `known` is what it became when it came before.
 */
export async function openDocument(tx: Db, recordingId: string, projectId: string, name?: ChangeName) {
  // First the project, which a change of its labels holds: nothing is accepted by labels that are just being replaced.
  const [row] = await tx.$queryRaw<{ revision: number; stage: string }[]>`/* kept */
    WITH "held" AS MATERIALIZED (SELECT "id" FROM "project" WHERE "id" = ${projectId} FOR KEY SHARE)
    SELECT r."revision", r."stage" FROM "held" JOIN "recording" r ON r."projectId" = "held"."id"
    WHERE r."id" = ${recordingId} FOR UPDATE OF r`
  if (!row) throw notFound('This recording')
  // Not in one statement with the above, which would not see what was written while it waited for the lock.
  const [now] = await tx.$queryRaw<[{ labels: number | null } & Partial<KnownChange>]>`/* kept */
    SELECT l."version" AS "labels", k."number", k."authorId", k."diff"
    FROM (SELECT max("version") AS "version" FROM "label_set" WHERE "projectId" = ${projectId}) l
    LEFT JOIN "revision" k ON k."recordingId" = ${recordingId}
      AND k."clientId" = ${name?.clientId ?? null} AND k."seq" = ${name?.seq ?? null}::int`
  const known = typeof now.number === 'number' ? (now as KnownChange) : null
  const labels = await labelBook(tx, projectId, now.labels)
  let model = await documentAt(tx, recordingId, row.revision)
  if (!model.layers.length) {
    await createDocument(tx, recordingId, labels.set)
    // Not held in memory yet: the transaction may still be rolled back.
    forget(recordingId)
    model = new DocumentModel(await readRecords(tx, recordingId))
  }
  return { model, labels, revision: row.revision, stage: row.stage, known }
}
