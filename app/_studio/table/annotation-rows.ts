/** The annotations of a track as rows: one column each for label, times, every attribute, note, layer and author. */
import { relabel, setAttribute, setNote } from '#media/core/commands/index.ts'
import type { LabelBook } from '#media/core/document/label-book.ts'
import type {
  AnnotationRecord,
  AttributeDefinition,
  AttributeValue,
  TrackRecord,
} from '#media/core/document/records.ts'
import { setEndFrame, setStartFrame } from '../inspector/edge-edits.ts'
import type { Session } from '../session/session.ts'
import type { TimeNames } from '../timeline/time-names.ts'
import type { Timeline } from '../timeline/timeline.ts'
import { deleteSelected } from '../tools/delete/delete.ts'
import type { CellEdit, TwinColumn, TwinRows, TwinSort } from './rows.ts'

/** Words the table needs, in the reader's language. */
export interface TableWords {
  readonly label: string
  readonly start: string
  readonly end: string
  readonly length: string
  readonly note: string
  readonly layer: string
  readonly author: string
  readonly value: string
  readonly yes: string
  readonly no: string
  readonly none: string
  noTime(typed: string): string
  noNumber(typed: string): string
  noChoice(typed: string, choices: string): string
}

export interface AnnotationRowsOptions {
  readonly session: Session
  readonly timeline: Timeline
  readonly names: TimeNames
  readonly track: TrackRecord
  readonly sort: TwinSort
  readonly words: TableWords
  /** Names of people by id. */
  readonly people: ReadonlyMap<string, string>
  /** Layers that are not shown. */
  readonly hidden: ReadonlySet<string>
}

const ATTRIBUTE = 'attribute:'

/** Attributes of the labels a track takes, each key once, in the order of the labels. */
export function attributesOf(track: TrackRecord, labels: LabelBook): AttributeDefinition[] {
  const found = new Map<string, AttributeDefinition>()
  for (const label of labels.labelsOf(track))
    for (const definition of label.attributes)
      if (!found.has(definition.key)) found.set(definition.key, definition)
  return [...found.values()]
}

export function annotationRows(options: AnnotationRowsOptions): TwinRows {
  const { session, timeline, names, track, sort, words, people, hidden } = options
  const { store } = session
  const labels = store.labels.peek()
  const attributes = attributesOf(track, labels)
  const lanes = store.lanesOf(track.id).filter(([layerId]) => !hidden.has(layerId))
  const points = track.kind === 'events'
  const columns: TwinColumn[] = [
    { key: 'label', name: words.label, width: 'minmax(152px,1fr)', numeric: false },
    { key: 'start', name: words.start, width: '84px', numeric: true },
    ...(points
      ? []
      : [
          { key: 'end', name: words.end, width: '84px', numeric: true },
          { key: 'length', name: words.length, width: '64px', numeric: true },
        ]),
    ...attributes.map((a) => ({
      key: ATTRIBUTE + a.key,
      name: a.name,
      width: '104px',
      numeric: a.kind === 'number',
    })),
    { key: 'note', name: words.note, width: '160px', numeric: false },
    ...(store.layers.length > 1 ? [{ key: 'layer', name: words.layer, width: '104px', numeric: false }] : []),
    { key: 'author', name: words.author, width: '104px', numeric: false },
  ]
  const text = (a: AnnotationRecord, column: string): string => {
    const point = a.start === a.end
    if (column === 'label') return labels.nameOf(a.labelId)
    if (column === 'start') return names.format(a.start)
    if (column === 'end') return point ? '' : names.formatEnd(a.end)
    if (column === 'length') return point ? '' : names.formatLength(a.start, a.end)
    if (column === 'note') return a.note
    if (column === 'layer') return store.layer(a.layerId)?.name ?? ''
    if (column === 'author') return (a.authorId && people.get(a.authorId)) || a.origin || ''
    return valueText(a.attributes[column.slice(ATTRIBUTE.length)], words)
  }
  const rows = sorted(
    lanes.flatMap(([, lane]) => [...lane.all()]),
    sort,
    text,
    lanes.length > 1,
  )
  const run = (result: { ok: boolean; message?: string }): string | null =>
    result.ok ? null : (result.message ?? '')

  const editAttribute = (a: AnnotationRecord, key: string): CellEdit | null => {
    const definition = labels.get(a.labelId)?.attributes.find((d) => d.key === key)
    if (!definition) return null
    const now = a.attributes[key] ?? null
    const set = (value: AttributeValue | null) => run(session.run(setAttribute, { ids: [a.id], key, value }))
    if (definition.kind === 'boolean') return { how: 'toggle', commit: () => set(now !== true) }
    if (definition.kind === 'choice')
      return {
        how: 'choice',
        value: typeof now === 'string' ? now : '',
        options: [{ value: '', name: words.none }, ...definition.choices.map((c) => ({ value: c, name: c }))],
        commit: (value) => set(value || null),
      }
    return {
      how: 'text',
      text: valueText(now ?? undefined, words),
      commit(typed) {
        const parsed = parseValue(typed, definition, words)
        return parsed.problem ?? set(parsed.value)
      },
    }
  }
  const editTime = (a: AnnotationRecord, edge: 'start' | 'end'): CellEdit | null => {
    if (edge === 'end' && a.start === a.end) return null
    return {
      how: 'text',
      text: names.format(edge === 'start' ? a.start : a.end - 1, 'frame'),
      commit(typed) {
        const frame = names.parse(typed, 'frame')
        if (frame === null) return words.noTime(typed)
        return edge === 'start' ? setStartFrame(session, a, frame) : setEndFrame(session, a, frame)
      },
    }
  }
  return {
    columns,
    count: rows.length,
    id: (row) => rows[row]!.id,
    text: (row, column) => text(rows[row]!, column),
    color: (row) => labels.get(rows[row]!.labelId)?.color ?? null,
    selected: (row) => session.selection.peek().has(rows[row]!.id),
    select(row, more) {
      const { id } = rows[row]!
      session.select(more ? [...session.selection.peek(), id] : [id])
      timeline.bringIntoView([id])
    },
    goTo(row, column) {
      const a = rows[row]!
      const t = column === 'end' && a.end > a.start ? a.end - 1 : a.start
      session.clock.seek(session.clock.boundsOf(names.frameOf(t)).start)
    },
    edit(row, column) {
      const a = rows[row]!
      if (!session.editable) return null
      if (column === 'label')
        return {
          how: 'choice',
          value: a.labelId,
          options: labels.labelsOf(track).map((label) => ({ value: label.id, name: label.name })),
          commit: (labelId) =>
            labelId === a.labelId ? null : run(session.run(relabel, { ids: [a.id], labelId })),
        }
      if (column === 'start' || column === 'end') return editTime(a, column)
      if (column === 'note')
        return {
          how: 'text',
          text: a.note,
          commit: (note) => (note === a.note ? null : run(session.run(setNote, { id: a.id, note }))),
        }
      return column.startsWith(ATTRIBUTE) ? editAttribute(a, column.slice(ATTRIBUTE.length)) : null
    },
    remove(row) {
      if (!session.selection.peek().has(rows[row]!.id)) session.select([rows[row]!.id])
      deleteSelected(session)
    },
  }
}

