/** The way to the server, as a port: tRPC in the browser, a model of the server in tests. */
import type { OwnRevision } from '#media/core/commands/history.ts'
import type { Diff } from '#media/core/document/diff.ts'
import type { Overruled } from '#media/core/document/reconcile.ts'
import type { Rule } from '#media/core/document/refusal.ts'
import type { Change, Revision } from './replica.ts'

export type PushAnswer =
  | {
      readonly status: 'accepted'
      /** The revision it became; null when nothing of it was left to do. */
      readonly revision: number | null
      /** What was carried out: fields that somebody else was first with are missing. */
      readonly diff: Diff
      readonly overruled: readonly Overruled[]
    }
  | {
      readonly status: 'refused'
      readonly rule: Rule
      readonly message: string
      readonly annotationId: string | null
    }

export interface StreamHandlers {
  readonly revisions: (revisions: readonly Revision[]) => void
  /** Too far behind: a new snapshot is needed. Resolves when it is in place. */
  readonly reset: () => Promise<void>
  readonly connected: (yes: boolean) => void
  readonly failed: (error: unknown) => void
}

export interface DocumentTransport {
  push(change: Change, baseRev: number): Promise<PushAnswer>
  /** Follows the document from `after` on, through reconnections, until disposed. */
  follow(after: () => number, handlers: StreamHandlers): Disposable
  /** Revisions after one, in order; null when too far behind. */
  changesSince(revision: number): Promise<readonly Revision[] | null>
  snapshot(): Promise<Uint8Array>
  /** One's own latest revisions, oldest first, to undo through a reload. */
  ownRevisions(): Promise<readonly OwnRevision[]>
}

/** Why a request failed, as far as it matters for what to do next. */
export class TransportError extends Error {
  readonly kind: 'offline' | 'signed-out' | 'refused'
  constructor(kind: 'offline' | 'signed-out' | 'refused', message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'TransportError'
    this.kind = kind
  }
}
