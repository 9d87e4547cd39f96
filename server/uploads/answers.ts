/** Errors of an upload as tus answers: the status tells a client whether trying again can help, the body is for people. */
import { ZodError } from 'zod'
import type { ErrorCode, PlainError } from '../platform/errors.ts'
import { log } from '../platform/log.ts'

/** 409, 423 and 5xx make a tus client look up the offset and go on; other statuses below 500 make it stop. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  'bad-input': 400,
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  'too-large': 413,
  'too-many': 429,
  unsupported: 415,
  'broken-file': 422,
  conflict: 422,
  unavailable: 503,
}

interface TusError {
  status_code: number
  body: string
}

export function answerOf(error: Error | TusError): TusError {
  if (error instanceof Error && error.name === 'PlainError' && 'code' in error) {
    const plain = error as PlainError
    return { status_code: STATUS[plain.code] ?? 500, body: plain.message }
  }
  if (error instanceof ZodError)
    return { status_code: 400, body: 'The server did not understand this upload.' }
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOSPC')
    return {
      status_code: 507,
      body: 'The disk of the server is full. What was sent so far is kept; free some space, then go on.',
    }
  if ('status_code' in error) return { status_code: error.status_code, body: sentenceOf(error.status_code) }
  log().error({ err: error }, 'an upload failed unexpectedly')
  return {
    status_code: 500,
    body: 'The server could not go on with this upload. What was sent so far is kept.',
  }
}

function sentenceOf(status: number): string {
  if (status === 404 || status === 410) return 'This upload does not exist any more. Begin it again.'
  if (status === 409) return 'The server has another part of the file than expected. Going on from there.'
  if (status === 413) return 'This is more than the length that was announced.'
  if (status === 423) return 'Another connection is still sending this file.'
  if (status >= 500) return 'The server could not go on with this upload. What was sent so far is kept.'
  return 'The server did not understand this part of the upload.'
}
