/**
 * A document's bytes as they are: `GET /api/documents/<recording id>/snapshot`. Text around them (base64 in JSON) would
 * cost the browser more than reading the document does.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { snapshot } from '../../documents/index.ts'
import { actorFromHeaders, requireSignedIn } from '../../people/index.ts'
import { PlainError } from '../../platform/errors.ts'

const ADDRESS = /^\/api\/documents\/([^/]{1,64})\/snapshot$/

/** @throws PlainError for the caller to answer with. */
export async function handleSnapshot(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
  const recordingId = ADDRESS.exec(url.pathname)?.[1]
  if (!recordingId) throw new PlainError('not-found', 'There is nothing at this address.')
  if (req.method !== 'GET') throw new PlainError('bad-input', 'A document is read with GET.')
  const actor = requireSignedIn(await actorFromHeaders(req.headers))
  const { data } = await snapshot(actor, recordingId)
  res.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': data.length,
    'cache-control': 'no-store',
  })
  res.end(data)
}
