/**
 * A change of the schema that takes annotations along, over all recordings of a project: all of it or nothing, in one
 * transaction, one revision a recording and one row that can be taken back. Removed recordings count as well, since they
 * can be brought back. What is left as it was (in complete recordings, on locked layers, where a rule is in the way)
 * keeps its label, which then stays in the schema as a retired one.
 */
import { randomUUID } from 'node:crypto'
import { type Diff, isEmptyDiff } from '#media/core/document/diff.ts'
import { LabelBook } from '#media/core/document/label-book.ts'
import { type LabelMove, type LabelSet, labelSetSchema } from '#media/core/document/records.ts'
import { type MigrationConflict, type MigrationPlan, migrateDocument } from '#media/core/labels/migrate.ts'
import { announceRevision, openDocument, type RevisionEntry, writeRevision } from '../documents/index.ts'
import { type Actor, requireProject } from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { type Db, db } from '../platform/db.ts'
import { PlainError } from '../platform/errors.ts'
import {
  announceLabelSet,
  count,
  lockLabelSet,
  refuseContradictions,
  writeLabelSet,
} from '../projects/index.ts'
import { planSentence } from './plan-sentence.ts'

/** Long enough for hundreds of recordings; pushes of the project wait meanwhile and are made again by the browser. */
export const LONG = { maxWait: 30_000, timeout: 600_000 }

export interface MigrationInput {
  projectId: string
  baseVersion: number
  /** As it is to be: without the labels that go, with those that stand for them. */
  labelSet: LabelSet
  plan: MigrationPlan
}

export interface RecordingOutcome {
  recordingId: string
  name: string
  /** In the bin, from which it can be brought back. */
  deleted: boolean
  /** Marked complete; left as it is unless the plan says otherwise. */
  complete: boolean
  /** Annotations by the label they have now. */
  relabelled: Record<string, number>
  removed: Record<string, number>
  joined: number
  /** Left as they are because the recording is complete or what they lie on is locked, by label. */
  left: Record<string, number>
  conflicts: MigrationConflict[]
}

export interface MigrationPreview {
  recordings: RecordingOutcome[]
  /** Labels that would go although annotations carry them, and the plan says nothing about them. */
  undecided: { labelId: string; annotations: number; recordings: number }[]
}

export interface MigrationAnswer extends MigrationPreview {
  version: number
  /** Null when no annotation was touched. */
  migrationId: string | null
  /** Of the list to look through; null when there is none. */
  playlistId: string | null
}

export async function previewMigration(actor: Actor, input: MigrationInput): Promise<MigrationPreview> {
  return db().$transaction(async (tx) => {
    const { recordings, undecided } = await work(tx, actor, input)
    return { recordings, undecided }
  }, LONG)
}

export async function migrateLabels(actor: Actor, input: MigrationInput): Promise<MigrationAnswer> {
  const { projectId, plan } = input
  const migrationId = randomUUID()
  const clientId = `labels-${migrationId}`
  const done: { recordingId: string; entry: RevisionEntry }[] = []
  const answer = await db().$transaction(async (tx): Promise<MigrationAnswer> => {
    const made = await work(tx, actor, input)
    const { before, next, recordings, undecided } = made
    const first = undecided[0]
    if (first)
      throw new PlainError(
        'conflict',
        `“${nameIn(before, first.labelId)}” is used ${count(first.annotations, 'time')} in ${count(first.recordings, 'recording')}. Say what is to become of these annotations, or keep the label.`,
      )
    for (const { recordingId, document, diff } of made.changes) {
      const sentence = planSentence(before, next, plan, diff)
      const entry: RevisionEntry = {
        ...{ revision: document.revision + 1, clientId, seq: 1, authorId: actor.userId, sentence },
        ...{ undoes: null, diff },
      }
      await writeRevision(tx, document.model, { ...entry, recordingId, projectId })
      done.push({ recordingId, entry })
    }
    await writeLabelSet(tx, projectId, actor.userId, next)
    if (!done.length)
      return { recordings, undecided, version: next.version, migrationId: null, playlistId: null }
    const revisions = done.map(({ recordingId, entry }) => ({ recordingId, revision: entry.revision }))
    await tx.labelMigration.create({
      data: {
        ...{ id: migrationId, projectId, fromVersion: before.version, toVersion: next.version },
        ...{ plan, revisions, authorId: actor.userId },
      },
    })
    const detail = {
      ...{ migration: migrationId, fromVersion: before.version, toVersion: next.version },
      ...{ recordings: done.length, annotations: sum(recordings.map((one) => total(one))) },
    }
    await audit({ userId: actor.userId, action: 'labels.migrated', projectId, detail }, tx)
    const playlistId = await writeReview(tx, actor, projectId, next, made.clips)
    return { recordings, undecided, version: next.version, migrationId, playlistId }
  }, LONG)
  for (const { recordingId, entry } of done) announceRevision(recordingId, entry)
  announceLabelSet(projectId, answer.version)
  return answer
}

interface Work extends MigrationPreview {
  before: LabelSet
  /** As it will be, with what must stay and where the rest went. */
  next: LabelSet
  changes: { recordingId: string; document: Awaited<ReturnType<typeof openDocument>>; diff: Diff }[]
  clips: { recordingId: string; start: number; end: number; name: string }[]
}

