/**
 * The timeline's commands for the key layer and the palette, and one command a label. A label's key that another command
 * has already is reached with Shift or Alt, so that J, K and L keep playing.
 */

import { effect } from '@preact/signals-core'
import { trimEnd, trimStart } from '#media/core/commands/index.ts'
import type { Label } from '#media/core/document/records.ts'
import type { Tick } from '#media/core/time/tick.ts'
import { currentText } from '../../_text/current-text.ts'
import type { KeyCommand, KeyRegistry } from '../keys/keys.ts'
import type { Session } from '../session/session.ts'
import { deleteSelected } from '../tools/delete/delete.ts'
import { isModeKey } from '../tools/editing-keys.ts'
import type { Editor } from '../tools/editor.ts'
import type { LabelKeyer } from '../tools/label-keys/label-keyer.ts'
import { mergeSelected } from '../tools/merge/merge.ts'
import { shownFrame } from '../tools/shown-frame.ts'
import { splitAtPlayhead } from '../tools/split/split.ts'
import { edgeBeside } from './edges.ts'
import type { Timeline } from './timeline.ts'
import { trackCommands } from './track-keys.ts'

export interface TimelineKeysOptions {
  readonly keys: KeyRegistry
  readonly session: Session
  readonly timeline: Timeline
  readonly keyer: LabelKeyer
  readonly editor: Editor
}

/** A label's own command, by its id. */
export const isLabelKey = (id: string): boolean => id.startsWith('label.')

export function registerTimelineKeys(options: TimelineKeysOptions): Disposable {
  const stack = new DisposableStack()
  stack.use(
    options.keys.register(...editing(options), ...viewing(options), ...trackCommands(options.timeline)),
  )
  let labels: Disposable | null = null
  let written = ''
  stack.defer(() => labels?.[Symbol.dispose]())
  stack.defer(
    effect(() => {
      options.keys.changed.value
      const book = options.session.store.labels.value
      const wanted = labelChords(
        book.set.labels.filter((label) => !label.retired),
        options.keys,
      )
      const text = JSON.stringify([...wanted].map(([label, chord]) => [label.id, label.name, chord]))
      // Registering counts as a change of the keys: without this the effect would turn for ever.
      if (text === written) return
      written = text
      labels?.[Symbol.dispose]()
      labels = options.keys.register(
        ...[...wanted].map(([label, chord]) => labelCommand(options, label, chord)),
      )
    }),
  )
  return stack
}

/** The chord that a label's key comes to; null for a label without a key, or when Shift and Alt are taken too. */
export function labelChords(labels: readonly Label[], keys: KeyRegistry): Map<Label, string | null> {
  const taken = new Set(
    keys
      .list()
      // Keys of an attribute's choices come and go; labels keep theirs meanwhile.
      .filter(({ command }) => !isLabelKey(command.id) && !isModeKey(command.id))
      .flatMap((bound) => bound.keys),
  )
  const chords = new Map<Label, string | null>()
  for (const label of labels) {
    const plain = label.key?.toUpperCase() ?? null
    const chord = plain && [plain, `Shift+${plain}`, `Alt+${plain}`].find((c) => !taken.has(c))
    chords.set(label, chord ?? null)
    if (chord) taken.add(chord)
  }
  return chords
}

function labelCommand({ keyer }: TimelineKeysOptions, label: Label, chord: string | null): KeyCommand {
  return {
    id: `label.${label.id}`,
    title: label.name,
    group: currentText().keys.groups.labels,
    keys: chord ? [chord] : [],
    repeat: false,
    run: () => keyer.press(label),
    shifted: () => keyer.press(label, true),
    release: () => keyer.release(label),
  }
}

function editing({ session, keyer, editor }: TimelineKeysOptions): KeyCommand[] {
  const selected = () => session.selection.peek().size > 0
  const text = currentText()
  const group = text.keys.groups.annotations
  const t = text.editing.commands
  return [
    { id: 'edit.undo', title: t.undo, group, keys: ['Mod+Z'], run: () => session.undo() },
    { id: 'edit.redo', title: t.redo, group, keys: ['Mod+Shift+Z', 'Mod+Y'], run: () => session.redo() },
    {
      id: 'edit.split',
      title: t.split,
      group,
      keys: ['S'],
      repeat: false,
      run: () => splitAtPlayhead(session),
    },
    {
      id: 'edit.merge',
      title: t.merge,
      group,
      keys: ['M'],
      repeat: false,
      enabled: selected,
      run: () => mergeSelected(session),
    },
    {
      id: 'edit.delete',
      title: t.delete,
      group,
      keys: ['Delete', 'Backspace'],
      repeat: false,
      enabled: selected,
      run: () => deleteSelected(session),
    },
    {
      id: 'edit.start-here',
      title: t.startHere,
      group,
      keys: ['Shift+I'],
      enabled: selected,
      run: () => trimToShown(session, 'start'),
    },
    {
      id: 'edit.end-here',
      title: t.endHere,
      group,
      keys: ['Shift+O'],
      enabled: selected,
      run: () => trimToShown(session, 'end'),
    },
    {
      id: 'edit.select-here',
      title: t.selectHere,
      group,
      keys: ['Enter'],
      run: () => selectHere(session),
    },
    {
      id: 'edit.select-all',
      title: t.selectAll,
      group,
      keys: ['Mod+A'],
      run: () => selectAll(session),
    },
    {
      id: 'edit.end-labels',
      title: t.endLabels,
      group,
      keys: ['.'],
      run: () => keyer.endAll(),
    },
    {
      id: 'edit.escape',
      title: t.escape,
      group,
      keys: ['Escape'],
      run: () => letGo(editor),
    },
  ]
}

