/**
 * Tokens of one-time links: 32 random bytes in the address, only their hash in the database. Claiming one is a single
 * statement, so that of two visitors at the same moment exactly one gets in.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Invitation } from '#prisma/generated/client.ts'
import { type Db, db } from '../platform/db.ts'

export const newToken = (): string => randomBytes(32).toString('base64url')
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

export type LinkState = 'valid' | 'used' | 'revoked' | 'expired' | 'unknown'

export async function findLink(token: string): Promise<{ state: LinkState; link: Invitation | null }> {
  const link = await db().invitation.findUnique({ where: { tokenHash: tokenHash(token) } })
  return { state: stateOf(link), link }
}

export function stateOf(link: Pick<Invitation, 'usedAt' | 'revokedAt' | 'expiresAt'> | null): LinkState {
  if (!link) return 'unknown'
  if (link.revokedAt) return 'revoked'
  if (link.usedAt) return 'used'
  return link.expiresAt > new Date() ? 'valid' : 'expired'
}

/** Marks a valid link as used. @returns false when somebody else was first or it has ended. */
export async function claimLink(id: string, tx: Db): Promise<boolean> {
  const { count } = await tx.invitation.updateMany({
    where: { id, usedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
    data: { usedAt: new Date() },
  })
  return count === 1
}
