/** Projects: made from a template by an administrator, seen by members, changed by owners. */
import type { LabelSet } from '#media/core/document/records.ts'
import type { Work } from '#media/core/document/standing.ts'
import { templates } from '#media/core/labels/templates.ts'
import type { Actor, Role } from '../people/index.ts'
import { requireAdmin, requireProject, standingTopic } from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { type Db, db } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { publish } from '../realtime/bus.ts'
import { ownTemplate } from './own-templates.ts'
import type { TemplateName } from './template-names.ts'

export interface ProjectView {
  id: string
  name: string
  description: string
  template: string
  /** Yours. */
  role: Role
  /** Where annotators work, and what they see of each other's. */
  work: Work
  recordings: number
  members: number
  createdAt: Date
  /** Last change of the project or one of its recordings. */
  changedAt: Date
}

export async function listProjects(actor: Actor): Promise<ProjectView[]> {
  return views(actor.userId, null)
}

export async function getProject(actor: Actor, projectId: string): Promise<ProjectView> {
  await requireProject(actor, projectId, 'viewer')
  const [view] = await views(actor.userId, projectId)
  if (!view) throw notFound('This project')
  return view
}

function views(userId: string, projectId: string | null): Promise<ProjectView[]> {
  return db().$queryRaw<ProjectView[]>`
    SELECT p."id", p."name", p."description", p."template", p."work", m."role"::text AS "role", p."createdAt",
      (SELECT count(*)::int FROM "recording" r WHERE r."projectId" = p."id" AND r."deletedAt" IS NULL) AS "recordings",
      (SELECT count(*)::int FROM "member" o WHERE o."projectId" = p."id") AS "members",
      GREATEST(p."updatedAt", (SELECT max(r."updatedAt") FROM "recording" r WHERE r."projectId" = p."id")) AS "changedAt"
    FROM "member" m JOIN "project" p ON p."id" = m."projectId"
    WHERE m."userId" = ${userId} AND (${projectId}::text IS NULL OR p."id" = ${projectId})
    ORDER BY "changedAt" DESC, p."id"`
}

export interface NewProject {
  name: string
  description?: string | undefined
  template: TemplateName
}

/** @param input.ownTemplateId a schema that this installation keeps, in place of the shipped one */
export async function createProject(
  actor: Actor,
  input: NewProject & { ownTemplateId?: string | undefined },
): Promise<{ id: string }> {
  requireAdmin(actor, 'create projects')
  const { ownTemplateId } = input
  const labelSet = ownTemplateId ? await ownTemplate(actor, ownTemplateId) : templates[input.template]
  return db().$transaction((tx) => makeProject({ ...input, labelSet, ownerId: actor.userId }, tx))
}

/** Without asking who: for the first start's demo and the command line. */
export async function makeProject(
  input: NewProject & { ownerId: string; labelSet?: LabelSet },
  tx: Db = db(),
): Promise<{ id: string }> {
  const content = input.labelSet ?? templates[input.template]
  const { id } = await tx.project.create({
    data: {
      name: input.name,
      description: input.description ?? '',
      template: input.template,
      members: { create: { userId: input.ownerId, role: 'owner' } },
      labelSets: { create: { version: 1, content: { ...content, version: 1 }, authorId: input.ownerId } },
    },
    select: { id: true },
  })
  const detail = { template: input.template }
  await audit({ userId: input.ownerId, action: 'project.created', projectId: id, detail }, tx)
  return { id }
}

export async function updateProject(
  actor: Actor,
  input: { projectId: string; name?: string | undefined; description?: string | undefined },
): Promise<void> {
  const { projectId, ...data } = input
  await db().$transaction(async (tx) => {
    await requireProject(actor, projectId, 'owner', tx)
    await tx.project.update({ where: { id: projectId }, data })
    const detail = {
      changed: Object.keys(data).filter((key) => data[key as keyof typeof data] !== undefined),
    }
    await audit({ userId: actor.userId, action: 'project.changed', projectId, detail }, tx)
  })
}

/** How annotators work together. Editors decide it; whoever has a document open gets it anew with what they see now. */
export async function setWork(actor: Actor, input: { projectId: string; work: Work }): Promise<void> {
  const { projectId, work } = input
  await db().$transaction(async (tx) => {
    const access = await requireProject(actor, projectId, 'editor', tx)
    await tx.project.update({ where: { id: projectId }, data: { work } })
    const detail = { from: access.work, to: work }
    await audit({ userId: actor.userId, action: 'project.work', projectId, detail }, tx)
  })
  publish(standingTopic(projectId), {})
}
