/** Schemas that this installation keeps to begin new projects with: a project's, without what belongs to its recordings. */
import { type LabelSet, labelSetSchema } from '#media/core/document/records.ts'
import { type Actor, requireProject, requireSignedIn } from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { db } from '../platform/db.ts'
import { notFound, PlainError } from '../platform/errors.ts'
import { inForce } from './label-sets.ts'

export interface OwnTemplate {
  id: string
  name: string
  description: string
  base: string
  labels: number
  tracks: number
  /** Whether the one who asks may remove it. */
  yours: boolean
}

export async function ownTemplates(actor: Actor | null): Promise<OwnTemplate[]> {
  const { userId, admin } = requireSignedIn(actor)
  const rows = await db().labelTemplate.findMany({ orderBy: { name: 'asc' } })
  return rows.map(({ id, name, description, base, content, authorId }) => {
    const set = content as unknown as LabelSet
    const [labels, tracks] = [set.labels.length, set.tracks.length]
    return { id, name, description, base, labels, tracks, yours: admin || authorId === userId }
  })
}

export async function ownTemplate(actor: Actor | null, id: string): Promise<LabelSet> {
  requireSignedIn(actor)
  const row = await db().labelTemplate.findUnique({ where: { id } })
  if (!row) throw notFound('This template')
  return labelSetSchema.parse(row.content)
}

/** The schema in force, kept under a name. Retired labels, examples and what was merged stay with the project. */
export async function saveOwnTemplate(
  actor: Actor,
  input: { projectId: string; name: string; description: string },
): Promise<{ id: string }> {
  const { projectId, name, description } = input
  return db().$transaction(async (tx) => {
    await requireProject(actor, projectId, 'owner', tx)
    const set = await inForce(projectId, tx)
    const labels = set.labels.filter((label) => !label.retired).map((label) => ({ ...label, examples: [] }))
    const kept = new Set(labels.map((label) => label.id))
    const tracks = set.tracks.map((track) => ({
      ...track,
      labelIds: track.labelIds.filter((id) => kept.has(id)),
    }))
    const content = { ...set, version: 1, name, labels, tracks, moved: {} }
    const { template: base } = await tx.project.findUniqueOrThrow({
      where: { id: projectId },
      select: { template: true },
    })
    const row = await tx.labelTemplate.create({
      data: { name, description, base, content, authorId: actor.userId },
      select: { id: true },
    })
    const detail = { template: row.id, name }
    await audit({ userId: actor.userId, action: 'template.saved', projectId, detail }, tx)
    return row
  })
}

/** By who made it, or an administrator. Projects that began with it keep their labels. */
export async function removeOwnTemplate(actor: Actor, id: string): Promise<void> {
  const row = await db().labelTemplate.findUnique({ where: { id } })
  if (!row) throw notFound('This template')
  if (!actor.admin && row.authorId !== actor.userId)
    throw new PlainError('not-allowed', 'Only who saved a template, or an administrator, may remove it.')
  await db().$transaction(async (tx) => {
    await tx.labelTemplate.deleteMany({ where: { id } })
    const detail = { template: id, name: row.name }
    await audit({ userId: actor.userId, action: 'template.removed', detail }, tx)
  })
}
