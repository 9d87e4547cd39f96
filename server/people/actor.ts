/**
 * Who is asking. Every way in (procedures, media, uploads, pages) starts here: the session cookie is checked against the
 * sessions table each time, so that a revoked session ends at once. The answer is kept for the one request only, by
 * the identity of its headers object.
 */
import { createHmac } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { prepared } from '../platform/db.ts'
import { env } from '../platform/env.ts'
import { sameText, secret } from '../platform/secret.ts'

export interface Actor {
  userId: string
  name: string
  /** May create projects and manage accounts. Opens no project. */
  admin: boolean
}

/** An actor who came by a session cookie. */
export interface SignedIn extends Actor {
  sessionId: string
  expiresAt: Date
}

const asked = new WeakMap<object, Promise<SignedIn | null>>()

/** @param fresh asks the database again, for streams that outlive the first answer. */
export function actorFromHeaders(
  headers: Headers | IncomingHttpHeaders,
  { fresh = false }: { fresh?: boolean } = {},
): Promise<SignedIn | null> {
  const known = fresh ? undefined : asked.get(headers)
  if (known) return known
  const answer = lookUp(cookieHeader(headers))
  asked.set(headers, answer)
  return answer
}

export const sessionCookieName = (): string =>
  `${env().origin.startsWith('https://') ? '__Secure-' : ''}scrubline.session_token`

/** The session token of a Cookie header whose signature holds, else null. */
export function tokenFromCookies(header: string): string | null {
  const name = sessionCookieName()
  for (const part of header.split(';')) {
    const eq = part.indexOf('=')
    if (eq < 0 || part.slice(0, eq).trim() !== name) continue
    let value: string
    try {
      value = decodeURIComponent(part.slice(eq + 1).trim())
    } catch {
      return null
    }
    const dot = value.lastIndexOf('.')
    if (dot < 1) return null
    const token = value.slice(0, dot)
    return sameText(cookieSignature(token), value.slice(dot + 1)) ? token : null
  }
  return null
}

/** As better-auth signs its cookies: HMAC-SHA-256 with the secret, base64. */
export const cookieSignature = (token: string): string =>
  createHmac('sha256', secret()).update(token).digest('base64')

function cookieHeader(headers: Headers | IncomingHttpHeaders): string {
  if (typeof (headers as Headers).get === 'function') return (headers as Headers).get('cookie') ?? ''
  return (headers as IncomingHttpHeaders).cookie ?? ''
}

const ACTOR = `
  SELECT u."id" AS "userId", u."name", u."admin", s."id" AS "sessionId", s."expiresAt"
  FROM "session" s JOIN "user" u ON u."id" = s."userId"
  WHERE s."token" = $1 AND s."expiresAt" > now()`

async function lookUp(cookies: string): Promise<SignedIn | null> {
  const token = tokenFromCookies(cookies)
  if (!token) return null
  const rows = await prepared<SignedIn>('actor', ACTOR, [token])
  return rows[0] ?? null
}
