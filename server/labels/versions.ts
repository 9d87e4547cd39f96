/** The versions of a project's schema: who saved what when, and what each changed. */
import { type LabelSet, labelSetSchema } from '#media/core/document/records.ts'
import type { MigrationPlan } from '#media/core/labels/migrate.ts'
import { changesOfSet, type SetChange } from '#media/core/labels/set-changes.ts'
import { type Actor, requireProject } from '../people/index.ts'
import { db } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'

export interface VersionView {
  version: number
  at: Date
  authorName: string | null
  labels: number
  tracks: number
  /** Against the version before; empty for the first. */
  changes: SetChange[]
  /** Of recordings that were carried along; null when none was. */
  migration: {
    id: string
    recordings: number
    plan: MigrationPlan
    undoneAt: Date | null
    /** Whether no later one stands on it. */
    latest: boolean
  } | null
}

/** Newest first, at most `limit`, older than `before` where that is given. */
export async function labelVersions(
  actor: Actor,
  input: { projectId: string; before?: number | undefined; limit: number },
): Promise<VersionView[]> {
  const { projectId, before, limit } = input
  await requireProject(actor, projectId, 'viewer')
  const rows = await db().labelSetRow.findMany({
    where: { projectId, ...(before !== undefined && { version: { lt: before } }) },
    orderBy: { version: 'desc' },
    take: limit + 1,
  })
  const sets = rows.map((row) => labelSetSchema.parse({ ...(row.content as object), version: row.version }))
  const authors = await db().user.findMany({
    where: { id: { in: rows.map((row) => row.authorId).filter((id) => id !== null) } },
    select: { id: true, name: true },
  })
  const migrations = await db().labelMigration.findMany({
    where: { projectId },
    orderBy: { toVersion: 'desc' },
  })
  const standing = migrations.find((one) => !one.undoneAt)
  return rows.slice(0, limit).map((row, k): VersionView => {
    const [set, older] = [sets[k]!, sets[k + 1]]
    const migration = migrations.find((one) => one.toVersion === row.version)
    return {
      version: row.version,
      at: row.createdAt,
      authorName: authors.find((author) => author.id === row.authorId)?.name ?? null,
      labels: set.labels.length,
      tracks: set.tracks.length,
      changes: older ? changesOfSet(older, set) : [],
      migration: migration
        ? {
            id: migration.id,
            recordings: (migration.revisions as unknown[]).length,
            plan: migration.plan as unknown as MigrationPlan,
            undoneAt: migration.undoneAt,
            latest: migration.id === standing?.id,
          }
        : null,
    }
  })
}

export async function labelSetVersion(
  actor: Actor,
  input: { projectId: string; version: number },
): Promise<LabelSet> {
  const { projectId, version } = input
  await requireProject(actor, projectId, 'viewer')
  const row = await db().labelSetRow.findUnique({ where: { projectId_version: { projectId, version } } })
  if (!row) throw notFound('This version of the labels')
  return labelSetSchema.parse({ ...(row.content as object), version })
}

/** The number of the version in force, for those who follow it. */
export async function labelsVersion(actor: Actor, projectId: string): Promise<{ version: number }> {
  await requireProject(actor, projectId, 'viewer')
  const row = await db().labelSetRow.findFirst({
    where: { projectId },
    orderBy: { version: 'desc' },
    select: { version: true },
  })
  if (!row) throw notFound('The label schema of this project')
  return row
}
