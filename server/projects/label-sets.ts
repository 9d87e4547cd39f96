/**
 * The label schema of a project. Every save is a new version; the highest is in force. A save names the version it was
 * made from, so that nobody writes over a colleague's, and a label that annotations still carry cannot be taken away.
 */
import { type LabelSet, labelSetSchema } from '#media/core/document/records.ts'
import type { Actor } from '../people/index.ts'
import { requireProject } from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { type Db, db } from '../platform/db.ts'
import { notFound, PlainError } from '../platform/errors.ts'
import { publish } from '../realtime/bus.ts'

/** News of a saved schema; its version is the payload. */
export const labelsTopic = (projectId: string): string => `project:${projectId}:labels`

export async function getLabelSet(actor: Actor, projectId: string): Promise<LabelSet> {
  await requireProject(actor, projectId, 'viewer')
  return inForce(projectId)
}

/** Without asking who: for use-cases that have checked access themselves. */
export async function inForce(projectId: string, tx: Db = db()): Promise<LabelSet> {
  const row = await tx.labelSetRow.findFirst({ where: { projectId }, orderBy: { version: 'desc' } })
  if (!row) throw notFound('The label schema of this project')
  return labelSetSchema.parse({ ...(row.content as object), version: row.version })
}

export async function saveLabelSet(
  actor: Actor,
  input: { projectId: string; baseVersion: number; labelSet: LabelSet },
): Promise<LabelSet> {
  const { projectId, baseVersion } = input
  const saved = await db().$transaction(async (tx) => {
    await requireProject(actor, projectId, 'editor', tx)
    const before = await lockLabelSet(tx, projectId, baseVersion)
    const next = labelSetSchema.parse({ ...input.labelSet, version: baseVersion + 1 })
    refuseContradictions(next)
    await refuseLossOfUsed(projectId, before, next, tx)
    await writeLabelSet(tx, projectId, actor.userId, next)
    return next
  })
  announceLabelSet(projectId, saved.version)
  return saved
}

/**
 * The schema in force, which nobody else changes until the transaction ends; no change of a document of the project is
 * accepted meanwhile either.
 * @param baseVersion refuses when it is not the one in force
 */
export async function lockLabelSet(tx: Db, projectId: string, baseVersion?: number): Promise<LabelSet> {
  await tx.$queryRaw`SELECT 1 FROM "project" WHERE "id" = ${projectId} FOR UPDATE`
  const before = await inForce(projectId, tx)
  if (baseVersion !== undefined && before.version !== baseVersion)
    throw new PlainError(
      'conflict',
      `Somebody saved version ${before.version} of these labels meanwhile; yours began from version ${baseVersion}. Reload to see it, then make your change again.`,
    )
  return before
}

export async function writeLabelSet(
  tx: Db,
  projectId: string,
  userId: string,
  next: LabelSet,
  action = 'labels.changed',
): Promise<void> {
  const row = { projectId, version: next.version, content: next, authorId: userId }
  await tx.labelSetRow.create({ data: row })
  await tx.project.update({ where: { id: projectId }, data: { updatedAt: new Date() } })
  const detail = { version: next.version, labels: next.labels.length, tracks: next.tracks.length }
  await audit({ userId, action, projectId, detail }, tx)
}

/** Only after the transaction of `writeLabelSet` is through. */
export function announceLabelSet(projectId: string, version: number): void {
  publish(labelsTopic(projectId), { version })
}

export function refuseContradictions(set: LabelSet): void {
  const labels = new Map<string, string>()
  for (const label of set.labels) {
    if (labels.has(label.id)) throw bad(`Two labels have the id "${label.id}". Give each its own.`)
    labels.set(label.id, label.name)
  }
  const tracks = new Set(set.tracks.map((track) => track.id))
  if (tracks.size !== set.tracks.length) throw bad('Two tracks have the same id. Give each its own.')
  for (const track of set.tracks) {
    const unknown = track.labelIds.find((id) => !labels.has(id))
    if (unknown)
      throw bad(`The track "${track.name}" names the label "${unknown}", which is not in the list.`)
    if (track.parentId !== null && !tracks.has(track.parentId))
      throw bad(`The track "${track.name}" is to lie inside a track that is not in the list.`)
    refuseCircle(set, track)
    refuseSharedKeys(set, track.name, track.labelIds)
  }
}

function refuseCircle(set: LabelSet, track: LabelSet['tracks'][number]): void {
  const parents = new Map(set.tracks.map((one) => [one.id, one.parentId]))
  const seen = new Set<string>()
  for (let id: string | null = track.id; id !== null; ) {
    if (seen.has(id)) throw bad(`The track "${track.name}" cannot lie inside itself.`)
    seen.add(id)
    id = parents.get(id) ?? null
  }
}

/** On one track a key must start one label only. */
function refuseSharedKeys(set: LabelSet, trackName: string, labelIds: readonly string[]): void {
  const byKey = new Map<string, string>()
  for (const label of set.labels) {
    if (label.key === null || label.retired || !labelIds.includes(label.id)) continue
    const other = byKey.get(label.key)
    if (other)
      throw bad(
        `On the track "${trackName}" both "${other}" and "${label.name}" have the key ${label.key}. Change one.`,
      )
    byKey.set(label.key, label.name)
  }
}

/** Removed recordings count as well: they can be brought back. */
async function refuseLossOfUsed(projectId: string, before: LabelSet, next: LabelSet, tx: Db): Promise<void> {
  const kept = new Set(next.labels.map((label) => label.id))
  const gone = before.labels.filter((label) => !kept.has(label.id))
  if (!gone.length) return
  const used = await tx.$queryRaw<{ labelId: string; times: number; recordings: number }[]>`
    SELECT a."labelId", count(*)::int AS "times", count(DISTINCT a."recordingId")::int AS "recordings"
    FROM "annotation" a JOIN "recording" r ON r."id" = a."recordingId"
    WHERE r."projectId" = ${projectId} AND a."labelId" = ANY(${gone.map((label) => label.id)})
    GROUP BY a."labelId" ORDER BY 2 DESC`
  const first = used[0]
  if (!first) return
  const name = gone.find((label) => label.id === first.labelId)?.name ?? first.labelId
  const others = used.length > 1 ? ` The same holds for ${count(used.length - 1, 'other label')}.` : ''
  throw new PlainError(
    'conflict',
    `"${name}" is used ${count(first.times, 'time')} in ${count(first.recordings, 'recording')}. Relabel or delete these annotations first, or keep the label.${others}`,
  )
}

export const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
const bad = (message: string): PlainError => new PlainError('bad-input', message)
