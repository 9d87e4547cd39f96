/**
 * The one-time sign-in link that a start prints, as notebooks do. The first start makes the first account, an
 * administrator without a password who sets one on /welcome. Later starts sign in the same account, unless
 * `SCRUBLINE_SIGN_IN_LINK=off`. A new link replaces the one printed before.
 */
import { audit } from '../platform/audit.ts'
import { type Db, db } from '../platform/db.ts'
import { env } from '../platform/env.ts'
import { notFound, PlainError } from '../platform/errors.ts'
import { createAccount } from './accounts.ts'
import { claimLink, findLink, type LinkState, newToken, tokenHash } from './link-token.ts'
import { type Caller, startSession } from './sessions.ts'

const HOURS = 24
/** Serialises first starts; any constant does. */
const FIRST_START_LOCK = 7_012_601n

export interface SignInLink {
  readonly url: string
  readonly token: string
  readonly userId: string
  readonly expiresAt: Date
}

/**
 * @param userId whose account, asked for by name; by default the first administrator's, which is made when there is no
 * account at all.
 * @returns null when the links of a start are switched off and the account has a password.
 */
export async function makeSignInLink({ userId }: { userId?: string } = {}): Promise<SignInLink | null> {
  const token = newToken()
  const expiresAt = new Date(Date.now() + HOURS * 3_600_000)
  const made = await db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${FIRST_START_LOCK})`
    const account = userId ? await accountById(userId, tx) : await firstAccount(tx)
    if (!userId && !env().signInLink && (await hasPassword(account, tx))) return null
    const ended = { userId: account, projectId: null, usedAt: null, revokedAt: null }
    await tx.invitation.updateMany({ where: ended, data: { revokedAt: new Date() } })
    await tx.invitation.create({
      data: { tokenHash: tokenHash(token), userId: account, role: 'owner', expiresAt },
    })
    await audit({ userId: null, action: 'sign-in-link.made', detail: { account } }, tx)
    return account
  })
  return made === null
    ? null
    : { url: `${env().origin}/api/sign-in/${token}`, token, userId: made, expiresAt }
}

/** Uses a link. @returns where to go and the cookie, or why not. */
export async function openSignInLink(
  token: string,
  caller: Caller,
): Promise<{ state: 'valid'; cookie: string; to: string } | { state: Exclude<LinkState, 'valid'> }> {
  const { state, link } = await findLink(token)
  if (state !== 'valid' || !link?.userId || link.projectId !== null)
    return { state: state === 'valid' ? 'unknown' : state }
  if (!(await claimLink(link.id, db()))) return { state: 'used' }
  const cookie = await startSession(link.userId, caller, 'sign-in link')
  return { state: 'valid', cookie, to: (await hasPassword(link.userId, db())) ? '/' : '/welcome' }
}

/**
 * For who forgot their password, by whoever runs the machine: takes the password and every session away and gives a
 * link that leads to /welcome, where a new one is set.
 */
export async function resetPassword(email: string): Promise<SignInLink> {
  const user = await db().user.findUnique({ where: { email: email.trim().toLowerCase() } })
  if (!user) throw new PlainError('not-found', `There is no account with the address ${email}.`)
  await db().$transaction(async (tx) => {
    await tx.account.deleteMany({ where: { userId: user.id, providerId: 'credential' } })
    await tx.session.deleteMany({ where: { userId: user.id } })
    await audit({ userId: null, action: 'account.password-reset', detail: { account: user.id } }, tx)
  })
  const link = await makeSignInLink({ userId: user.id })
  if (!link) throw new PlainError('internal', 'The sign-in link could not be made.')
  return link
}

async function firstAccount(tx: Db): Promise<string> {
  const admin = await tx.user.findFirst({ where: { admin: true }, orderBy: { createdAt: 'asc' } })
  if (admin) return admin.id
  const anybody = await tx.user.findFirst({ orderBy: { createdAt: 'asc' } })
  if (anybody) {
    // An installation whose administrators are all gone gets one again: whoever starts it owns the machine.
    await tx.user.update({ where: { id: anybody.id }, data: { admin: true } })
    return anybody.id
  }
  const owner = { name: 'Owner', email: 'owner@scrubline.local', password: null, admin: true }
  const id = await createAccount(owner, tx)
  await audit({ userId: null, action: 'account.created', detail: { account: id, how: 'first start' } }, tx)
  return id
}

async function accountById(userId: string, tx: Db): Promise<string> {
  if (!(await tx.user.findUnique({ where: { id: userId } }))) throw notFound('This account')
  return userId
}

const hasPassword = async (userId: string, tx: Db): Promise<boolean> =>
  (await tx.account.count({ where: { userId, providerId: 'credential', password: { not: null } } })) > 0
