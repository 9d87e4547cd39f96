/**
 * A schema as a file: JSON holds all of it, CSV one row a label for those who write labels in a spreadsheet. Reading CSV
 * changes and adds labels and takes none away; what cannot be read is named with its line.
 */

import {
  ATTRIBUTE_DEFAULTS,
  type AttributeDefinition,
  LABEL_DEFAULTS,
  type Label,
  type LabelSet,
  labelSetSchema,
  TEMPLATE_DEFAULTS,
} from '../document/records.ts'
import { parseDelimited, sniffDelimiter, writeDelimited } from '../formats/csv/delimited.ts'
import { LABEL_COLORS } from './colors.ts'
import { freshId } from './ids.ts'

export interface ReadSet {
  /** Null when nothing could be read. */
  readonly set: LabelSet | null
  readonly problems: readonly string[]
}

export function writeSetJson(set: LabelSet): string {
  return `${JSON.stringify({ format: 'scrubline-labels', ...set }, null, 2)}\n`
}

export function readSetJson(text: string, present: LabelSet): ReadSet {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return failed(`This is not JSON: ${(error as Error).message}.`)
  }
  // A whole recording's export carries the schema inside.
  const inside = (value as { labelSet?: unknown } | null)?.labelSet ?? value
  const parsed = labelSetSchema.safeParse({ ...(inside as object), version: present.version })
  if (parsed.success) return { set: { ...parsed.data, moved: present.moved }, problems: [] }
  return failed(
    ...parsed.error.issues
      .slice(0, 5)
      .map((issue) => `${issue.path.join('.') || 'The file'}: ${issue.message}.`),
  )
}

const COLUMNS = [
  ...['id', 'name', 'color', 'key', 'code', 'description', 'tracks', 'attributes', 'retired'],
] as const

export function writeSetCsv(set: LabelSet): string {
  const rows = set.labels.map((label) => [
    ...[label.id, label.name, label.color, label.key ?? '', label.code ?? '', label.description],
    set.tracks
      .filter((track) => track.labelIds.includes(label.id))
      .map((track) => track.name)
      .join('; '),
    label.attributes.map(writeAttribute).join('; '),
    label.retired ? 'yes' : '',
  ])
  return writeDelimited([[...COLUMNS], ...rows], ',')
}

export function readSetCsv(text: string, present: LabelSet): ReadSet {
  const plain = text.replace(/^\uFEFF/, '')
  const { rows } = parseDelimited(plain, sniffDelimiter(plain.slice(0, 4000)))
  const [head, ...body] = rows
  const names = head?.cells.map((cell) => cell.trim().toLowerCase()) ?? []
  const at = (column: (typeof COLUMNS)[number]) =>
    names.indexOf(column === 'color' && !names.includes('color') ? 'colour' : column)
  if (at('name') < 0) return failed('The first line must name the columns, and one of them must be “name”.')
  const problems: string[] = []
  let set = present
  for (const { cells, line } of body) {
    const cell = (column: (typeof COLUMNS)[number]): string | null =>
      at(column) < 0 ? null : (cells[at(column)] ?? '').trim()
    const name = cell('name') ?? ''
    if (cells.every((one) => one.trim() === '')) continue
    if (name === '') {
      problems.push(`Line ${line}: the label has no name; the line was left out.`)
      continue
    }
    const known =
      set.labels.find((label) => label.id === cell('id')) ?? set.labels.find((label) => label.name === name)
    const change = labelOf(cell, line, known, set, problems)
    set = known
      ? { ...set, labels: set.labels.map((label) => (label === known ? { ...label, ...change } : label)) }
      : { ...set, labels: [...set.labels, newLabel(set, cell('id') || name, { name, ...change })] }
    const id = known?.id ?? set.labels.at(-1)!.id
    const tracks = cell('tracks')
    if (tracks !== null) set = onTracks(set, id, splitList(tracks), line, problems)
  }
  return set === present && problems.length === 0
    ? failed('The file holds no label beyond what is here.')
    : { set, problems }
}

