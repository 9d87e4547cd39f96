/** The document after a change, from the server. */
import { trpc } from '#app/_client/trpc.ts'
import type { StateAt } from './time-travel.ts'

export async function fetchStateAt(recordingId: string, revision: number): Promise<StateAt> {
  const { data, ...rest } = await trpc.documents.at.query({ recordingId, revision })
  return { ...rest, data: Uint8Array.from(atob(data), (c) => c.charCodeAt(0)) }
}
