/** Commands for the active track and for rows as a whole: in the key registry, the palette, and shown in the menus. */
import { currentText } from '../../_text/current-text.ts'
import type { KeyCommand } from '../keys/keys.ts'
import type { Timeline } from './timeline.ts'
import * as act from './track-actions.ts'

const STEP = 8

export function trackCommands(timeline: Timeline): KeyCommand[] {
  const t = currentText().timeline
  const { session, trackUi, rowState } = timeline
  const editable = () => session.editable && act.activeTrack(timeline) !== undefined
  const change = (
    id: string,
    title: string,
    keys: readonly string[],
    run: (trackId: string) => void,
    more: Partial<KeyCommand> = {},
  ): KeyCommand => ({
    id: `track.${id}`,
    title,
    group: t.trackGroup,
    keys,
    repeat: false,
    enabled: () => act.activeTrack(timeline) !== undefined,
    run: () => {
      const track = act.activeTrack(timeline)
      if (track) run(track.id)
    },
    ...more,
  })
  const edits = { enabled: editable }
  const heightOf = (id: string) => timeline.rows().find((row) => row.id === id)?.height ?? 32
  return [
    change('rename', t.rename, ['F2'], (id) => trackUi.rename(id), edits),
    change('settings', t.settings, ['Alt+P'], (id) => trackUi.set(id)),
    change('add', t.addTrack, ['Alt+N'], () => {}, {
      enabled: () => session.editable,
      run: () => trackUi.set('new'),
    }),
    change('duplicate', t.duplicate, ['Alt+Shift+D'], (id) => act.duplicate(timeline, id, false), edits),
    change('remove', t.removeTrack, ['Alt+Delete'], (id) => act.askToRemove(timeline, id), edits),
    change('move-up', t.moveUp, ['Alt+Shift+ArrowUp'], (id) => act.stepTrackPlace(timeline, id, -1), edits),
    change(
      'move-down',
      t.moveDown,
      ['Alt+Shift+ArrowDown'],
      (id) => act.stepTrackPlace(timeline, id, 1),
      edits,
    ),
    change('group', t.newGroup, [], (id) => act.newGroup(timeline, id, t.groupName), edits),
    change('fold', t.foldTrack, ['Alt+Y'], (id) => act.toggleFold(timeline, id)),
    change('fold-group', t.foldGroup, ['Alt+G'], (id) => {
      const group = session.store.track(id)?.group
      if (group) act.toggleGroup(timeline, group)
    }),
    change('fold-groups', t.foldGroups, ['Alt+Shift+G'], () => {}, {
      enabled: () => session.store.tracks.some((track) => track.group !== null),
      run: () => act.toggleAllGroups(timeline),
    }),
    change('solo', t.solo, ['Alt+S'], (id) => act.toggleSolo(timeline, [id])),
    change('leave-solo', t.leaveSolo, ['Alt+Shift+S'], () => {}, {
      enabled: () => rowState.solo.peek().size > 0,
      run: () => act.leaveSolo(timeline),
    }),
    change('hide', t.hide, ['Alt+Q'], (id) => act.setHidden(timeline, [id], true)),
    change('show-all', t.showAll, ['Alt+Shift+Q'], () => {}, {
      enabled: () => true,
      run: () => act.showAll(timeline),
    }),
    change('lock', t.lock, ['Alt+K'], (id) => act.toggleLock(timeline, [id]), edits),
    change('higher', t.higher, ['Alt+='], (id) => act.changeHeight(timeline, id, heightOf(id), STEP), {
      repeat: true,
    }),
    change('lower', t.lower, ['Alt+-'], (id) => act.changeHeight(timeline, id, heightOf(id), -STEP), {
      repeat: true,
    }),
  ]
}
