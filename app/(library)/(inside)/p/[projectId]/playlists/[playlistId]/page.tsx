import { notFound } from 'next/navigation'
import { PlaylistView } from '#app/_studio/search/playlist-view.tsx'
import { getPlaylist } from '#server/playlists/index.ts'
import { getLabelSet } from '#server/projects/index.ts'
import { search } from '#server/search/index.ts'
import { orNotFound, requireVisitor } from '../../../../../_parts/visitor.ts'

interface Props {
  params: Promise<{ projectId: string; playlistId: string }>
}

/** Answers of a live playlist that are shown and played. */
const MOST_ANSWERS = 200

export default async function PlaylistPage({ params }: Props) {
  const { projectId, playlistId } = await params
  const actor = await requireVisitor(`/p/${projectId}/playlists/${playlistId}`)
  const playlist = await orNotFound(getPlaylist(actor, playlistId))
  if (playlist.projectId !== projectId) notFound()
  const [labelSet, answer] = await Promise.all([
    getLabelSet(actor, projectId),
    playlist.query
      ? search(actor, { projectId, query: playlist.query, offset: 0, limit: MOST_ANSWERS })
      : null,
  ])
  return <PlaylistView key={playlistId} playlist={playlist} labelSet={labelSet} answer={answer} />
}
