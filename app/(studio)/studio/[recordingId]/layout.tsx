import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { actorFromHeaders, requireRecording } from '#server/people/index.ts'
import { hidden } from './hidden.ts'

/**
 * The door of the studio. The page under it is streamed, beginning with its skeleton; who may not enter is told here,
 * before the first byte, by the answer's status.
 */
export default async function StudioDoor(props: {
  params: Promise<{ recordingId: string }>
  children: ReactNode
}) {
  const { recordingId } = await props.params
  const actor = await actorFromHeaders(await headers())
  if (!actor) redirect(`/sign-in?next=${encodeURIComponent(`/studio/${recordingId}`)}`)
  await requireRecording(actor, recordingId, 'viewer').catch(hidden)
  return props.children
}
