'use client'
/** The header of a group: opens and closes it; its tracks follow below, or lie in one ribbon beside it. */
import { ChevronDown, ChevronRight, MoreHorizontal } from 'lucide-react'
import type { PointerEvent } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { cx } from '../../_ui/cx.ts'
import { ContextMenu, Menu } from '../../_ui/menu.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import type { GroupRow } from './arrange.ts'
import { RenameField } from './rename-field.tsx'
import * as act from './track-actions.ts'
import { headerButton } from './track-header.tsx'
import { GroupMenuItems } from './track-menu.tsx'

export interface GroupHeaderProps {
  readonly group: GroupRow
  readonly dragged: boolean
  readonly onGrab: (event: PointerEvent<HTMLElement>) => void
}

export function GroupHeader({ group, dragged, onGrab }: GroupHeaderProps) {
  const t = useText().timeline
  const { timeline, session } = useStudio()
  const renaming = useValue(timeline.trackUi.renaming) === group.id
  const Chevron = group.closed ? ChevronRight : ChevronDown
  return (
    <ContextMenu items={<GroupMenuItems group={group} />}>
      <div
        data-row={group.id}
        style={{ height: group.height }}
        onPointerDown={(event) => {
          if (session.editable && !renaming) onGrab(event)
        }}
        className={cx(
          'group flex items-center border-b border-line bg-surface pr-1 pl-0.5 text-small hover:bg-hover',
          dragged && 'opacity-40',
        )}
      >
        {renaming ? (
          <RenameField
            name={group.name}
            label={t.newName(group.name)}
            onDone={(to) => {
              timeline.trackUi.renaming.value = null
              if (to !== null) act.renameGroup(timeline, group.name, to)
            }}
          />
        ) : (
          <>
            <button
              type="button"
              data-header-name
              aria-expanded={!group.closed}
              onClick={() => act.toggleGroup(timeline, group.name)}
              onDoubleClick={() => {
                if (session.editable) timeline.trackUi.renaming.value = group.id
              }}
              className="flex min-w-0 flex-1 items-center gap-0.5 self-stretch text-left text-ink-2 outline-offset-[-2px]"
            >
              <Chevron aria-hidden className="size-3.5 shrink-0 text-ink-3" />
              <span dir="auto" className="min-w-0 truncate font-semibold">
                {group.name}
              </span>
              <span className="ml-1 shrink-0 text-ink-3">{group.tracks.length}</span>
            </button>
            <Menu
              align="start"
              side="right"
              trigger={
                <button
                  type="button"
                  aria-label={t.moreAboutGroup(group.name)}
                  onPointerDown={(event) => event.stopPropagation()}
                  className={cx(headerButton, 'opacity-0 group-hover:opacity-100')}
                >
                  <MoreHorizontal aria-hidden className="size-3.5" />
                </button>
              }
            >
              <GroupMenuItems group={group} />
            </Menu>
          </>
        )}
      </div>
    </ContextMenu>
  )
}
