'use client'
import { FolderPlus, LayoutList, Menu as MenuIcon, X } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
/** Where one is and where one can go: all recordings, the projects, the account. A drawer on narrow screens. */
import { useText } from '#app/_text/text-provider.tsx'
import { cx } from '#app/_ui/cx.ts'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { LinkPending } from '#app/_ui/link-pending.tsx'
import { Logo } from '#app/_ui/logo.tsx'
import { AccountMenu } from '../_parts/account-menu.tsx'
import type { Theme } from '../_parts/theme.ts'

export interface SideProject {
  id: string
  name: string
  recordings: number
}

export interface SideBarProps {
  projects: readonly SideProject[]
  person: { id: string; name: string }
  mayCreate: boolean
  theme: Theme
}

const itemClass =
  'flex h-8 items-center gap-2 rounded-md px-2 text-ink-2 transition-colors hover:bg-hover hover:text-ink'

function Item({ href, current, children }: { href: string; current: boolean; children: React.ReactNode }) {
  return (
    <Link
      href={href}
      aria-current={current ? 'page' : undefined}
      className={cx(itemClass, current && 'bg-pressed font-medium text-ink!')}
    >
      {children}
      <LinkPending className="ml-auto" />
    </Link>
  )
}

export function SideBar({ projects, person, mayCreate, theme }: SideBarProps) {
  const t = useText().library
  const path = usePathname()
  const [open, setOpen] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the drawer
  useEffect(() => setOpen(false), [path])
  const home = (
    <Link href="/" className="flex items-center gap-2 rounded-sm text-ink">
      <Logo className="size-5" />
      <span className="text-title font-semibold tracking-tight">Scrubline</span>
    </Link>
  )
  return (
    <>
      <div className="sticky top-0 z-20 flex h-12 items-center gap-2 border-b border-line bg-canvas px-3 md:hidden">
        <IconButton
          label={open ? t.closeMenu : t.openMenu}
          aria-expanded={open}
          icon={open ? <X className="size-4" /> : <MenuIcon className="size-4" />}
          onClick={() => setOpen(!open)}
        />
        {home}
      </div>
      <aside
        className={cx(
          'flex-col border-line bg-canvas md:sticky md:top-0 md:flex md:h-dvh md:w-56 md:border-r',
          open ? 'fixed inset-x-0 top-12 bottom-0 z-20 flex' : 'hidden',
        )}
      >
        <div className="hidden h-14 items-center px-4 md:flex">{home}</div>
        <nav aria-label={t.main} className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto px-2 py-2">
          <Item href="/" current={path === '/'}>
            <LayoutList aria-hidden className="size-4 shrink-0" />
            {t.allRecordings}
          </Item>
          <h2 className="mt-4 mb-1 flex h-6 items-center px-2 text-small font-normal text-ink-3">
            {t.projects}
          </h2>
          {projects.map((project) => (
            <Item
              key={project.id}
              href={`/p/${project.id}`}
              current={path === `/p/${project.id}` || path.startsWith(`/p/${project.id}/`)}
            >
              <span dir="auto" className="min-w-0 flex-1 truncate" title={project.name}>
                {project.name}
              </span>
              <span className="text-small font-normal text-ink-3">{project.recordings}</span>
            </Item>
          ))}
          {mayCreate && (
            <Link href="/new-project" className={itemClass}>
              <FolderPlus aria-hidden className="size-4 shrink-0" />
              {t.newProject}
            </Link>
          )}
        </nav>
        <div className="border-t border-line p-2">
          <AccountMenu person={person} theme={theme} />
        </div>
      </aside>
    </>
  )
}
