/** What differs between two versions of a schema, as data: the words for it are the interface's. */
import type { Label, LabelSet, SpeakerTemplate, TrackTemplate } from '../document/records.ts'

export interface SetChange {
  readonly what: 'label' | 'track' | 'keys' | 'speaker'
  readonly kind:
    | 'added'
    | 'removed'
    /** Removed, and `to` stands for it now. */
    | 'merged'
    | 'split'
    | 'renamed'
    | 'retired'
    | 'revived'
    | 'moved'
    | 'changed'
  /** As it is called afterwards, or was before it went. */
  readonly name: string
  readonly id: string
  /** Of `changed`: which field. */
  readonly field?: string
  /** Sides for a person to read; empty for none. */
  readonly from?: string
  readonly to?: string
}

export function changesOfSet(before: LabelSet, after: LabelSet): SetChange[] {
  return [
    ...labelChanges(before, after),
    ...itemsBy(before.tracks, after.tracks, 'track', (a, b) => fieldsOfTrack(a, b, before, after)),
    ...orderChange(before.tracks, after.tracks, 'track'),
    ...keyChanges(before, after),
    ...itemsBy(before.speakers, after.speakers, 'speaker', fieldsOfSpeaker),
    ...orderChange(before.speakers, after.speakers, 'speaker'),
  ]
}

function labelChanges(before: LabelSet, after: LabelSet): SetChange[] {
  const nameOf = (id: string) => after.labels.find((label) => label.id === id)?.name ?? id
  return [
    ...itemsBy(before.labels, after.labels, 'label', fieldsOfLabel).map((change): SetChange => {
      const move = Object.hasOwn(after.moved, change.id) ? after.moved[change.id] : undefined
      if (!move || (change.kind !== 'removed' && change.kind !== 'retired')) return change
      const targets = [...new Set([...move.cases.map((one) => one.to), move.to])].map(nameOf)
      return { ...change, kind: targets.length > 1 ? 'split' : 'merged', to: targets.join(', ') }
    }),
    ...orderChange(before.labels, after.labels, 'label'),
  ]
}

interface Item {
  readonly id: string
  readonly name: string
}

function itemsBy<T extends Item>(
  before: readonly T[],
  after: readonly T[],
  what: SetChange['what'],
  fields: (a: T, b: T) => Omit<SetChange, 'what' | 'name' | 'id'>[],
): SetChange[] {
  const was = new Map(before.map((item) => [item.id, item]))
  const is = new Set(after.map((item) => item.id))
  const changes: SetChange[] = []
  for (const item of after) {
    const old = was.get(item.id)
    const about = { what, name: item.name, id: item.id }
    if (!old) changes.push({ ...about, kind: 'added' })
    else for (const change of fields(old, item)) changes.push({ ...about, ...change })
  }
  for (const item of before)
    if (!is.has(item.id)) changes.push({ what, name: item.name, id: item.id, kind: 'removed' })
  return changes
}

type Field = Omit<SetChange, 'what' | 'name' | 'id'>

const field = (name: string, from: unknown, to: unknown): Field[] => {
  const [a, b] = [textOf(from), textOf(to)]
  return a === b ? [] : [{ kind: 'changed', field: name, from: a, to: b }]
}

function fieldsOfLabel(a: Label, b: Label): Field[] {
  return [
    ...(a.name === b.name ? [] : [{ kind: 'renamed' as const, from: a.name, to: b.name }]),
    ...(a.retired === b.retired ? [] : [{ kind: b.retired ? ('retired' as const) : ('revived' as const) }]),
    ...field('key', a.key, b.key),
    ...field('color', a.color, b.color),
    ...field('code', a.code, b.code),
    ...field('description', a.description, b.description),
    ...field('attributes', a.attributes.map(attributeText), b.attributes.map(attributeText)),
    ...field('examples', a.examples.length, b.examples.length),
    ...field('use', a.use, b.use),
    ...field('private', a.private, b.private),
  ]
}

function fieldsOfSpeaker(a: SpeakerTemplate, b: SpeakerTemplate): Field[] {
  return [
    ...(a.name === b.name ? [] : [{ kind: 'renamed' as const, from: a.name, to: b.name }]),
    ...field('key', a.key, b.key),
    ...field('color', a.color, b.color),
  ]
}

function attributeText(attribute: Label['attributes'][number]): string {
  const choices = attribute.choices.length ? ` (${attribute.choices.join(' | ')})` : ''
  const bounds =
    attribute.min === null && attribute.max === null ? '' : ` ${attribute.min ?? ''}…${attribute.max ?? ''}`
  const unit = attribute.unit === '' ? '' : ` ${attribute.unit}`
  return `${attribute.name}${choices}${bounds}${unit}${attribute.required ? '*' : ''}`
}

function fieldsOfTrack(a: TrackTemplate, b: TrackTemplate, before: LabelSet, after: LabelSet): Field[] {
  const names = (set: LabelSet, ids: readonly string[]) =>
    ids.map((id) => set.labels.find((label) => label.id === id)?.name ?? id)
  const parent = (set: LabelSet, id: string | null) => set.tracks.find((t) => t.id === id)?.name ?? id
  const rows = (track: TrackTemplate) => track.combinations?.rows.length ?? null
  /** Those that went and those that came; all of them where only the order is another. */
  const labelsOfTrack = (): Field[] => {
    const gone = a.labelIds.filter((id) => !b.labelIds.includes(id))
    const come = b.labelIds.filter((id) => !a.labelIds.includes(id))
    const sides = gone.length + come.length ? ([gone, come] as const) : ([a.labelIds, b.labelIds] as const)
    return field('labels', names(before, sides[0]), names(after, sides[1]))
  }
  return [
    ...(a.name === b.name ? [] : [{ kind: 'renamed' as const, from: a.name, to: b.name }]),
    ...field('kind', a.kind, b.kind),
    ...field('policy', a.policy, b.policy),
    ...field('parent', parent(before, a.parentId), parent(after, b.parentId)),
    ...field('parentRule', a.parentRule, b.parentRule),
    ...(a.labelIds.join() === b.labelIds.join() ? [] : labelsOfTrack()),
    ...field('combinations', rows(a), rows(b)),
    ...field('requiredAttributes', a.requiredAttributes, b.requiredAttributes),
    ...field('colorBy', a.colorBy, b.colorBy),
    ...field('group', a.group, b.group),
    ...field('height', a.height, b.height),
    ...field('scale', a.scale && Object.values(a.scale), b.scale && Object.values(b.scale)),
  ]
}

/** One sentence for a new order, however many moved. */
function orderChange(before: readonly Item[], after: readonly Item[], what: SetChange['what']): SetChange[] {
  const order = (items: readonly Item[], others: readonly Item[]) =>
    items.map((item) => item.id).filter((id) => others.some((other) => other.id === id))
  const [was, is] = [order(before, after), order(after, before)]
  return was.join('\n') === is.join('\n') ? [] : [{ what, kind: 'moved', name: '', id: '' }]
}

function keyChanges(before: LabelSet, after: LabelSet): SetChange[] {
  const ids = new Set([...Object.keys(before.keys), ...Object.keys(after.keys)])
  return [...ids].flatMap((id) =>
    field('key', before.keys[id] ?? null, after.keys[id] ?? null).map((one) => ({
      ...one,
      what: 'keys' as const,
      name: id,
      id,
    })),
  )
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return Array.isArray(value) ? value.map(textOf).join(', ') : String(value)
}
