'use client'
/** Above the headers: adding a track, what is hidden and bringing it back; and, while some are alone, the way out of that. */
import { ChevronDown, Eye, Plus } from 'lucide-react'
import { useText } from '../../_text/text-provider.tsx'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../../_ui/menu.tsx'
import { Tooltip } from '../../_ui/tooltip.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { useMediaKind } from './media-header.tsx'
import * as act from './track-actions.ts'

export function HeadersCorner() {
  const t = useText().timeline
  const { timeline, session, keys } = useStudio()
  useValue(keys.changed)
  const { rowState, trackUi } = timeline
  const hidden = useValue(rowState.hidden)
  const solo = useValue(rowState.solo)
  const tracks = useValue(session.store.trackList)
  const media = useValue(timeline.mediaRows)
  const kindOf = useMediaKind()
  const away = [
    ...media
      .filter((row) => hidden.has(row.id))
      .map((row) => ({ id: row.id, name: row.name ? `${kindOf(row)}: ${row.name}` : kindOf(row) })),
    ...tracks.filter((track) => track.hidden || hidden.has(track.id)),
  ]
  const chord = (id: string) => keys.chordFor(`track.${id}`) ?? undefined
  const alone = tracks.filter((track) => solo.has(track.id)).length
  if (alone)
    return (
      <Tooltip content={t.leaveSolo} keys={chord('leave-solo')} side="right">
        <button
          type="button"
          onClick={() => act.leaveSolo(timeline)}
          className="flex h-5 min-w-0 flex-1 items-center justify-between gap-1 rounded-sm bg-warn-soft px-1.5 text-small font-medium text-warn"
        >
          <span className="truncate">{t.soloCount(alone)}</span>
          <span aria-hidden>×</span>
        </button>
      </Tooltip>
    )
  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            className="flex h-5 min-w-0 items-center gap-0.5 rounded-sm px-1 text-small text-ink-3 hover:bg-hover hover:text-ink"
          >
            <span className="truncate">
              {away.length ? `${t.tracks} · ${t.hiddenCount(away.length)}` : t.tracks}
            </span>
            <ChevronDown aria-hidden className="size-3 shrink-0" />
          </button>
        }
      >
        <MenuItem
          icon={<Plus className="size-4" />}
          keys={chord('add')}
          disabled={!session.editable}
          onSelect={() => {
            trackUi.settings.value = 'new'
          }}
        >
          {t.addTrack}
        </MenuItem>
        <MenuItem
          keys={chord('fold-groups')}
          disabled={!tracks.some((track) => track.group !== null)}
          onSelect={() => act.toggleAllGroups(timeline)}
        >
          {t.foldGroups}
        </MenuItem>
        {away.length > 0 && (
          <>
            <MenuSeparator />
            <MenuLabel>{t.hiddenRows}</MenuLabel>
            {away.map(({ id, name }) => (
              <MenuItem
                key={id}
                icon={<Eye className="size-4" />}
                onSelect={() => act.setHidden(timeline, [id], false)}
              >
                {t.showNamed(name)}
              </MenuItem>
            ))}
            <MenuItem keys={chord('show-all')} onSelect={() => act.showAll(timeline)}>
              {t.showAll}
            </MenuItem>
          </>
        )}
      </Menu>
      <span className="flex-1" />
      <Tooltip content={t.addTrack} keys={chord('add')} side="right">
        <button
          type="button"
          aria-label={t.addTrack}
          disabled={!session.editable}
          onClick={() => {
            trackUi.settings.value = 'new'
          }}
          className="flex size-5 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink disabled:opacity-40"
        >
          <Plus aria-hidden className="size-3.5" />
        </button>
      </Tooltip>
    </>
  )
}
