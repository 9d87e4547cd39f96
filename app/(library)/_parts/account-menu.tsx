'use client'
import { ChevronsUpDown, LogOut, UserRound } from 'lucide-react'
import { useState } from 'react'
import { sentenceOf } from '#app/_client/sentence.ts'
import { signOut } from '#app/_client/session.ts'
/** The person at the bottom of the side bar: account, looks, sign out. */
import { useText } from '#app/_text/text-provider.tsx'
import { Avatar } from '#app/_ui/avatar.tsx'
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '#app/_ui/menu.tsx'
import { toast } from '#app/_ui/toast.tsx'
import { chooseTheme, THEMES, type Theme } from './theme.ts'

export function AccountMenu({ person, theme }: { person: { id: string; name: string }; theme: Theme }) {
  const t = useText().door
  const [chosen, setChosen] = useState(theme)
  const leave = async (): Promise<void> => {
    try {
      await signOut()
      window.location.assign('/sign-in')
    } catch (error) {
      toast({ kind: 'error', title: sentenceOf(error) })
    }
  }
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          className="flex h-10 w-full items-center gap-2 rounded-md px-2 text-left transition-colors hover:bg-hover data-popup-open:bg-pressed"
        >
          <span className="sr-only">{t.accountMenu}</span>
          <Avatar id={person.id} name={person.name} />
          <span dir="auto" className="min-w-0 flex-1 truncate text-ink">
            {person.name}
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 text-ink-3" />
        </button>
      }
    >
      <MenuItem href="/account" icon={<UserRound className="size-4" />}>
        {t.account}
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>{t.looks}</MenuLabel>
      <MenuChoice
        value={chosen}
        options={THEMES.map((value) => ({ value, label: t.themes[value] }))}
        onChange={(next) => {
          setChosen(next)
          chooseTheme(next)
        }}
      />
      <MenuSeparator />
      <MenuItem icon={<LogOut className="size-4" />} onSelect={leave}>
        {t.signOut}
      </MenuItem>
    </Menu>
  )
}
