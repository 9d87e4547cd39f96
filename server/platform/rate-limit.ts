/**
 * Counts tries in the database, so that a restart or a second process gives nobody a fresh allowance.
 * A window opens with the first try and closes `windowSeconds` later; the try that is counted is checked in the same
 * statement, so many at once cannot slip through together.
 */
import { createHash, randomUUID } from 'node:crypto'
import { db } from './db.ts'
import { PlainError } from './errors.ts'

export interface Limit {
  readonly max: number
  readonly windowSeconds: number
}

/** Counts one try. @returns seconds to wait when it is one too many, else 0. */
export async function countTry(key: string, limit: Limit, now = Date.now()): Promise<number> {
  const opened = BigInt(now)
  const oldest = BigInt(now - limit.windowSeconds * 1000)
  const rows = await db().$queryRaw<{ count: number; lastRequest: bigint }[]>`
    INSERT INTO "rate_limit" AS r ("id", "key", "count", "lastRequest")
    VALUES (${randomUUID()}, ${hashed(key)}, 1, ${opened})
    ON CONFLICT ("key") DO UPDATE SET
      "count" = CASE WHEN r."lastRequest" <= ${oldest} THEN 1 ELSE LEAST(r."count" + 1, 1000000) END,
      "lastRequest" = CASE WHEN r."lastRequest" <= ${oldest} THEN ${opened} ELSE r."lastRequest" END
    RETURNING "count", "lastRequest"`
  const row = rows[0]
  if (!row || row.count <= limit.max) return 0
  return Math.max(1, Math.ceil((Number(row.lastRequest) + limit.windowSeconds * 1000 - now) / 1000))
}

/** As `countTry`, but says it in a sentence: "Too many tries to sign in. Wait 12 minutes, then try again." */
export async function refuseTooMany(key: string, limit: Limit, what: string): Promise<void> {
  const wait = await countTry(key, limit)
  if (wait > 0)
    throw new PlainError('too-many', `Too many tries to ${what}. Wait ${inWords(wait)}, then try again.`)
}

/** Forgets the tries of a key: after a success, or when an owner unlocks an account. */
export async function forgetTries(key: string): Promise<void> {
  await db().rateLimit.deleteMany({ where: { key: hashed(key) } })
}

/** Keys name addresses and accounts, which the table need not hold in clear. */
const hashed = (key: string): string => createHash('sha256').update(key).digest('hex')

export function inWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`
}
