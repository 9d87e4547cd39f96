import type { Metadata } from 'next'
import { cache } from 'react'
import { history } from '#server/documents/index.ts'
import type { SignedIn } from '#server/people/index.ts'
import { projectAudit } from '#server/projects/index.ts'
import { getRecording, trackRibbons } from '#server/recordings/index.ts'
import { orNotFound, requireVisitor } from '../../../_parts/visitor.ts'
import { RecordingPage } from './recording-page.tsx'

const PAGE = 20

type Params = Promise<{ recordingId: string }>

/** Once a request: each reading is a line in the audit log. */
const read = cache((actor: SignedIn, recordingId: string) => orNotFound(getRecording(actor, recordingId)))
const enter = cache((recordingId: string) => requireVisitor(`/r/${recordingId}`))

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { recordingId } = await params
  return { title: (await read(await enter(recordingId), recordingId)).name }
}

export default async function Page({ params }: { params: Params }) {
  const { recordingId } = await params
  const actor = await enter(recordingId)
  const recording = await read(actor, recordingId)
  const [tracks, changes, audit] = await Promise.all([
    trackRibbons(actor, recordingId),
    history(actor, { recordingId, limit: PAGE }),
    recording.role === 'owner'
      ? projectAudit(actor, { projectId: recording.project.id, recordingId, limit: PAGE })
      : null,
  ])
  return <RecordingPage recording={recording} tracks={tracks} history={changes} audit={audit} page={PAGE} />
}
