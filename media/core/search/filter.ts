/**
 * Which rows of a recording meet a list of conditions. Names are looked up once a recording, in the short lists of its
 * labels, tracks, layers and authors; the rows are then compared by number.
 */
import { COMMENT, foldedTexts, NONE, type Numbered, type SearchColumns } from './columns.ts'
import { fold, nameMatcher } from './fold.ts'
import type { AttributeTest, Comparison, Condition, NameField } from './query.ts'

/** What stands behind the ids, for one recording. */
export interface SearchNames {
  readonly recording: { readonly id: string; readonly name: string; readonly stage: string }
  labelName(id: string): string | undefined
  trackName(id: string): string | undefined
  layerName(id: string): string | undefined
  personName(id: string): string | undefined
  /** Who asks: “me”. */
  readonly userId: string
  /** The layers that are seen, and of comments one's own; null sees all. */
  readonly layers?: ReadonlySet<string> | null
}

/** Rows that meet all conditions, in order. */
export function matchingRows(
  columns: SearchColumns,
  names: SearchNames,
  filter: readonly Condition[],
): Int32Array {
  const n = columns.length
  const found = new Uint8Array(n).fill(1)
  if (names.layers) hideUnseen(found, columns, names.layers, names.userId)
  for (const condition of filter) apply(found, columns, names, condition)
  let count = 0
  for (let i = 0; i < n; i++) count += found[i]!
  const rows = new Int32Array(count)
  for (let i = 0, k = 0; i < n; i++) if (found[i]) rows[k++] = i
  return rows
}

function hideUnseen(
  found: Uint8Array,
  { label, layer, author }: SearchColumns,
  layers: ReadonlySet<string>,
  userId: string,
): void {
  const layerSeen = Uint8Array.from(layer.ids, (id) => (layers.has(id) ? 1 : 0))
  const comment = label.ids.indexOf(COMMENT)
  const own = author.ids.indexOf(userId)
  for (let i = 0; i < found.length; i++)
    found[i] =
      label.numbers[i] === comment ? Number(author.numbers[i] === own) : layerSeen[layer.numbers[i]!]!
}

function apply(found: Uint8Array, columns: SearchColumns, names: SearchNames, condition: Condition): void {
  switch (condition.field) {
    case 'text':
      applyText(found, columns, names, condition.value, condition.not)
      break
    case 'attribute':
      applyAttribute(found, columns, condition)
      break
    case 'duration':
      applyDuration(found, columns, condition)
      break
    case 'recording':
    case 'stage': {
      if (meetsRecording(condition.field, condition.values, names) === condition.not) found.fill(0)
      break
    }
    case 'is':
      applyName(found, columns.label, condition, (id) => [id === COMMENT ? 'comment' : 'annotation'])
      break
    case 'label':
      applyName(found, columns.label, condition, (id) => (id === COMMENT ? [] : [id, names.labelName(id)]))
      break
    case 'track':
      applyName(found, columns.track, condition, (id) => [id, names.trackName(id)])
      break
    case 'layer':
      applyName(found, columns.layer, condition, (id) => [id, names.layerName(id)])
      break
    case 'author':
      applyName(found, columns.author, condition, (id) =>
        id === NONE ? ['nobody'] : [id, names.personName(id), id === names.userId ? 'me' : undefined],
      )
  }
}

/** Whether a recording can hold an answer, by conditions that speak of the recording alone. */
export function recordingMayMatch(names: SearchNames, filter: readonly Condition[]): boolean {
  return filter.every(
    (c) =>
      (c.field !== 'recording' && c.field !== 'stage') || meetsRecording(c.field, c.values, names) !== c.not,
  )
}

function meetsRecording(field: NameField, values: readonly string[], { recording }: SearchNames): boolean {
  const known = field === 'recording' ? [recording.id, recording.name] : [recording.stage]
  return values.map(nameMatcher).some((matches) => known.some((name) => matches(fold(name))))
}

function applyName(
  found: Uint8Array,
  column: Numbered,
  { values, not }: { values: readonly string[]; not: boolean },
  namesOf: (id: string) => readonly (string | undefined)[],
): void {
  const matchers = values.map(nameMatcher)
  const seen = column.ids.map((id) => {
    const known = namesOf(id)
      .filter((name) => name !== undefined)
      .map(fold)
    return matchers.some((matches) => known.some(matches)) !== not ? 1 : 0
  })
  keep(found, column, seen)
}

