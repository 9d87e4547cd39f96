/** The phases of a recording's tracks for comparing, from its document. Pure. */
import type { Phase } from '#media/core/compare/match-phases.ts'
import type { DocumentModel } from '#media/core/document/model.ts'
import type { LabelSet } from '#media/core/document/records.ts'

export interface NamedPhase extends Phase {
  readonly name: string
  readonly color: string
}

export interface PhaseTrack {
  readonly id: string
  readonly name: string
  readonly phases: readonly NamedPhase[]
}

/** A lane may hold more than can be matched in a moment; beyond this the first ones are compared. */
const MOST = 1500

/**
 * Tracks that hold anything, each with the layer that holds most of it.
 * @param byName labels of different projects are the same when they are called the same
 */
export function phaseTracks(model: DocumentModel, labels: LabelSet, byName: boolean): PhaseTrack[] {
  const known = new Map(labels.labels.map((l) => [l.id, l]))
  return model.tracks.flatMap((track) => {
    if (track.kind !== 'intervals' && track.kind !== 'events') return []
    const lanes = model.lanesOf(track.id).map(([, lane]) => [...lane.all()])
    const most = lanes.sort((a, b) => b.length - a.length)[0]
    if (!most?.length) return []
    const phases = most
      .sort((a, b) => a.start - b.start || a.end - b.end)
      .slice(0, MOST)
      .map(({ labelId, start, end }) => {
        const label = known.get(labelId)
        const name = label?.name ?? labelId
        return {
          key: byName ? name.trim().toLowerCase() : labelId,
          name,
          color: label?.color ?? '#888888',
          start,
          end,
        }
      })
    return [{ id: track.id, name: track.name, phases }]
  })
}

/** Tracks that both have, by id within a project, by name between projects. */
export function sharedTracks(
  a: readonly PhaseTrack[],
  b: readonly PhaseTrack[],
  byName: boolean,
): { a: PhaseTrack; b: PhaseTrack }[] {
  const keyOf = (t: PhaseTrack) => (byName ? t.name.trim().toLowerCase() : t.id)
  return a.flatMap((track) => {
    const other = b.find((t) => keyOf(t) === keyOf(track))
    return other ? [{ a: track, b: other }] : []
  })
}
