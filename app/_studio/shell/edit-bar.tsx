'use client'
/** The row between picture and timeline: what is armed or running, the editing commands, snapping and zoom. */
import {
  CopyPlus,
  ListFilter,
  Magnet,
  Maximize2,
  Merge,
  MoveHorizontal,
  PencilRuler,
  Scissors,
  Trash2,
  X,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import { useText } from '../../_text/text-provider.tsx'
import { buttonClass } from '../../_ui/button.tsx'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'
import { Kbd } from '../../_ui/kbd.tsx'
import { Menu, MenuChoice, MenuLabel } from '../../_ui/menu.tsx'
import { EdgeChoice } from '../editing/edge-choice.tsx'
import { SnapMenu } from '../editing/snap-menu.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import type { FollowMode } from '../timeline/viewport.ts'

const FOLLOW: readonly FollowMode[] = ['page', 'centre', 'off']

export function EditBar() {
  const { session, timeline, keys } = useStudio()
  useValue(keys.changed)
  const selected = useValue(session.selection).size > 0
  const snapping = useValue(timeline.snapping)
  const follow = useValue(timeline.follow)
  const stretching = useValue(timeline.stretching)
  const text = useText()
  const t = text.editing.commands
  const bar = text.studio.editBar
  const command = (id: string, icon: React.ReactNode, label: string, off = false) => (
    <IconButton
      size="small"
      label={label}
      keys={keys.chordFor(id) ?? undefined}
      icon={icon}
      disabled={off}
      onClick={() => keys.run(id)}
    />
  )
  const still = !session.editable
  return (
    <div
      role="toolbar"
      aria-label={bar.title}
      className="flex h-8 shrink-0 items-center gap-0.5 overflow-hidden border-b border-line bg-surface px-2"
    >
      {command('edit.split', <Scissors className="size-3.5" />, bar.split, still)}
      {command('edit.merge', <Merge className="size-3.5" />, bar.merge, still || !selected)}
      {command('edit.duplicate', <CopyPlus className="size-3.5" />, t.duplicate, still || !selected)}
      {command('edit.delete', <Trash2 className="size-3.5" />, bar.delete, still || !selected)}
      <span aria-hidden className="mx-1.5 h-4 w-px bg-line" />
      <EdgeChoice />
      <IconButton
        size="small"
        label={t.stretch}
        keys={keys.chordFor('edit.stretch') ?? undefined}
        pressed={stretching}
        icon={<MoveHorizontal className="size-3.5" />}
        disabled={still}
        onClick={() => keys.run('edit.stretch')}
      />
      {command('edit.retime', <PencilRuler className="size-3.5" />, t.retime, still)}
      {command('edit.select-where', <ListFilter className="size-3.5" />, t.selectWhere)}
      <Running />
      <div className="flex-1" />
      <Menu
        side="top"
        align="end"
        trigger={
          <button type="button" className={buttonClass({ variant: 'quiet', size: 'small' })}>
            {bar.follow}: {bar.followShort[follow]}
          </button>
        }
      >
        <MenuLabel>{bar.whilePlaying}</MenuLabel>
        <MenuChoice
          value={follow}
          options={FOLLOW.map((value) => ({ value, label: bar.followModes[value] }))}
          onChange={(mode) => {
            timeline.follow.value = mode
          }}
        />
      </Menu>
      <IconButton
        size="small"
        label={snapping ? bar.snappingOn : bar.snappingOff}
        keys={keys.chordFor('timeline.snap') ?? undefined}
        pressed={snapping}
        icon={<Magnet className="size-3.5" />}
        onClick={() => keys.run('timeline.snap')}
      />
      <SnapMenu />
      {command('timeline.zoom-out', <ZoomOut className="size-3.5" />, bar.zoomOut)}
      {command('timeline.zoom-in', <ZoomIn className="size-3.5" />, bar.zoomIn)}
      {command('timeline.zoom-all', <Maximize2 className="size-3.5" />, bar.showAll)}
    </div>
  )
}

/** What the next drag would draw, and what grows until its key is pressed again. */
function Running() {
  const { session, keyer, keys } = useStudio()
  const armed = useValue(session.armed)
  const running = useValue(keyer.running)
  const relabelling = useValue(keyer.relabelling)
  const mode = useValue(keyer.mode)
  const text = useText()
  const t = text.editing.running
  const bar = text.studio.editBar
  const book = useValue(session.store.labels)
  if (!armed && !running.length && !relabelling && mode === 'toggle') return null
  const label = armed && book.get(armed.labelId)
  return (
    <div className="ml-1.5 flex min-w-0 items-center gap-3 overflow-hidden border-l border-line pl-3 text-small">
      {mode === 'hold' && <span className="shrink-0 text-ink-3">{t.hold}</span>}
      {relabelling && <span className="shrink-0 text-accent">{t.relabelling}</span>}
      {label && (
        <span className="flex min-w-0 items-center gap-1.5 text-ink">
          <Swatch color={label.color} />
          <span className="truncate">
            {bar.draw}{' '}
            <b dir="auto" className="font-semibold">
              {label.name}
            </b>{' '}
            {bar.drawOn} <bdi>{session.store.track(armed.trackId)?.name}</bdi>
          </span>
          <IconButton
            size="small"
            label={bar.drawNothing}
            keys="Escape"
            icon={<X className="size-3.5" />}
            onClick={() => {
              session.armed.value = null
            }}
          />
        </span>
      )}
      {running.map((r) => {
        const runs = book.get(r.labelId)
        const chord = keys.chordFor(`label.${r.labelId}`)
        return (
          <span key={r.annotationId} className="flex min-w-0 items-center gap-1.5 text-ink">
            <Swatch color={runs?.color ?? '#8a8f98'} />
            <span className="truncate">
              <bdi>{runs?.name}</bdi> {bar.running}
            </span>
            {chord && (
              <span className="flex items-center gap-1 text-ink-3">
                <Kbd keys={chord} /> {bar.endsIt}
              </span>
            )}
          </span>
        )
      })}
    </div>
  )
}
