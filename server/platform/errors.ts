/** One typed error for everything a person may meet: a stable code, a plain sentence, and the cause for the log. */
export type ErrorCode =
  | 'bad-input'
  | 'not-found'
  | 'not-allowed'
  | 'not-signed-in'
  | 'conflict'
  | 'too-many'
  | 'too-large'
  | 'unsupported'
  | 'broken-file'
  | 'unavailable'
  | 'cancelled'
  | 'internal'

export class PlainError extends Error {
  readonly code: ErrorCode
  /** @param message what happened and what to do, in a sentence a person understands. */
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'PlainError'
    this.code = code
  }
}

export const notFound = (what: string): PlainError =>
  new PlainError('not-found', `${what} does not exist, or you may not see it.`)
