'use client'
/** The name left of a row that shows a file: what it is, its channels, hiding, and its height. */
import { Activity, AudioLines, EyeOff, Film } from 'lucide-react'
import { type PointerEvent, useRef } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import type { Row } from '../timeline/rows.ts'
import { ChannelsPanel } from './channels-panel.tsx'

const ICONS = { filmstrip: Film, waveform: AudioLines, signal: Activity, track: Film } as const

export function MediaHeader({ row }: { row: Row }) {
  const t = useText().signals
  const { timeline, signals } = useStudio()
  const source = useValue(signals).get(row.id)
  const start = useRef<{ y: number; height: number } | null>(null)
  const kind = { filmstrip: t.picture, waveform: t.sound, signal: t.signal, track: '' }[row.kind]
  const name = row.name ?? kind
  const full = row.name ? `${kind}: ${row.name}` : kind
  const Icon = ICONS[row.kind]
  const move = (event: PointerEvent<HTMLElement>) => {
    const from = start.current
    if (from) timeline.setHeight(row.id, from.height + event.clientY - from.y)
  }
  return (
    <div
      style={{ height: row.height }}
      className="group relative flex items-center gap-1.5 border-b border-line pr-1 pl-2 text-small text-ink-3 hover:bg-hover"
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      <span className="min-w-0 flex-1 truncate" title={full}>
        {name}
        {row.name && <span className="sr-only">, {kind}</span>}
      </span>
      <span className="flex opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 has-data-popup-open:opacity-100">
        <IconButton
          size="small"
          label={t.hideRow(full)}
          icon={<EyeOff aria-hidden className="size-3.5" />}
          onClick={() => {
            timeline.hiddenTracks.value = new Set([...timeline.hiddenTracks.peek(), row.id])
          }}
        />
      </span>
      {source && <ChannelsPanel source={source} />}
      <span
        aria-hidden
        onPointerDown={(event) => {
          event.preventDefault()
          event.currentTarget.setPointerCapture(event.pointerId)
          start.current = { y: event.clientY, height: row.height }
        }}
        onPointerMove={move}
        onPointerUp={() => {
          start.current = null
        }}
        className="absolute inset-x-0 -bottom-[3px] z-10 h-[6px] cursor-row-resize touch-none"
      />
    </div>
  )
}
