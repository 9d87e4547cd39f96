/** What the search form offers, out of a label schema and the names around it. */
import type { LabelSet } from '#media/core/document/records.ts'
import type { QueryChoices } from './query-choices.ts'

export function choicesOf(
  labelSet: LabelSet,
  people: Iterable<string>,
  recordings: Iterable<string>,
  tracks: Iterable<string> = labelSet.tracks.map((track) => track.name),
): QueryChoices {
  const unique = (names: Iterable<string>) => [...new Set(names)]
  return {
    label: unique(labelSet.labels.map((label) => label.name)),
    track: unique(tracks),
    author: unique(people),
    recording: unique(recordings),
    attributes: unique(labelSet.labels.flatMap((label) => label.attributes.map((a) => a.key))),
  }
}

/** Searches to begin with, in the project's own labels. */
export function examplesOf(labelSet: LabelSet): string[] {
  const named = (id: string | undefined) => labelSet.labels.find((label) => label.id === id)?.name
  const quote = (name: string) => (/^[\p{L}\p{N}]+$/u.test(name) ? name : `"${name}"`)
  const used = labelSet.labels.filter((label) => !label.retired).map((label) => quote(label.name))
  const child = labelSet.tracks.find((track) => track.parentId)
  const parent = labelSet.tracks.find((track) => track.id === child?.parentId)
  const inner = named(child?.labelIds[0])
  const outer = named(parent?.labelIds[0])
  const attribute = labelSet.labels.flatMap((label) => label.attributes)[0]
  const [a, b, c] = used
  return [
    ...(a ? [`label:${a} dur>5s`] : []),
    ...(a && b ? [`label:${b} within 5s after label:${a}`] : []),
    ...(inner && outer ? [`label:${quote(inner)} not inside label:${quote(outer)}`] : []),
    ...(a && b && c ? [`label:${a} then label:${b} then label:${c} within 2m`] : []),
    ...(attribute ? [`missing:${attribute.key}`] : []),
    'is:comment',
  ]
}
