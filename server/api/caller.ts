/** The caller's address and program, for rate limits, sessions and the audit log. */
import type { IncomingMessage } from 'node:http'
import type { Caller } from '../people/index.ts'
import { env } from '../platform/env.ts'

export function callerOf(req: IncomingMessage): Caller {
  return { ip: addressOf(req), userAgent: req.headers['user-agent'] ?? '' }
}

/** Behind a proxy that is trusted, the last address is the one that the proxy itself has seen. */
function addressOf(req: IncomingMessage): string {
  const forwarded = env().trustProxy ? [req.headers['x-forwarded-for']].flat().at(-1) : undefined
  const last = forwarded?.split(',').at(-1)?.trim()
  return (last || req.socket.remoteAddress || '').replace(/^::ffff:/, '')
}
