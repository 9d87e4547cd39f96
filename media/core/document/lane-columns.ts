/**
 * One sorted run of annotations as columns: starts rising (ties by id), the ends, the labels as numbers, and `reach`,
 * the largest end so far. `reach` never falls, so the first row that can touch a window is found by binary search.
 * A row's record may still be a row number of a loaded snapshot; it becomes an object when somebody asks for it.
 */
import type { AnnotationRecord } from './records.ts'

/** Rows of a decoded snapshot that become records on demand. */
export interface RowSource {
  record(row: number): AnnotationRecord
}

export interface ColumnArrays {
  readonly starts: Float64Array
  readonly ends: Float64Array
  readonly labels: Uint32Array
}

export class LaneColumns {
  /** Only the first `length` entries count. */
  starts: Float64Array
  ends: Float64Array
  labels: Uint32Array
  reach: Float64Array
  length = 0
  /** Null while the columns are as they were loaded: row i is row i of the source. */
  private items: (AnnotationRecord | number)[] | null = []
  private readonly source: RowSource | null

  constructor(capacity = 8, source: RowSource | null = null) {
    this.starts = new Float64Array(capacity)
    this.ends = new Float64Array(capacity)
    this.labels = new Uint32Array(capacity)
    this.reach = new Float64Array(capacity)
    this.source = source
  }

  /** Sorted columns; row i of the columns is row i of the source. They are shared until the first edit copies them. */
  static of(columns: ColumnArrays, source: RowSource): LaneColumns {
    const lane = new LaneColumns(0, source)
    const { starts, ends, labels } = columns
    const n = starts.length
    lane.starts = starts
    lane.ends = ends
    lane.labels = labels
    lane.length = n
    lane.items = null
    const reaches = new Float64Array(n)
    let reach = Number.NEGATIVE_INFINITY
    for (let i = 0; i < n; i++) {
      const end = ends[i]!
      if (end > reach) reach = end
      reaches[i] = reach
    }
    lane.reach = reaches
    return lane
  }

  recordAt(i: number): AnnotationRecord {
    if (!this.items) return this.source!.record(i)
    const item = this.items[i]!
    if (typeof item !== 'number') return item
    const record = this.source!.record(item)
    this.items[i] = record
    return record
  }

  /** Appends a record that sorts after all others. */
  push(record: AnnotationRecord, label: number): void {
    this.insertAt(this.length, record, label)
  }

  /** First row whose start is ≥ t. */
  lowerStart(t: number): number {
    return lowerBound(this.starts, this.length, t)
  }

  /** First row whose start is > t. */
  upperStart(t: number): number {
    return upperBound(this.starts, this.length, t)
  }

  /** First row at or before which something ends at or after t. */
  lowerReach(t: number): number {
    return lowerBound(this.reach, this.length, t)
  }

  /** Where (start, id) is or would be. */
  place(start: number, id: string): number {
    let lo = this.lowerStart(start)
    let hi = this.upperStart(start)
    while (lo < hi) {
      const mid = (lo + hi) >>> 1
      if (this.recordAt(mid).id < id) lo = mid + 1
      else hi = mid
    }
    return lo
  }

  /** Row of this very record, or -1. */
  find(start: number, id: string): number {
    const i = this.place(start, id)
    return i < this.length && this.starts[i] === start && this.recordAt(i).id === id ? i : -1
  }

  insertAt(i: number, record: AnnotationRecord, label: number): void {
    const items = this.own()
    if (this.length === this.starts.length) this.grow()
    const n = this.length
    if (i < n) {
      this.starts.copyWithin(i + 1, i, n)
      this.ends.copyWithin(i + 1, i, n)
      this.labels.copyWithin(i + 1, i, n)
      this.reach.copyWithin(i + 1, i, n)
      items.splice(i, 0, record)
    } else items.push(record)
    this.length = n + 1
    this.write(i, record, label)
    // Everything after may have been reached by less than this one reaches.
    this.reach[i] = this.reachOf(i)
    this.mendReach(i + 1)
  }

  removeAt(i: number): void {
    const items = this.own()
    const n = this.length
    this.starts.copyWithin(i, i + 1, n)
    this.ends.copyWithin(i, i + 1, n)
    this.labels.copyWithin(i, i + 1, n)
    this.reach.copyWithin(i, i + 1, n)
    items.splice(i, 1)
    this.length = n - 1
    this.mendReach(i)
  }

  /** Overwrites row i with a record that sorts at the same place. */
  setAt(i: number, record: AnnotationRecord, label: number): void {
    this.write(i, record, label)
    this.reach[i] = this.reachOf(i)
    this.mendReach(i + 1)
  }

  /** Before the first edit: columns and items of its own. */
  private own(): (AnnotationRecord | number)[] {
    if (this.items) return this.items
    this.starts = this.starts.slice()
    this.ends = this.ends.slice()
    this.labels = this.labels.slice()
    this.items = Array.from(this.starts, (_, i) => i)
    return this.items
  }

  private write(i: number, record: AnnotationRecord, label: number): void {
    this.own()[i] = record
    this.starts[i] = record.start
    this.ends[i] = record.end
    this.labels[i] = label
  }

  private reachOf(i: number): number {
    return i > 0 ? Math.max(this.reach[i - 1]!, this.ends[i]!) : this.ends[i]!
  }

  /** Recomputes from row i until a value comes out as it was: all after it follow from that one. */
  private mendReach(from: number): void {
    for (let i = from; i < this.length; i++) {
      const reach = this.reachOf(i)
      if (reach === this.reach[i]) return
      this.reach[i] = reach
    }
  }

  private grow(): void {
    const capacity = Math.max(8, this.starts.length + (this.starts.length >> 1))
    const wider = (from: Float64Array) => {
      const to = new Float64Array(capacity)
      to.set(from)
      return to
    }
    this.starts = wider(this.starts)
    this.ends = wider(this.ends)
    this.reach = wider(this.reach)
    const labels = new Uint32Array(capacity)
    labels.set(this.labels)
    this.labels = labels
  }
}

function lowerBound(sorted: Float64Array, length: number, value: number): number {
  let lo = 0
  let hi = length
  while (lo < hi) {
    const mid = (lo + hi) >>> 1
    if (sorted[mid]! < value) lo = mid + 1
    else hi = mid
  }
  return lo
}

function upperBound(sorted: Float64Array, length: number, value: number): number {
  let lo = 0
  let hi = length
  while (lo < hi) {
    const mid = (lo + hi) >>> 1
    if (sorted[mid]! <= value) lo = mid + 1
    else hi = mid
  }
  return lo
}
