/** What can be done with a track from its header, its menu and by key. View state goes to the row state, the rest is commands. */
import {
  duplicateTrack,
  placeTracks,
  removeTrack,
  updateTrack,
  updateTracks,
} from '#media/core/commands/index.ts'
import type { TrackRecord } from '#media/core/document/records.ts'
import { dropPlace, stepPlace } from './arrange.ts'
import { toggled } from './row-state.ts'
import type { Timeline } from './timeline.ts'

/** The track that keys go to; undefined when there is none. */
export const activeTrack = ({ session }: Timeline): TrackRecord | undefined => {
  const id = session.activeTrackId.peek()
  return id === null ? undefined : session.store.track(id)
}

export function renameTrack(timeline: Timeline, id: string, name: string): void {
  const track = timeline.session.store.track(id)
  const wanted = name.trim()
  if (track && wanted && wanted !== track.name)
    timeline.session.run(updateTrack, { id, changes: { name: wanted.slice(0, 200) } })
}

/** A group is its tracks' common word: renaming it renames it on each of them. */
export function renameGroup(timeline: Timeline, name: string, to: string): void {
  const wanted = to.trim().slice(0, 100)
  if (!wanted || wanted === name) return
  const { closedGroups } = timeline.rowState
  const done = timeline.session.run(updateTracks, {
    ids: membersOf(timeline, name),
    changes: { group: wanted },
  })
  if (done.ok && closedGroups.peek().has(name))
    closedGroups.value = toggled(toggled(closedGroups.peek(), name, false), wanted, true)
}

export const membersOf = ({ session }: Timeline, group: string): string[] =>
  session.store.tracks.filter((t) => t.group === group).map((t) => t.id)

export function setGroup(timeline: Timeline, id: string, group: string | null): void {
  const track = timeline.session.store.track(id)
  if (track && track.group !== group) timeline.session.run(updateTrack, { id, changes: { group } })
}

/** A group of its own for a track, named so that no group has the name yet, and its name open to be typed. */
export function newGroup(timeline: Timeline, id: string, name: string): void {
  const taken = new Set(timeline.session.store.tracks.map((t) => t.group))
  let free = name
  for (let n = 2; taken.has(free); n++) free = `${name} ${n}`
  const done = timeline.session.run(updateTrack, { id, changes: { group: free } })
  if (done.ok) timeline.trackUi.renaming.value = `group ${free}`
}

export function dissolveGroup(timeline: Timeline, name: string): void {
  timeline.session.run(updateTracks, { ids: membersOf(timeline, name), changes: { group: null } })
}

export function stepTrackPlace(timeline: Timeline, id: string, by: -1 | 1): void {
  const place = stepPlace(timeline.arranged.peek(), id, by)
  if (place) timeline.session.run(placeTracks, { ids: [id], ...place })
}

/** @param at number of the arranged row it is dropped in front of */
export function dropTrack(timeline: Timeline, id: string, at: number): void {
  const rows = timeline.arranged.peek()
  const from = rows.findIndex((row) => row.id === id)
  const place = dropPlace(rows, at, id)
  const track = timeline.session.store.track(id)
  if (!track || ((at === from || at === from + 1) && place.group === track.group)) return
  timeline.session.run(placeTracks, { ids: [id], ...place })
}

export function dropGroup(timeline: Timeline, name: string, at: number): void {
  const rows = timeline.arranged.peek()
  const ids = membersOf(timeline, name)
  // Into the middle of another group it goes in front of that group.
  let row = rows[at]
  if (row?.kind === 'track' && row.track.group !== null && row.track.group !== name) {
    const { group } = row.track
    row = rows.find((r) => r.kind === 'group' && r.name === group)
  }
  const first = row?.kind === 'group' ? row.tracks[0]?.id : row?.track.id
  if (first && ids.includes(first)) return
  timeline.session.run(placeTracks, { ids, beforeId: first ?? null })
}