function keep(found: Uint8Array, { numbers }: Numbered, seen: readonly number[]): void {
  const table = Uint8Array.from(seen)
  for (let i = 0; i < found.length; i++) found[i]! &= table[numbers[i]!]!
}

function applyText(
  found: Uint8Array,
  columns: SearchColumns,
  names: SearchNames,
  value: string,
  not: boolean,
): void {
  const wanted = fold(value)
  const byLabel = Uint8Array.from(columns.label.ids, (id) =>
    id !== COMMENT && fold(names.labelName(id) ?? '').includes(wanted) ? 1 : 0,
  )
  const texts = foldedTexts(columns)
  const { numbers } = columns.label
  const meets = new Uint8Array(found.length)
  for (let i = 0; i < meets.length; i++) meets[i] = byLabel[numbers[i]!]!
  for (const [row, text] of texts) if (text.includes(wanted)) meets[row] = 1
  const no = not ? 1 : 0
  for (let i = 0; i < found.length; i++) found[i]! &= meets[i]! ^ no
}

function applyDuration(
  found: Uint8Array,
  { starts, ends }: SearchColumns,
  { test, ticks, not }: { test: Comparison; ticks: number; not: boolean },
): void {
  for (let i = 0; i < found.length; i++)
    if (found[i] && compares(ends[i]! - starts[i]!, test, ticks) === not) found[i] = 0
}

interface AttributeCondition {
  key: string
  test: AttributeTest
  value: string
  not: boolean
}

function applyAttribute(
  found: Uint8Array,
  { texts, label }: SearchColumns,
  { key, test, value, not }: AttributeCondition,
): void {
  const wanted = fold(key)
  const meets = new Uint8Array(found.length)
  if (test === 'missing' || test === '≠')
    for (let i = 0; i < meets.length; i++) meets[i] = label.ids[label.numbers[i]!] === COMMENT ? 0 : 1
  for (const [row, { attributes }] of texts) {
    if (label.ids[label.numbers[row]!] === COMMENT) continue
    const own = Object.hasOwn(attributes, key) ? key : Object.keys(attributes).find((k) => fold(k) === wanted)
    if (own !== undefined) meets[row] = attributeMeets(attributes[own]!, test, value) ? 1 : 0
  }
  const no = not ? 1 : 0
  for (let i = 0; i < found.length; i++) found[i]! &= meets[i]! ^ no
}

type Value = string | number | boolean | readonly string[]

/** A list meets a test when one of its values does; ≠ when none is equal. Numbers are compared as numbers. */
export function attributeMeets(has: Value, test: AttributeTest, wanted: string): boolean {
  const empty = has === '' || (Array.isArray(has) && !has.length)
  if (test === 'missing') return empty
  if (test === 'present') return !empty
  if (test === '≠') return !attributeMeets(has, '=', wanted)
  if (Array.isArray(has)) return has.some((one) => attributeMeets(one, test, wanted))
  if (test === 'contains') return fold(String(has)).includes(fold(wanted))
  if (typeof has === 'boolean') return test === '=' && has === truthOf(wanted)
  const number = typeof has === 'number' ? has : numberOf(String(has))
  const other = numberOf(wanted)
  if (number !== null && other !== null) return compares(number, test, other)
  return compares(fold(String(has)), test, fold(wanted))
}

const truthOf = (text: string): boolean | null =>
  ['yes', 'true', '1'].includes(fold(text)) ? true : ['no', 'false', '0'].includes(fold(text)) ? false : null

function numberOf(text: string): number | null {
  const n = Number(text.trim().replace(',', '.'))
  return text.trim() && Number.isFinite(n) ? n : null
}

function compares<T extends number | string>(a: T, test: Comparison, b: T): boolean {
  switch (test) {
    case '=':
      return a === b
    case '≠':
      return a !== b
    case '<':
      return a < b
    case '≤':
      return a <= b
    case '>':
      return a > b
    case '≥':
      return a >= b
  }
}
