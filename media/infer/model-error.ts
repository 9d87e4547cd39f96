/** What goes wrong with a model, for people: a stable code and a plain sentence that names it and says what to do. */
export type ModelErrorCode =
  | 'missing'
  | 'broken'
  | 'unsupported'
  | 'no-network'
  | 'memory'
  | 'cancelled'
  | 'failed'

export class ModelError extends Error {
  readonly code: ModelErrorCode
  constructor(code: ModelErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'ModelError'
    this.code = code
  }
}
