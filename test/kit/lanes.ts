/** Columns for timeline tests and benchmarks, without a document around them. */
import { blockEnds, type Lane } from '#app/_studio/timeline/columns.ts'

/** Rows are [start, end, label place], sorted by start. */
export function laneOfRows(rows: readonly (readonly [number, number, number])[]): Lane {
  const end = Float64Array.from(rows, (r) => r[1])
  const label = Uint16Array.from(rows, (r) => r[2])
  return {
    layerId: 'l1',
    suggested: false,
    count: rows.length,
    idAt: (i) => `a${i}`,
    recordAt: () => undefined,
    start: Float64Array.from(rows, (r) => r[0]),
    end,
    label,
    style: label,
    blockEnd: blockEnds(end),
  }
}
