/**
 * For each found row: is there another row that lies in the given relation to it? Rows come in order of start; every
 * question is a binary search or a running extreme over sorted times, never a comparison of all with all. What the
 * relations mean is said in `relations.ts`; tests compare the two on random rows.
 */
import type { SearchColumns } from './columns.ts'
import type { RelationName } from './relations.ts'

export type Times = Pick<SearchColumns, 'starts' | 'ends'>

/** The end that counts: an event takes one tick. */
export const closeAt = ({ starts, ends }: Times, row: number): number =>
  ends[row]! > starts[row]! ? ends[row]! : starts[row]! + 1

/** A number of each row; several times quicker than `Float64Array.from`. */
export function numbersOf(rows: Int32Array | Uint32Array, of: (row: number) => number): Float64Array {
  const numbers = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) numbers[i] = of(rows[i]!)
  return numbers
}

/** The rows on the other side of a relation, sorted in the ways the questions need, each when it is first needed. */
export class Others {
  readonly rows: Int32Array
  readonly times: Times
  readonly starts: Float64Array
  private sortedCloses: Float64Array | null = null
  private byClose: Int32Array | null = null

  /** @param rows in order of start. */
  constructor(times: Times, rows: Int32Array) {
    this.times = times
    this.rows = rows
    this.starts = new Float64Array(rows.length)
    for (let i = 0; i < rows.length; i++) this.starts[i] = times.starts[rows[i]!]!
  }

  /** Ends that count, sorted. */
  closes(): Float64Array {
    if (!this.sortedCloses) this.sortByClose()
    return this.sortedCloses!
  }

  /** Rows in order of the end that counts. */
  rowsByClose(): Int32Array {
    if (!this.byClose) this.sortByClose()
    return this.byClose!
  }

  private sortByClose(): void {
    const { rows, times } = this
    const closes = numbersOf(rows, (row) => closeAt(times, row))
    const order = sortedOrder(closes)
    this.byClose = new Int32Array(rows.length)
    for (let i = 0; i < rows.length; i++) this.byClose[i] = rows[order[i]!]!
    this.sortedCloses = numbersOf(order, (i) => closes[i]!)
  }

  /** Whether a row is among these; rows are sorted. */
  has(row: number): boolean {
    const { rows } = this
    let lo = 0
    let hi = rows.length
    while (lo < hi) {
      const mid = (lo + hi) >>> 1
      if (rows[mid]! < row) lo = mid + 1
      else hi = mid
    }
    return rows[lo] === row
  }
}

/** 1 for each row of `found` that lies so to some other row. @param within largest gap, ticks; null for any. */
export function related(
  found: Int32Array,
  others: Others,
  relation: RelationName,
  within: number | null,
): Uint8Array {
  const test = TESTS[relation](others, within ?? Number.POSITIVE_INFINITY)
  const { times } = others
  const answer = new Uint8Array(found.length)
  for (let i = 0; i < found.length; i++) {
    const row = found[i]!
    answer[i] = test(times.starts[row]!, closeAt(times, row), times.ends[row]!, row) ? 1 : 0
  }
  return answer
}

/** @param close end that counts; `end` as written, from which gaps are measured. */
type Test = (start: number, close: number, end: number, row: number) => boolean

const TESTS: Record<RelationName, (others: Others, within: number) => Test> = {
  after: (others, within) => {
    const closes = others.closes()
    const latest = latestEnds(others)
    return (start) => {
      const n = upper(closes, start)
      return n > 0 && start - latest[n - 1]! <= within
    }
  },
  before: (others, within) => (_start, close, end) => {
    const at = lower(others.starts, close)
    return at < others.starts.length && others.starts[at]! - end <= within
  },
  near: (others, within) => {
    const tests = [
      TESTS.overlapping(others, within),
      TESTS.after(others, within),
      TESTS.before(others, within),
    ]
    return (...a) => tests.some((test) => test(...a))
  },
  /** Those that begin before the end, less those that are over at the start. */
  overlapping: (others) => {
    const closes = others.closes()
    return (start, close, _end, row) =>
      lower(others.starts, close) - upper(closes, start) > (others.has(row) ? 1 : 0)
  },
  /** The furthest end among those that begin no later. */
  inside: (others) => {
    const { rows, times, starts } = others
    const best = new Int32Array(rows.length)
    const second = new Int32Array(rows.length)
    let first = -1
    let next = -1
    const reach = (row: number) => (row < 0 ? Number.NEGATIVE_INFINITY : closeAt(times, row))
    rows.forEach((row, i) => {
      if (reach(row) > reach(first)) {
        next = first
        first = row
      } else if (reach(row) > reach(next)) next = row
      best[i] = first
      second[i] = next
    })
    return (start, close, _end, row) => {
      const n = upper(starts, start) - 1
      if (n < 0) return false
      const other = best[n] === row ? second[n]! : best[n]!
      return other >= 0 && closeAt(times, other) >= close
    }
  },
  /** The nearest end among those that begin no earlier. */
  containing: (others) => {
    const { rows, times, starts } = others
    const best = new Int32Array(rows.length)
    const second = new Int32Array(rows.length)
    let first = -1
    let next = -1
    const reach = (row: number) => (row < 0 ? Number.POSITIVE_INFINITY : closeAt(times, row))
    for (let i = rows.length - 1; i >= 0; i--) {
      const row = rows[i]!
      if (reach(row) < reach(first)) {
        next = first
        first = row
      } else if (reach(row) < reach(next)) next = row
      best[i] = first
      second[i] = next
    }
    return (start, close, _end, row) => {
      const n = lower(starts, start)
      if (n === rows.length) return false
      const other = best[n] === row ? second[n]! : best[n]!
      return other >= 0 && closeAt(times, other) <= close
    }
  },
  /** Begins inside and ends behind, or ends inside and began before. */
  crossing: (others) => {
    const { rows, times, starts } = others
    const ends = new Extremes(numbersOf(rows, (row) => closeAt(times, row)))
    const byClose = others.rowsByClose()
    const closes = others.closes()
    const begins = new Extremes(numbersOf(byClose, (row) => -times.starts[row]!))
    return (start, close) =>
      ends.max(upper(starts, start), lower(starts, close)) > close ||
      -begins.max(upper(closes, start), lower(closes, close)) < start
  },
  equal: (others) => {
    const counts = new Map<number, Map<number, number>>()
    for (const row of others.rows) {
      const start = others.times.starts[row]!
      const close = closeAt(others.times, row)
      let at = counts.get(start)
      if (!at) {
        at = new Map()
        counts.set(start, at)
      }
      at.set(close, (at.get(close) ?? 0) + 1)
    }
    return (start, close, _end, row) => (counts.get(start)?.get(close) ?? 0) > (others.has(row) ? 1 : 0)
  },
  starting: (others) => (start, _close, _end, row) =>
    upper(others.starts, start) - lower(others.starts, start) > (others.has(row) ? 1 : 0),
  ending: (others) => {
    const closes = others.closes()
    return (_start, close, _end, row) =>
      upper(closes, close) - lower(closes, close) > (others.has(row) ? 1 : 0)
  },
  meeting: (others) => {
    const closes = others.closes()
    const holds = (sorted: Float64Array, value: number) => sorted[lower(sorted, value)] === value
    return (start, close) => holds(others.starts, close) || holds(closes, start)
  },
}

