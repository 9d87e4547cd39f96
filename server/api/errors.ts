/**
 * What the other side is told when a procedure fails. A PlainError's sentence goes through as it is; bad input becomes
 * the first thing that is wrong with it; anything else is logged under a reference, and only the reference leaves.
 */
import { randomBytes } from 'node:crypto'
import { TRPCError } from '@trpc/server'
import { ZodError } from 'zod'
import type { ErrorCode, PlainError } from '../platform/errors.ts'

type TrpcCode = TRPCError['code']

const CODES: Record<ErrorCode, TrpcCode> = {
  'bad-input': 'BAD_REQUEST',
  'not-found': 'NOT_FOUND',
  'not-allowed': 'FORBIDDEN',
  'not-signed-in': 'UNAUTHORIZED',
  conflict: 'CONFLICT',
  'too-many': 'TOO_MANY_REQUESTS',
  'too-large': 'PAYLOAD_TOO_LARGE',
  unsupported: 'UNPROCESSABLE_CONTENT',
  'broken-file': 'UNPROCESSABLE_CONTENT',
  unavailable: 'SERVICE_UNAVAILABLE',
  cancelled: 'CLIENT_CLOSED_REQUEST',
  internal: 'INTERNAL_SERVER_ERROR',
}

export const STATUS: Record<ErrorCode, number> = {
  'bad-input': 400,
  'not-found': 404,
  'not-allowed': 403,
  'not-signed-in': 401,
  conflict: 409,
  'too-many': 429,
  'too-large': 413,
  unsupported: 422,
  'broken-file': 422,
  unavailable: 503,
  cancelled: 499,
  internal: 500,
}

/** By name as well: bundles may hold a class of their own. */
export function plainErrorIn(error: unknown): PlainError | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++)
    if (at.name === 'PlainError' && 'code' in at) return at as PlainError
  return null
}

/** Gives a thrown PlainError or ZodError its proper tRPC code; leaves everything else. */
export function asTrpcError(error: TRPCError): TRPCError {
  const plain = plainErrorIn(error)
  if (plain) return new TRPCError({ code: CODES[plain.code], message: plain.message, cause: plain })
  if (error.cause instanceof ZodError && error.code === 'INTERNAL_SERVER_ERROR')
    return new TRPCError({ code: 'BAD_REQUEST', message: error.message, cause: error.cause })
  return error
}

export interface Told {
  /** Code of the sentence; `internal` for the unexpected. */
  code: ErrorCode
  sentence: string
  /** Under which the log holds the whole of it; null when there is nothing to look up. */
  reference: string | null
}

const references = new WeakMap<object, string>()

/** The same error always gets the same reference, whoever asks first: the log or the answer. */
export function whatToTell(error: unknown): Told {
  const plain = plainErrorIn(error)
  if (plain) return { code: plain.code, sentence: plain.message, reference: null }
  const zod = error instanceof ZodError ? error : error instanceof Error ? error.cause : null
  if (zod instanceof ZodError) return { code: 'bad-input', sentence: sentenceOf(zod), reference: null }
  if (error instanceof TRPCError && error.code !== 'INTERNAL_SERVER_ERROR') return tellTrpc(error)
  return unexpected(error)
}

function tellTrpc(error: TRPCError): Told {
  const reference = null
  if (error.code === 'NOT_FOUND')
    return {
      code: 'not-found',
      sentence: 'The server does not know this request. Reload the page.',
      reference,
    }
  if (error.code === 'PAYLOAD_TOO_LARGE')
    return {
      code: 'too-large',
      sentence: 'This is more than fits in one request. Do it in smaller parts.',
      reference,
    }
  if (error.code === 'CLIENT_CLOSED_REQUEST')
    return { code: 'cancelled', sentence: 'The request was cancelled.', reference }
  return {
    code: 'bad-input',
    sentence: 'The server did not understand this request. Reload the page.',
    reference,
  }
}

function unexpected(error: unknown): Told {
  const key = (error instanceof Error && error.cause instanceof Error ? error.cause : error) as object
  const holdable = typeof key === 'object' && key !== null
  const reference = (holdable && references.get(key)) || randomBytes(4).toString('hex')
  if (holdable) references.set(key, reference)
  return {
    code: 'internal',
    sentence: `Something went wrong here (reference ${reference}). Your saved work is safe. Try again; if it happens again, tell whoever runs this installation the reference.`,
    reference,
  }
}

/** "name: Write your name." for one problem, and how many more there are. */
function sentenceOf(error: ZodError): string {
  const first = error.issues[0]
  if (!first) return 'Something in this request is not right.'
  const where = first.path.map(String).join('.')
  const written = /[.!?]$/.test(first.message)
  if (written) return first.message
  return where ? `${where}: ${first.message}.` : `${first.message}.`
}
