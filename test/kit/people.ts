/** People for tests: accounts, sessions as cookies, projects with members, and a real HTTP server over the API. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import type { Role } from '#prisma/generated/client.ts'
import { handleApi } from '#server/api/http.ts'
import { createCaller } from '#server/api/root.ts'
import type { ApiContext } from '#server/api/trpc.ts'
import { closeBoss } from '#server/jobs/boss.ts'
import { actorFromHeaders, addUser, type SignedIn, startSession } from '#server/people/index.ts'
import { db } from '#server/platform/db.ts'
import { closeBus } from '#server/realtime/bus.ts'

export const PASSWORD = 'correct horse battery'
const caller = { ip: '192.0.2.1', userAgent: 'test' }

export interface Person {
  userId: string
  email: string
  /** Cookie header of a live session. */
  cookie: string
  actor: SignedIn
  /** Procedures as this person. */
  api: ReturnType<typeof createCaller>
}

export async function person(name: string, { admin = false } = {}): Promise<Person> {
  const email = `${name.toLowerCase()}@example.org`
  const userId = await addUser({ name, email, password: PASSWORD, admin })
  return signedIn(userId, email)
}

export async function signedIn(userId: string, email = ''): Promise<Person> {
  const cookie = cookieOf(await startSession(userId, caller, 'test'))
  const actor = await actorFromHeaders({ cookie })
  if (!actor) throw new Error('the session that was just started is not recognised')
  return { userId, email, cookie, actor, api: apiAs(actor, cookie) }
}

/** Procedures called directly; `null` is a stranger. The signal ends subscriptions. */
export function apiAs(
  actor: SignedIn | null,
  cookie = '',
  signal?: AbortSignal,
): ReturnType<typeof createCaller> {
  const context: ApiContext = {
    actor,
    ip: caller.ip,
    caller,
    headers: new Headers(cookie ? { cookie } : {}),
    setCookie: () => {},
    freshActor: () => actorFromHeaders({ cookie }, { fresh: true }),
  }
  return createCaller(context, { signal })
}

export const cookieOf = (setCookie: string): string => setCookie.split(';')[0] ?? ''

/** Makes somebody a member without an invitation. */
export async function addMember(projectId: string, userId: string, role: Role): Promise<void> {
  await db().member.create({ data: { projectId, userId, role } })
}

export type Handler = (req: http.IncomingMessage, res: http.ServerResponse) => Promise<boolean>

export interface TestServer {
  origin: string
  server: http.Server
  close(): Promise<void>
}

/** A server on a free port that asks the handlers in turn; closed after the last test of the file. */
export async function serve(handlers: Handler[] = [handleApi], port = 0): Promise<TestServer> {
  const server = http.createServer(async (req, res) => {
    for (const handler of handlers) if (await handler(req, res)) return
    res.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = async () => {
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  afterAll(async () => {
    await close()
    await closeBoss()
    await closeBus()
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, close }
}
