/**
 * What goes wrong with a media file, for people: a stable code and a plain sentence that names what is wrong and
 * what to do. Everything in media/ingest throws this for a bad file; other errors are defects.
 */
export type MediaErrorCode =
  | 'empty'
  | 'not-media'
  | 'truncated'
  | 'no-video'
  | 'unsupported'
  | 'mismatch'
  | 'cancelled'
  | 'tool-missing'
  | 'failed'

export class MediaError extends Error {
  readonly code: MediaErrorCode
  /** @param message a plain sentence: what is wrong with the file and what to do. */
  constructor(code: MediaErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'MediaError'
    this.code = code
  }
}
