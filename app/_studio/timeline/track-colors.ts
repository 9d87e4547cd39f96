/**
 * What colours a track's annotations: their labels, their authors, or an attribute. Authors and values get colours of the
 * colour-blind-safe set, the same ones every time: a choice by its place in the definition, anything else by its name,
 * moved on where two would meet. Numbers get a ramp from dark to light. Colour is never alone: the value stands on the
 * annotation too.
 */
import type { LabelBook } from '#media/core/document/label-book.ts'
import type {
  AnnotationRecord,
  AttributeDefinition,
  AttributeValue,
  TrackRecord,
} from '#media/core/document/records.ts'
import { LABEL_COLORS } from '#media/core/labels/colors.ts'
import { currentText } from '../../_text/current-text.ts'
import { type LabelTable, tableOf } from './label-table.ts'

export interface TrackColors {
  readonly table: LabelTable
  /** Null where labels colour: the columns know them without a record. */
  readonly styleOf: ((a: AnnotationRecord) => number) | null
}

export interface ColorSources {
  readonly labels: LabelBook
  readonly labelTable: LabelTable
  readonly nameOf: (userId: string) => string
  /** All annotations of the track that are shown. */
  readonly annotations: () => Iterable<AnnotationRecord>
}

/** Cividis at seven places: rises evenly in lightness for every kind of sight. */
const RAMP = ['#00346e', '#39486b', '#575d6d', '#707173', '#8a8678', '#b3a670', '#dec95f']
const NONE = '\u0000'
/** As many values as a legend can hold; the rest share the stand-in. */
const MOST_VALUES = 200

export function colorsOf(track: TrackRecord, sources: ColorSources): TrackColors {
  if (track.colorBy === 'label') return { table: sources.labelTable, styleOf: null }
  if (track.colorBy === 'author') {
    const keyOf = (a: AnnotationRecord) => a.authorId ?? NONE
    return named(
      distinct(sources, keyOf),
      keyOf,
      (id) => (id === NONE ? currentText().timeline.noAuthor : sources.nameOf(id)),
      [],
    )
  }
  const key = track.colorBy.slice('attribute:'.length)
  const definition = definitionOf(sources.labels, track, key)
  if (definition?.kind === 'number') return ramp(sources, definition)
  const keyOf = (a: AnnotationRecord) => valueText(a.attributes[key])
  const order =
    definition?.kind === 'choice' ? definition.choices : definition?.kind === 'boolean' ? ['yes', 'no'] : []
  return named(distinct(sources, keyOf), keyOf, (text) => wordOf(text, definition?.kind === 'boolean'), order)
}

function wordOf(text: string, boolean: boolean): string {
  const t = currentText().timeline
  if (text === NONE) return t.notSet
  return boolean && (text === 'yes' || text === 'no') ? t[text] : text
}

/** Whether two sets of colours are the same, so that what was drawn with one still holds. */
export function sameColors(a: LabelTable, b: LabelTable): boolean {
  return (
    a.styles.length === b.styles.length &&
    a.styles.every(
      (s, i) => s.id === b.styles[i]!.id && s.color === b.styles[i]!.color && s.name === b.styles[i]!.name,
    )
  )
}

/** The first definition of an attribute among the labels a track takes. */
export function definitionOf(book: LabelBook, track: TrackRecord, key: string): AttributeDefinition | null {
  for (const label of book.labelsOf(track))
    for (const attribute of label.attributes) if (attribute.key === key) return attribute
  return null
}

function named(
  values: readonly string[],
  keyOf: (a: AnnotationRecord) => string,
  nameOf: (key: string) => string,
  order: readonly string[],
): TrackColors {
  const known = values.filter((v) => v !== NONE)
  const table = tableOf(
    [...order, ...known.filter((v) => !order.includes(v)).sort()]
      .slice(0, MOST_VALUES)
      .map((value, i, all) => ({
        id: value,
        name: nameOf(value),
        color: LABEL_COLORS[i < order.length ? i % LABEL_COLORS.length : placeOf(value, all, order.length)]!,
        key: null,
      })),
    nameOf(NONE),
  )
  return { table, styleOf: (a) => table.placeOf(keyOf(a)) }
}

/** A value's place in the set: by its name, and the next free one when an earlier value has taken it. */
function placeOf(value: string, all: readonly string[], from: number): number {
  const taken = new Set(Array.from({ length: Math.min(from, LABEL_COLORS.length) }, (_, i) => i))
  for (const other of all.slice(from)) {
    let place = hash(other) % LABEL_COLORS.length
    if (taken.size < LABEL_COLORS.length) while (taken.has(place)) place = (place + 1) % LABEL_COLORS.length
    if (other === value) return place
    taken.add(place)
  }
  return 0
}

function ramp(sources: ColorSources, definition: AttributeDefinition): TrackColors {
  const { key, unit } = definition
  let { min, max } = definition
  if (min === null || max === null)
    for (const a of sources.annotations()) {
      const v = a.attributes[key]
      if (typeof v !== 'number') continue
      min = definition.min ?? Math.min(min ?? v, v)
      max = definition.max ?? Math.max(max ?? v, v)
    }
  const from = min ?? 0
  const step = ((max ?? 1) - from) / RAMP.length || 1
  const write = (n: number) => `${Number(n.toPrecision(3))}${unit ? ` ${unit}` : ''}`
  const table = tableOf(
    RAMP.map((color, i) => ({
      id: String(i),
      name: currentText().timeline.fromTo(write(from + i * step), write(from + (i + 1) * step)),
      color,
      key: null,
    })),
    currentText().timeline.notSet,
  )
  const styleOf = (a: AnnotationRecord) => {
    const v = a.attributes[key]
    if (typeof v !== 'number') return RAMP.length
    return Math.max(0, Math.min(RAMP.length - 1, Math.floor((v - from) / step)))
  }
  return { table, styleOf }
}

function distinct(sources: ColorSources, keyOf: (a: AnnotationRecord) => string): string[] {
  const found = new Set<string>()
  for (const a of sources.annotations()) found.add(keyOf(a))
  return [...found]
}

function valueText(value: AttributeValue | undefined): string {
  if (value === undefined || value === '' || (Array.isArray(value) && !value.length)) return NONE
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return Array.isArray(value) ? value.join(' + ') : String(value)
}

function hash(text: string): number {
  let h = 2_166_136_261
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16_777_619) >>> 0
  return h
}
