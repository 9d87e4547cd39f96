import { ListVideo, Search } from 'lucide-react'
import Link from 'next/link'
import { pageText } from '#app/_text/page-text.ts'
import { Badge } from '#app/_ui/badge.tsx'
import { buttonClass } from '#app/_ui/button.tsx'
import { EmptyState } from '#app/_ui/empty-state.tsx'
import { listPlaylists } from '#server/playlists/index.ts'
import { Ago } from '../../../../_parts/ago.tsx'
import { orNotFound, requireVisitor } from '../../../../_parts/visitor.ts'

export default async function PlaylistsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params
  const actor = await requireVisitor(`/p/${projectId}/playlists`)
  const [playlists, { search: t }] = await Promise.all([
    orNotFound(listPlaylists(actor, projectId)),
    pageText(),
  ])
  const searchLink = (
    <Link href={`/p/${projectId}/search`} className={buttonClass()}>
      {t.search}
    </Link>
  )
  if (!playlists.length)
    return (
      <EmptyState icon={<ListVideo className="size-6" />} title={t.noPlaylists} action={searchLink}>
        {t.noPlaylistsHint}
      </EmptyState>
    )
  return (
    <div className="max-w-200 pt-5">
      <div className="mb-2 flex items-center gap-4">
        <p className="flex-1 text-ink-2">{t.playlistsAbout}</p>
        {searchLink}
      </div>
      <ul className="border-t border-line">
        {playlists.map((playlist) => (
          <li key={playlist.id} className="border-b border-line">
            <Link
              href={`/p/${projectId}/playlists/${playlist.id}`}
              className="flex min-h-12 items-center gap-3 rounded-sm px-2 py-2 hover:bg-hover"
            >
              {playlist.live ? (
                <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
              ) : (
                <ListVideo aria-hidden className="size-4 shrink-0 text-ink-3" />
              )}
              <span dir="auto" className="min-w-0 flex-1 truncate font-medium">
                {playlist.name}
              </span>
              {playlist.author && (
                <span className="truncate text-small text-ink-3">{t.by(playlist.author)}</span>
              )}
              <Badge>{playlist.clips === null ? t.live : t.clipsCount(playlist.clips)}</Badge>
              <span className="w-28 text-right text-small text-ink-3">
                <Ago at={playlist.updatedAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