function viewing({ session, timeline }: TimelineKeysOptions): KeyCommand[] {
  const text = currentText()
  const group = text.keys.groups.timeline
  const t = text.timeline.commands
  const jump = (direction: -1 | 1) => {
    const edge = edgeBeside(session, shownFrame(session).start, direction)
    if (edge !== null) session.clock.seek(edge)
  }
  return [
    {
      id: 'timeline.previous-edge',
      title: t.previousEdge,
      group,
      keys: ['ArrowUp', '['],
      run: () => jump(-1),
    },
    {
      id: 'timeline.next-edge',
      title: t.nextEdge,
      group,
      keys: ['ArrowDown', ']'],
      run: () => jump(1),
    },
    {
      id: 'timeline.previous-track',
      title: t.previousTrack,
      group,
      keys: ['Shift+ArrowUp'],
      run: () => stepTrack(timeline, -1),
    },
    {
      id: 'timeline.next-track',
      title: t.nextTrack,
      group,
      keys: ['Shift+ArrowDown'],
      run: () => stepTrack(timeline, 1),
    },
    {
      id: 'timeline.zoom-in',
      title: t.zoomIn,
      group,
      keys: ['=', '+', 'Mod+='],
      run: () => timeline.zoomBy(1 / 1.5),
    },
    {
      id: 'timeline.zoom-out',
      title: t.zoomOut,
      group,
      keys: ['-', 'Mod+-'],
      run: () => timeline.zoomBy(1.5),
    },
    {
      id: 'timeline.zoom-all',
      title: t.zoomAll,
      group,
      keys: ['\\', 'Mod+0'],
      run: () => timeline.fitAll(),
    },
    {
      id: 'timeline.zoom-selection',
      title: t.zoomSelection,
      group,
      keys: ['/'],
      run: () => fitSelected(session, timeline),
    },
    {
      id: 'timeline.snap',
      title: t.snap,
      group,
      keys: ['N'],
      repeat: false,
      run: () => {
        timeline.snapping.value = !timeline.snapping.peek()
      },
    },
  ]
}

export function trimToShown(session: Session, edge: 'start' | 'end'): void {
  const frame = shownFrame(session)
  for (const id of session.selection.peek())
    if (edge === 'start') session.run(trimStart, { id, to: frame.start })
    else session.run(trimEnd, { id, to: frame.end })
}

function selectHere(session: Session): void {
  const at = shownFrame(session).start
  const active = session.activeTrackId.peek()
  const tracks = active ? [active] : session.store.tracks.map((t) => t.id)
  const found = tracks.flatMap((id) => session.store.lanesOf(id).flatMap(([, lane]) => lane.at(at)))
  session.select(found.slice(-1).map((a) => a.id))
}

function selectAll(session: Session): void {
  const active = session.activeTrackId.peek()
  if (!active) return
  const lane = session.store.lane(active, session.activeLayerId.peek())
  session.select([...lane.all()].map((a) => a.id))
}

function letGo({ session, timeline, keyer, nudger, attributes }: Editor): void {
  if (timeline.cancelGesture() || nudger.cancel() || attributes.close()) return
  if (session.armed.peek()) session.armed.value = null
  else if (keyer.letGo()) return
  else if (timeline.stretching.peek()) timeline.stretching.value = false
  else if (session.selection.peek().size) session.select([])
}

function stepTrack(timeline: Timeline, by: -1 | 1): void {
  const { session } = timeline
  const tracks = timeline.shownTracks.peek()
  const at = tracks.findIndex((t) => t.id === session.activeTrackId.peek())
  const next = tracks[Math.max(0, Math.min(tracks.length - 1, at + by))]
  if (next) session.activeTrackId.value = next.id
}

function fitSelected(session: Session, timeline: Timeline): void {
  const all = [...session.selection.peek()]
    .map((id) => session.store.annotation(id))
    .filter((a) => a !== undefined)
  if (!all.length) return
  timeline.fitRange(Math.min(...all.map((a) => a.start)), Math.max(...all.map((a) => a.end)) as Tick)
}
