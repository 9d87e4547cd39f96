/**
 * A schema being edited together with what is to become of annotations: labels merged into one, one split into several.
 * Nothing here touches an annotation; the plan is carried out when the schema is saved.
 */
import type { Label, LabelMove, LabelSet, TrackTemplate } from '../document/records.ts'
import { LABEL_COLORS } from './colors.ts'
import { freshId } from './ids.ts'
import { movedRows } from './migrate.ts'

export interface SetDraft {
  readonly set: LabelSet
  /** By labels of the saved schema that are gone from `set`. */
  readonly moves: Readonly<Record<string, LabelMove>>
  /** Those of `moves` whose annotations are put on a list to look through. */
  readonly review: readonly string[]
}

export const draftOf = (set: LabelSet): SetDraft => ({ set, moves: {}, review: [] })

/** Labels become one of them, or another; tracks, combinations and earlier plans follow. */
export function mergeLabels(
  draft: SetDraft,
  saved: LabelSet,
  ids: readonly string[],
  into: string,
): SetDraft {
  const gone = ids.filter((id) => id !== into && draft.set.labels.some((label) => label.id === id))
  const moved = Object.fromEntries(gone.map((id): [string, LabelMove] => [id, { to: into, cases: [] }]))
  return replaceLabels(draft, saved, moved, [])
}

export interface SplitPart {
  readonly name: string
  /** Values of the attribute, or ids of tracks, whose annotations get this part; the first part takes the rest. */
  readonly values: readonly string[]
}

/** @param by `attribute:KEY`, `track`, or null when every annotation becomes the first part, to be looked through. */
export function splitLabel(
  draft: SetDraft,
  saved: LabelSet,
  id: string,
  by: string | null,
  parts: readonly SplitPart[],
): SetDraft {
  const at = draft.set.labels.findIndex((label) => label.id === id)
  const label = draft.set.labels[at]
  if (!label || parts.length < 2) return draft
  const taken = draft.set.labels.map((one) => one.id)
  const colors = LABEL_COLORS.filter((color) => color !== label.color)
  const made = parts.map((part, k): Label => {
    const fresh = freshId(part.name, taken)
    taken.push(fresh)
    const color = k === 0 ? label.color : (colors[(at + k) % colors.length] ?? label.color)
    return { ...label, id: fresh, name: part.name, color, key: k === 0 ? label.key : null }
  })
  const [rest] = made
  const cases =
    by === null ? [] : made.flatMap((one, k) => parts[k]!.values.map((value) => ({ by, value, to: one.id })))
  const labels = draft.set.labels.toSpliced(at + 1, 0, ...made)
  const withParts: SetDraft = {
    ...draft,
    set: {
      ...draft.set,
      labels,
      tracks: draft.set.tracks.map((track) =>
        track.labelIds.includes(id)
          ? {
              ...track,
              labelIds: track.labelIds.flatMap((one) => (one === id ? made.map((m) => m.id) : [one])),
            }
          : track,
      ),
    },
  }
  return replaceLabels(withParts, saved, { [id]: { to: rest!.id, cases } }, by === null ? [id] : [])
}

function replaceLabels(
  draft: SetDraft,
  saved: LabelSet,
  moved: Readonly<Record<string, LabelMove>>,
  review: readonly string[],
): SetDraft {
  const known = new Set(saved.labels.map((label) => label.id))
  const follow = (id: string): string => moved[id]?.to ?? id
  const earlier = Object.entries(draft.moves).map(([id, move]): [string, LabelMove] => [
    id,
    { to: follow(move.to), cases: move.cases.map((one) => ({ ...one, to: follow(one.to) })) },
  ])
  const fresh = Object.entries(moved).filter(([id]) => known.has(id))
  return {
    set: {
      ...draft.set,
      labels: draft.set.labels.filter((label) => !Object.hasOwn(moved, label.id)),
      tracks: draft.set.tracks.map((track) => trackWith(track, moved)),
    },
    moves: Object.fromEntries([...earlier, ...fresh]),
    review: [...new Set([...draft.review, ...review.filter((id) => known.has(id))])],
  }
}

function trackWith(track: TrackTemplate, moved: Readonly<Record<string, LabelMove>>): TrackTemplate {
  const combinations = track.combinations && movedRows(track.combinations, moved)
  const at = combinations?.fields.indexOf('label') ?? -1
  return {
    ...track,
    labelIds: [...new Set(track.labelIds.map((id) => moved[id]?.to ?? id))],
    combinations: combinations && {
      ...combinations,
      rows: combinations.rows.filter((row) => at < 0 || !Object.hasOwn(moved, row[at] ?? '')),
    },
  }
}

/** The label as it was saved comes back; what it had become stays. */
export function takeBackMove(draft: SetDraft, saved: LabelSet, id: string): SetDraft {
  const label = saved.labels.find((one) => one.id === id)
  const { [id]: _, ...moves } = draft.moves
  if (!label || draft.set.labels.some((one) => one.id === id)) return { ...draft, moves }
  const before = saved.labels.findIndex((one) => one.id === id)
  const at = draft.set.labels.findIndex(
    (one) => saved.labels.findIndex((other) => other.id === one.id) > before,
  )
  const labels = draft.set.labels.toSpliced(at < 0 ? draft.set.labels.length : at, 0, label)
  const tracks = draft.set.tracks.map((track) => {
    const was = saved.tracks.find((one) => one.id === track.id)
    return was?.labelIds.includes(id) ? { ...track, labelIds: [...track.labelIds, id] } : track
  })
  return { set: { ...draft.set, labels, tracks }, moves, review: draft.review.filter((one) => one !== id) }
}
