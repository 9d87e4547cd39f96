/** What can go wrong with a media file: a stable code and a plain sentence that names the thing and what to do. */
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
  constructor(code: MediaErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'MediaError'
    this.code = code
  }
}
