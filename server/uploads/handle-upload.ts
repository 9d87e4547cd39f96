/** Mounts uploads in a Node server: `if (await handleUpload(req, res)) return`. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { actorFromHeaders, requireSignedIn } from '../people/index.ts'
import { db } from '../platform/db.ts'
import { requireSameOrigin } from '../platform/same-origin.ts'
import { adoptUpload } from './adopt-upload.ts'
import { answerOf } from './answers.ts'
import { isUploadId, receivedBytes } from './files.ts'
import { finishedHeaders, requireOwnUpload, tusServer } from './tus.ts'

const METHODS = new Set(['POST', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS'])

/** @returns false when the address is none of ours. */
export async function handleUpload(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const path = new URL(req.url ?? '/', 'http://localhost').pathname
  if (path !== '/upload' && !path.startsWith('/upload/')) return false
  try {
    await answer(req, res, path.slice('/upload/'.length))
  } catch (error) {
    const { status_code, body } = answerOf(error as Error)
    if (res.headersSent) res.destroy()
    else
      res
        .writeHead(status_code, { 'content-type': 'text/plain; charset=utf-8', 'tus-resumable': '1.0.0' })
        .end(body)
  }
  return true
}

async function answer(req: IncomingMessage, res: ServerResponse, id: string): Promise<void> {
  requireSameOrigin(req)
  const method = req.method ?? 'GET'
  if (!METHODS.has(method) || (id !== '' && !isUploadId(id))) {
    res.writeHead(404).end()
    return
  }
  // tus tells its options to anybody otherwise, and nothing here is for strangers.
  const actor = requireSignedIn(await actorFromHeaders(req.headers))
  if (method === 'HEAD' && id && (await answerFinished(actor, id, res))) return
  if (method === 'PATCH' && id)
    await db().upload.updateMany({ where: { id, userId: actor.userId }, data: { updatedAt: new Date() } })
  await (await tusServer()).handle(req, res)
}

/**
 * A client that lost the answer to its last part asks how far it got. When all bytes are here it waits until they are
 * adopted and is told what became of them, however often it asks.
 */
async function answerFinished(
  actor: Parameters<typeof requireOwnUpload>[0],
  id: string,
  res: ServerResponse,
): Promise<boolean> {
  const row = await requireOwnUpload(actor, id)
  const bytes = Number(row.bytes)
  if (!row.assetId && (await receivedBytes(id)) !== bytes) return false
  const adopted = await adoptUpload(id)
  res
    .writeHead(200, {
      'tus-resumable': '1.0.0',
      'cache-control': 'no-store',
      'upload-offset': String(bytes),
      'upload-length': String(bytes),
      ...finishedHeaders(adopted),
    })
    .end()
  return true
}
