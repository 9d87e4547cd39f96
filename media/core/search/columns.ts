/**
 * What search reads of a recording: one row an annotation or comment, in order of start, as columns of numbers. Ids of
 * labels, tracks, layers and authors are numbered in each recording; what people wrote stands apart, since few rows have
 * any. About 32 bytes a row besides ids and texts.
 */
import type { AttributeValue, DocumentRecord } from '../document/records.ts'
import { fold } from './fold.ts'

export interface RowText {
  readonly note: string
  readonly attributes: Readonly<Record<string, AttributeValue>>
}

/** A numbered column: `ids[numbers[row]]`. */
export interface Numbered {
  readonly numbers: Uint16Array | Uint32Array
  readonly ids: readonly string[]
}

/** Of the rows that are comments; stands in the place of a label's id. */
export const COMMENT = ''
/** In the place of an author's id where there is none, or of the track of a comment on no annotation. */
export const NONE = ''

export interface SearchColumns {
  readonly length: number
  readonly starts: Float64Array
  readonly ends: Float64Array
  readonly label: Numbered
  readonly track: Numbered
  readonly layer: Numbered
  readonly author: Numbered
  /** By row; rows without are left out. */
  readonly texts: ReadonlyMap<number, RowText>
  idOf(row: number): string
}

export interface ColumnRow extends RowText {
  id: string
  start: number
  end: number
  labelId: string
  trackId: string
  layerId: string
  authorId: string | null
}

/** Columns of rows in any order. */
export function columnsOf(unsorted: readonly ColumnRow[]): SearchColumns {
  const rows = [...unsorted].sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1))
  const n = rows.length
  const starts = new Float64Array(n)
  const ends = new Float64Array(n)
  const label = new Numbers(n)
  const track = new Numbers(n)
  const layer = new Numbers(n)
  const author = new Numbers(n)
  const texts = new Map<number, RowText>()
  const ids: string[] = []
  rows.forEach((row, i) => {
    starts[i] = row.start
    ends[i] = row.end
    label.set(i, row.labelId)
    track.set(i, row.trackId)
    layer.set(i, row.layerId)
    author.set(i, row.authorId ?? NONE)
    if (hasText(row)) texts.set(i, { note: row.note, attributes: row.attributes })
    ids.push(row.id)
  })
  return { length: n, starts, ends, label, track, layer, author, texts, idOf: (row) => ids[row]! }
}

/** The columns with a few rows more. */
export function withRows(columns: SearchColumns, more: readonly ColumnRow[]): SearchColumns {
  if (!more.length) return columns
  const extra = columnsOf(more)
  const n = columns.length + extra.length
  /** Rows of the one, then of the other, in order of both together; the second counted from `columns.length`. */
  const from = new Uint32Array(n)
  for (let k = 0, a = 0, b = 0; k < n; k++) {
    const first = b === extra.length || (a < columns.length && columns.starts[a]! <= extra.starts[b]!)
    from[k] = first ? a++ : columns.length + b++
  }
  const pick = (one: Float64Array, other: Float64Array) =>
    Float64Array.from(from, (i) => (i < one.length ? one[i]! : other[i - one.length]!))
  const number = (one: Numbered, other: Numbered): Numbered => {
    const ids = [...one.ids]
    const known = new Map(ids.map((id, i) => [id, i]))
    const renamed = other.ids.map((id) => known.get(id) ?? ids.push(id) - 1)
    const numbers = Uint32Array.from(from, (i) =>
      i < columns.length ? one.numbers[i]! : renamed[other.numbers[i - columns.length]!]!,
    )
    return { numbers, ids }
  }
  const texts = new Map<number, RowText>()
  from.forEach((i, row) => {
    const text = i < columns.length ? columns.texts.get(i) : extra.texts.get(i - columns.length)
    if (text) texts.set(row, text)
  })
  return {
    length: n,
    starts: pick(columns.starts, extra.starts),
    ends: pick(columns.ends, extra.ends),
    label: number(columns.label, extra.label),
    track: number(columns.track, extra.track),
    layer: number(columns.layer, extra.layer),
    author: number(columns.author, extra.author),
    texts,
    idOf: (row) => {
      const i = from[row]!
      return i < columns.length ? columns.idOf(i) : extra.idOf(i - columns.length)
    },
  }
}

/** Annotations and comments of a document; a comment on an annotation lies on that one's track and layer. */
export function rowsOfRecords(records: Iterable<DocumentRecord>): ColumnRow[] {
  const rows: ColumnRow[] = []
  const comments: Extract<DocumentRecord, { type: 'comment' }>[] = []
  const places = new Map<string, { trackId: string; layerId: string }>()
  for (const record of records)
    if (record.type === 'annotation') rows.push(record)
    else if (record.type === 'comment') comments.push(record)
  if (comments.length) {
    const wanted = new Set(comments.map((c) => c.annotationId))
    for (const row of rows) if (wanted.has(row.id)) places.set(row.id, row)
  }
  for (const { id, start, end, annotationId, text, authorId } of comments) {
    const place = annotationId === null ? undefined : places.get(annotationId)
    rows.push({
      id,
      start,
      end,
      labelId: COMMENT,
      trackId: place?.trackId ?? NONE,
      layerId: place?.layerId ?? NONE,
      authorId,
      note: text,
      attributes: {},
    })
  }
  return rows
}

const hasText = (row: RowText): boolean => {
  if (row.note) return true
  for (const _ in row.attributes) return true
  return false
}

class Numbers implements Numbered {
  readonly numbers: Uint32Array
  readonly ids: string[] = []
  private readonly known = new Map<string, number>()

  constructor(length: number) {
    this.numbers = new Uint32Array(length)
  }

  set(row: number, id: string): void {
    let n = this.known.get(id)
    if (n === undefined) {
      n = this.ids.push(id) - 1
      this.known.set(id, n)
    }
    this.numbers[row] = n
  }
}

const folded = new WeakMap<SearchColumns, Map<number, string>>()

/** What people wrote, folded, by row; made when it is first searched. */
export function foldedTexts(columns: SearchColumns): ReadonlyMap<number, string> {
  let made = folded.get(columns)
  if (!made) {
    made = new Map()
    for (const [row, { note, attributes }] of columns.texts) {
      const values = Object.values(attributes).map((v) => (Array.isArray(v) ? v.join('\n') : String(v)))
      made.set(row, fold([note, ...values].join('\n')))
    }
    folded.set(columns, made)
  }
  return made
}
