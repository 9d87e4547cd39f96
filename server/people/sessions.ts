/** Sessions: started by a link or an invitation (a password goes through better-auth), listed, and ended at will. */

import { audit } from '../platform/audit.ts'
import { db } from '../platform/db.ts'
import { env } from '../platform/env.ts'
import { notFound } from '../platform/errors.ts'
import { cookieSignature, type SignedIn, sessionCookieName } from './actor.ts'
import { auth, SESSION_SECONDS } from './auth.ts'

/** Where a request came from, as kept with its session. */
export interface Caller {
  readonly ip: string
  readonly userAgent: string
}

/** Starts a session. @returns the `Set-Cookie` value that carries it. */
export async function startSession(userId: string, caller: Caller, how: string): Promise<string> {
  const context = await auth().$context
  const session = await context.internalAdapter.createSession(
    userId,
    false,
    { ipAddress: caller.ip, userAgent: caller.userAgent.slice(0, 500) },
    true,
  )
  await audit({ userId, action: 'session.signed-in', detail: { how, address: caller.ip } })
  const value = encodeURIComponent(`${session.token}.${cookieSignature(session.token)}`)
  return `${sessionCookieName()}=${value}; Max-Age=${SESSION_SECONDS}; ${cookieAttributes()}`
}

export const clearedSessionCookie = (): string => `${sessionCookieName()}=; Max-Age=0; ${cookieAttributes()}`

const cookieAttributes = (): string =>
  `Path=/; HttpOnly; SameSite=Lax${env().origin.startsWith('https://') ? '; Secure' : ''}`

export interface SessionRow {
  id: string
  /** This very one. */
  current: boolean
  address: string
  userAgent: string
  createdAt: Date
  expiresAt: Date
}

export async function sessionsOf(actor: SignedIn): Promise<SessionRow[]> {
  const rows = await db().session.findMany({
    where: { userId: actor.userId, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: 'desc' },
  })
  return rows.map((row) => ({
    id: row.id,
    current: row.id === actor.sessionId,
    address: row.ipAddress ?? '',
    userAgent: row.userAgent ?? '',
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
  }))
}

export async function revokeSession(actor: SignedIn, sessionId: string): Promise<void> {
  const { count } = await db().session.deleteMany({ where: { id: sessionId, userId: actor.userId } })
  if (!count) throw notFound('This session')
  await audit({
    userId: actor.userId,
    action: 'session.revoked',
    detail: { current: sessionId === actor.sessionId },
  })
}

/** Ends every session of the account but the caller's. @returns how many. */
export async function revokeOtherSessions(actor: SignedIn): Promise<number> {
  const { count } = await db().session.deleteMany({
    where: { userId: actor.userId, id: { not: actor.sessionId } },
  })
  await audit({ userId: actor.userId, action: 'session.revoked', detail: { others: count } })
  return count
}