export function toggleFold({ rowState }: Timeline, id: string): void {
  rowState.folded.value = toggled(rowState.folded.peek(), id)
}

export function toggleGroup({ rowState }: Timeline, name: string): void {
  rowState.closedGroups.value = toggled(rowState.closedGroups.peek(), name)
}

/** Closes all groups, or opens them when all are closed. */
export function toggleAllGroups({ rowState, session }: Timeline): void {
  const groups = new Set(session.store.tracks.flatMap((t) => t.group ?? []))
  const allClosed = [...groups].every((g) => rowState.closedGroups.peek().has(g))
  rowState.closedGroups.value = allClosed ? new Set() : groups
}

export function toggleSolo(timeline: Timeline, ids: readonly string[]): void {
  const { solo } = timeline.rowState
  const on = !ids.every((id) => solo.peek().has(id))
  let next = solo.peek()
  for (const id of ids) next = toggled(next, id, on)
  solo.value = next
  keepActiveInSight(timeline)
}

export function leaveSolo({ rowState }: Timeline): void {
  rowState.solo.value = new Set()
}

export function setHidden(timeline: Timeline, ids: readonly string[], hide: boolean): void {
  const { rowState, session } = timeline
  let next = rowState.hidden.peek()
  for (const id of ids) next = toggled(next, id, hide)
  rowState.hidden.value = next
  // Hidden in the document itself: showing it again is a change of the document.
  const recorded = ids.filter((id) => !hide && session.store.track(id)?.hidden)
  if (recorded.length) session.run(updateTracks, { ids: recorded, changes: { hidden: false } })
  keepActiveInSight(timeline)
}

export function showAll(timeline: Timeline): void {
  const { session } = timeline
  timeline.rowState.hidden.value = new Set()
  const recorded = session.store.tracks.filter((t) => t.hidden).map((t) => t.id)
  if (recorded.length) session.run(updateTracks, { ids: recorded, changes: { hidden: false } })
}

export function toggleLock({ session }: Timeline, ids: readonly string[]): void {
  const locked = !ids.every((id) => session.store.track(id)?.locked)
  session.run(updateTracks, { ids, changes: { locked } })
}

/** Higher or lower by a few pixels, also for a folded track, which opens. */
export function changeHeight({ rowState }: Timeline, id: string, now: number, by: number): void {
  rowState.folded.value = toggled(rowState.folded.peek(), id, false)
  rowState.setHeight(id, now + by)
}

/** Removes an empty track at once; one that holds something is asked about. */
export function askToRemove(timeline: Timeline, id: string): void {
  const { session } = timeline
  const track = session.store.track(id)
  if (!track) return
  const holds = session.store.lanesOf(id).length > 0 || session.store.traces(id).length > 0
  if (holds && !track.locked) timeline.trackUi.removing.value = id
  else session.run(removeTrack, { id })
}

export function duplicate(timeline: Timeline, id: string, along: boolean): void {
  const { session } = timeline
  const track = session.store.track(id)
  if (!track) return
  const taken = new Set(session.store.tracks.map((t) => t.name))
  const base = track.name.replace(/ \d+$/, '')
  let n = 2
  while (taken.has(`${base} ${n}`)) n++
  const layerId = along ? session.activeLayerId.peek() : null
  session.run(duplicateTrack, { id, name: `${base} ${n}`.slice(0, 200), layerId })
}

export function selectTrack({ session }: Timeline, id: string): void {
  session.activeTrackId.value = id
  session.select(session.store.lanesOf(id).flatMap(([, lane]) => [...lane.all()].map((a) => a.id)))
}

/** Keys must not go to a track that nobody sees. */
function keepActiveInSight(timeline: Timeline): void {
  const { session } = timeline
  const present = timeline.presentTracks.peek()
  if (present.length && !present.some((t) => t.id === session.activeTrackId.peek()))
    session.activeTrackId.value = present[0]!.id
}
