/** What to show when a call failed, and what kind of failure it was. */
import { TRPCClientError } from '@trpc/client'
import { currentText } from '#app/_text/current-text.ts'

export type FailureKind = 'offline' | 'signed-out' | 'refused' | 'broken'

interface Told {
  plain?: string
  httpStatus?: number
}

/** offline: no answer at all; signed-out: sign in again; refused: the sentence says why; broken: a fault of ours. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof TRPCClientError) {
    const data = error.data as Told | null | undefined
    if (!data) return 'offline'
    if (data.plain === 'not-signed-in') return 'signed-out'
    return data.plain === 'internal' || !data.plain ? 'broken' : 'refused'
  }
  return error instanceof TypeError ? 'offline' : 'broken'
}

export function sentenceOf(error: unknown): string {
  if (failureKind(error) === 'offline') return currentText().failures.offline
  return error instanceof Error ? error.message : String(error)
}
