/** A track's settings while they are being changed: what is written in the dialog, and which fields of the record differ. */
import type { TrackRecord } from '#media/core/document/records.ts'
import { TRACK_DEFAULTS } from '#media/core/document/records.ts'

export type TrackDraft = Pick<
  TrackRecord,
  | 'name'
  | 'kind'
  | 'policy'
  | 'parentId'
  | 'parentRule'
  | 'labelIds'
  | 'combinations'
  | 'requiredAttributes'
  | 'colorBy'
  | 'group'
  | 'height'
  | 'scale'
>

export function draftOf(track: TrackRecord | null): TrackDraft {
  const from = track ?? { ...TRACK_DEFAULTS, name: '', kind: 'intervals' as const }
  const { name, kind, policy, parentId, parentRule, labelIds, combinations } = from
  const { requiredAttributes, colorBy, group, height, scale } = from
  return {
    name,
    kind,
    policy,
    parentId,
    parentRule,
    labelIds: [...labelIds],
    combinations,
    requiredAttributes: [...requiredAttributes],
    colorBy,
    group,
    height,
    scale,
  }
}

/** As it is stored: trimmed, and without what its kind has no use for. */
export function settled(draft: TrackDraft): TrackDraft {
  const trace = draft.kind === 'trace'
  const group = draft.group?.trim() ? draft.group.trim() : null
  const table = draft.combinations
  return {
    ...draft,
    name: draft.name.trim(),
    group,
    parentId: trace ? null : draft.parentId,
    combinations: trace || !table?.rows.length ? null : table,
    requiredAttributes: trace ? [] : draft.requiredAttributes,
    labelIds: trace ? [] : draft.labelIds,
    scale: trace ? draft.scale : null,
  }
}

/** Fields that differ from the record. */
export function changesOf(track: TrackRecord, draft: TrackDraft): Partial<TrackDraft> {
  const now = settled(draft)
  return Object.fromEntries(
    Object.entries(now).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(track[key as keyof TrackDraft]),
    ),
  )
}

/** Tracks that may be the parent of one: of intervals, and not the track itself or one inside it. */
export function possibleParents(tracks: readonly TrackRecord[], id: string | null): TrackRecord[] {
  const inside = new Set(id === null ? [] : [id])
  for (let grown = true; grown; ) {
    grown = false
    for (const t of tracks)
      if (t.parentId !== null && inside.has(t.parentId) && !inside.has(t.id)) {
        inside.add(t.id)
        grown = true
      }
  }
  return tracks.filter((t) => t.kind === 'intervals' && !inside.has(t.id))
}

export type DraftProblem = 'name' | 'scale' | 'rows'

/** What is not yet as it must be; null when it can be saved. */
export function problemOf(draft: TrackDraft): DraftProblem | null {
  if (!draft.name.trim()) return 'name'
  if (draft.kind === 'trace' && draft.scale && !(draft.scale.min < draft.scale.max)) return 'scale'
  if (draft.combinations?.rows.some((row) => row.some((cell) => cell.trim() === ''))) return 'rows'
  return null
}
