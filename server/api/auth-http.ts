/**
 * Sign-in over HTTP: `/api/auth/*` for what better-auth does (sign in with a password, sign out, who is there) and
 * `/api/sign-in/<token>` for one-time links. Everything better-auth offers beyond these paths is closed.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { ADDRESS_HEADER, actorFromHeaders, auth, openSignInLink } from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { db } from '../platform/db.ts'
import { env } from '../platform/env.ts'
import { PlainError } from '../platform/errors.ts'
import { forgetTries, refuseTooMany } from '../platform/rate-limit.ts'
import { callerOf } from './caller.ts'
import { readBody } from './read-body.ts'

const OPEN: Record<string, string> = {
  '/api/auth/sign-in/email': 'POST',
  '/api/auth/sign-out': 'POST',
  '/api/auth/get-session': 'GET',
}
const BODY_LIMIT = 16 * 1024
const BY_ACCOUNT = { max: 5, windowSeconds: 15 * 60 }
const BY_ADDRESS = { max: 100, windowSeconds: 15 * 60 }
const credentials = z.object({
  email: z.string().trim().toLowerCase().min(1).max(200),
  password: z.string().min(1).max(200),
})

export async function handleAuth(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
  if (OPEN[url.pathname] !== req.method)
    throw new PlainError('not-found', 'There is nothing at this address.')
  if (url.pathname === '/api/auth/sign-in/email') return signIn(req, res)
  const signedOut = url.pathname === '/api/auth/sign-out' ? await actorFromHeaders(req.headers) : null
  const answer = await ask(req, url.pathname, req.method === 'GET' ? undefined : '{}')
  if (signedOut && answer.ok) await audit({ userId: signedOut.userId, action: 'session.signed-out' })
  await pass(answer, res)
}

/** Five tries in a quarter of an hour by address and account; more than that waits, whether right or wrong. */
async function signIn(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { ip } = callerOf(req)
  const parsed = credentials.safeParse(jsonOf(await readBody(req, BODY_LIMIT)))
  if (!parsed.success) throw new PlainError('bad-input', 'Write your e-mail address and your password.')
  const { email, password } = parsed.data
  const key = `sign-in:${ip}:${email}`
  await refuseTooMany(`sign-in:${ip}`, BY_ADDRESS, 'sign in from this address')
  await refuseTooMany(key, BY_ACCOUNT, 'sign in')
  const answer = await ask(req, '/api/auth/sign-in/email', JSON.stringify({ email, password }))
  const user = await db().user.findUnique({ where: { email }, select: { id: true } })
  if (!answer.ok) {
    await audit({ userId: user?.id ?? null, action: 'session.refused', detail: { address: ip } })
    if (answer.status >= 500) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`)
    throw new PlainError(
      'not-allowed',
      'The e-mail address or the password is not right. Check both and try again.',
    )
  }
  await forgetTries(key)
  await audit({
    userId: user?.id ?? null,
    action: 'session.signed-in',
    detail: { how: 'password', address: ip },
  })
  await pass(answer, res, JSON.stringify({ ok: true }))
}

/** Opens a one-time link. Browsers that fetch ahead of the person must not use it up. */
export async function handleSignInLink(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
  if (req.method !== 'GET') throw new PlainError('not-found', 'There is nothing at this address.')
  const ahead = `${req.headers['sec-purpose'] ?? ''} ${req.headers.purpose ?? ''}`
  if (/prefetch|preview/.test(ahead)) {
    res.writeHead(503, { 'cache-control': 'no-store' }).end()
    return
  }
  const caller = callerOf(req)
  await refuseTooMany(`sign-in-link:${caller.ip}`, BY_ADDRESS, 'open a sign-in link')
  const used = await openSignInLink(url.pathname.slice('/api/sign-in/'.length), caller)
  const headers: Record<string, string> = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }
  if (used.state === 'valid') {
    headers['set-cookie'] = used.cookie
    headers.location = used.to
  } else {
    // Reloading the page of a used link is no error for who is signed in already.
    headers.location = (await actorFromHeaders(req.headers)) ? '/' : `/sign-in?link=${used.state}`
  }
  res.writeHead(303, headers).end()
}

function ask(req: IncomingMessage, path: string, body: string | undefined): Promise<Response> {
  const headers = new Headers({ 'content-type': 'application/json', [ADDRESS_HEADER]: callerOf(req).ip })
  for (const name of ['cookie', 'user-agent', 'host'] as const) {
    const value = req.headers[name]
    if (value) headers.set(name, value)
  }
  // Where it comes from was checked before; better-auth wants to see an origin it knows.
  headers.set('origin', env().origin)
  return auth().handler(
    new Request(`${env().origin}${path}`, { method: req.method ?? 'GET', headers, body: body ?? null }),
  )
}

async function pass(answer: Response, res: ServerResponse, body?: string): Promise<void> {
  const text = body ?? (await answer.text())
  const cookies = answer.headers.getSetCookie()
  if (cookies.length) res.setHeader('set-cookie', cookies)
  res.writeHead(answer.status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(text)
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
