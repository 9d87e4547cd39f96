/**
 * How large a request's body may be, by address, decided from its header before a byte is read. A body without a
 * stated length is refused except for uploads, whose handler counts for itself.
 */
import type { IncomingMessage } from 'node:http'

const MB = 1024 * 1024

export function bodyLimitOf(pathname: string): number {
  if (pathname.startsWith('/upload')) return Number.POSITIVE_INFINITY
  if (pathname.startsWith('/api/')) return 64 * MB
  return MB
}

/** The status and sentence to refuse with, or null when the body is acceptable. */
export function bodyProblem(
  req: IncomingMessage,
  pathname: string,
): { status: number; sentence: string } | null {
  const limit = bodyLimitOf(pathname)
  if (limit === Number.POSITIVE_INFINITY) return null
  if (req.headers['transfer-encoding']) {
    return { status: 411, sentence: 'This request does not say how long it is, and is refused.' }
  }
  if (Number(req.headers['content-length'] ?? 0) > limit) {
    return {
      status: 413,
      sentence: `This request is larger than the ${Math.round(limit / MB)} MB that fit here.`,
    }
  }
  return null
}
