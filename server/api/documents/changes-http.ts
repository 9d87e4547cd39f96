/**
 * A document's changes as server-sent events: `GET /api/documents/<recording id>/changes?after=<revision>`. The same as the
 * procedure `documents.changes`, without its machinery between: each change is written as text once, and the same text
 * goes to everybody who follows, so that fifty watchers cost the writer little. A tab that names itself (`tab`) is told on
 * the same stream who else is here, as `presence.watch` does: browsers have few connections to one server.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { standingOf } from '../../documents/index.ts'
import { actorFromHeaders, requireRecording, requireSignedIn } from '../../people/index.ts'
import { PlainError } from '../../platform/errors.ts'
import { watchPresence } from '../../realtime/presence.ts'
import { revisionStream, type StreamItem } from '../../realtime/revision-stream.ts'
import { whatToTell } from '../errors.ts'

const ADDRESS = /^\/api\/documents\/([^/]{1,64})\/changes$/
const TAB = /^[0-9a-zA-Z_-]{1,64}$/
/** Keeps proxies from closing a quiet stream, and lets both sides notice a dead one. */
const PING_MS = 15_000

export const isChangesAddress = (path: string): boolean => ADDRESS.test(path)

/** @throws PlainError for the caller to answer with, before anything was sent. */
export async function handleChanges(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
  const recordingId = ADDRESS.exec(url.pathname)?.[1]
  if (!recordingId) throw new PlainError('not-found', 'There is nothing at this address.')
  if (req.method !== 'GET') throw new PlainError('bad-input', 'Changes are followed with GET.')
  const after = Number(url.searchParams.get('after'))
  if (!Number.isSafeInteger(after) || after < 0)
    throw new PlainError('bad-input', 'Say after which revision, as a whole number.')
  const first = requireSignedIn(await actorFromHeaders(req.headers))
  const { projectId } = await requireRecording(first, recordingId, 'viewer')
  const checkAccess = async () => {
    const actor = requireSignedIn(await actorFromHeaders(req.headers, { fresh: true }))
    return standingOf(actor, await requireRecording(actor, recordingId, 'viewer'))
  }
  const gone = new AbortController()
  res.on('close', () => gone.abort())
  res.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  })
  res.flushHeaders()
  const tab = url.searchParams.get('tab')
  if (tab !== null && TAB.test(tab)) {
    const people = watchPresence({ recordingId, projectId, clientId: tab, signal: gone.signal, checkAccess })
    void tellPeople(people, res, gone.signal)
  }
  const ping = setInterval(() => res.write(': \n\n'), PING_MS)
  try {
    const stream = revisionStream({ recordingId, projectId, after, signal: gone.signal, checkAccess })
    for await (const item of stream) {
      if (gone.signal.aborted) break
      if (!res.write(textOf(item))) await drained(res, gone.signal)
    }
  } catch (error) {
    const { code, sentence } = whatToTell(error)
    if (!gone.signal.aborted)
      res.write(`event: failed\ndata: ${JSON.stringify({ code, message: sentence })}\n\n`)
  } finally {
    clearInterval(ping)
    gone.abort()
    res.end()
  }
}

/** Ends with the stream; who is refused hears it from the changes. */
async function tellPeople(
  people: AsyncIterable<unknown>,
  res: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const others of people) {
      if (signal.aborted) return
      res.write(`event: people\ndata: ${JSON.stringify(others)}\n\n`)
    }
  } catch {
    // The stream of changes asks the same and says why it ends.
  }
}

const texts = new WeakMap<StreamItem, string>()

/** Items are shared by those who get the same, and so is their text. */
function textOf(item: StreamItem): string {
  if (item.kind === 'reset') return 'event: reset\ndata: {}\n\n'
  let text = texts.get(item)
  if (text === undefined) {
    text = `id: ${item.upTo}\ndata: ${JSON.stringify(item.revisions)}\n\n`
    texts.set(item, text)
  }
  return text
}

/** Somebody who reads slowly waits for themselves; what comes meanwhile goes together. */
function drained(res: ServerResponse, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      res.off('drain', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    res.on('drain', done)
    signal.addEventListener('abort', done)
  })
}
