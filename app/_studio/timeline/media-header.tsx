'use client'
/** The header of a row of media: what it shows, its height, its place among the others, and putting it out of sight. */
import { Activity, AudioLines, Film, MoreHorizontal } from 'lucide-react'
import { useText } from '../../_text/text-provider.tsx'
import { cx } from '../../_ui/cx.ts'
import { ContextMenu, Menu, MenuItem } from '../../_ui/menu.tsx'
import { ChannelsPanel } from '../signals/channels-panel.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { HeightGrip } from './height-grip.tsx'
import { moveInOrder } from './media-order.ts'
import type { Row } from './rows.ts'
import * as act from './track-actions.ts'
import { headerButton } from './track-header.tsx'

const ICONS = { filmstrip: Film, waveform: AudioLines, signal: Activity } as const

/** What kind of row it is, in words. */
/** Characters of a file's name that are never cut away. */
const TAIL = 9

export function useMediaKind(): (row: Row) => string {
  const t = useText().timeline
  return (row) => (row.kind === 'filmstrip' ? t.picture : row.kind === 'waveform' ? t.sound : t.signal)
}

export function MediaHeader({ row }: { row: Row }) {
  const t = useText().timeline
  const { timeline, signals } = useStudio()
  const source = useValue(signals).get(row.id)
  const kind = useMediaKind()(row)
  const name = row.name ?? kind
  const Icon = ICONS[row.kind as keyof typeof ICONS] ?? Activity
  const { rowState } = timeline
  const move = (by: -1 | 1) => {
    const ids = timeline.mediaRows.peek().map((other) => other.id)
    rowState.mediaOrder.value = moveInOrder(ids, row.id, by, rowState.hidden.peek())
  }
  const items = (
    <>
      <MenuItem onSelect={() => act.setHidden(timeline, [row.id], true)}>{t.hide}</MenuItem>
      <MenuItem onSelect={() => move(-1)}>{t.moveUp}</MenuItem>
      <MenuItem onSelect={() => move(1)}>{t.moveDown}</MenuItem>
      <MenuItem onSelect={() => rowState.setHeight(row.id, null)}>{t.firstHeight}</MenuItem>
    </>
  )
  return (
    <ContextMenu items={items}>
      <div
        data-row={row.id}
        style={{ height: row.height }}
        className="group relative flex items-center gap-1.5 border-b border-line pr-1 pl-2 text-small text-ink-3 hover:bg-hover"
      >
        <Icon aria-hidden className="size-3.5 shrink-0" />
        {/* Names of files differ at their end more often than at their start: what is cut away is the middle. */}
        <span title={name} className="flex min-w-0 flex-1 text-left">
          <span dir="auto" className="min-w-0 truncate">
            {name.slice(0, -TAIL)}
          </span>
          <span className="shrink-0 whitespace-pre">{name.slice(-TAIL)}</span>
          {row.name && <span className="sr-only">, {kind}</span>}
        </span>
        {source && <ChannelsPanel source={source} />}
        <Menu
          align="start"
          side="right"
          trigger={
            <button
              type="button"
              aria-label={t.moreAbout(name)}
              className={cx(headerButton, 'opacity-0 group-hover:opacity-100')}
            >
              <MoreHorizontal aria-hidden className="size-3.5" />
            </button>
          }
        >
          {items}
        </Menu>
        <HeightGrip
          label={t.heightOf(name)}
          height={row.height}
          onHeight={(to) => rowState.setHeight(row.id, to)}
        />
      </div>
    </ContextMenu>
  )
}
