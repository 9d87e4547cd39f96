/**
 * The ground of every procedure: the context, who may call, and what a failure looks like outside.
 * A procedure parses its input, calls one use-case and returns what the use-case returned; access is checked in the
 * use-case, by `server/people`, so that the command line and other use-cases meet the same door.
 */
import { getTRPCErrorFromUnknown, initTRPC } from '@trpc/server'
import { type Caller, requireSignedIn, type SignedIn } from '../people/index.ts'
import { asTrpcError, whatToTell } from './errors.ts'
import { transformer } from './serialize-once.ts'

export interface ApiContext {
  /** Null for somebody who is not signed in. */
  actor: SignedIn | null
  ip: string
  caller: Caller
  headers: Headers
  /** Adds a `Set-Cookie` to the answer. */
  setCookie(cookie: string): void
  /** Asks again who is there: streams call it now and then, since a session may end while they run. */
  freshActor(): Promise<SignedIn | null>
}

const t = initTRPC.context<ApiContext>().create({
  transformer,
  // Comments keep proxies from closing a quiet stream, and let both sides notice a dead one.
  sse: {
    ping: { enabled: true, intervalMs: 15_000 },
    client: { reconnectAfterInactivityMs: 40_000 },
  },
  errorFormatter({ shape, error }) {
    const told = whatToTell(error)
    return {
      ...shape,
      message: told.sentence,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        path: shape.data.path,
        plain: told.code,
        reference: told.reference,
      },
    }
  },
})

/** Gives errors their codes, also those that a subscription meets while it runs: a client ends on a refusal, and reconnects after a fault. */
const mapped = t.middleware(async ({ next }) => {
  const result = await next()
  if (!result.ok) throw asTrpcError(result.error)
  return isStream(result.data) ? { ...result, data: withCodes(result.data) } : result
})

const isStream = (data: unknown): data is AsyncIterable<unknown> =>
  typeof data === 'object' && data !== null && Symbol.asyncIterator in data

async function* withCodes(stream: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* stream
  } catch (error) {
    throw asTrpcError(getTRPCErrorFromUnknown(error))
  }
}

export const router = t.router
export const createCallerFactory = t.createCallerFactory

/** Anybody, signed in or not. Only for signing in and invitations. */
export const publicProcedure = t.procedure.use(mapped)

export const authedProcedure = publicProcedure.use(({ ctx, next }) => {
  const actor = requireSignedIn(ctx.actor)
  return next({ ctx: { ...ctx, actor } })
})
