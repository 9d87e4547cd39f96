'use client'
/** The bar on top: where one is, whether it is saved, undo, who works here, what goes out and in. */
import {
  ChevronDown,
  ChevronRight,
  Columns2,
  FileDown,
  FileUp,
  Keyboard,
  PanelRight,
  Redo2,
  Rows3,
  Search,
  Sparkles,
  Undo2,
} from 'lucide-react'
import Link from 'next/link'
import { useText } from '../../_text/text-provider.tsx'
import { buttonClass } from '../../_ui/button.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'
import { Logo } from '../../_ui/logo.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../_ui/menu.tsx'
import { LayerMenu } from '../people/layer-menu.tsx'
import { PeopleHere } from '../people/people-here.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { SaveStatus } from './save-status.tsx'
import type { StudioData } from './studio-data.ts'

export interface StudioHeaderProps {
  readonly data: StudioData
  readonly panelOpen: boolean
  readonly onPanel: () => void
  readonly onExport: () => void
  readonly onImport: () => void
}

export function StudioHeader({ data, panelOpen, onPanel, onExport, onImport }: StudioHeaderProps) {
  const { session, keys } = useStudio()
  const t = useText()
  const undoable = useValue(session.undoable)
  const redoable = useValue(session.redoable)
  return (
    <header className="flex h-11 shrink-0 items-center gap-1 border-b border-line bg-surface pr-2 pl-3">
      <Link href="/" aria-label={t.studio.toLibrary} className="mr-1 flex shrink-0 items-center rounded-sm">
        <Logo className="size-5" />
      </Link>
      <nav aria-label={t.studio.whereYouAre} className="flex min-w-0 items-center gap-0.5">
        <Link
          dir="auto"
          href={`/p/${data.project.id}`}
          className="min-w-0 truncate rounded-sm px-1.5 py-1 text-ink-2 hover:bg-hover hover:text-ink max-lg:max-w-32 max-md:hidden"
        >
          {data.project.name}
        </Link>
        <ChevronRight aria-hidden className="size-3.5 shrink-0 text-ink-3 max-md:hidden" />
        <Menu
          trigger={
            <button
              type="button"
              className="flex min-w-0 items-center gap-1 rounded-sm px-1.5 py-1 font-medium text-ink hover:bg-hover data-popup-open:bg-pressed"
            >
              <span dir="auto" className="truncate">
                {data.recording.name}
              </span>
              <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
            </button>
          }
        >
          <MenuItem href={`/r/${data.recording.id}`}>{t.studio.recordingPage}</MenuItem>
          <MenuItem href={`/p/${data.project.id}`}>{t.studio.allRecordings(data.project.name)}</MenuItem>
          <MenuSeparator />
          <MenuItem icon={<FileDown className="size-4" />} onSelect={onExport}>
            {t.studio.exportAnnotations}
          </MenuItem>
          {session.editable && (
            <MenuItem icon={<FileUp className="size-4" />} onSelect={onImport}>
              {t.studio.importAnnotations}
            </MenuItem>
          )}
          <MenuItem
            icon={<Sparkles className="size-4" />}
            keys={keys.chordFor('models.suggest') ?? undefined}
            onSelect={() => keys.run('models.suggest')}
          >
            {t.suggest.open}
          </MenuItem>
          <MenuSeparator />
          <MenuItem
            icon={<Rows3 className="size-4" />}
            keys={keys.chordFor('cameras.align') ?? undefined}
            onSelect={() => keys.run('cameras.align')}
          >
            {t.cameras.align}
          </MenuItem>
          <MenuItem icon={<Columns2 className="size-4" />} href={`/compare?a=${data.recording.id}`}>
            {t.cameras.compare}
          </MenuItem>
          <MenuSeparator />
          <MenuItem icon={<Keyboard className="size-4" />} keys="?" onSelect={() => keys.run('keys.list')}>
            {t.studio.keys}
          </MenuItem>
          <MenuItem href="/">{t.studio.toLibrary}</MenuItem>
        </Menu>
      </nav>
      <SaveStatus />
      <div className="flex-1" />
      <div className="flex items-center max-md:hidden">
        <IconButton
          label={undoable ? t.studio.undoWhat(undoable) : t.studio.nothingToUndo}
          keys="Mod+Z"
          icon={<Undo2 className="size-4" />}
          disabled={!undoable}
          onClick={() => session.undo()}
        />
        <IconButton
          label={redoable ? t.studio.redoWhat(redoable) : t.studio.nothingToRedo}
          keys="Mod+Shift+Z"
          icon={<Redo2 className="size-4" />}
          disabled={!redoable}
          onClick={() => session.redo()}
        />
        <IconButton
          label={t.studio.palette.command}
          keys="Mod+K"
          icon={<Search className="size-4" />}
          onClick={() => keys.run('studio.palette')}
        />
      </div>
      <span className="mx-1 max-lg:hidden">
        <PeopleHere />
      </span>
      <span className="max-md:hidden">
        <LayerMenu />
      </span>
      <button
        type="button"
        onClick={onExport}
        className={`${buttonClass({ variant: 'plain', size: 'small' })} h-7! max-md:hidden`}
      >
        <FileDown aria-hidden className="size-3.5" />
        {t.studio.export}
      </button>
      <IconButton
        label={panelOpen ? t.studio.hidePanel : t.studio.showPanel}
        pressed={panelOpen}
        icon={<PanelRight className="size-4" />}
        onClick={onPanel}
      />
    </header>
  )
}
