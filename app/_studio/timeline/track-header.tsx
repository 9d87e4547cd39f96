'use client'
/** The header of one track: its name, what it allows, and at hand when the pointer or the focus is there: alone, lock, more. */
import { Lock, LockOpen, MoreHorizontal } from 'lucide-react'
import type { PointerEvent } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { cx } from '../../_ui/cx.ts'
import { ContextMenu, Menu } from '../../_ui/menu.tsx'
import { Tooltip } from '../../_ui/tooltip.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import type { TrackRowPlan } from './arrange.ts'
import { ColorLegend } from './color-legend.tsx'
import { HeightGrip } from './height-grip.tsx'
import { RenameField } from './rename-field.tsx'
import * as act from './track-actions.ts'
import { TrackMenuItems } from './track-menu.tsx'

export interface TrackHeaderProps {
  readonly plan: TrackRowPlan
  readonly dragged: boolean
  readonly onGrab: (event: PointerEvent<HTMLElement>) => void
}

export const headerButton =
  'flex size-5 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:bg-pressed hover:text-ink focus-visible:opacity-100 data-popup-open:opacity-100'

export function TrackHeader({ plan, dragged, onGrab }: TrackHeaderProps) {
  const t = useText().timeline
  const { timeline, session, keys } = useStudio()
  const { track, height, folded } = plan
  const active = useValue(session.activeTrackId) === track.id
  const renaming = useValue(timeline.trackUi.renaming) === track.id
  const soloed = useValue(timeline.rowState.solo).has(track.id)
  const { name, locked } = track
  const chord = (id: string) => keys.chordFor(`track.${id}`) ?? undefined
  return (
    <ContextMenu items={<TrackMenuItems track={track} />}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a place to drag and right-click; keys do both */}
      <div
        data-row={track.id}
        onContextMenu={() => {
          // The keys that the menu shows are the active track's.
          session.activeTrackId.value = track.id
        }}
        style={{ height }}
        onPointerDown={(event) => {
          if (session.editable && !renaming) onGrab(event)
        }}
        className={cx(
          'group relative flex items-center border-b border-line pr-1',
          track.group === null ? 'pl-2' : 'pl-4',
          active ? 'bg-hover' : 'hover:bg-hover',
          dragged && 'opacity-40',
        )}
      >
        {active && <span aria-hidden className="absolute inset-y-0 left-0 w-0.5 bg-accent" />}
        {track.group !== null && (
          <span aria-hidden className="absolute inset-y-0 left-[9px] w-px bg-line-2" />
        )}
        {renaming ? (
          <RenameField
            name={name}
            label={t.newName(name)}
            onDone={(to) => {
              timeline.trackUi.renaming.value = null
              if (to !== null) act.renameTrack(timeline, track.id, to)
            }}
          />
        ) : (
          <>
            <button
              type="button"
              data-header-name
              tabIndex={active ? 0 : -1}
              aria-pressed={active}
              onClick={() => {
                session.activeTrackId.value = track.id
              }}
              onDoubleClick={() => {
                if (session.editable) timeline.trackUi.renaming.value = track.id
              }}
              className="flex min-w-0 flex-1 flex-col items-start justify-center self-stretch overflow-hidden text-left outline-offset-[-2px]"
            >
              <span
                dir="auto"
                className={cx(
                  'w-full truncate text-left',
                  folded && 'text-small leading-[15px]',
                  active ? 'text-ink' : 'text-ink-2',
                  locked && 'text-ink-3',
                )}
              >
                {name}
              </span>
              {height >= 44 && (
                <span aria-hidden className="w-full">
                  <About plan={plan} />
                </span>
              )}
            </button>
            <span className="flex shrink-0 items-center">
              {track.colorBy !== 'label' && !folded && <ColorLegend track={track} />}
              <Tooltip content={soloed ? t.soloOff : t.solo} keys={chord('solo')} side="right">
                <button
                  type="button"
                  tabIndex={-1}
                  aria-label={`${soloed ? t.soloOff : t.solo}: ${name}`}
                  aria-pressed={soloed}
                  onPointerDown={stop}
                  onClick={() => act.toggleSolo(timeline, [track.id])}
                  className={cx(
                    headerButton,
                    'text-small font-semibold',
                    folded && 'size-3.5!',
                    soloed ? 'bg-warn-soft text-warn!' : 'hidden group-hover:flex focus-visible:flex',
                  )}
                >
                  S
                </button>
              </Tooltip>
              <Tooltip
                content={locked ? t.unlockNamed(name) : t.lockNamed(name)}
                keys={chord('lock')}
                side="right"
              >
                <button
                  type="button"
                  tabIndex={-1}
                  aria-label={locked ? t.unlockNamed(name) : t.lockNamed(name)}
                  aria-pressed={locked}
                  disabled={!session.editable}
                  onPointerDown={stop}
                  onClick={() => act.toggleLock(timeline, [track.id])}
                  className={cx(
                    headerButton,
                    folded && 'size-3.5!',
                    locked ? 'text-warn!' : 'hidden group-hover:flex focus-visible:flex',
                  )}
                >
                  {locked ? (
                    <Lock aria-hidden className="size-3" />
                  ) : (
                    <LockOpen aria-hidden className="size-3" />
                  )}
                </button>
              </Tooltip>
              <Menu
                align="start"
                side="right"
                trigger={
                  <button
                    type="button"
                    tabIndex={active ? 0 : -1}
                    aria-label={t.moreAbout(name)}
                    onPointerDown={stop}
                    className={cx(
                      headerButton,
                      folded && 'size-3.5!',
                      !active && 'opacity-0 group-hover:opacity-100',
                    )}
                  >
                    <MoreHorizontal aria-hidden className="size-3.5" />
                  </button>
                }
              >
                <TrackMenuItems track={track} />
              </Menu>
            </span>
          </>
        )}
        {!folded && (
          <HeightGrip
            label={t.heightOf(name)}
            height={height}
            onHeight={(to) => timeline.rowState.setHeight(track.id, to)}
          />
        )}
      </div>
    </ContextMenu>
  )
}

/** Second line of a tall header: what may lie on the track. */
function About({ plan: { track } }: { plan: TrackRowPlan }) {
  const t = useText().timeline
  const { session } = useStudio()
  const parent = track.parentId === null ? undefined : session.store.track(track.parentId)
  const words = [
    track.kind === 'intervals' ? t.policyShort[track.policy] : t.kindShort[track.kind],
    parent && (track.parentRule === 'inside' ? t.inside(parent.name) : t.sameBounds(parent.name)),
  ].filter(Boolean)
  return <span className="w-full truncate text-small text-ink-3">{words.join(' · ')}</span>
}

const stop = (event: PointerEvent) => event.stopPropagation()
