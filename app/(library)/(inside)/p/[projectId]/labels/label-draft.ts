/** Editing a label set: pure changes of a draft and what is wrong with it, in sentences, before the server is asked. */

import type { AttributeDefinition, Label, LabelSet, TrackTemplate } from '#media/core/document/records.ts'
import { LABEL_DEFAULTS, TEMPLATE_DEFAULTS } from '#media/core/document/records.ts'

/** An id from a name: "Calot triangle" → "calot-triangle"; a number is added when it is taken. */
export function freshId(name: string, taken: readonly string[]): string {
  const base =
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 56) || 'label'
  let id = base
  for (let n = 2; taken.includes(id); n++) id = `${base}-${n}`
  return id
}

export function withLabel(set: LabelSet, id: string, change: Partial<Label>): LabelSet {
  return { ...set, labels: set.labels.map((label) => (label.id === id ? { ...label, ...change } : label)) }
}

/** A new label, allowed on the given track. The colour is the first that its track does not use yet. */
export function addLabel(
  set: LabelSet,
  trackId: string | null,
  colors: readonly string[],
): { set: LabelSet; id: string } {
  const taken = set.labels.map((label) => label.id)
  const id = freshId('new label', taken)
  const onTrack = set.tracks.find((track) => track.id === trackId)?.labelIds ?? taken
  const used = new Set(
    set.labels.filter((label) => onTrack.includes(label.id)).map((label) => label.color.toLowerCase()),
  )
  const color =
    colors.find((one) => !used.has(one.toLowerCase())) ??
    colors[set.labels.length % colors.length] ??
    '#777777'
  const label: Label = {
    ...LABEL_DEFAULTS,
    id,
    name: 'New label',
    color,
  }
  return {
    id,
    set: {
      ...set,
      labels: [...set.labels, label],
      tracks: set.tracks.map((track) =>
        track.id === trackId ? { ...track, labelIds: [...track.labelIds, id] } : track,
      ),
    },
  }
}

export function removeLabel(set: LabelSet, id: string): LabelSet {
  return {
    ...set,
    labels: set.labels.filter((label) => label.id !== id),
    tracks: set.tracks.map((track) => ({ ...track, labelIds: track.labelIds.filter((one) => one !== id) })),
  }
}

/** One up or down among the labels. */
export function moveLabel(set: LabelSet, id: string, by: -1 | 1): LabelSet {
  const labels = [...set.labels]
  const at = labels.findIndex((label) => label.id === id)
  const one = labels[at]
  const other = labels[at + by]
  if (!one || !other) return set
  labels[at] = other
  labels[at + by] = one
  return { ...set, labels }
}

export function withTrack(set: LabelSet, id: string, change: Partial<TrackTemplate>): LabelSet {
  return { ...set, tracks: set.tracks.map((track) => (track.id === id ? { ...track, ...change } : track)) }
}

export function addTrack(set: LabelSet): LabelSet {
  const id = freshId(
    'new track',
    set.tracks.map((track) => track.id),
  )
  const track: TrackTemplate = {
    ...TEMPLATE_DEFAULTS,
    id,
    kind: 'intervals',
    name: 'New track',
    height: 28,
  }
  return { ...set, tracks: [...set.tracks, track] }
}

/** What lay inside it is free afterwards. */
export function removeTrack(set: LabelSet, id: string): LabelSet {
  return {
    ...set,
    tracks: set.tracks
      .filter((track) => track.id !== id)
      .map((track) => (track.parentId === id ? { ...track, parentId: null } : track)),
  }
}

/** Tracks that one may lie inside: intervals, and not itself or what already lies inside it. */
export function possibleParents(set: LabelSet, id: string): TrackTemplate[] {
  const inside = (track: TrackTemplate): boolean => {
    let at: TrackTemplate | undefined = track
    for (let depth = 0; at && depth <= set.tracks.length; depth++) {
      if (at.id === id) return true
      const above: string | null = at.parentId
      at = above === null ? undefined : set.tracks.find((one) => one.id === above)
    }
    return false
  }
  return set.tracks.filter((track) => track.kind === 'intervals' && !inside(track))
}

/** Keys by label id that start two labels of one track, with the sentence that says which. */
export function keyConflicts(set: LabelSet): Map<string, string> {
  const conflicts = new Map<string, string>()
  for (const track of set.tracks) {
    const byKey = new Map<string, Label>()
    for (const label of set.labels) {
      if (label.key === null || !track.labelIds.includes(label.id)) continue
      const other = byKey.get(label.key)
      if (!other) {
        byKey.set(label.key, label)
        continue
      }
      conflicts.set(label.id, `“${other.name}” on the track “${track.name}” has this key already.`)
    }
  }
  return conflicts
}

/** Everything that keeps a draft from being saved; empty when it is right. */
export function problemsOf(set: LabelSet): string[] {
  const problems: string[] = []
  for (const label of set.labels) {
    if (label.name.trim() === '') problems.push('A label has no name.')
    problems.push(...attributeProblems(label))
  }
  for (const [id, sentence] of keyConflicts(set)) {
    problems.push(`Key of “${set.labels.find((label) => label.id === id)?.name ?? id}”: ${sentence}`)
  }
  for (const track of set.tracks) {
    if (track.name.trim() === '') problems.push('A track has no name.')
    if (track.labelIds.length === 0) problems.push(`The track “${track.name}” allows no label.`)
  }
  return [...new Set(problems)]
}

function attributeProblems(label: Label): string[] {
  const problems: string[] = []
  const keys = new Set<string>()
  for (const attribute of label.attributes) {
    const where = `“${label.name}”, attribute “${attribute.name || attribute.key}”`
    if (attribute.name.trim() === '') problems.push(`“${label.name}” has an attribute without a name.`)
    if (keys.has(attribute.key)) problems.push(`${where}: two attributes have the same key.`)
    keys.add(attribute.key)
    if (isChoice(attribute) && attribute.choices.length === 0)
      problems.push(`${where}: write at least one choice.`)
  }
  return problems
}

export const isChoice = (attribute: Pick<AttributeDefinition, 'kind'>): boolean =>
  attribute.kind === 'choice' || attribute.kind === 'choices'

/** A key from a name, as attributes want it: a letter first, then letters, digits, - or _. */
export function attributeKey(name: string, taken: readonly string[]): string {
  const id = freshId(name, []).replace(/^[^a-z]+/, '')
  const base = id || 'attribute'
  let key = base
  for (let n = 2; taken.includes(key); n++) key = `${base}-${n}`
  return key
}

/** "mild, moderate, severe" → the choices, each once. */
export const choicesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  ),
]
