/**
 * Sign-in by better-auth on our own tables. Only what the product uses is reachable (see `server/api/auth-http.ts`):
 * nobody can register here; accounts are made by an invitation, the first start, or the command line.
 */
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { db } from '../platform/db.ts'
import { env } from '../platform/env.ts'
import { secret } from '../platform/secret.ts'

export const PASSWORD_MIN = 10
export const PASSWORD_MAX = 200
/** A session ends this long after signing in; there is no silent renewal. */
export const SESSION_SECONDS = 30 * 86_400
/** Header in which our own server tells better-auth the caller's address; whatever a client sends there is replaced. */
export const ADDRESS_HEADER = 'x-scrubline-address'

function create() {
  return betterAuth({
    appName: 'Scrubline',
    baseURL: env().origin,
    basePath: '/api/auth',
    secret: secret(),
    database: prismaAdapter(db(), { provider: 'postgresql' }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
    },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true, cookieCache: { enabled: false } },
    // Tries are counted in `auth-http.ts`, by address and account; its own limiter knows only addresses.
    rateLimit: { enabled: false },
    // `auth-http.ts` has already refused foreign origins by comparing with the address the browser asked for.
    trustedOrigins: (request) => {
      const host = request?.headers.get('host')
      return host ? [`http://${host}`, `https://${host}`] : []
    },
    advanced: {
      cookiePrefix: 'scrubline',
      useSecureCookies: env().origin.startsWith('https://'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    telemetry: { enabled: false },
    logger: { level: 'error' },
  })
}

export type Auth = ReturnType<typeof create>

const holder = globalThis as { scrublineAuth?: Auth }

export function auth(): Auth {
  holder.scrublineAuth ??= create()
  return holder.scrublineAuth
}
