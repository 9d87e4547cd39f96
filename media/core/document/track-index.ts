/**
 * The annotations of one track and one layer (a *lane*) in order of start, ties by id. Windows, moments, neighbours and
 * edges are found by binary search; an edit costs a memory move.
 *
 *   short  |--||-| |---|  |-|      almost everything
 *   long   |------------------|    spans the starts of more than LONG others: kept apart, so that one long
 *                                  annotation does not make every window begin at its start
 */
import type { Tick } from '../time/tick.ts'
import { type ColumnArrays, LaneColumns, type RowSource } from './lane-columns.ts'
import type { AnnotationRecord } from './records.ts'

const LONG = 64

/** Numbers for label ids, shared by all lanes of a document, so that drawing compares numbers. */
export class LabelNumbers {
  private readonly numbers = new Map<string, number>()
  private readonly ids: string[] = []

  of(labelId: string): number {
    let n = this.numbers.get(labelId)
    if (n === undefined) {
      n = this.ids.push(labelId) - 1
      this.numbers.set(labelId, n)
    }
    return n
  }

  idOf(n: number): string {
    return this.ids[n]!
  }

  get length(): number {
    return this.ids.length
  }
}

export class TrackIndex {
  /** For drawing: read `starts`, `ends`, `labels` up to `length`. Never write. */
  short: LaneColumns
  long: LaneColumns
  readonly labels: LabelNumbers

  constructor(labels: LabelNumbers = new LabelNumbers()) {
    this.labels = labels
    this.short = new LaneColumns()
    this.long = new LaneColumns()
  }

  static from(records: Iterable<AnnotationRecord>, labels: LabelNumbers = new LabelNumbers()): TrackIndex {
    const index = new TrackIndex(labels)
    index.fill([...records])
    return index
  }

  /** Takes over columns that are sorted by start, ties by id. */
  static fromColumns(columns: ColumnArrays, source: RowSource, labels: LabelNumbers): TrackIndex {
    const index = new TrackIndex(labels)
    index.take(columns, source)
    return index
  }

  private take(columns: ColumnArrays, source: RowSource): void {
    const { starts, ends } = columns
    const n = starts.length
    const long: number[] = []
    for (let i = 0; i + LONG < n; i++) if (ends[i]! > starts[i + LONG]!) long.push(i)
    if (!long.length) {
      this.short = LaneColumns.of(columns, source)
      this.long = new LaneColumns()
      return
    }
    const short = new Uint32Array(n - long.length)
    for (let i = 0, k = 0; i < n; i++) {
      if (long[k] === i) k++
      else short[i - k] = i
    }
    this.short = pickRows(columns, source, short)
    this.long = pickRows(columns, source, Uint32Array.from(long))
  }

  /** These records, in any order, and nothing else. */
  private fill(records: AnnotationRecord[]): void {
    records.sort(inOrder)
    const n = records.length
    const columns = {
      starts: new Float64Array(n),
      ends: new Float64Array(n),
      labels: new Uint32Array(n),
    }
    for (const [i, { start, end, labelId }] of records.entries()) {
      columns.starts[i] = start
      columns.ends[i] = end
      columns.labels[i] = this.labels.of(labelId)
    }
    this.take(columns, { record: (row) => records[row]! })
  }

  /** Many at once, in any order: the lane is made anew where that costs less than moving its rows for each. */
  insertAll(records: readonly AnnotationRecord[]): void {
    if (isMany(records.length, this.size)) this.fill([...this.all(), ...records])
    else for (const record of records) this.insert(record)
  }

  /** Takes records out and puts records in; one that is in both is put in its own place. */
  exchange(
    leaving: ReadonlyMap<string, AnnotationRecord>,
    arriving: ReadonlyMap<string, AnnotationRecord>,
  ): void {
    if (isMany(leaving.size + arriving.size, this.size)) {
      const records = [...arriving.values()]
      for (const record of this.all()) if (!leaving.has(record.id)) records.push(record)
      this.fill(records)
      return
    }
    for (const [id, record] of leaving) {
      const now = arriving.get(id)
      if (now) this.replace(record, now)
      else this.remove(record)
    }
    for (const [id, record] of arriving) if (!leaving.has(id)) this.insert(record)
  }

  get size(): number {
    return this.short.length + this.long.length
  }

  insert(record: AnnotationRecord): void {
    const { short } = this
    const spanned = short.lowerStart(record.end) - short.upperStart(record.start)
    const columns = spanned > LONG ? this.long : short
    columns.insertAt(columns.place(record.start, record.id), record, this.labels.of(record.labelId))
  }

  /** False when it was not there. */
  remove(record: AnnotationRecord): boolean {
    for (const columns of [this.short, this.long]) {
      const i = columns.find(record.start, record.id)
      if (i < 0) continue
      columns.removeAt(i)
      return true
    }
    return false
  }

  /** Puts `to` in the place of `from`, a record of the same id. */
  replace(from: AnnotationRecord, to: AnnotationRecord): void {
    const i = this.short.find(from.start, from.id)
    if (i >= 0 && this.keepsPlace(i, to)) {
      this.short.setAt(i, to, this.labels.of(to.labelId))
      return
    }
    this.remove(from)
    this.insert(to)
  }

