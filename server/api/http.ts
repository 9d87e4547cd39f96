/**
 * Mounts the procedures, sign-in and links in a Node server: `if (await handleApi(req, res)) return`.
 * It answers everything under `/api/`, so nothing there falls through to pages by mistake.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http'
import { actorFromHeaders } from '../people/index.ts'
import { requireSameOrigin } from '../platform/same-origin.ts'
import { handleAuth, handleSignInLink } from './auth-http.ts'
import { callerOf } from './caller.ts'
import { handleChanges, isChangesAddress } from './documents/changes-http.ts'
import { handleSnapshot } from './documents/snapshot-http.ts'
import { STATUS, whatToTell } from './errors.ts'
import { logUnexpected } from './log-unexpected.ts'
import { appRouter } from './root.ts'
import type { ApiContext } from './trpc.ts'

/** Imports of label files and big diffs fit; media comes by /upload. */
const MAX_BODY = 64 * 1024 * 1024
/** Our own client sends up to 20 calls at once. */
const MAX_BATCH = 40

/** @returns false when the address is none of ours. */
export async function handleApi(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const url = new URL(req.url ?? '/', 'http://localhost')
  if (!url.pathname.startsWith('/api/')) return false
  try {
    requireSameOrigin(req)
    if (url.pathname.startsWith('/api/trpc/')) await handleTrpc(req, res, url)
    else if (url.pathname.startsWith('/api/auth/')) await handleAuth(req, res, url)
    else if (url.pathname.startsWith('/api/sign-in/')) await handleSignInLink(req, res, url)
    else if (isChangesAddress(url.pathname)) await handleChanges(req, res, url)
    else if (url.pathname.startsWith('/api/documents/')) await handleSnapshot(req, res, url)
    else answer(res, 404, { code: 'not-found', message: 'There is nothing at this address.' })
  } catch (error) {
    refuse(res, error, url.pathname)
  }
  return true
}

async function handleTrpc(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
  const actor = await actorFromHeaders(req.headers)
  const headers = new Headers(
    Object.entries(req.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((each): [string, string] => [name, each]),
    ),
  )
  const caller = callerOf(req)
  const context: ApiContext = {
    actor,
    ip: caller.ip,
    caller,
    headers,
    setCookie: (cookie) => res.appendHeader('set-cookie', cookie),
    freshActor: () => actorFromHeaders(req.headers, { fresh: true }),
  }
  res.setHeader('cache-control', 'no-store')
  await nodeHTTPRequestHandler({
    router: appRouter,
    req,
    res,
    path: url.pathname.slice('/api/trpc/'.length),
    maxBodySize: MAX_BODY,
    maxBatchSize: MAX_BATCH,
    createContext: async () => context,
    onError: ({ error, path }) => logUnexpected(error, path ?? url.pathname),
  })
}

/** Answers an error as JSON with its sentence; used by every plain HTTP route of ours. */
export function refuse(res: ServerResponse, error: unknown, where: string): void {
  logUnexpected(error, where)
  if (res.headersSent) {
    res.destroy()
    return
  }
  const told = whatToTell(error)
  answer(res, STATUS[told.code], { code: told.code, message: told.sentence })
}

function answer(res: ServerResponse, status: number, body: { code: string; message: string }): void {
  res
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(body))
}
