import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { NotReady } from '#app/_studio/shell/not-ready.tsx'
import type { StudioData } from '#app/_studio/shell/studio-data.ts'
import { Studio } from '#app/_studio/studio.tsx'
import { pageText } from '#app/_text/page-text.ts'
import { actorFromHeaders, membersOf } from '#server/people/index.ts'
import { getLabelSet } from '#server/projects/index.ts'
import { getRecording } from '#server/recordings/index.ts'
import { hidden } from './hidden.ts'

interface Props {
  params: Promise<{ recordingId: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageText()).studio.title }
}

/** What the studio opens with. The document and the frame index, which may be large, it fetches itself as bytes. */
export default async function StudioPage({ params }: Props) {
  const { recordingId: id } = await params
  const actor = await actorFromHeaders(await headers())
  if (!actor) redirect(`/sign-in?next=${encodeURIComponent(`/studio/${id}`)}`)
  const recording = await getRecording(actor, id).catch(hidden)
  const { project, role, work } = recording
  const playable = recording.assets.filter((asset) => asset.manifest)
  if (!playable.length)
    return (
      <NotReady
        recordingId={id}
        recordingName={recording.name}
        projectId={project.id}
        assets={recording.assets.map(({ fileName, state, problem }) => ({ fileName, state, problem }))}
      />
    )
  const [labelSet, members] = await Promise.all([
    getLabelSet(actor, project.id),
    membersOf(actor, project.id),
  ])
  const data: StudioData = {
    recording: { id, name: recording.name },
    project: { id: project.id, name: project.name },
    user: { id: actor.userId, name: actor.name, role, work },
    labelSet,
    assets: playable.map(({ id: assetId, fileName, title, offset, rate, main, manifest }) => ({
      assetId,
      fileName,
      title,
      offset,
      rate,
      main,
      manifest: manifest!,
    })),
    people: [...members, ...recording.people].map(({ userId, name }) => ({ id: userId, name })),
  }
  return <Studio key={id} data={data} />
}
