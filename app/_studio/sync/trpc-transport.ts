/**
 * The way to the server: calls over tRPC, and one stream of events that is taken up again behind the last revision
 * received.
 */

import { TRPCClientError } from '@trpc/client'
import { trpc } from '#app/_client/trpc.ts'
import type { Diff } from '#media/core/document/diff.ts'
import { newId } from '#media/core/document/ids.ts'
import { currentText } from '../../_text/current-text.ts'
import type { PresenceTransport, Told } from '../people/presence.ts'
import { readEvents } from './event-stream.ts'
import type { Revision } from './replica.ts'
import { type DocumentTransport, type PushAnswer, type StreamHandlers, TransportError } from './transport.ts'

const AGAIN_MS = 2000

/** One stream brings changes and who else is here: browsers have few connections to one server. */
export interface StudioTransport extends DocumentTransport {
  readonly presence: PresenceTransport
}

/** @param userId whose changes these are: they are never saved in somebody else's name who signed in meanwhile. */
export function trpcTransport(recordingId: string, userId: string): StudioTransport {
  const tabId = newId()
  const listeners = new Set<(others: readonly Told[]) => void>()
  const people = (others: readonly Told[]) => {
    for (const told of listeners) told(others)
  }
  return {
    presence: {
      tabId,
      say: (where) =>
        trpc.presence.say.mutate({ recordingId, ...where, selectionIds: [...where.selectionIds] }),
      watch(told) {
        listeners.add(told)
        return { [Symbol.dispose]: () => void listeners.delete(told) }
      },
    },
    async push(change, baseRev) {
      try {
        const { clientId, seq, diff, sentence, undoes } = change
        const input = {
          recordingId,
          userId,
          baseRev,
          clientId,
          seq,
          diff: diff as MutableDiff,
          sentence,
          undoes,
        }
        return (await trpc.documents.push.mutate(input)) as PushAnswer
      } catch (error) {
        return refusedOrThrow(error)
      }
    },
    changesSince: (after) => asking(() => trpc.documents.since.query({ recordingId, after })),
    ownRevisions: () =>
      asking(async () =>
        (await trpc.documents.own.query({ recordingId })).map(
          ({ clientId, seq, diff, sentence, undoes }) => ({
            ref: `${clientId}:${seq}`,
            diff,
            sentence,
            undoes,
          }),
        ),
      ),
    snapshot: () => fetchSnapshot(recordingId),
    follow: (after, handlers) => follow({ recordingId, tabId, people }, after, handlers),
  }
}

/** The document's bytes; also the first read of the studio. */
export async function fetchSnapshot(recordingId: string): Promise<Uint8Array> {
  const address = `/api/documents/${encodeURIComponent(recordingId)}/snapshot`
  const response = await fetch(address, { cache: 'no-store' }).catch((cause: unknown) => {
    throw new TransportError('offline', currentText().sync.unreachable, { cause })
  })
  if (response.ok) return new Uint8Array(await response.arrayBuffer())
  throw await refusal(response)
}

type MutableDiff = Parameters<typeof trpc.documents.push.mutate>[0]['diff'] & Diff

interface Stream {
  readonly recordingId: string
  readonly tabId: string
  readonly people: (others: readonly Told[]) => void
}

function follow(stream: Stream, after: () => number, handlers: StreamHandlers): Disposable {
  const over = new AbortController()
  const run = async () => {
    while (!over.signal.aborted) {
      const wait = await listen(stream, after(), handlers, over.signal)
      if (over.signal.aborted) return
      handlers.connected(false)
      stream.people([])
      if (wait) await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
  void run()
  return { [Symbol.dispose]: () => over.abort() }
}

/** Reads one stream to its end; how long to wait before the next, ms. */
async function listen(
  { recordingId, tabId, people }: Stream,
  after: number,
  handlers: StreamHandlers,
  signal: AbortSignal,
): Promise<number> {
  const address = `/api/documents/${encodeURIComponent(recordingId)}/changes?after=${after}&tab=${tabId}`
  try {
    for await (const { name, data } of readEvents(address, signal, refusal)) {
      if (signal.aborted) return 0
      if (name === 'open') handlers.connected(true)
      else if (name === 'people') people(JSON.parse(data) as Told[])
      else if (name === 'reset') await handlers.reset()
      else if (name === 'failed') throw failure(JSON.parse(data) as { code: string; message: string })
      else handlers.revisions(JSON.parse(data) as Revision[])
    }
    return 0
  } catch (error) {
    if (signal.aborted) return 0
    handlers.failed(error instanceof TransportError ? error : offline(error))
    return AGAIN_MS
  }
}

const offline = (cause: unknown): TransportError =>
  new TransportError('offline', currentText().sync.unreachable, { cause })

/** What the server said instead of a stream or a document. */
async function refusal(response: Response): Promise<TransportError> {
  const body = (await response.json().catch(() => null)) as { message?: string } | null
  const kind = response.status === 401 ? 'signed-out' : response.status < 500 ? 'refused' : 'offline'
  return new TransportError(kind, body?.message ?? currentText().sync.unreadable(response.status))
}

/** What the server said in the middle of a stream. */
function failure({ code, message }: { code: string; message: string }): TransportError {
  if (code === 'not-signed-in') return new TransportError('signed-out', message)
  if (code === 'not-allowed' || code === 'not-found') return new TransportError('refused', message)
  return new TransportError('offline', message)
}

async function asking<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw transportError(error)
  }
}

function transportError(error: unknown): TransportError {
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : String(error)
  if (code === 'UNAUTHORIZED') return new TransportError('signed-out', message, { cause: error })
  if (code === 'FORBIDDEN' || code === 'NOT_FOUND')
    return new TransportError('refused', message, { cause: error })
  return new TransportError('offline', message, { cause: error })
}

/** A change that can never be accepted as it is must not stand in front of the others. */
function refusedOrThrow(error: unknown): PushAnswer {
  const code = codeOf(error)
  if (code === 'BAD_REQUEST' || code === 'PAYLOAD_TOO_LARGE' || code === 'UNPROCESSABLE_CONTENT')
    return { status: 'refused', rule: 'value', message: (error as Error).message, annotationId: null }
  throw transportError(error)
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof TRPCClientError)) return null
  const code = (error.data as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : null
}
