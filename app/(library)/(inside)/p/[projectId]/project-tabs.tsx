'use client'
import { usePathname } from 'next/navigation'
import { useText } from '#app/_text/text-provider.tsx'
import { TabLinks } from '#app/_ui/tabs.tsx'

interface ProjectTabsProps {
  projectId: string
  recordings: number
  members: number
  /** Editors and owners. */
  settings: boolean
}

export function ProjectTabs({ projectId, recordings, members, settings }: ProjectTabsProps) {
  const path = usePathname()
  const { project: t, search } = useText()
  const base = `/p/${projectId}`
  return (
    <TabLinks
      label={t.project}
      current={path}
      links={[
        { href: base, label: t.recordings, count: recordings },
        { href: `${base}/search`, label: search.tab },
        { href: `${base}/playlists`, label: search.playlists },
        { href: `${base}/people`, label: t.people, count: members },
        { href: `${base}/labels`, label: t.labels },
        ...(settings ? [{ href: `${base}/settings`, label: t.settings }] : []),
      ]}
    />
  )
}
