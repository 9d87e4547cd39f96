/**
 * The order of rows from top to bottom: media, then tracks, those of one group together under its name where the first of
 * them stands. A closed group is its own row alone; a folded track a thin one.
 *
 *   order  group        rows
 *   0      Phases       ▾ Phases        group
 *   1      –              Phase         track of Phases
 *   2      Phases         Step          track of Phases
 *                       Anomaly         track
 */
import type { TrackRecord } from '#media/core/document/records.ts'
import { FOLDED_ROW, GROUP_ROW } from './row-state.ts'

export interface GroupRow {
  readonly kind: 'group'
  readonly id: string
  readonly name: string
  readonly closed: boolean
  /** Its tracks that are to be seen. */
  readonly tracks: readonly TrackRecord[]
  readonly height: number
}

export interface TrackRowPlan {
  readonly kind: 'track'
  readonly id: string
  readonly track: TrackRecord
  readonly folded: boolean
  readonly height: number
}

export type ArrangedRow = GroupRow | TrackRowPlan

export interface Arrangement {
  readonly folded: ReadonlySet<string>
  readonly closedGroups: ReadonlySet<string>
  readonly heights: Readonly<Record<string, number>>
}

export const groupRowId = (name: string): string => `group ${name}`

/** Tracks to be seen at all: with solo only those, else all that nobody has hidden. */
export function presentTracks(
  tracks: readonly TrackRecord[],
  hidden: ReadonlySet<string>,
  solo: ReadonlySet<string>,
): TrackRecord[] {
  const soloed = tracks.filter((t) => solo.has(t.id))
  return soloed.length ? soloed : tracks.filter((t) => !t.hidden && !hidden.has(t.id))
}

export function arrange(tracks: readonly TrackRecord[], state: Arrangement): ArrangedRow[] {
  const rows: ArrangedRow[] = []
  const done = new Set<string>()
  for (const track of tracks) {
    if (track.group === null) {
      rows.push(planOf(track, state))
      continue
    }
    if (done.has(track.group)) continue
    done.add(track.group)
    const members = tracks.filter((t) => t.group === track.group)
    const closed = state.closedGroups.has(track.group)
    rows.push({
      kind: 'group',
      id: groupRowId(track.group),
      name: track.group,
      closed,
      tracks: members,
      height: GROUP_ROW,
    })
    if (!closed) for (const member of members) rows.push(planOf(member, state))
  }
  return rows
}

function planOf(track: TrackRecord, { folded, heights }: Arrangement): TrackRowPlan {
  const isFolded = folded.has(track.id)
  const height = isFolded ? FOLDED_ROW : (heights[track.id] ?? track.height)
  return { kind: 'track', id: track.id, track, folded: isFolded, height }
}

/** Where a track goes when it is dropped beside a row, as reorderTrack and updateTrack want it. */
export interface DropPlace {
  /** The track it goes in front of; null for the end. */
  readonly beforeId: string | null
  readonly group: string | null
}

/**
 * @param rows as arranged
 * @param at number of the row it is dropped in front of; rows.length for the end
 */
export function dropPlace(rows: readonly ArrangedRow[], at: number, trackId: string): DropPlace {
  const before = rows[at - 1]
  const after = rows[at]
  const inside =
    before?.kind === 'group' ? (before.closed ? null : before.name) : (before?.track.group ?? null)
  // Between the last of a group and what follows, it leaves the group only when the next row begins outside.
  const group =
    after?.kind === 'track' && after.track.group === inside
      ? inside
      : before?.kind === 'group'
        ? inside
        : null
  let beforeId: string | null = null
  for (let i = at; i < rows.length && beforeId === null; i++) {
    const row = rows[i]!
    const first = row.kind === 'track' ? row.track : row.tracks.find((t) => t.id !== trackId)
    if (first && first.id !== trackId) beforeId = first.id
  }
  return { beforeId, group }
}

/** One place up or down among what is seen; null at the end. */
export function stepPlace(rows: readonly ArrangedRow[], trackId: string, by: -1 | 1): DropPlace | null {
  const at = rows.findIndex((row) => row.kind === 'track' && row.id === trackId)
  if (at < 0) return null
  const to = by < 0 ? at - 1 : at + 2
  return to < 0 || to > rows.length ? null : dropPlace(rows, to, trackId)
}
