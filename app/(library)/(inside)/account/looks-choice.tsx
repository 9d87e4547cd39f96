'use client'
import { useState } from 'react'
import { Segmented } from '#app/_ui/segmented.tsx'
import { chooseTheme, THEMES, type Theme } from '../../_parts/theme.ts'

export function LooksChoice({ theme }: { theme: Theme }) {
  const [chosen, setChosen] = useState(theme)
  return (
    <Segmented
      label="Looks"
      value={chosen}
      options={THEMES}
      onChange={(next) => {
        setChosen(next)
        chooseTheme(next)
      }}
    />
  )
}
