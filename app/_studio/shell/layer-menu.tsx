'use client'
/** Which layer new annotations go to, and which layers are seen. */
import { Eye, EyeOff, Layers } from 'lucide-react'
import { buttonClass } from '../../_ui/button.tsx'
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../../_ui/menu.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'

export function LayerMenu() {
  const { session, timeline } = useStudio()
  const layers = useValue(session.store.layerList)
  const active = useValue(session.activeLayerId)
  const hidden = useValue(timeline.tracks.hiddenLayers)
  const name = layers.find((l) => l.id === active)?.name ?? 'none'
  const writable = layers.filter(
    (l) => l.kind === 'people' && (l.ownerId === null || l.ownerId === session.user.id),
  )
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className={`${buttonClass({ variant: 'quiet', size: 'small' })} h-7! max-w-48`}>
          <Layers aria-hidden className="size-3.5" />
          <span className="truncate">
            <span className="max-xl:hidden">Layer: </span>
            {name}
          </span>
        </button>
      }
    >
      <MenuLabel>New annotations go to</MenuLabel>
      <MenuChoice
        value={active}
        options={writable.map((l) => ({ value: l.id, label: l.name }))}
        onChange={(id) => {
          session.activeLayerId.value = id
        }}
      />
      <MenuSeparator />
      <MenuLabel>Seen on the timeline</MenuLabel>
      {layers.map((layer) => {
        const off = hidden.has(layer.id)
        return (
          <MenuItem
            key={layer.id}
            icon={off ? <EyeOff className="size-4" /> : <Eye className="size-4" />}
            onSelect={() => {
              const next = new Set(hidden)
              if (off) next.delete(layer.id)
              else next.add(layer.id)
              timeline.tracks.hiddenLayers.value = next
            }}
          >
            {off ? `Show ${layer.name}` : `Hide ${layer.name}`}
          </MenuItem>
        )
      })}
    </Menu>
  )
}