/** Everything but the writing: what the preview shows is what is carried out. */
async function work(tx: Db, actor: Actor, input: MigrationInput): Promise<Work> {
  const { projectId, baseVersion, plan } = input
  await requireProject(actor, projectId, 'editor', tx)
  const before = await lockLabelSet(tx, projectId, baseVersion)
  const wanted = labelSetSchema.parse({ ...input.labelSet, version: baseVersion + 1 })
  refuseUnknownTargets(before, wanted, plan)
  const used = await usage(tx, projectId)
  const next = { ...wanted, moved: movesOf(before, wanted, plan) }
  refuseContradictions(next)
  const book = new LabelBook(next)
  const result: Work = { before, next, recordings: [], undecided: [], changes: [], clips: [] }
  const decided = new Set([...Object.keys(plan.moves), ...plan.removals])
  const kept = new Set(wanted.labels.map((label) => label.id))
  const undecided = before.labels.filter((label) => !kept.has(label.id) && !decided.has(label.id))
  for (const { id } of undecided) {
    const of = used.filter((row) => row.labelId === id)
    if (of.length)
      result.undecided.push({
        labelId: id,
        annotations: sum(of.map((row) => row.times)),
        recordings: of.length,
      })
  }
  const stay = new Set<string>()
  const touched = [...new Set(used.filter((row) => decided.has(row.labelId)).map((row) => row.recordingId))]
  for (const recordingId of touched.sort()) {
    const row = await tx.recording.findUniqueOrThrow({
      where: { id: recordingId },
      select: { name: true, deletedAt: true, stage: true },
    })
    const complete = row.stage === 'complete'
    const about = { recordingId, name: row.name, deleted: row.deletedAt !== null, complete }
    if (complete && !plan.complete) {
      const left = Object.fromEntries(
        used
          .filter((one) => one.recordingId === recordingId && decided.has(one.labelId))
          .map((one) => [one.labelId, one.times]),
      )
      for (const id of Object.keys(left)) stay.add(id)
      result.recordings.push({ ...about, relabelled: {}, removed: {}, joined: 0, left, conflicts: [] })
      continue
    }
    const document = await openDocument(tx, recordingId, projectId)
    const made = migrateDocument(document.model, book, plan)
    for (const id of Object.keys(made.locked)) stay.add(id)
    for (const { annotationId } of made.conflicts) {
      const left = document.model.annotation(annotationId)
      if (left) stay.add(left.labelId)
    }
    const { relabelled, removed, joined, locked: left, conflicts } = made
    result.recordings.push({ ...about, relabelled, removed, joined, left, conflicts: [...conflicts] })
    result.clips.push(...made.review.map((clip) => ({ recordingId, ...clip })))
    if (!isEmptyDiff(made.diff)) result.changes.push({ recordingId, document, diff: made.diff })
  }
  result.next = withKept(before, next, stay)
  return result
}

async function usage(
  tx: Db,
  projectId: string,
): Promise<{ recordingId: string; labelId: string; times: number }[]> {
  return tx.$queryRaw`
    SELECT a."recordingId", a."labelId", count(*)::int AS "times"
    FROM "annotation" a JOIN "recording" r ON r."id" = a."recordingId"
    WHERE r."projectId" = ${projectId} GROUP BY 1, 2`
}

/** Where labels went, of this change and of those before it; a label that is there and in use stands for itself. */
function movesOf(before: LabelSet, wanted: LabelSet, plan: MigrationPlan): Record<string, LabelMove> {
  const present = new Set(wanted.labels.filter((label) => !label.retired).map((label) => label.id))
  return Object.fromEntries(
    Object.entries({ ...before.moved, ...plan.moves }).filter(([id]) => !present.has(id)),
  )
}

function refuseUnknownTargets(before: LabelSet, wanted: LabelSet, plan: MigrationPlan): void {
  const present = new Set(wanted.labels.map((label) => label.id))
  for (const [id, move] of Object.entries(plan.moves))
    for (const to of [move.to, ...move.cases.map((one) => one.to)])
      if (to === id || !present.has(to))
        throw new PlainError(
          'bad-input',
          `“${nameIn(before, id)}” is to become a label that is not in the list.`,
        )
  for (const id of plan.removals)
    if (wanted.labels.some((label) => label.id === id && !label.retired))
      throw new PlainError(
        'bad-input',
        `The annotations of “${nameIn(before, id)}” are to be removed, but the label is to stay. Retire or remove it.`,
      )
}

/** Labels that annotations still carry stay in the schema, retired, and on the tracks they were on. */
function withKept(before: LabelSet, next: LabelSet, stay: ReadonlySet<string>): LabelSet {
  const missing = before.labels.filter(
    (label) => stay.has(label.id) && !next.labels.some((one) => one.id === label.id),
  )
  if (!missing.length) return next
  const ids = new Set(missing.map((label) => label.id))
  return {
    ...next,
    labels: [...next.labels, ...missing.map((label) => ({ ...label, retired: true }))],
    tracks: next.tracks.map((track) => {
      const was = before.tracks.find((one) => one.id === track.id)?.labelIds ?? []
      return { ...track, labelIds: [...track.labelIds, ...was.filter((id) => ids.has(id))] }
    }),
  }
}

async function writeReview(
  tx: Db,
  actor: Actor,
  projectId: string,
  next: LabelSet,
  clips: Work['clips'],
): Promise<string | null> {
  if (!clips.length) return null
  const name = `To look through: labels of version ${next.version}`
  const { id } = await tx.playlist.create({
    data: { projectId, name, clips, authorId: actor.userId },
    select: { id: true },
  })
  return id
}

const nameIn = (set: LabelSet, id: string): string => set.labels.find((label) => label.id === id)?.name ?? id
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
const total = ({ relabelled, removed }: RecordingOutcome): number =>
  sum([...Object.values(relabelled), ...Object.values(removed)])
