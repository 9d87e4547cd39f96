'use client'
/** Tabs with an underline on the chosen one. For tabs that are pages of their own, see TabLinks. */
import { Tabs as Base } from '@base-ui/react/tabs'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { LinkPending } from './link-pending.tsx'

export interface Tab<T extends string = string> {
  value: T
  label: ReactNode
  content: ReactNode
}

const tabClass =
  'relative -mb-px inline-flex h-9 items-center gap-1.5 border-b-2 border-transparent px-1 text-ink-2 select-none transition-colors hover:text-ink'
const chosenClass = 'border-ink! text-ink!'

export interface TabsProps<T extends string> {
  tabs: readonly Tab<T>[]
  value: T
  onChange: (value: T) => void
  /** Fills the height of its parent; the panel scrolls. */
  fill?: boolean
}

export function Tabs<T extends string>({ tabs, value, onChange, fill }: TabsProps<T>) {
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => onChange(next as T)}
      className={cx(fill && 'flex h-full min-h-0 flex-col')}
    >
      <Base.List className="flex shrink-0 gap-2 overflow-x-auto border-b border-line px-3 [scrollbar-width:none]">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className={cx(tabClass, tab.value === value && chosenClass)}
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className={cx(fill && 'min-h-0 flex-1 overflow-auto')}>
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}

export interface TabLink {
  href: string
  label: ReactNode
  count?: number
}

/** Navigation that looks like tabs: each leads to its own address. */
export function TabLinks({ links, current, label }: { links: TabLink[]; current: string; label: string }) {
  return (
    <nav aria-label={label} className="flex gap-5 overflow-x-auto border-b border-line">
      {links.map((link) => (
        <Link
          key={link.href}
          href={link.href}
          scroll={false}
          aria-current={link.href === current ? 'page' : undefined}
          className={cx(tabClass, 'px-0!', link.href === current && chosenClass)}
        >
          {link.label}
          {link.count !== undefined && <span className="text-small text-ink-3">{link.count}</span>}
          <LinkPending className="-ml-1" />
        </Link>
      ))}
    </nav>
  )
}
