import type { LabelSet } from '../document/records.ts'
import { freshId } from './ids.ts'

/**
 * Another schema's labels and tracks added to one. What is the same by id and name is there already; what has only the id
 * in common gets another id. Keys that a track has already are left away.
 */
export function addSet(set: LabelSet, other: LabelSet): LabelSet {
  const ids = new Map<string, string>()
  const labels = [...set.labels]
  for (const label of other.labels) {
    const same = labels.find((one) => one.id === label.id)
    if (same?.name === label.name) {
      ids.set(label.id, label.id)
      continue
    }
    const id = same
      ? freshId(
          label.name,
          labels.map((one) => one.id),
        )
      : label.id
    ids.set(label.id, id)
    labels.push({ ...label, id })
  }
  const lanes = new Map<string, string>()
  for (const track of other.tracks) {
    const same = set.tracks.find((one) => one.id === track.id)
    lanes.set(
      track.id,
      same && same.name !== track.name
        ? freshId(
            track.name,
            set.tracks.map((one) => one.id),
          )
        : track.id,
    )
  }
  const tracks = [...set.tracks]
  for (const track of other.tracks) {
    const id = lanes.get(track.id)!
    const labelIds = track.labelIds.map((one) => ids.get(one) ?? one)
    const at = tracks.findIndex((one) => one.id === id)
    const present = tracks[at]
    if (present) tracks[at] = { ...present, labelIds: [...new Set([...present.labelIds, ...labelIds])] }
    else
      tracks.push({
        ...track,
        ...{ id, labelIds, parentId: track.parentId === null ? null : (lanes.get(track.parentId) ?? null) },
        combinations: track.combinations && {
          ...track.combinations,
          rows: track.combinations.rows.map((row) =>
            row.map((cell, k) =>
              track.combinations!.fields[k] === 'label' ? (ids.get(cell) ?? cell) : cell,
            ),
          ),
        },
      })
  }
  const had = new Set(set.labels.map((label) => label.id))
  const taken = (label: LabelSet['labels'][number]): boolean =>
    labels.some(
      (one) =>
        one.key === label.key &&
        had.has(one.id) &&
        tracks.some((track) => track.labelIds.includes(one.id) && track.labelIds.includes(label.id)),
    )
  return {
    ...set,
    labels: labels.map((label) =>
      !had.has(label.id) && label.key !== null && taken(label) ? { ...label, key: null } : label,
    ),
    tracks,
    keys: { ...other.keys, ...set.keys },
    speakers: [
      ...set.speakers,
      ...other.speakers.filter((one) => !set.speakers.some((had) => had.id === one.id)),
    ],
  }
}