/** Lanes come in order of time already: one lane sorted by its start needs no work. */
function sorted(
  rows: AnnotationRecord[],
  sort: TwinSort,
  text: (a: AnnotationRecord, column: string) => string,
  several: boolean,
): AnnotationRecord[] {
  const { column, down } = sort
  const byTime = (a: AnnotationRecord, b: AnnotationRecord) => a.start - b.start || (a.id < b.id ? -1 : 1)
  if (column === 'start') {
    if (several) rows.sort(byTime)
  } else if (column === 'end') rows.sort((a, b) => a.end - b.end || byTime(a, b))
  else if (column === 'length') rows.sort((a, b) => a.end - a.start - (b.end - b.start) || byTime(a, b))
  else {
    const collator = new Intl.Collator(undefined, { numeric: true })
    const keys = new Map(rows.map((a) => [a.id, text(a, column)]))
    rows.sort((a, b) => collator.compare(keys.get(a.id)!, keys.get(b.id)!) || byTime(a, b))
  }
  return down ? rows.reverse() : rows
}

function valueText(value: AttributeValue | undefined, words: TableWords): string {
  if (value === undefined) return ''
  if (typeof value === 'boolean') return value ? words.yes : words.no
  return Array.isArray(value) ? value.join(', ') : String(value)
}

interface Parsed {
  readonly value: AttributeValue | null
  readonly problem: string | null
}

/** What was typed into an attribute's cell; several choices are parted by commas. */
export function parseValue(typed: string, definition: AttributeDefinition, words: TableWords): Parsed {
  const text = typed.trim()
  const good = (value: AttributeValue | null): Parsed => ({ value, problem: null })
  if (text === '') return good(null)
  if (definition.kind === 'number') {
    const number = Number(text.replace(',', '.'))
    return Number.isFinite(number) ? good(number) : { value: null, problem: words.noNumber(text) }
  }
  if (definition.kind !== 'choices') return good(text)
  const wanted = text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
  const unknown = wanted.find((one) => !definition.choices.includes(one))
  if (unknown !== undefined)
    return { value: null, problem: words.noChoice(unknown, definition.choices.join(', ')) }
  return good(definition.choices.filter((choice) => wanted.includes(choice)))
}
