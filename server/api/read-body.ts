/** A request's body up to a limit; past it the rest is not read and the person is told. */
import type { IncomingMessage } from 'node:http'
import { PlainError } from '../platform/errors.ts'

export async function readBody(req: IncomingMessage, limit: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of req as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > limit) throw new PlainError('too-large', 'This is more than fits in one request.')
    parts.push(part)
  }
  return Buffer.concat(parts)
}
