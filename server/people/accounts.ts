/** Accounts: made by invitation, first start or command line; name, e-mail and password changed by their person. */
import { randomUUID } from 'node:crypto'
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { z } from 'zod'
import { audit } from '../platform/audit.ts'
import { type Db, db } from '../platform/db.ts'
import { notFound, PlainError } from '../platform/errors.ts'
import { forgetTries, refuseTooMany } from '../platform/rate-limit.ts'
import type { SignedIn } from './actor.ts'
import { PASSWORD_MAX, PASSWORD_MIN } from './auth.ts'

export const nameSchema = z
  .string()
  .trim()
  .min(1, 'Write your name.')
  .max(100, 'A name has at most 100 characters.')
/** As strict as better-auth's own check at sign-in, so that no account is made that could not be opened. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(200, 'An e-mail address has at most 200 characters.')
  .pipe(z.email('This is not an e-mail address. Write it as name@place.org.'))
export const passwordSchema = z
  .string()
  .min(PASSWORD_MIN, `A password has at least ${PASSWORD_MIN} characters.`)
  .max(PASSWORD_MAX, `A password has at most ${PASSWORD_MAX} characters.`)

export interface NewAccount {
  name: string
  email: string
  /** Null when only a sign-in link opens the account for now. */
  password: string | null
  admin?: boolean
}

/** Makes an account. Give a password hashed beforehand when inside a transaction: hashing takes 50 ms and more. */
export async function createAccount(account: NewAccount, tx: Db = db(), hash?: string): Promise<string> {
  const name = nameSchema.parse(account.name)
  const email = emailSchema.parse(account.email)
  const password = account.password === null ? null : (hash ?? (await hashed(account.password)))
  const id = randomUUID()
  await refuseTaken(email, null, tx)
  await tx.user.create({ data: { id, name, email, emailVerified: true, admin: account.admin ?? false } })
  if (password !== null) await tx.account.create({ data: credential(id, password) })
  return id
}

export const hashed = (password: string): Promise<string> => hashPassword(passwordSchema.parse(password))

/** The command line's `users add`, and the kit's. */
export async function addUser(account: NewAccount): Promise<string> {
  const hash = account.password === null ? undefined : await hashed(account.password)
  return db().$transaction(async (tx) => {
    const userId = await createAccount(account, tx, hash)
    await audit(
      { userId: null, action: 'account.created', detail: { account: userId, how: 'command line' } },
      tx,
    )
    return userId
  })
}

export interface AccountView {
  userId: string
  name: string
  email: string
  admin: boolean
  /** Without one the next visit is to /welcome. */
  hasPassword: boolean
}

export async function accountOf(userId: string): Promise<AccountView> {
  const user = await db().user.findUnique({
    where: { id: userId },
    include: { accounts: { where: { providerId: 'credential' }, select: { password: true } } },
  })
  if (!user) throw notFound('This account')
  const { id, name, email, admin } = user
  return { userId: id, name, email, admin, hasPassword: user.accounts.some((a) => a.password) }
}

/** First visit: name, address and password at once, only while the account has no password. */
export async function completeWelcome(
  actor: SignedIn,
  input: { name: string; email: string; password: string },
): Promise<void> {
  const name = nameSchema.parse(input.name)
  const email = emailSchema.parse(input.email)
  const hash = await hashed(input.password)
  await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "user" WHERE "id" = ${actor.userId} FOR UPDATE`
    if (await tx.account.count({ where: { userId: actor.userId, providerId: 'credential' } }))
      throw new PlainError('conflict', 'This account already has a password. Change it on your account page.')
    await refuseTaken(email, actor.userId, tx)
    await tx.user.update({ where: { id: actor.userId }, data: { name, email } })
    await tx.account.create({ data: credential(actor.userId, hash) })
    await audit({ userId: actor.userId, action: 'account.password-set' }, tx)
  })
}

export async function updateAccount(actor: SignedIn, input: { name: string; email: string }): Promise<void> {
  const name = nameSchema.parse(input.name)
  const email = emailSchema.parse(input.email)
  await db().$transaction(async (tx) => {
    await refuseTaken(email, actor.userId, tx)
    await tx.user.update({ where: { id: actor.userId }, data: { name, email } })
    await audit({ userId: actor.userId, action: 'account.changed' }, tx)
  })
}

/** Changes the password and ends every other session of the account. */
export async function changePassword(
  actor: SignedIn,
  input: { current: string; next: string },
): Promise<void> {
  const key = `password:${actor.userId}`
  await refuseTooMany(key, { max: 5, windowSeconds: 15 * 60 }, 'change the password')
  const row = await db().account.findFirst({ where: { userId: actor.userId, providerId: 'credential' } })
  if (!row?.password)
    throw new PlainError('conflict', 'This account has no password yet. Set one on the welcome page.')
  if (!(await verifyPassword({ hash: row.password, password: input.current.slice(0, PASSWORD_MAX) })))
    throw new PlainError('bad-input', 'The current password is not right. Nothing was changed.')
  const hash = await hashed(input.next)
  await db().$transaction(async (tx) => {
    await tx.account.update({ where: { id: row.id }, data: { password: hash } })
    await tx.session.deleteMany({ where: { userId: actor.userId, id: { not: actor.sessionId } } })
    await audit({ userId: actor.userId, action: 'account.password-set' }, tx)
  })
  await forgetTries(key)
}

async function refuseTaken(email: string, userId: string | null, tx: Db): Promise<void> {
  const other = await tx.user.findUnique({ where: { email }, select: { id: true } })
  if (other && other.id !== userId)
    throw new PlainError(
      'conflict',
      `${email} already has an account here. Sign in with it, or use another address.`,
    )
}

const credential = (userId: string, password: string) => ({
  id: randomUUID(),
  accountId: userId,
  providerId: 'credential',
  userId,
  password,
})
