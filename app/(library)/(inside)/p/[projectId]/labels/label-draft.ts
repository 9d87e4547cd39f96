/** Editing a label set: pure changes of a draft and what is wrong with it, in sentences, before the server is asked. */

import type { Text } from '#app/_text/text.ts'
import { TEXTS } from '#app/_text/texts.ts'
import type {
  AttributeDefinition,
  Label,
  LabelSet,
  SpeakerTemplate,
  TrackTemplate,
} from '#media/core/document/records.ts'
import { LABEL_DEFAULTS, TEMPLATE_DEFAULTS } from '#media/core/document/records.ts'
import { freshId } from '#media/core/labels/ids.ts'

export { freshId }

export function withLabel(set: LabelSet, id: string, change: Partial<Label>): LabelSet {
  return { ...set, labels: set.labels.map((label) => (label.id === id ? { ...label, ...change } : label)) }
}

/** A new label, allowed on the given track. The colour is the first that its track does not use yet. */
export function addLabel(
  set: LabelSet,
  trackId: string | null,
  colors: readonly string[],
  name: string,
): { set: LabelSet; id: string } {
  const taken = set.labels.map((label) => label.id)
  const id = freshId(name, taken)
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
    name,
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

export function withTrack(set: LabelSet, id: string, change: Partial<TrackTemplate>): LabelSet {
  return { ...set, tracks: set.tracks.map((track) => (track.id === id ? { ...track, ...change } : track)) }
}

export function addTrack(set: LabelSet, name: string): LabelSet {
  const id = freshId(
    'new track',
    set.tracks.map((track) => track.id),
  )
  const track: TrackTemplate = {
    ...TEMPLATE_DEFAULTS,
    id,
    kind: 'intervals',
    name,
    height: 28,
  }
  return { ...set, tracks: [...set.tracks, track] }
}

/** One up or down from the top. */
export function moveTrack(set: LabelSet, id: string, by: number): LabelSet {
  const at = set.tracks.findIndex((track) => track.id === id)
  const track = set.tracks[at]
  if (!track || at + by < 0 || at + by >= set.tracks.length) return set
  return { ...set, tracks: set.tracks.toSpliced(at, 1).toSpliced(at + by, 0, track) }
}

export function withSpeaker(set: LabelSet, id: string, change: Partial<SpeakerTemplate>): LabelSet {
  return { ...set, speakers: set.speakers.map((one) => (one.id === id ? { ...one, ...change } : one)) }
}

/** A speaker more, in the first colour that none has and with the first digit that is free. */
export function addSpeaker(set: LabelSet, name: string, colors: readonly string[]): LabelSet {
  const id = freshId(
    name,
    set.speakers.map((one) => one.id),
  )
  const used = new Set(set.speakers.map((one) => one.color.toLowerCase()))
  const taken = new Set([...set.speakers, ...set.labels].map((one) => one.key))
  const color = colors.find((one) => !used.has(one)) ?? colors[set.speakers.length % colors.length]!
  const key = [...'123456789'].find((digit) => !taken.has(digit)) ?? null
  return { ...set, speakers: [...set.speakers, { id, name, color, key }] }
}

export function removeSpeaker(set: LabelSet, id: string): LabelSet {
  return { ...set, speakers: set.speakers.filter((one) => one.id !== id) }
}

/** What lies on words or between them lies on no track. */
export function withUse(set: LabelSet, id: string, use: Label['use']): LabelSet {
  const next = withLabel(set, id, { use })
  if (use === 'mark') return next
  return {
    ...next,
    tracks: next.tracks.map((track) => ({
      ...track,
      labelIds: track.labelIds.filter((one) => one !== id),
    })),
  }
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
export function keyConflicts(
  set: LabelSet,
  sentence: (label: string, track: string) => string,
): Map<string, string> {
  const conflicts = new Map<string, string>()
  for (const track of set.tracks) {
    const byKey = new Map<string, Label>()
    for (const label of set.labels) {
      if (label.key === null || label.retired || !track.labelIds.includes(label.id)) continue
      const other = byKey.get(label.key)
      if (!other) {
        byKey.set(label.key, label)
        continue
      }
      conflicts.set(label.id, sentence(other.name, track.name))
    }
  }
  return conflicts
}

/** Puts a label in front of another; behind all without one. */
export function placeLabel(set: LabelSet, id: string, before: string | null): LabelSet {
  const label = set.labels.find((one) => one.id === id)
  if (!label || before === id) return set
  const rest = set.labels.filter((one) => one !== label)
  const at = before === null ? rest.length : rest.findIndex((one) => one.id === before)
  return { ...set, labels: rest.toSpliced(at < 0 ? rest.length : at, 0, label) }
}

/** In the order of the label list, which is the order of keys and menus. */
export function onTrack(set: LabelSet, trackId: string, id: string, on: boolean): LabelSet {
  return {
    ...set,
    tracks: set.tracks.map((track) => {
      if (track.id !== trackId) return track
      const next = new Set(track.labelIds)
      if (on) next.add(id)
      else next.delete(id)
      return { ...track, labelIds: set.labels.map((label) => label.id).filter((one) => next.has(one)) }
    }),
  }
}

export function duplicateLabel(set: LabelSet, id: string): { set: LabelSet; id: string } {
  const at = set.labels.findIndex((label) => label.id === id)
  const label = set.labels[at]
  if (!label) return { set, id }
  const name = `${label.name} 2`
  const made = freshId(
    name,
    set.labels.map((one) => one.id),
  )
  const copy: Label = { ...label, id: made, name, key: null, examples: [] }
  const tracks = set.tracks.map((track) =>
    track.labelIds.includes(id)
      ? { ...track, labelIds: track.labelIds.toSpliced(track.labelIds.indexOf(id) + 1, 0, made) }
      : track,
  )
  return { id: made, set: { ...set, labels: set.labels.toSpliced(at + 1, 0, copy), tracks } }
}

/** By name, key, code, description or attribute; all words must be found. */
export function matchesLabel(label: Label, query: string): boolean {
  const text = [label.name, label.code ?? '', label.description, ...label.attributes.map((a) => a.name)]
    .join('\n')
    .toLowerCase()
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 1 && words[0] === label.key) return true
  return words.every((word) => text.includes(word))
}

/** As it is saved: names without blanks around, no empty choices. */
export function tidy(set: LabelSet): LabelSet {
  return {
    ...set,
    labels: set.labels.map((label) => ({
      ...label,
      name: label.name.trim(),
      attributes: label.attributes.map((attribute) => {
        const kept = attribute.choices
          .map((choice, i) => ({ choice: choice.trim(), key: attribute.choiceKeys[i] ?? '' }))
          .filter((one, i, all) => one.choice !== '' && all.findIndex((o) => o.choice === one.choice) === i)
        return {
          ...attribute,
          name: attribute.name.trim(),
          choices: kept.map((one) => one.choice),
          choiceKeys: kept.some((one) => one.key !== '') ? kept.map((one) => one.key) : [],
        }
      }),
    })),
    tracks: set.tracks.map((track) => ({ ...track, name: track.name.trim() })),
    speakers: set.speakers.map((speaker) => ({ ...speaker, name: speaker.name.trim() })),
  }
}

/** Everything that keeps a draft from being saved; empty when it is right. */
export function problemsOf(set: LabelSet, t: Text['labels'] = TEXTS.en.labels): string[] {
  const says = t.problems
  const problems: string[] = []
  for (const label of set.labels) {
    if (label.name.trim() === '') problems.push(says.labelName)
    problems.push(...attributeProblems(label, says))
  }
  for (const [id, sentence] of keyConflicts(set, t.keyOnTrack))
    problems.push(says.key(set.labels.find((label) => label.id === id)?.name ?? id, sentence))
  for (const track of set.tracks) {
    if (track.name.trim() === '') problems.push(says.trackName)
    if (track.labelIds.length === 0 && track.kind !== 'trace') problems.push(says.noLabels(track.name))
    if (track.scale && track.scale.min >= track.scale.max) problems.push(says.scale(track.name))
  }
  for (const [i, speaker] of set.speakers.entries()) {
    if (speaker.name.trim() === '') problems.push(says.speakerName)
    const other = set.speakers.slice(0, i).find((one) => one.key !== null && one.key === speaker.key)
    if (other) problems.push(says.speakerKey(speaker.name, other.name))
  }
  return [...new Set(problems)]
}

function attributeProblems(label: Label, says: Text['labels']['problems']): string[] {
  const problems: string[] = []
  const keys = new Set<string>()
  for (const attribute of label.attributes) {
    const name = attribute.name || attribute.key
    if (attribute.name.trim() === '') problems.push(says.attributeName(label.name))
    if (keys.has(attribute.key)) problems.push(says.attributeTwice(label.name, name))
    keys.add(attribute.key)
    if (isChoice(attribute) && !attribute.choices.some((choice) => choice.trim() !== ''))
      problems.push(says.choices(label.name, name))
    const pressed = attribute.choiceKeys.filter((key) => key !== '')
    if (new Set(pressed).size < pressed.length) problems.push(says.choiceKeys(label.name, name))
    if (attribute.min !== null && attribute.max !== null && attribute.min > attribute.max)
      problems.push(says.bounds(label.name, name))
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
