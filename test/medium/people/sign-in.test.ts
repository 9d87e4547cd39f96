import { describe, expect, test } from 'vitest'
import { actorFromHeaders, makeSignInLink, removeEnded, resetPassword } from '#server/people/index.ts'
import { db } from '#server/platform/db.ts'
import { refreshEnv } from '#server/platform/env.ts'
import { testDatabase } from '#test/kit/database.ts'
import { apiAs, cookieOf, PASSWORD, person, serve, signedIn } from '#test/kit/people.ts'

await testDatabase()
const { origin } = await serve()

const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
  fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ email, password }),
  })
const message = async (answer: Response) => ((await answer.json()) as { message: string }).message

describe('the first start', () => {
  test('makes one administrator, whose link signs in once and leads to the welcome page', async () => {
    const [a, b] = await Promise.all([makeSignInLink(), makeSignInLink()])
    expect(a?.userId).toBe(b?.userId)
    expect(await db().user.findMany({ select: { name: true, email: true, admin: true } })).toEqual([
      { name: 'Owner', email: 'owner@scrubline.local', admin: true },
    ])
    const link = (await makeSignInLink())!
    expect(link.url).toContain('/api/sign-in/')
    const first = await fetch(`${origin}/api/sign-in/${link.token}`, { redirect: 'manual' })
    expect(first.status).toBe(303)
    expect(first.headers.get('location')).toBe('/welcome')
    const setCookie = first.headers.get('set-cookie')!
    expect(setCookie).toMatch(/HttpOnly/i)
    expect(setCookie).toMatch(/SameSite=Lax/i)
    expect(await actorFromHeaders({ cookie: cookieOf(setCookie) })).toMatchObject({
      userId: link.userId,
      admin: true,
    })
    const again = await fetch(`${origin}/api/sign-in/${link.token}`, { redirect: 'manual' })
    expect(again.headers.get('location')).toBe('/sign-in?link=used')
    expect(again.headers.get('set-cookie')).toBeNull()
    const reload = await fetch(`${origin}/api/sign-in/${link.token}`, {
      redirect: 'manual',
      headers: { cookie: cookieOf(setCookie) },
    })
    expect(reload.headers.get('location')).toBe('/')
    // A link printed earlier stops working when a new one is made.
    const older = await fetch(`${origin}/api/sign-in/${a!.token}`, { redirect: 'manual' })
    expect(older.headers.get('location')).toBe('/sign-in?link=revoked')
  })

  test('keeps the token out of the database', async () => {
    const link = (await makeSignInLink())!
    const rows = await db().invitation.findMany()
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(link.token)
  })

  test('an expired link and a browser that fetches ahead do not sign in', async () => {
    const link = (await makeSignInLink())!
    const ahead = await fetch(`${origin}/api/sign-in/${link.token}`, {
      redirect: 'manual',
      headers: { 'sec-purpose': 'prefetch' },
    })
    expect(ahead.status).toBe(503)
    await db().invitation.updateMany({ where: { usedAt: null }, data: { expiresAt: new Date(0) } })
    const late = await fetch(`${origin}/api/sign-in/${link.token}`, { redirect: 'manual' })
    expect(late.headers.get('location')).toBe('/sign-in?link=expired')
    expect(late.headers.get('set-cookie')).toBeNull()
  })

  test('two visitors with one link: exactly one gets in', async () => {
    const link = (await makeSignInLink())!
    const visits = await Promise.all(
      [1, 2, 3].map(() => fetch(`${origin}/api/sign-in/${link.token}`, { redirect: 'manual' })),
    )
    expect(visits.filter((visit) => visit.headers.get('set-cookie')).length).toBe(1)
  })

  test('the welcome page sets name, address and password once, then the password signs in', async () => {
    const link = (await makeSignInLink())!
    const owner = await signedIn(link.userId)
    expect(await owner.api.people.me()).toMatchObject({ hasPassword: false, email: 'owner@scrubline.local' })
    await expect(
      owner.api.people.completeWelcome({ name: 'Ada', email: 'ada@clinic.local', password: 'short' }),
    ).rejects.toThrow('A password has at least 10 characters.')
    await owner.api.people.completeWelcome({ name: 'Ada', email: 'Ada@Clinic.local', password: PASSWORD })
    await expect(
      owner.api.people.completeWelcome({ name: 'Ada', email: 'ada@clinic.local', password: PASSWORD }),
    ).rejects.toThrow(/already has a password/)
    const answer = await signIn('ADA@clinic.local', PASSWORD)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ ok: true })
    const cookie = cookieOf(answer.headers.get('set-cookie')!)
    expect(await actorFromHeaders({ cookie })).toMatchObject({ name: 'Ada', admin: true })
  })
})

