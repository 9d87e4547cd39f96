/** Who is in a project and as what. A project always keeps at least one owner. */
import { audit } from '../platform/audit.ts'
import { type Db, db } from '../platform/db.ts'
import { notFound, PlainError } from '../platform/errors.ts'
import { publish } from '../realtime/bus.ts'
import { requireProject } from './access.ts'
import type { Actor } from './actor.ts'
import type { Role } from './roles.ts'
import { standingTopic } from './standing-topic.ts'

export interface MemberView {
  userId: string
  name: string
  /** For owners only; null for everybody else. */
  email: string | null
  role: Role
  since: Date
  you: boolean
}

export async function membersOf(actor: Actor, projectId: string): Promise<MemberView[]> {
  const { role } = await requireProject(actor, projectId, 'viewer')
  const rows = await db().member.findMany({
    where: { projectId },
    include: { user: { select: { name: true, email: true } } },
    orderBy: { createdAt: 'asc' },
  })
  return rows.map((row) => ({
    userId: row.userId,
    name: row.user.name,
    email: role === 'owner' || row.userId === actor.userId ? row.user.email : null,
    role: row.role,
    since: row.createdAt,
    you: row.userId === actor.userId,
  }))
}

export async function setRole(
  actor: Actor,
  input: { projectId: string; userId: string; role: Role },
): Promise<void> {
  const { projectId, userId, role } = input
  await db().$transaction(async (tx) => {
    const member = await lockedMember(projectId, userId, tx)
    await requireProject(actor, projectId, 'owner', tx)
    if (!member) throw notFound('This member')
    if (member.role === role) return
    if (role !== 'owner') await keepAnOwner(projectId, userId, tx, 'Make somebody else an owner first.')
    await tx.member.update({ where: { projectId_userId: { projectId, userId } }, data: { role } })
    const detail = { member: userId, from: member.role, to: role }
    await audit({ userId: actor.userId, action: 'member.role-changed', projectId, detail }, tx)
  })
  publish(standingTopic(projectId), {})
}

/** An owner removes anybody; everybody may leave. */
export async function removeMember(
  actor: Actor,
  input: { projectId: string; userId: string },
): Promise<void> {
  const { projectId, userId } = input
  await db().$transaction(async (tx) => {
    const member = await lockedMember(projectId, userId, tx)
    await requireProject(actor, projectId, userId === actor.userId ? 'viewer' : 'owner', tx)
    if (!member) throw notFound('This member')
    await keepAnOwner(projectId, userId, tx, 'Make somebody else an owner before leaving.')
    await tx.member.delete({ where: { projectId_userId: { projectId, userId } } })
    const action = userId === actor.userId ? 'member.left' : 'member.removed'
    await audit({ userId: actor.userId, action, projectId, detail: { member: userId } }, tx)
  })
  publish(standingTopic(projectId), {})
}

/** Locks the project's row, so that two owners cannot both step down at the same moment. */
async function lockedMember(projectId: string, userId: string, tx: Db) {
  await tx.$queryRaw`SELECT 1 FROM "project" WHERE "id" = ${projectId} FOR UPDATE`
  return tx.member.findUnique({ where: { projectId_userId: { projectId, userId } } })
}

async function keepAnOwner(projectId: string, without: string, tx: Db, advice: string): Promise<void> {
  const others = await tx.member.count({ where: { projectId, role: 'owner', userId: { not: without } } })
  const current = await tx.member.findUnique({ where: { projectId_userId: { projectId, userId: without } } })
  if (current?.role === 'owner' && others === 0)
    throw new PlainError('conflict', `This is the project's only owner. ${advice}`)
}
