/** A refusal before any handler: a status and one sentence as plain text. */
import type { IncomingMessage, ServerResponse } from 'node:http'

export function refuse(req: IncomingMessage, res: ServerResponse, status: number, sentence: string): void {
  res.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close',
  })
  res.end(req.method === 'HEAD' ? undefined : `${sentence}\n`)
}