  private keepsPlace(i: number, to: AnnotationRecord): boolean {
    const { short } = this
    if (i > 0 && short.starts[i - 1]! >= to.start) return false
    if (i + 1 < short.length && short.starts[i + 1]! <= to.start) return false
    return short.lowerStart(to.end) - i <= LONG
  }

  /** Annotations that share time with [start, end), events inside it included, in order. */
  query(start: number, end: number): AnnotationRecord[] {
    const found: AnnotationRecord[] = []
    for (const columns of [this.short, this.long])
      visit(columns, start, columns.lowerStart(end), (i) => found.push(columns.recordAt(i)))
    return this.long.length ? found.sort(inOrder) : found
  }

  /** Annotations that hold the moment t, events exactly on it included. */
  at(t: number): AnnotationRecord[] {
    const found: AnnotationRecord[] = []
    for (const columns of [this.short, this.long])
      visit(columns, t, columns.upperStart(t), (i) => found.push(columns.recordAt(i)))
    return found.sort(inOrder)
  }

  /** The one before and the one after in order. */
  neighbours(record: AnnotationRecord): {
    before: AnnotationRecord | null
    after: AnnotationRecord | null
  } {
    let before: AnnotationRecord | null = null
    let after: AnnotationRecord | null = null
    for (const columns of [this.short, this.long]) {
      const i = columns.place(record.start, record.id)
      const own = i < columns.length && columns.recordAt(i).id === record.id
      const left = i > 0 ? columns.recordAt(i - 1) : null
      const right = i + (own ? 1 : 0) < columns.length ? columns.recordAt(i + (own ? 1 : 0)) : null
      if (left && (!before || inOrder(before, left) < 0)) before = left
      if (right && (!after || inOrder(right, after) < 0)) after = right
    }
    return { before, after }
  }

  /** The last annotation that starts before t. */
  lastBefore(t: number): AnnotationRecord | null {
    let best: AnnotationRecord | null = null
    for (const columns of [this.short, this.long]) {
      const i = columns.lowerStart(t) - 1
      if (i >= 0 && (!best || inOrder(best, columns.recordAt(i)) < 0)) best = columns.recordAt(i)
    }
    return best
  }

  /** The first annotation that starts at t or later. */
  firstFrom(t: number): AnnotationRecord | null {
    let best: AnnotationRecord | null = null
    for (const columns of [this.short, this.long]) {
      const i = columns.lowerStart(t)
      if (i < columns.length && (!best || inOrder(columns.recordAt(i), best) < 0)) best = columns.recordAt(i)
    }
    return best
  }

  /** The nearest start or end after t. */
  nextEdge(t: number): Tick | null {
    let edge = Number.POSITIVE_INFINITY
    for (const columns of [this.short, this.long]) {
      const next = columns.upperStart(t)
      if (next < columns.length) edge = Math.min(edge, columns.starts[next]!)
      visit(columns, t, next, (i) => {
        if (columns.ends[i]! > t) edge = Math.min(edge, columns.ends[i]!)
      })
    }
    return edge === Number.POSITIVE_INFINITY ? null : (edge as Tick)
  }

  /** The nearest start or end before t. */
  previousEdge(t: number): Tick | null {
    let edge = Number.NEGATIVE_INFINITY
    for (const columns of [this.short, this.long]) {
      const next = columns.lowerStart(t)
      if (!next) continue
      const start = columns.starts[next - 1]!
      edge = Math.max(edge, start)
      // An end between that start and t belongs to something that is open at that start.
      visit(columns, start, next, (i) => {
        if (columns.ends[i]! < t) edge = Math.max(edge, columns.ends[i]!)
      })
    }
    return edge === Number.NEGATIVE_INFINITY ? null : (edge as Tick)
  }

  /** All in order. */
  *all(): IterableIterator<AnnotationRecord> {
    const { short, long } = this
    let j = 0
    for (let i = 0; i < short.length; i++) {
      const record = short.recordAt(i)
      while (j < long.length && inOrder(long.recordAt(j), record) < 0) yield long.recordAt(j++)
      yield record
    }
    while (j < long.length) yield long.recordAt(j++)
  }
}

/** Whether so many edits of a lane cost more than making it anew. */
export const isMany = (edits: number, size: number): boolean => edits > 64 && edits ** 2 > size * 4

function pickRows(columns: ColumnArrays, source: RowSource, rows: Uint32Array): LaneColumns {
  const n = rows.length
  const starts = new Float64Array(n)
  const ends = new Float64Array(n)
  const labels = new Uint32Array(n)
  for (let i = 0; i < n; i++) {
    const row = rows[i]!
    starts[i] = columns.starts[row]!
    ends[i] = columns.ends[row]!
    labels[i] = columns.labels[row]!
  }
  return LaneColumns.of({ starts, ends, labels }, { record: (row) => source.record(rows[row]!) })
}

/** Rows below `until` that end after `start`, or are events on or after it. */
function visit(columns: LaneColumns, start: number, until: number, fn: (row: number) => void): void {
  const { starts, ends } = columns
  for (let i = columns.lowerReach(start); i < until; i++) {
    const end = ends[i]!
    if (end > start || (end === start && starts[i] === start)) fn(i)
  }
}

/** Order of a lane: start, then id. */
export function inOrder(a: AnnotationRecord, b: AnnotationRecord): number {
  return a.start - b.start || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