function labelOf(
  cell: (column: (typeof COLUMNS)[number]) => string | null,
  line: number,
  known: Label | undefined,
  set: LabelSet,
  problems: string[],
): Partial<Label> {
  const change: Partial<Label> = { name: cell('name')! }
  const color = cell('color')
  if (color && /^#?[0-9a-fA-F]{6}$/.test(color)) change.color = `#${color.replace('#', '').toLowerCase()}`
  else if (color) problems.push(`Line ${line}: “${color}” is no colour; write it as #0072b2.`)
  const key = cell('key')
  if (key !== null && [...key].length <= 1 && key.length <= 1)
    change.key = key === '' ? null : key.toLowerCase()
  else if (key) problems.push(`Line ${line}: a key is one character, not “${key}”.`)
  const code = cell('code')
  if (code !== null) change.code = code === '' ? null : code.slice(0, 100)
  const description = cell('description')
  if (description !== null) change.description = description.slice(0, 5000)
  const retired = cell('retired')
  if (retired !== null) change.retired = /^(yes|true|1|x|ja)$/i.test(retired)
  const attributes = cell('attributes')
  if (attributes !== null) {
    const before = known?.attributes ?? []
    change.attributes = splitList(attributes).flatMap((text) => {
      const read = readAttribute(text, before, set)
      if (!read) problems.push(`Line ${line}: the attribute “${text}” could not be read.`)
      return read ?? []
    })
  }
  return change
}

function newLabel(set: LabelSet, name: string, fields: Partial<Label> & { name: string }): Label {
  const color = LABEL_COLORS[set.labels.length % LABEL_COLORS.length] ?? '#777777'
  const id = freshId(
    name,
    set.labels.map((label) => label.id),
  )
  return { ...LABEL_DEFAULTS, id, color, ...fields }
}

function onTracks(
  set: LabelSet,
  id: string,
  names: readonly string[],
  line: number,
  problems: string[],
): LabelSet {
  let { tracks } = set
  for (const name of names)
    if (!tracks.some((track) => track.name === name || track.id === name)) {
      const fresh = freshId(
        name,
        tracks.map((track) => track.id),
      )
      tracks = [...tracks, { ...TEMPLATE_DEFAULTS, id: fresh, kind: 'intervals', name }]
      problems.push(`Line ${line}: the track “${name}” was not there and was added.`)
    }
  return {
    ...set,
    tracks: tracks.map((track) => {
      const wanted = names.includes(track.name) || names.includes(track.id)
      if (wanted === track.labelIds.includes(id)) return track
      const labelIds = wanted ? [...track.labelIds, id] : track.labelIds.filter((one) => one !== id)
      return { ...track, labelIds }
    }),
  }
}

/** "Severity = mild | severe *", "Depth: number 0..30 mm", "Valid: yes/no", "Note". A star makes it required. */
export function writeAttribute(attribute: AttributeDefinition): string {
  const star = attribute.required ? ' *' : ''
  if (attribute.kind === 'choice') return `${attribute.name} = ${attribute.choices.join(' | ')}${star}`
  if (attribute.kind === 'choices')
    return `${attribute.name} = any of ${attribute.choices.join(' | ')}${star}`
  if (attribute.kind === 'boolean') return `${attribute.name}: yes/no${star}`
  if (attribute.kind === 'text') return `${attribute.name}${star}`
  const { min, max, unit } = attribute
  const bounds = min === null && max === null ? '' : ` ${min ?? ''}..${max ?? ''}`
  return `${attribute.name}: number${bounds}${unit === '' ? '' : ` ${unit}`}${star}`
}

function readAttribute(
  text: string,
  before: readonly AttributeDefinition[],
  set: LabelSet,
): AttributeDefinition | null {
  const required = text.endsWith('*')
  const plain = required ? text.slice(0, -1).trim() : text
  const [, name = '', sign = '', rest = ''] = /^([^=:]+)(?:\s*([=:])\s*(.*))?$/.exec(plain) ?? []
  const called = name.trim()
  if (called === '' || called.length > 100) return null
  const all = [...before, ...set.labels.flatMap((label) => label.attributes)]
  const key = all.find((one) => one.name === called)?.key ?? keyFrom(called, before)
  const base = { ...ATTRIBUTE_DEFAULTS, key, name: called, choices: [], required }
  if (sign === '') return { ...base, kind: 'text' }
  if (sign === '=') {
    const many = /^any of\s+/i.test(rest)
    const choices = rest
      .replace(/^any of\s+/i, '')
      .split('|')
      .map((one) => one.trim())
    if (choices.some((one) => one === '' || one.length > 100)) return null
    return { ...base, kind: many ? 'choices' : 'choice', choices: [...new Set(choices)] }
  }
  if (/^yes\/no$/i.test(rest)) return { ...base, kind: 'boolean' }
  const number = /^number(?:\s+(-?[\d.]*)\.\.(-?[\d.]*))?(?:\s+(\S{1,50}))?$/i.exec(rest)
  if (!number) return null
  const bound = (side: string | undefined) => (side === undefined || side === '' ? null : Number(side))
  const [min, max] = [bound(number[1]), bound(number[2])]
  if (Number.isNaN(min) || Number.isNaN(max)) return null
  return { ...base, kind: 'number', min, max, unit: number[3] ?? '' }
}

function keyFrom(name: string, before: readonly AttributeDefinition[]): string {
  const base = freshId(name, []).replace(/^[^a-z]+/, '') || 'attribute'
  let key = base
  for (let n = 2; before.some((one) => one.key === key); n++) key = `${base}-${n}`
  return key
}

const splitList = (text: string): string[] =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')

const failed = (...problems: string[]): ReadSet => ({ set: null, problems })
