'use client'
/** One recording in the list. The name leads to the studio as soon as something can be played, before that to its page. */
import { EllipsisVertical, Info, RotateCcw, Trash2, Undo2 } from 'lucide-react'
import Link from 'next/link'
import { memo } from 'react'
import { useText } from '#app/_text/text-provider.tsx'
import { AvatarRow } from '#app/_ui/avatar.tsx'
import { Status } from '#app/_ui/badge.tsx'
import { Button } from '#app/_ui/button.tsx'
import { Checkbox } from '#app/_ui/checkbox.tsx'
import { cx } from '#app/_ui/cx.ts'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '#app/_ui/menu.tsx'
import { Progress } from '#app/_ui/progress.tsx'
import { Ago } from '../ago.tsx'
import { clockOfTicks } from '../format.ts'
import { mayAs } from '../roles.ts'
import { Filmstrip } from './filmstrip.tsx'
import type { ListedRow } from './list-order.ts'
import { RibbonBar } from './ribbon-bar.tsx'
import { playable, rowState } from './row-state.ts'
import { type RowActions, type Stage, stageOptions } from './use-row-actions.ts'

/** Columns of the list, the same for its head. */
export const columnsClass =
  'grid grid-cols-[24px_96px_minmax(0,1fr)_28px] items-center gap-x-4 lg:grid-cols-[24px_160px_minmax(0,1fr)_64px_180px_28px] xl:grid-cols-[24px_240px_minmax(0,1fr)_64px_88px_200px_92px_28px]'

export const hrefOf = (row: ListedRow): string => (playable(row) ? `/studio/${row.id}` : `/r/${row.id}`)

export interface RecordingRowProps {
  row: ListedRow
  selected: boolean
  /** The row that keys act on. */
  current: boolean
  showProject: boolean
  actions: RowActions
  onSelect: (row: ListedRow, on: boolean, range: boolean) => void
  onPoint: (row: ListedRow) => void
}

export const RecordingRow = memo(function RecordingRow(props: RecordingRowProps) {
  const { row, selected, current, showProject, actions, onSelect, onPoint } = props
  const text = useText()
  const t = text.recordings
  const state = rowState(row, text)
  const picture = row.assets.find((asset) => asset.thumbnails !== null) ?? row.assets[0]
  const mayEdit = mayAs(row.project.role, 'editor')
  const mayWork = mayAs(row.project.role, 'annotator')
  const about = [
    showProject && row.project.name,
    row.assets.length === 1 && row.assets[0]?.fileName !== row.name && row.assets[0]?.fileName,
    row.assets.length > 1 && t.files(row.assets.length),
  ].filter(Boolean)
  return (
    <li
      data-row={row.id}
      aria-current={current || undefined}
      onPointerDown={() => onPoint(row)}
      className={cx(
        columnsClass,
        'group relative min-h-19 border-b border-line py-2 pl-2 [contain-intrinsic-height:76px] [content-visibility:auto]',
        selected ? 'bg-accent-soft' : current ? 'bg-hover' : 'hover:bg-hover',
        current && 'shadow-[inset_2px_0_0_var(--accent)]',
      )}
    >
      <Checkbox
        checked={selected}
        label={t.select(row.name)}
        onChange={(on, { shiftKey }) => onSelect(row, on, shiftKey)}
      />
      <div className="flex flex-col gap-0.5">
        <Filmstrip
          assetId={picture?.id ?? null}
          facts={picture?.thumbnails ?? null}
          many={3}
          sound={picture !== undefined && picture.codec === null && picture.duration !== null}
          height={44}
          className="max-lg:*:not-first:hidden"
        />
        <RibbonBar pieces={row.ribbon} className="h-1.5" />
      </div>
      <div className="min-w-0">
        <Link
          dir="auto"
          href={hrefOf(row)}
          prefetch={false}
          className="line-clamp-2 font-medium break-words text-ink after:absolute after:inset-y-0 after:right-10 after:left-9"
        >
          {row.name}
        </Link>
        <p dir="auto" className="truncate text-left text-small text-ink-3">
          {about.join(' · ')}
        </p>
        <Status tone={state.tone} className="max-w-full text-small lg:hidden!">
          {state.text}
          {row.duration !== null && ` · ${clockOfTicks(row.duration)}`}
        </Status>
      </div>
      <span className="hidden text-right text-ink-2 lg:block">
        {row.duration === null ? <span className="text-ink-3">–</span> : clockOfTicks(row.duration)}
      </span>
      <span className="hidden xl:block">
        <AvatarRow people={row.people.map(({ userId, name }) => ({ id: userId, name }))} limit={3} />
      </span>
      <div className="hidden min-w-0 lg:block">
        <Status tone={state.tone} className="max-w-full">
          {state.text}
        </Status>
        {state.more && (
          <p
            className={cx(
              'text-small',
              state.tone === 'error' ? 'line-clamp-2 text-ink-2' : 'truncate text-ink-3',
            )}
            title={state.more}
          >
            {state.more}
          </p>
        )}
        {state.progress !== null && (
          <Progress value={state.progress} label={`${row.name}: ${state.text}`} className="mt-1 max-w-40" />
        )}
        {state.retry !== null && mayWork && (
          <Button
            size="small"
            icon={<RotateCcw aria-hidden className="size-3" />}
            className="z-1 mt-1"
            onClick={() => actions.retry(state.retry ?? '')}
          >
            {text.common.tryAgain}
          </Button>
        )}
      </div>
      <span className="hidden text-right text-ink-3 xl:block">
        <Ago at={row.updatedAt} />
      </span>
      <div className="z-1 -ml-2">
        <RowMenu row={row} mayEdit={mayEdit} mayWork={mayWork} actions={actions} />
      </div>
    </li>
  )
})

interface RowMenuProps {
  row: ListedRow
  mayEdit: boolean
  mayWork: boolean
  actions: RowActions
}

function RowMenu({ row, mayEdit, mayWork, actions }: RowMenuProps) {
  const { recordings: t, common } = useText()
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={t.more(row.name)} icon={<EllipsisVertical className="size-4" />} size="medium" />
      }
    >
      {row.deletedAt !== null ? (
        <MenuItem icon={<Undo2 className="size-4" />} onSelect={() => actions.restore([row])}>
          {t.restore}
        </MenuItem>
      ) : (
        <>
          <MenuItem icon={<Info className="size-4" />} href={`/r/${row.id}`} keys="I">
            {t.details}
          </MenuItem>
          {mayWork && (
            <>
              <MenuSeparator />
              <MenuLabel>{t.stage}</MenuLabel>
              <MenuChoice
                value={row.stage as Stage}
                options={stageOptions(t)}
                onChange={(stage) => actions.setStage([row], stage)}
              />
            </>
          )}
          {mayEdit && (
            <>
              <MenuSeparator />
              <MenuItem icon={<Trash2 className="size-4" />} danger onSelect={() => actions.remove([row])}>
                {common.remove}
              </MenuItem>
            </>
          )}
        </>
      )}
    </Menu>
  )
}