/** Latest end as written among the first 1, 2, … rows by the end that counts. */
function latestEnds(others: Others): Float64Array {
  const rows = others.rowsByClose()
  const { ends } = others.times
  const latest = new Float64Array(rows.length)
  let most = Number.NEGATIVE_INFINITY
  for (let i = 0; i < rows.length; i++) {
    const end = ends[rows[i]!]!
    if (end > most) most = end
    latest[i] = most
  }
  return latest
}

/** How many values are below. */
export function lower(sorted: Float64Array, value: number): number {
  let lo = 0
  let hi = sorted.length
  while (lo < hi) {
    const mid = (lo + hi) >>> 1
    if (sorted[mid]! < value) lo = mid + 1
    else hi = mid
  }
  return lo
}

/** How many values are below or equal. */
export function upper(sorted: Float64Array, value: number): number {
  let lo = 0
  let hi = sorted.length
  while (lo < hi) {
    const mid = (lo + hi) >>> 1
    if (sorted[mid]! <= value) lo = mid + 1
    else hi = mid
  }
  return lo
}

/**
 * Places of whole numbers in order of size, equal ones in order of place: by 16 bits at a time, since comparing a
 * hundred thousand times seventeen times is what a search would wait for.
 */
export function sortedOrder(values: Float64Array): Uint32Array {
  const n = values.length
  if (n < FEW)
    return Uint32Array.from(Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b))
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (let i = 0; i < n; i++) {
    const v = values[i]!
    if (v < least) least = v
    if (v > most) most = v
  }
  let from = new Uint32Array(n)
  for (let i = 0; i < n; i++) from[i] = i
  let to = new Uint32Array(n)
  const counts = new Uint32Array(DIGITS + 1)
  const digits = new Uint16Array(n)
  for (let unit = 1; unit <= most - least; unit *= DIGITS) {
    counts.fill(0)
    for (let i = 0; i < n; i++) {
      const digit = Math.floor((values[i]! - least) / unit) % DIGITS
      digits[i] = digit
      counts[digit + 1]!++
    }
    for (let d = 0; d < DIGITS; d++) counts[d + 1]! += counts[d]!
    for (let k = 0; k < n; k++) {
      const i = from[k]!
      to[counts[digits[i]!]!++] = i
    }
    ;[from, to] = [to, from]
  }
  return from
}

const DIGITS = 2 ** 16
/** Fewer values than these are compared: counting has a price of its own. */
const FEW = 8192

/**
 * The greatest of any run of values, by two looks: level k holds the greatest of 2^k values from each place on. Levels
 * are made when a run of their length is first asked for; most runs are short.
 */
export class Extremes {
  private readonly levels: Float64Array[]

  constructor(values: Float64Array) {
    this.levels = [values]
  }

  /** Of values[from … to); -Infinity when there are none. */
  max(from: number, to: number): number {
    if (from >= to) return Number.NEGATIVE_INFINITY
    const k = 31 - Math.clz32(to - from)
    const level = this.levels[k] ?? this.level(k)
    const a = level[from]!
    const b = level[to - 2 ** k]!
    return a > b ? a : b
  }

  private level(k: number): Float64Array {
    for (let have = this.levels.length; have <= k; have++) {
      const below = this.levels[have - 1]!
      const half = 2 ** (have - 1)
      const made = new Float64Array(Math.max(0, below.length - half))
      for (let i = 0; i < made.length; i++) {
        const a = below[i]!
        const b = below[i + half]!
        made[i] = a > b ? a : b
      }
      this.levels.push(made)
    }
    return this.levels[k]!
  }
}
