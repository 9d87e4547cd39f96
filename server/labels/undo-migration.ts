/**
 * Takes a change of labels back as one step: the labels as they were, and every annotation that it touched. What others
 * changed since stays as they have it, and is counted.
 */
import { type Diff, isEmptyDiff } from '#media/core/document/diff.ts'
import { invert } from '#media/core/document/invert.ts'
import { LabelBook } from '#media/core/document/label-book.ts'
import { reconcile } from '#media/core/document/reconcile.ts'
import { type LabelSet, labelSetSchema } from '#media/core/document/records.ts'
import { mergeSets } from '#media/core/labels/merge-sets.ts'
import { type MigrationPlan, unlocked } from '#media/core/labels/migrate.ts'
import { announceRevision, openDocument, type RevisionEntry, writeRevision } from '../documents/index.ts'
import { type Actor, requireProject } from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { type Db, db } from '../platform/db.ts'
import { notFound, PlainError } from '../platform/errors.ts'
import { announceLabelSet, lockLabelSet, writeLabelSet } from '../projects/index.ts'
import { LONG } from './migrate-labels.ts'

export interface UndoneMigration {
  version: number
  recordings: number
  /** Annotations, or fields of them, that stay as somebody left them since. */
  changedSince: number
  /** Labels and tracks that were edited since and stay as they are. */
  keptLabels: string[]
}

export async function undoMigration(actor: Actor, migrationId: string): Promise<UndoneMigration> {
  const found = await db().labelMigration.findUnique({
    where: { id: migrationId },
    select: { projectId: true },
  })
  if (!found) throw notFound('This change of labels')
  const { projectId } = found
  const done: { recordingId: string; entry: RevisionEntry }[] = []
  const answer = await db().$transaction(async (tx): Promise<UndoneMigration> => {
    await requireProject(actor, projectId, 'editor', tx)
    const current = await lockLabelSet(tx, projectId)
    const row = await tx.labelMigration.findUniqueOrThrow({ where: { id: migrationId } })
    if (row.undoneAt) throw new PlainError('conflict', 'This change of labels was taken back already.')
    const before = await versionOf(tx, projectId, row.fromVersion)
    const after = await versionOf(tx, projectId, row.toVersion)
    const merged = mergeSets(after, before, current, 'theirs')
    const restored = await withUsed(tx, projectId, current, merged.set)
    const book = new LabelBook(restored)
    const { locked, complete } = row.plan as unknown as MigrationPlan
    const revisions = row.revisions as unknown as { recordingId: string; revision: number }[]
    let changedSince = 0
    for (const { recordingId, revision } of [...revisions].sort((a, b) =>
      a.recordingId < b.recordingId ? -1 : 1,
    )) {
      const recording = await tx.recording.findUnique({
        where: { id: recordingId },
        select: { name: true, stage: true },
      })
      // Removed for good since.
      if (!recording) continue
      if (recording.stage === 'complete' && !complete)
        throw new PlainError(
          'conflict',
          `“${recording.name}” was marked complete since. Open it again, then take the change of labels back.`,
        )
      const document = await openDocument(tx, recordingId, projectId)
      const made = await tx.revision.findUniqueOrThrow({
        where: { recordingId_number: { recordingId, number: revision } },
        select: { diff: true, clientId: true, seq: true, sentence: true },
      })
      const view = locked ? unlocked(document.model) : document.model
      let wanted = invert(made.diff as unknown as Diff)
      let fitted = reconcile(view, book, wanted, { strict: true })
      while (!fitted.ok) {
        const { annotationId: id } = fitted
        if (fitted.rule === 'locked' || id === null || !speaksOf(wanted, id))
          throw new PlainError('conflict', `In “${recording.name}”: ${fitted.message}`)
        changedSince++
        wanted = leaveOut(wanted, id)
        fitted = reconcile(view, book, wanted, { strict: true })
      }
      changedSince += new Set(fitted.overruled.map((one) => one.id)).size
      if (isEmptyDiff(fitted.diff)) continue
      const entry: RevisionEntry = {
        ...{ revision: document.revision + 1, clientId: made.clientId, seq: 2, authorId: actor.userId },
        ...{ sentence: `Undid: ${made.sentence}`.slice(0, 500), undoes: `${made.clientId}:${made.seq}` },
        diff: fitted.diff,
      }
      await writeRevision(tx, document.model, { ...entry, recordingId, projectId })
      done.push({ recordingId, entry })
    }
    const next = { ...restored, version: current.version + 1 }
    await writeLabelSet(tx, projectId, actor.userId, next)
    await tx.labelMigration.update({
      where: { id: migrationId },
      data: { undoneAt: new Date(), undoneBy: actor.userId },
    })
    const detail = { migration: migrationId, version: next.version, recordings: done.length, changedSince }
    await audit({ userId: actor.userId, action: 'labels.migration-undone', projectId, detail }, tx)
    return { version: next.version, recordings: done.length, changedSince, keptLabels: merged.both }
  }, LONG)
  for (const { recordingId, entry } of done) announceRevision(recordingId, entry)
  announceLabelSet(projectId, answer.version)
  return answer
}

async function versionOf(tx: Db, projectId: string, version: number): Promise<LabelSet> {
  const row = await tx.labelSetRow.findUniqueOrThrow({
    where: { projectId_version: { projectId, version } },
  })
  return labelSetSchema.parse({ ...(row.content as object), version })
}

/** Labels that would go with the change but were used for something new since stay. */
async function withUsed(tx: Db, projectId: string, current: LabelSet, set: LabelSet): Promise<LabelSet> {
  const going = current.labels.filter((label) => !set.labels.some((one) => one.id === label.id))
  if (!going.length) return set
  const rows = await tx.$queryRaw<{ labelId: string }[]>`
    SELECT DISTINCT a."labelId" FROM "annotation" a JOIN "recording" r ON r."id" = a."recordingId"
    WHERE r."projectId" = ${projectId} AND a."labelId" = ANY(${going.map((label) => label.id)})`
  const used = new Set(rows.map((row) => row.labelId))
  const stay = going.filter((label) => used.has(label.id))
  const ids = new Set(stay.map((label) => label.id))
  return {
    ...set,
    labels: [...set.labels, ...stay],
    tracks: set.tracks.map((track) => {
      const now = current.tracks.find((one) => one.id === track.id)?.labelIds ?? []
      return { ...track, labelIds: [...track.labelIds, ...now.filter((id) => ids.has(id))] }
    }),
  }
}

const speaksOf = (diff: Diff, id: string): boolean =>
  id in diff.added || id in diff.updated || id in diff.removed

function leaveOut(diff: Diff, id: string): Diff {
  const without = <T>(records: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(records).filter(([one]) => one !== id))
  return { added: without(diff.added), updated: without(diff.updated), removed: without(diff.removed) }
}
