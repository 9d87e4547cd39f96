/**
 * Answers a query in one recording: rows that meet the conditions, then the relations, then the chains. Where answers
 * must have their track, layer or author in common, each such group is answered by itself.
 */
import { chains } from './chains.ts'
import type { SearchColumns } from './columns.ts'
import { matchingRows, recordingMayMatch, type SearchNames } from './filter.ts'
import type { Query, Same } from './query.ts'
import { GAPPED, holds } from './relations.ts'
import { numbersOf, Others, related, sortedOrder } from './sweeps.ts'

export interface Found {
  /** The one that was searched for. */
  readonly row: number
  /** What the answer takes: its own times, or those from the first to the last of a chain. */
  readonly start: number
  readonly end: number
  /** Those that come after it, for steps. */
  readonly next: readonly number[]
}

export interface Answer {
  readonly count: number
  /** In order of start. @throws RangeError beyond `count`. */
  at(place: number): Found
  /** Every found row, in order. */
  readonly rows: Int32Array
}

const NOTHING: Answer = {
  count: 0,
  rows: new Int32Array(0),
  at: () => {
    throw new RangeError('nothing was found')
  },
}

export function find(columns: SearchColumns, names: SearchNames, query: Query): Answer {
  if (!columns.length || !recordingMayMatch(names, query.find)) return NOTHING
  const found = matchingRows(columns, names, query.find)
  if (!found.length) return NOTHING
  if (!query.relations.length && !query.steps.length) return plain(columns, found)
  const sets = query.relations.map((r) => matchingRows(columns, names, r.to))
  const steps = query.steps.map((s) => matchingRows(columns, names, s.to))
  if (!query.same.length) return answer(columns, found, sets, steps, query)
  const keyOf = groupKey(columns, query.same)
  const grouped = { found: split(found, keyOf), sets: sets.map((s) => split(s, keyOf)) }
  const stepGroups = steps.map((s) => split(s, keyOf))
  const none = new Int32Array(0)
  const parts: Answer[] = []
  for (const [key, rows] of grouped.found) {
    const part = answer(
      columns,
      rows,
      grouped.sets.map((s) => s.get(key) ?? none),
      stepGroups.map((s) => s.get(key) ?? none),
      query,
    )
    if (part.count) parts.push(part)
  }
  return join(parts)
}

function plain({ starts, ends }: SearchColumns, rows: Int32Array): Answer {
  return {
    count: rows.length,
    rows,
    at: (place) => {
      const row = rowAt(rows, place)
      return { row, start: starts[row]!, end: ends[row]!, next: [] }
    },
  }
}

function answer(
  columns: SearchColumns,
  found: Int32Array,
  sets: readonly Int32Array[],
  steps: readonly Int32Array[],
  query: Query,
): Answer {
  let rows = found
  query.relations.forEach(({ relation, within, not }, k) => {
    if (!rows.length) return
    const meets = related(rows, new Others(columns, sets[k]!), relation, within)
    rows = rows.filter((_, i) => (meets[i] === 1) !== not)
  })
  if (!query.steps.length || !rows.length) return plain(columns, rows)
  const made = chains(
    columns,
    rows,
    steps.map((rows, k) => ({ rows, within: query.steps[k]!.within })),
  )
  const { starts } = columns
  const whole = query.whole ?? Number.POSITIVE_INFINITY
  const places: number[] = []
  for (let i = 0; i < rows.length; i++) {
    const finish = made.finishes[i]!
    if (finish < Number.POSITIVE_INFINITY && finish - starts[rows[i]!]! <= whole) places.push(i)
  }
  const kept = Int32Array.from(places, (i) => rows[i]!)
  return {
    count: kept.length,
    rows: kept,
    at: (place) => {
      const row = rowAt(kept, place)
      const i = places[place]!
      return { row, start: starts[row]!, end: made.finishes[i]!, next: made.rowsAfter(i) }
    },
  }
}

function rowAt(rows: Int32Array, place: number): number {
  const row = rows[place]
  if (row === undefined) throw new RangeError(`there is no answer ${place}`)
  return row
}

/** The row that makes a relation true, the nearest in time; null where none does or where the relation is denied. */
export function partnerOf(
  columns: SearchColumns,
  names: SearchNames,
  query: Query,
  row: number,
): number | null {
  const first = query.relations.find((r) => !r.not)
  if (!first) return null
  const keyOf = query.same.length ? groupKey(columns, query.same) : () => 0
  const { starts, ends } = columns
  const a = { start: starts[row]!, end: ends[row]! }
  const within = GAPPED.has(first.relation) ? first.within : null
  let best: number | null = null
  let least = Number.POSITIVE_INFINITY
  for (const other of othersOf(columns, names, query)) {
    if (other === row || keyOf(other) !== keyOf(row)) continue
    const b = { start: starts[other]!, end: ends[other]! }
    if (!holds(first.relation, within, a, b)) continue
    const distance = Math.abs(b.start - a.start)
    if (distance < least) {
      least = distance
      best = other
    }
  }
  return best
}

const partners = new WeakMap<Query, WeakMap<SearchColumns, Int32Array>>()

/** The other side of the first relation, worked out once for all answers of a page. */
function othersOf(columns: SearchColumns, names: SearchNames, query: Query): Int32Array {
  let known = partners.get(query)
  if (!known) {
    known = new WeakMap()
    partners.set(query, known)
  }
  let rows = known.get(columns)
  if (!rows) {
    rows = matchingRows(columns, names, query.relations.find((r) => !r.not)!.to)
    known.set(columns, rows)
  }
  return rows
}

function groupKey(columns: SearchColumns, same: readonly Same[]): (row: number) => number {
  const used = same.map((name) => columns[name])
  return (row) => used.reduce((key, { numbers, ids }) => key * ids.length + numbers[row]!, 0)
}

function split(rows: Int32Array, keyOf: (row: number) => number): Map<number, Int32Array> {
  const keys = numbersOf(rows, keyOf)
  const counts = new Map<number, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  const lists = new Map([...counts].map(([key, count]) => [key, new Int32Array(count)]))
  const filled = new Map<number, number>()
  for (let i = 0; i < rows.length; i++) {
    const key = keys[i]!
    const at = filled.get(key) ?? 0
    lists.get(key)![at] = rows[i]!
    filled.set(key, at + 1)
  }
  return lists
}

/** Answers of groups as one, in order of their rows. */
function join(parts: readonly Answer[]): Answer {
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  const rows = new Float64Array(count)
  const partOf = new Uint32Array(count)
  const placeIn = new Uint32Array(count)
  let n = 0
  parts.forEach((part, k) => {
    for (let i = 0; i < part.count; i++, n++) {
      rows[n] = part.rows[i]!
      partOf[n] = k
      placeIn[n] = i
    }
  })
  const order = sortedOrder(rows)
  return {
    count,
    rows: Int32Array.from(order, (i) => rows[i]!),
    at: (place) => {
      const i = order[place]
      if (i === undefined) throw new RangeError(`there is no answer ${place}`)
      return parts[partOf[i]!]!.at(placeIn[i]!)
    },
  }
}
