/** Invitations to a project: a link that works once, made and revoked by owners; it is the only way to an account. */
import { audit } from '../platform/audit.ts'
import { type Db, db } from '../platform/db.ts'
import { env } from '../platform/env.ts'
import { notFound, PlainError } from '../platform/errors.ts'
import { requireProject } from './access.ts'
import { createAccount, hashed } from './accounts.ts'
import type { Actor, SignedIn } from './actor.ts'
import { claimLink, findLink, type LinkState, newToken, stateOf, tokenHash } from './link-token.ts'
import { type Role, reaches } from './roles.ts'
import { type Caller, startSession } from './sessions.ts'

const DAYS = 7

export interface InvitationMade {
  id: string
  url: string
  token: string
  expiresAt: Date
}

export async function inviteToProject(
  actor: Actor,
  input: { projectId: string; role: Role },
): Promise<InvitationMade> {
  await requireProject(actor, input.projectId, 'owner')
  const token = newToken()
  const expiresAt = new Date(Date.now() + DAYS * 86_400_000)
  const row = await db().$transaction(async (tx) => {
    const made = await tx.invitation.create({
      data: { ...input, tokenHash: tokenHash(token), createdBy: actor.userId, expiresAt },
    })
    await audit(
      {
        userId: actor.userId,
        action: 'invitation.made',
        projectId: input.projectId,
        detail: { role: input.role },
      },
      tx,
    )
    return made
  })
  return { id: row.id, url: `${env().origin}/join/${token}`, token, expiresAt }
}

export interface InvitationView {
  id: string
  role: Role
  state: LinkState
  createdAt: Date
  expiresAt: Date
  createdBy: string | null
}

export async function invitationsOf(actor: Actor, projectId: string): Promise<InvitationView[]> {
  await requireProject(actor, projectId, 'owner')
  const rows = await db().invitation.findMany({
    where: { projectId },
    orderBy: { createdAt: 'desc' },
    take: 100,
  })
  const ids = rows.map((row) => row.createdBy).filter((id) => id !== null)
  const names = new Map(
    (await db().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })).map(
      (user) => [user.id, user.name],
    ),
  )
  return rows.map((row) => ({
    id: row.id,
    role: row.role,
    state: stateOf(row),
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    createdBy: (row.createdBy && names.get(row.createdBy)) ?? null,
  }))
}

export async function revokeInvitation(actor: Actor, invitationId: string): Promise<void> {
  const row = await db().invitation.findUnique({ where: { id: invitationId } })
  if (!row?.projectId) throw notFound('This invitation')
  const { projectId } = row
  await requireProject(actor, projectId, 'owner').catch((error: unknown) => {
    throw error instanceof PlainError && error.code === 'not-found' ? notFound('This invitation') : error
  })
  await db().$transaction(async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { id: invitationId, usedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    if (!count) throw new PlainError('conflict', 'This invitation was already used or revoked.')
    await audit({ userId: actor.userId, action: 'invitation.revoked', projectId }, tx)
  })
}

/** What the bearer of a link may see before joining. */
export async function lookUpInvitation(
  token: string,
): Promise<{ projectName: string; role: Role; invitedBy: string | null; expiresAt: Date }> {
  const { link } = await validInvitation(token)
  const project = await db().project.findUniqueOrThrow({
    where: { id: link.projectId },
    select: { name: true },
  })
  const by = link.createdBy ? await db().user.findUnique({ where: { id: link.createdBy } }) : null
  return {
    projectName: project.name,
    role: link.role,
    invitedBy: by?.name ?? null,
    expiresAt: link.expiresAt,
  }
}

/** Joins with an account the visitor already has. A link never lowers a role, and is kept when it adds nothing. */
export async function joinProject(actor: SignedIn, token: string): Promise<{ projectId: string }> {
  const { link } = await validInvitation(token)
  const { projectId, role } = link
  await db().$transaction(async (tx) => {
    const member = await tx.member.findUnique({
      where: { projectId_userId: { projectId, userId: actor.userId } },
    })
    if (member && reaches(member.role, role)) return
    await claim(link.id, tx)
    await join(projectId, actor.userId, role, tx)
  })
  return { projectId }
}

/** Makes an account, joins the project and starts a session, all or nothing. */
export async function acceptInvitation(
  token: string,
  input: { name: string; email: string; password: string },
  caller: Caller,
): Promise<{ projectId: string; cookie: string }> {
  const { link } = await validInvitation(token)
  const { projectId, role } = link
  const hash = await hashed(input.password)
  const userId = await db().$transaction(async (tx) => {
    await claim(link.id, tx)
    const id = await createAccount(input, tx, hash)
    await audit({ userId: id, action: 'account.created', projectId, detail: { how: 'invitation' } }, tx)
    await join(projectId, id, role, tx)
    return id
  })
  return { projectId, cookie: await startSession(userId, caller, 'invitation') }
}

async function join(projectId: string, userId: string, role: Role, tx: Db): Promise<void> {
  await tx.member.upsert({
    where: { projectId_userId: { projectId, userId } },
    create: { projectId, userId, role },
    update: { role },
  })
  await audit({ userId, action: 'member.joined', projectId, detail: { role } }, tx)
}

async function claim(id: string, tx: Db): Promise<void> {
  if (!(await claimLink(id, tx))) throw ended('used')
}

async function validInvitation(token: string) {
  const { state, link } = await findLink(token)
  if (state !== 'valid' || !link?.projectId) throw ended(state === 'valid' ? 'unknown' : state)
  return { link: { ...link, projectId: link.projectId } }
}

function ended(state: Exclude<LinkState, 'valid'>): PlainError {
  const why = {
    used: 'was already used',
    revoked: 'was revoked',
    expired: 'has expired',
    unknown: 'is not one of ours, or was not copied whole',
  }[state]
  return new PlainError('not-found', `This invitation ${why}. Ask an owner of the project for a new link.`)
}
