/**
 * Headers that every answer carries. Scripts run only when they carry the page's nonce (Next reads it from the
 * request and puts it on its own), come from this server, and may compile WebAssembly. Media plays from memory
 * (`blob:`), and workers start from memory, because hls.js does both.
 */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

export function contentSecurityPolicy(nonce: string, dev: boolean): string {
  const rules: Record<string, string> = {
    'default-src': "'self'",
    'script-src': `'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${dev ? " 'unsafe-eval'" : ''}`,
    // React writes style attributes, which no nonce can cover.
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' blob: data:",
    'media-src': "'self' blob:",
    'worker-src': "'self' blob:",
    'font-src': "'self'",
    'connect-src': dev ? "'self' ws: blob:" : "'self' blob:",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  }
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

/** Sets the headers on the answer, and the policy on the request, where Next looks for the nonce. */
export function setSecurityHeaders(req: IncomingMessage, res: ServerResponse, dev: boolean): void {
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'), dev)
  req.headers['content-security-policy'] = policy
  res.setHeader('content-security-policy', policy)
  res.setHeader('x-content-type-options', 'nosniff')
  res.setHeader('referrer-policy', 'same-origin')
  res.setHeader('cross-origin-opener-policy', 'same-origin')
  res.setHeader('cross-origin-resource-policy', 'same-origin')
  res.setHeader('permissions-policy', 'geolocation=(), payment=(), usb=(), interest-cohort=()')
}
