'use client'
import { useState } from 'react'
import { useText } from '#app/_text/text-provider.tsx'
import { Segmented } from '#app/_ui/segmented.tsx'
import { chooseTheme, THEMES, type Theme } from '../../_parts/theme.ts'

export function LooksChoice({ theme }: { theme: Theme }) {
  const t = useText().door
  const [chosen, setChosen] = useState(theme)
  return (
    <Segmented
      label={t.looks}
      value={chosen}
      options={THEMES.map((value) => ({ value, label: t.themes[value] }))}
      onChange={(next) => {
        setChosen(next)
        chooseTheme(next)
      }}
    />
  )
}
