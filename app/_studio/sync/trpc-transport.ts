/** The way to the server over tRPC: calls, and one stream that is taken up again behind the last revision received. */
import { TRPCClientError } from '@trpc/client'
import { trpc } from '#app/_client/trpc.ts'
import type { Diff } from '#media/core/document/diff.ts'
import { type DocumentTransport, type PushAnswer, type StreamHandlers, TransportError } from './transport.ts'

const AGAIN_MS = 2000

/** @param userId whose changes these are: they are never saved in somebody else's name who signed in meanwhile. */
export function trpcTransport(recordingId: string, userId: string): DocumentTransport {
  return {
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
    follow: (after, handlers) => follow(recordingId, after, handlers),
  }
}

/** The document's bytes; also the first read of the studio. */
export async function fetchSnapshot(recordingId: string): Promise<Uint8Array> {
  const address = `/api/documents/${encodeURIComponent(recordingId)}/snapshot`
  const response = await fetch(address, { cache: 'no-store' }).catch((cause: unknown) => {
    throw new TransportError('offline', 'The server cannot be reached.', { cause })
  })
  if (response.ok) return new Uint8Array(await response.arrayBuffer())
  const body = (await response.json().catch(() => null)) as { message?: string } | null
  const kind = response.status === 401 ? 'signed-out' : response.status < 500 ? 'refused' : 'offline'
  throw new TransportError(kind, body?.message ?? `The document could not be read (${response.status}).`)
}

type MutableDiff = Parameters<typeof trpc.documents.push.mutate>[0]['diff'] & Diff

function follow(recordingId: string, after: () => number, handlers: StreamHandlers): Disposable {
  let over = false
  let timer: ReturnType<typeof setTimeout> | null = null
  let subscription: { unsubscribe(): void } | null = null
  let resetting: Promise<void> = Promise.resolve()
  const again = (delay: number) => {
    subscription?.unsubscribe()
    subscription = null
    handlers.connected(false)
    if (over || timer) return
    timer = setTimeout(() => {
      timer = null
      void resetting.then(listen)
    }, delay)
  }
  const listen = () => {
    if (over) return
    subscription = trpc.documents.changes.subscribe(
      { recordingId, after: after() },
      {
        onData(item) {
          // What is tracked comes with its id around it; a reset comes bare.
          const data = 'data' in item ? item.data : item
          if (data.reset) resetting = handlers.reset()
          else handlers.revisions(data.revisions)
        },
        onConnectionStateChange: ({ state }) => {
          if (!over) handlers.connected(state === 'pending')
        },
        onError(error) {
          handlers.failed(transportError(error))
          again(AGAIN_MS)
        },
        onComplete: () => again(0),
      },
    )
  }
  listen()
  return {
    [Symbol.dispose]() {
      over = true
      if (timer) clearTimeout(timer)
      subscription?.unsubscribe()
    },
  }
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
