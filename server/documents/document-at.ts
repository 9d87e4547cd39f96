/** The document as it was after a revision: the log is taken back from the present. Who works blind sees their part of it. */
import type { Diff } from '#media/core/document/diff.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import { seenOf } from '#media/core/document/seen.ts'
import { encodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import { type Actor, requireRecording } from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { type Db, db } from '../platform/db.ts'
import { notFound, PlainError } from '../platform/errors.ts'
import { seenModel, seesAll, standingOf } from './sight.ts'
import { openDocument } from './snapshot.ts'
import { WalkBack } from './walk-back.ts'

export interface DocumentAt {
  revision: number
  /** As `encodeSnapshot` writes it. */
  data: Uint8Array
  at: Date | null
  /** Null for the program, for the state before the first change, and where it is hidden. */
  authorName: string | null
  sentence: string
  /** Ids of what this revision added or changed, and of what it removed; at most a thousand. */
  touched: string[]
}

/** Changes read at a time on the way back. */
const CHUNK = 500
const MOST_TOUCHED = 1000

export async function documentAtRevision(
  actor: Actor,
  input: { recordingId: string; revision: number },
): Promise<DocumentAt> {
  const { recordingId, revision } = input
  const access = await requireRecording(actor, recordingId, 'viewer')
  const standing = standingOf(actor, access)
  const { projectId } = access
  return db().$transaction(async (tx) => {
    const { model, revision: present } = await openDocument(tx, recordingId, projectId)
    if (revision > present)
      throw new PlainError(
        'bad-input',
        `This recording has ${present} changes; there is no change ${revision} yet.`,
      )
    const walk = new WalkBack(model)
    for await (const diff of changesBack(tx, recordingId, present, revision)) walk.step(diff, () => null)
    const then = new DocumentModel(walk.records(model.records()))
    const row = revision === 0 ? null : await revisionRow(tx, recordingId, revision)
    const mine = row === null || seesAll(standing) || row.authorId === actor.userId
    const detail = { revision, past: true }
    await audit({ userId: actor.userId, action: 'recording.read', projectId, recordingId, detail }, tx)
    return {
      revision,
      data: encodeSnapshot(seenModel(standing, then), recordingId, revision),
      at: mine ? (row?.createdAt ?? null) : null,
      authorName: mine ? (row?.authorName ?? null) : null,
      sentence: mine ? (row?.sentence ?? '') : '',
      touched: row ? touchedBy(row.diff as unknown as Diff) : [],
    }
    function touchedBy(diff: Diff): string[] {
      const seen = walk.step(diff, (before, after) => seenOf(standing, diff, before, after)).diff
      return [...Object.keys(seen.added), ...Object.keys(seen.updated), ...Object.keys(seen.removed)].slice(
        0,
        MOST_TOUCHED,
      )
    }
  })
}

async function revisionRow(tx: Db, recordingId: string, number: number) {
  const row = await tx.revision.findUnique({ where: { recordingId_number: { recordingId, number } } })
  if (!row) throw notFound('This change')
  const author = row.authorId
    ? await tx.user.findUnique({ where: { id: row.authorId }, select: { name: true } })
    : null
  return { ...row, authorName: author?.name ?? null }
}

/** Diffs from the present down to, and without, a revision; the latest first. */
async function* changesBack(
  tx: Db,
  recordingId: string,
  present: number,
  downTo: number,
): AsyncGenerator<Diff> {
  for (let next = present; next > downTo; ) {
    const rows = await tx.revision.findMany({
      where: { recordingId, number: { gt: Math.max(downTo, next - CHUNK), lte: next } },
      orderBy: { number: 'desc' },
      select: { number: true, diff: true },
    })
    // A log that begins later, as a restored one may, goes back no further.
    if (rows[0]?.number !== next)
      throw new PlainError(
        'not-found',
        'The changes since then are not all kept; this state cannot be shown.',
      )
    for (const row of rows) yield row.diff as unknown as Diff
    next = rows.at(-1)!.number - 1
  }
}
