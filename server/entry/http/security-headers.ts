/**
 * Headers that keep a browser from doing more than the product needs. Scripts run only when they carry the page's nonce (Next reads it from the
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

/** What answers without a page may do if a browser is made to show them: nothing. */
const NO_PAGE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"

/** For every answer. */
export function setSecurityHeaders(res: ServerResponse): void {
  res.setHeader('content-security-policy', NO_PAGE_POLICY)
  res.setHeader('x-content-type-options', 'nosniff')
  res.setHeader('referrer-policy', 'same-origin')
  res.setHeader('cross-origin-resource-policy', 'same-origin')
}

/** For pages, on top: the policy on the answer, and on the request, where Next looks for the nonce. */
export function setPageHeaders(req: IncomingMessage, res: ServerResponse, dev: boolean): void {
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'), dev)
  req.headers['content-security-policy'] = policy
  res.setHeader('content-security-policy', policy)
  res.setHeader('cross-origin-opener-policy', 'same-origin')
  res.setHeader('permissions-policy', 'geolocation=(), payment=(), usb=()')
}
