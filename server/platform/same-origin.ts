/**
 * Requests that change something must come from our own pages. Browsers say where a request comes from in
 * Sec-Fetch-Site and Origin; programs that send neither carry no victim's cookie by accident and are let through.
 * The Origin is compared with the Host the browser asked for, so every address under which people reach us works.
 */
import type { IncomingMessage } from 'node:http'
import { env } from './env.ts'
import { PlainError } from './errors.ts'

export function requireSameOrigin(req: IncomingMessage): void {
  const method = req.method ?? 'GET'
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return
  const site = req.headers['sec-fetch-site']
  const origin = req.headers.origin
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreign()
  if (origin !== undefined && !isOurs(origin, req.headers.host)) throw foreign()
}

function isOurs(origin: string, host: string | undefined): boolean {
  if (origin === env().origin) return true
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}

const foreign = (): PlainError =>
  new PlainError(
    'not-allowed',
    'This request came from another site and was refused. Open the product itself.',
  )
