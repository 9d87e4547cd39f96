/** Tracks themselves: made, changed, taken away, reordered. */
import { newId } from '../document/ids.ts'
import { TRACK_DEFAULTS, type TrackRecord } from '../document/records.ts'
import { refuse } from '../document/refusal.ts'
import type { Command } from './command.ts'
import { Draft } from './draft.ts'

export type NewTrack = Pick<TrackRecord, 'name' | 'kind'> & Partial<Omit<TrackRecord, 'type'>>

/** At the bottom, unless an order is given. */
export const addTrack: Command<NewTrack> = (state, args) => {
  const last = state.document.tracks.at(-1)
  const track: TrackRecord = {
    ...TRACK_DEFAULTS,
    order: last ? last.order + 1 : 0,
    ...args,
    type: 'track',
    id: args.id ?? newId(),
  }
  const draft = new Draft(state)
  draft.add(track)
  return draft.finish(`Added the track ${track.name}`, [])
}

export interface UpdateTrackArgs {
  readonly id: string
  readonly changes: Partial<Omit<TrackRecord, 'id' | 'type'>>
}

export const updateTrack: Command<UpdateTrackArgs> = (state, args) => {
  const track = state.document.get(args.id)
  if (track?.type !== 'track') return refuse('missing', 'This track is not there any more.')
  const draft = new Draft(state)
  draft.set<TrackRecord>(track.id, args.changes)
  const { name, locked, hidden } = args.changes
  const done =
    name !== undefined && name !== track.name
      ? `Renamed the track ${track.name} to ${name}`
      : locked !== undefined
        ? `${locked ? 'Locked' : 'Unlocked'} the track ${track.name}`
        : hidden !== undefined
          ? `${hidden ? 'Hid' : 'Showed'} the track ${track.name}`
          : `Changed the track ${track.name}`
  return draft.finish(done, [])
}

export interface UpdateTracksArgs {
  readonly ids: Iterable<string>
  readonly changes: UpdateTrackArgs['changes']
}

/** The same change to several tracks: a group renamed, hidden or locked at once. */
export const updateTracks: Command<UpdateTracksArgs> = (state, args) => {
  const tracks: TrackRecord[] = []
  for (const id of new Set(args.ids)) {
    const track = state.document.get(id)
    if (track?.type !== 'track') return refuse('missing', 'This track is not there any more.')
    tracks.push(track)
  }
  const [first] = tracks
  if (!first) return refuse('nothing', 'No track is chosen.')
  if (tracks.length === 1) return updateTrack(state, { id: first.id, changes: args.changes })
  const draft = new Draft(state)
  for (const track of tracks) draft.set<TrackRecord>(track.id, args.changes)
  const { group, locked, hidden } = args.changes
  const many = `${tracks.length} tracks`
  const groups = new Set(tracks.map((t) => t.group))
  const done =
    group === null
      ? `Took ${many} out of their group`
      : group !== undefined
        ? groups.size === 1 && first.group !== null
          ? `Renamed the group ${first.group} to ${group}`
          : `Put ${many} in the group ${group}`
        : locked !== undefined
          ? `${locked ? 'Locked' : 'Unlocked'} ${many}`
          : hidden !== undefined
            ? `${hidden ? 'Hid' : 'Showed'} ${many}`
            : `Changed ${many}`
  return draft.finish(done, [])
}

export interface RemoveTrackArgs {
  readonly id: string
  /** `remove` takes along what is on it; otherwise only an empty track goes. */
  readonly annotations?: 'refuse' | 'remove'
}

export const removeTrack: Command<RemoveTrackArgs> = (state, args) => {
  const track = state.document.get(args.id)
  if (track?.type !== 'track') return refuse('missing', 'This track is not there any more.')
  const draft = new Draft(state)
  let count = 0
  if (args.annotations === 'remove')
    for (const [, lane] of state.document.lanesOf(track.id))
      for (const a of lane.all()) {
        draft.remove(a.id)
        count++
      }
  if (args.annotations === 'remove') for (const t of state.document.traces(track.id)) draft.remove(t.id)
  for (const child of state.document.tracks)
    if (child.parentId === track.id) draft.set<TrackRecord>(child.id, { parentId: null })
  draft.remove(track.id)
  const along = count ? ` and ${count} ${count === 1 ? 'annotation' : 'annotations'} on it` : ''
  return draft.finish(`Removed the track ${track.name}${along}`, [])
}

export interface ReorderTrackArgs {
  readonly id: string
  /** The track it goes in front of; null puts it last. */
  readonly beforeId: string | null
}

export const reorderTrack: Command<ReorderTrackArgs> = (state, args) => {
  const track = state.document.get(args.id)
  if (track?.type !== 'track') return refuse('missing', 'This track is not there any more.')
  const others = state.document.tracks.filter((t) => t.id !== track.id)
  const found = args.beforeId === null ? -1 : others.findIndex((t) => t.id === args.beforeId)
  const place = found < 0 ? others.length : found
  const above = others[place - 1]
  const below = others[place]
  const order =
    above && below ? (above.order + below.order) / 2 : above ? above.order + 1 : (below?.order ?? 1) - 1
  const draft = new Draft(state)
  if (above && below && !(above.order < order && order < below.order))
    // No number fits between any more: all are counted anew.
    for (const [i, t] of others.toSpliced(place, 0, track).entries())
      draft.set<TrackRecord>(t.id, { order: i })
  else draft.set<TrackRecord>(track.id, { order })
  return draft.finish(`Moved the track ${track.name}`, [])
}
