/** Columns of a snapshot: one number a row, each the place of a value in the snapshot's list of distinct values. */
import type { ByteReader, ByteWriter } from './bytes.ts'

/**
 * `one`: every row has values[0]. `few`: rows have values[0] but for `count` exceptions, (row step, place in values).
 * `each`: 1, 2 or 4 bytes a row, place in values.
 */
export interface ColumnSpec {
  readonly how: 'one' | 'few' | 'each'
  /** Places in the snapshot's list. */
  readonly values: readonly number[]
  readonly count?: number
}

/** Distinct JSON values in order of appearance. */
export class ValueList {
  readonly list: unknown[] = []
  private readonly places = new Map<string, number>()

  of(value: unknown): number {
    const key = typeof value === 'string' ? `"${value}` : JSON.stringify(value)
    let place = this.places.get(key)
    if (place === undefined) {
      place = this.list.push(value) - 1
      this.places.set(key, place)
    }
    return place
  }
}

export function writeColumn(out: ByteWriter, places: readonly number[]): ColumnSpec {
  const counts = new Map<number, number>()
  for (const p of places) counts.set(p, (counts.get(p) ?? 0) + 1)
  // The commonest value first.
  const values = [...counts].sort((a, b) => b[1] - a[1]).map(([p]) => p)
  const local = new Map(values.map((p, i) => [p, i]))
  if (values.length <= 1) return { how: 'one', values }
  const width = widthOf(values.length)
  const exceptions = places.length - counts.get(values[0]!)!
  if (exceptions * 4 < places.length * width) {
    let last = 0
    places.forEach((p, row) => {
      const place = local.get(p)!
      if (place === 0) return
      out.varint(row - last)
      out.varint(place)
      last = row
    })
    return { how: 'few', values, count: exceptions }
  }
  for (const p of places) {
    let v = local.get(p)!
    for (let k = 0; k < width; k++) {
      out.byte(v % 256)
      v = Math.floor(v / 256)
    }
  }
  return { how: 'each', values }
}

/** A column that was read. */
export interface Column {
  /** Place in the snapshot's list. */
  at(row: number): number
  /** Another number for every place, over all rows; `to` is asked once for each distinct place. */
  map(to: (place: number) => number): Uint32Array
}

export function readColumn(reader: ByteReader, spec: ColumnSpec, rows: number): Column {
  const { values } = spec
  if (spec.how === 'each') return eachRow(reader, values, rows)
  const exceptions = new Map<number, number>()
  if (spec.how === 'few') {
    let row = 0
    for (let i = 0; i < spec.count!; i++) {
      row += reader.varint()
      exceptions.set(row, values[reader.varint()]!)
    }
  }
  return {
    // A column without values is null throughout.
    at: (row) => exceptions.get(row) ?? values[0] ?? -1,
    map(to) {
      const all = new Uint32Array(rows)
      if (rows) all.fill(to(values[0]!))
      for (const [row, place] of exceptions) all[row] = to(place)
      return all
    },
  }
}

function eachRow(reader: ByteReader, values: readonly number[], rows: number): Column {
  const width = widthOf(values.length)
  const bytes = reader.bytes(rows * width)
  const local = (row: number): number => {
    if (width === 1) return bytes[row]!
    let place = 0
    for (let k = width - 1; k >= 0; k--) place = place * 256 + bytes[row * width + k]!
    return place
  }
  return {
    at: (row) => values[local(row)]!,
    map(to) {
      const table = Uint32Array.from(values, (place) => to(place))
      const all = new Uint32Array(rows)
      if (width === 1) for (let row = 0; row < rows; row++) all[row] = table[bytes[row]!]!
      else for (let row = 0; row < rows; row++) all[row] = table[local(row)]!
      return all
    },
  }
}

const widthOf = (count: number): number => (count <= 256 ? 1 : count <= 65_536 ? 2 : 4)