describe('sign-in by password', () => {
  test('refuses a wrong password and an unknown address with the same sentence', async () => {
    await person('Berta')
    const wrong = await signIn('berta@example.org', 'not the password')
    const unknown = await signIn('nobody@example.org', 'not the password')
    expect([wrong.status, unknown.status]).toEqual([403, 403])
    const sentence = await message(wrong)
    expect(sentence).toBe('The e-mail address or the password is not right. Check both and try again.')
    expect(await message(unknown)).toBe(sentence)
  })

  test('after five wrong tries even the right password waits, and the sentence says how long', async () => {
    await person('Carla')
    for (let i = 0; i < 5; i++) expect((await signIn('carla@example.org', 'wrong wrong')).status).toBe(403)
    const sixth = await signIn('Carla@example.org', PASSWORD)
    expect(sixth.status).toBe(429)
    expect(await message(sixth)).toMatch(/^Too many tries to sign in\. Wait 1[45] minutes, then try again\.$/)
    await person('Dora')
    expect((await signIn('dora@example.org', PASSWORD)).status).toBe(200)
  })

  test('many tries at once do not slip past the limit', async () => {
    await person('Emil')
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => signIn('emil@example.org', 'wrong wrong')),
    )
    expect(answers.filter((answer) => answer.status === 403).length).toBe(5)
    expect(answers.filter((answer) => answer.status === 429).length).toBe(7)
  })

  test('refuses requests from another site', async () => {
    await person('Fritz')
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
    ]
    for (const headers of foreign) {
      const answer = await signIn('fritz@example.org', PASSWORD, headers)
      expect(answer.status).toBe(403)
      expect(answer.headers.get('set-cookie')).toBeNull()
    }
    expect((await signIn('fritz@example.org', PASSWORD, { origin })).status).toBe(200)
  })

  test('nobody can register, and nothing else of the library is open', async () => {
    const paths = [
      'sign-up/email',
      'change-email',
      'delete-user',
      'list-sessions',
      'update-user',
      'error',
      'ok',
    ]
    for (const path of paths) {
      const answer = await fetch(`${origin}/api/auth/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'x@example.org', password: PASSWORD, name: 'x' }),
      })
      expect(answer.status, path).toBe(404)
    }
    expect(await db().user.findUnique({ where: { email: 'x@example.org' } })).toBeNull()
  })

  test('malformed bodies get a sentence', async () => {
    const answer = await fetch(`${origin}/api/auth/sign-in/email`, { method: 'POST', body: '{"email": 5' })
    expect(answer.status).toBe(400)
    expect(await message(answer)).toBe('Write your e-mail address and your password.')
    const huge = await fetch(`${origin}/api/auth/sign-in/email`, {
      method: 'POST',
      body: 'x'.repeat(100_000),
    })
    expect(huge.status).toBe(413)
  })
})

describe('sessions', () => {
  test('are listed, and a revoked one ends at once', async () => {
    const greta = await person('Greta')
    const other = await signedIn(greta.userId)
    const list = await greta.api.people.sessions()
    expect(list.map((row) => row.current).sort()).toEqual([false, true])
    await greta.api.people.revokeSession({ sessionId: other.actor.sessionId })
    expect(await actorFromHeaders({ cookie: other.cookie })).toBeNull()
    expect(await actorFromHeaders({ cookie: greta.cookie })).not.toBeNull()
    const stranger = await person('Hugo')
    await expect(stranger.api.people.revokeSession({ sessionId: greta.actor.sessionId })).rejects.toThrow(
      'This session does not exist',
    )
  })

  test('end when their time is over and when signed out', async () => {
    const ida = await person('Ida')
    await db().session.update({
      where: { id: ida.actor.sessionId },
      data: { expiresAt: new Date(Date.now() - 1000) },
    })
    expect(await actorFromHeaders({ cookie: ida.cookie })).toBeNull()
    const again = await signedIn(ida.userId)
    const out = await fetch(`${origin}/api/auth/sign-out`, {
      method: 'POST',
      headers: { cookie: again.cookie },
    })
    expect(out.status).toBe(200)
    expect(out.headers.get('set-cookie')).toMatch(/session_token=;.*Max-Age=0/i)
    expect(await actorFromHeaders({ cookie: again.cookie })).toBeNull()
  })

  test('that have ended are taken away, with links of long ago; live ones stay', async () => {
    const lea = await person('Lea')
    const ended = await signedIn(lea.userId)
    const past = new Date(Date.now() - 1000)
    await db().session.update({ where: { id: ended.actor.sessionId }, data: { expiresAt: past } })
    const longAgo = new Date(Date.now() - 100 * 86_400_000)
    await db().invitation.create({ data: { tokenHash: 'old', expiresAt: longAgo } })
    await db().invitation.create({ data: { tokenHash: 'recent', expiresAt: past } })
    expect((await removeEnded()).sessions).toBeGreaterThanOrEqual(1)
    expect(await db().session.count({ where: { id: ended.actor.sessionId } })).toBe(0)
    expect(await actorFromHeaders({ cookie: lea.cookie })).not.toBeNull()
    expect(await db().invitation.count({ where: { tokenHash: { in: ['old', 'recent'] } } })).toBe(1)
  })

  test('a cookie whose signature was changed is nobody', async () => {
    const jan = await person('Jan')
    const at = jan.cookie.length - 12
    const forged = jan.cookie.slice(0, at) + (jan.cookie[at] === 'A' ? 'B' : 'A') + jan.cookie.slice(at + 1)
    expect(await actorFromHeaders({ cookie: forged })).toBeNull()
    expect(await actorFromHeaders({ cookie: 'scrubline.session_token=%E0%A4%A' })).toBeNull()
    expect(await actorFromHeaders(new Headers({ cookie: jan.cookie }))).not.toBeNull()
  })

  test('changing the password takes the old one and ends the other sessions', async () => {
    const kai = await person('Kai')
    const other = await signedIn(kai.userId)
    await expect(
      kai.api.people.changePassword({ current: 'wrong wrong', next: 'another password' }),
    ).rejects.toThrow('The current password is not right. Nothing was changed.')
    await kai.api.people.changePassword({ current: PASSWORD, next: 'another password' })
    expect(await actorFromHeaders({ cookie: other.cookie })).toBeNull()
    expect(await actorFromHeaders({ cookie: kai.cookie })).not.toBeNull()
    expect((await signIn('kai@example.org', PASSWORD)).status).toBe(403)
    expect((await signIn('kai@example.org', 'another password')).status).toBe(200)
  })

  test('a forgotten password is reset by a link that leads to the welcome page', async () => {
    const max = await person('Max')
    await expect(resetPassword('nobody@example.org')).rejects.toThrow(/no account with the address/)
    const link = await resetPassword(' MAX@example.org ')
    expect(await actorFromHeaders({ cookie: max.cookie })).toBeNull()
    expect((await signIn('max@example.org', PASSWORD)).status).toBe(403)
    const visit = await fetch(`${origin}/api/sign-in/${link.token}`, { redirect: 'manual' })
    expect(visit.headers.get('location')).toBe('/welcome')
    const again = await signedIn(max.userId)
    const fresh = { name: 'Max', email: 'max@example.org', password: 'quite another one' }
    await again.api.people.completeWelcome(fresh)
    expect((await signIn('max@example.org', fresh.password)).status).toBe(200)
  })

  test('a start prints no link when switched off, but one asked for by name is made', async () => {
    const nora = await person('Nora')
    process.env.SCRUBLINE_SIGN_IN_LINK = 'off'
    refreshEnv()
    try {
      expect(await makeSignInLink()).toBeNull()
      expect(await makeSignInLink({ userId: nora.userId })).toMatchObject({ userId: nora.userId })
    } finally {
      delete process.env.SCRUBLINE_SIGN_IN_LINK
      refreshEnv()
    }
    expect(await makeSignInLink()).not.toBeNull()
  })

  test('a stranger is asked to sign in', async () => {
    expect(await apiAs(null).people.me()).toBeNull()
    await expect(apiAs(null).people.sessions()).rejects.toThrow('You are not signed in. Sign in to go on.')
    const answer = await fetch(`${origin}/api/trpc/people.sessions`)
    expect(answer.status).toBe(401)
    expect(await answer.text()).not.toContain('stack')
  })
})
