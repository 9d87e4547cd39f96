'use client'
import type { TrackRecord } from '#media/core/document/records.ts'
/** What a track and a group offer, for the button in the header and the right click alike; keys stand beside. */
import { useText } from '../../_text/text-provider.tsx'
import { MenuItem, MenuSeparator } from '../../_ui/menu.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import type { GroupRow } from './arrange.ts'
import * as act from './track-actions.ts'

export function TrackMenuItems({ track }: { track: TrackRecord }) {
  const { timeline: t, signals } = useText()
  const { timeline, session, keys } = useStudio()
  const { rowState, trackUi } = timeline
  const band = useValue(timeline.raterBand)
  const folded = useValue(rowState.folded).has(track.id)
  const solo = useValue(rowState.solo).has(track.id)
  const all = useValue(session.store.trackList)
  const still = !session.editable
  const chord = (id: string) => keys.chordFor(`track.${id}`) ?? undefined
  const groups = [...new Set(all.flatMap((other) => other.group ?? []))].filter((g) => g !== track.group)
  return (
    <>
      <MenuItem
        keys={chord('rename')}
        disabled={still}
        onSelect={() => later(() => trackUi.rename(track.id))}
      >
        {t.rename}
      </MenuItem>
      <MenuItem keys={chord('settings')} onSelect={() => trackUi.set(track.id)}>
        {t.settings}
      </MenuItem>
      <MenuSeparator />
      <MenuItem keys={chord('solo')} onSelect={() => act.toggleSolo(timeline, [track.id])}>
        {solo ? t.soloOff : t.solo}
      </MenuItem>
      <MenuItem keys={chord('fold')} onSelect={() => act.toggleFold(timeline, track.id)}>
        {folded ? t.unfoldTrack : t.foldTrack}
      </MenuItem>
      <MenuItem keys={chord('hide')} onSelect={() => act.setHidden(timeline, [track.id], true)}>
        {t.hide}
      </MenuItem>
      <MenuItem keys={chord('lock')} disabled={still} onSelect={() => act.toggleLock(timeline, [track.id])}>
        {track.locked ? t.unlockNamed(track.name) : t.lockNamed(track.name)}
      </MenuItem>
      <MenuItem onSelect={() => act.selectTrack(timeline, track.id)}>{t.selectAll}</MenuItem>
      <MenuItem onSelect={() => rowState.setHeight(track.id, null)}>{t.firstHeight}</MenuItem>
      {track.kind === 'trace' && (
        <MenuItem
          keys={keys.chordFor('trace.band') ?? undefined}
          onSelect={() => {
            timeline.raterBand.value = !band
          }}
        >
          {band ? signals.bandOff : signals.bandOn}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem
        keys={chord('move-up')}
        disabled={still}
        onSelect={() => act.stepTrackPlace(timeline, track.id, -1)}
      >
        {t.moveUp}
      </MenuItem>
      <MenuItem
        keys={chord('move-down')}
        disabled={still}
        onSelect={() => act.stepTrackPlace(timeline, track.id, 1)}
      >
        {t.moveDown}
      </MenuItem>
      {groups.map((group) => (
        <MenuItem key={group} disabled={still} onSelect={() => act.setGroup(timeline, track.id, group)}>
          {t.group}: {group}
        </MenuItem>
      ))}
      {track.group !== null && (
        <MenuItem disabled={still} onSelect={() => act.setGroup(timeline, track.id, null)}>
          {t.noGroup}
        </MenuItem>
      )}
      <MenuItem
        keys={chord('group')}
        disabled={still}
        onSelect={() => later(() => act.newGroup(timeline, track.id, t.groupName))}
      >
        {t.newGroup}
      </MenuItem>
      <MenuSeparator />
      <MenuItem keys={chord('add')} disabled={still} onSelect={() => trackUi.set('new')}>
        {t.addTrack}
      </MenuItem>
      <MenuItem
        keys={chord('duplicate')}
        disabled={still}
        onSelect={() => act.duplicate(timeline, track.id, false)}
      >
        {t.duplicate}
      </MenuItem>
      <MenuItem disabled={still} onSelect={() => act.duplicate(timeline, track.id, true)}>
        {t.duplicateAlong}
      </MenuItem>
      <MenuItem
        danger
        keys={chord('remove')}
        disabled={still}
        onSelect={() => act.askToRemove(timeline, track.id)}
      >
        {t.removeTrack}
      </MenuItem>
    </>
  )
}

export function GroupMenuItems({ group }: { group: GroupRow }) {
  const t = useText().timeline
  const { timeline, session, keys } = useStudio()
  const ids = group.tracks.map((track) => track.id)
  const locked = group.tracks.every((track) => track.locked)
  const solo = useValue(timeline.rowState.solo)
  const still = !session.editable
  return (
    <>
      <MenuItem disabled={still} onSelect={() => later(() => timeline.trackUi.rename(group.id))}>
        {t.rename}
      </MenuItem>
      <MenuItem
        keys={keys.chordFor('track.fold-group') ?? undefined}
        onSelect={() => act.toggleGroup(timeline, group.name)}
      >
        {group.closed ? t.openGroup : t.foldGroup}
      </MenuItem>
      <MenuItem onSelect={() => act.toggleSolo(timeline, ids)}>
        {ids.every((id) => solo.has(id)) ? t.soloOff : t.solo}
      </MenuItem>
      <MenuItem onSelect={() => act.setHidden(timeline, ids, true)}>{t.hide}</MenuItem>
      <MenuItem disabled={still} onSelect={() => act.toggleLock(timeline, ids)}>
        {locked ? t.unlockAll : t.lockAll}
      </MenuItem>
      <MenuSeparator />
      <MenuItem disabled={still} onSelect={() => act.dissolveGroup(timeline, group.name)}>
        {t.ungroup}
      </MenuItem>
    </>
  )
}

/** After the menu has given the focus back, which would end a name being typed. */
function later(run: () => void): void {
  setTimeout(run, 0)
}
