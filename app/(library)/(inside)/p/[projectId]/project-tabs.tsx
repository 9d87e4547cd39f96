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
  const t = useText().search
  const base = `/p/${projectId}`
  return (
    <TabLinks
      label="Project"
      current={path}
      links={[
        { href: base, label: 'Recordings', count: recordings },
        { href: `${base}/search`, label: t.tab },
        { href: `${base}/playlists`, label: t.playlists },
        { href: `${base}/people`, label: 'People', count: members },
        { href: `${base}/labels`, label: 'Labels' },
        ...(settings ? [{ href: `${base}/settings`, label: 'Settings' }] : []),
      ]}
    />
  )
}
