/** Where tracks stand: several at once to another place, into a group or out of it; and a copy of one below it. */
import { newId } from '../document/ids.ts'
import type { TrackRecord } from '../document/records.ts'
import { refuse } from '../document/refusal.ts'
import type { Command } from './command.ts'
import { Draft } from './draft.ts'

export interface PlaceTracksArgs {
  /** They keep their order among each other. */
  readonly ids: readonly string[]
  /** The track they go in front of; null puts them last. */
  readonly beforeId: string | null
  /** The group they belong to afterwards; left out, they keep theirs. */
  readonly group?: string | null
}

export const placeTracks: Command<PlaceTracksArgs> = (state, { ids, beforeId, group }) => {
  const { tracks } = state.document
  const moved = tracks.filter((t) => ids.includes(t.id))
  const [first] = moved
  if (!first || moved.length < new Set(ids).size)
    return refuse('missing', 'This track is not there any more.')
  const others = tracks.filter((t) => !ids.includes(t.id))
  const found = beforeId === null ? -1 : others.findIndex((t) => t.id === beforeId)
  const place = found < 0 ? others.length : found
  const above = others[place - 1]
  const below = others[place]
  const from = above?.order ?? (below ? below.order - moved.length - 1 : 0)
  const to = below?.order ?? from + moved.length + 1
  const step = (to - from) / (moved.length + 1)
  const orders = moved.map((_, i) => from + step * (i + 1))
  const draft = new Draft(state)
  const rising = [from, ...orders, to].every((n, i, all) => i === 0 || n > all[i - 1]!)
  const stays = others.toSpliced(place, 0, ...moved).every((t, i) => t.id === tracks[i]!.id)
  // No numbers fit between any more: all are counted anew.
  if (!stays && !rising)
    for (const [i, t] of others.toSpliced(place, 0, ...moved).entries())
      draft.set<TrackRecord>(t.id, { order: i })
  for (const [i, t] of moved.entries())
    draft.set<TrackRecord>(t.id, {
      ...(!stays && rising ? { order: orders[i]! } : {}),
      ...(group === undefined ? {} : { group }),
    })
  const what = moved.length === 1 ? `the track ${first.name}` : `${moved.length} tracks`
  const regrouped = group !== undefined && moved.some((t) => t.group !== group)
  const into = !regrouped ? '' : group === null ? ' out of its group' : ` into the group ${group}`
  return draft.finish(`Moved ${what}${into}`, [])
}

export interface DuplicateTrackArgs {
  readonly id: string
  readonly newId?: string
  readonly name: string
  /** The layer whose annotations are copied too; null copies the track alone. */
  readonly layerId: string | null
}

export const duplicateTrack: Command<DuplicateTrackArgs> = (state, args) => {
  const { document } = state
  const track = document.get(args.id)
  if (track?.type !== 'track') return refuse('missing', 'This track is not there any more.')
  const at = document.tracks.findIndex((t) => t.id === track.id)
  const below = document.tracks[at + 1]
  const draft = new Draft(state)
  const copy: TrackRecord = {
    ...track,
    id: args.newId ?? newId(),
    name: args.name,
    locked: false,
    hidden: false,
    order: below ? (track.order + below.order) / 2 : track.order + 1,
  }
  draft.add(copy)
  let count = 0
  if (args.layerId !== null)
    for (const a of document.lane(track.id, args.layerId).all()) {
      draft.add({ ...a, id: newId(), trackId: copy.id })
      count++
    }
  const along = count ? ` with ${count} ${count === 1 ? 'annotation' : 'annotations'}` : ''
  return draft.finish(`Duplicated the track ${track.name} as ${copy.name}${along}`, [])
}
