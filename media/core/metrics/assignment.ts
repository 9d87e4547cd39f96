/**
 * The pairing of rows with columns whose gains sum up highest; each row and column at most once (Kuhn 1955, in the form
 * with potentials and shortest augmenting paths of Jonker & Volgenant 1987; O(n³)).
 */

/** @param gains rows × columns, any finite numbers @returns the column of each row, null for a row left over */
export function bestPairing(gains: readonly (readonly number[])[]): (number | null)[] {
  const rows = gains.length
  const columns = Math.max(0, ...gains.map((row) => row.length))
  const n = Math.max(rows, columns)
  const cost = (i: number, j: number): number => -(gains[i]?.[j] ?? 0)
  const rowPotential = new Float64Array(n + 1)
  const columnPotential = new Float64Array(n + 1)
  /** Row (from 1) of each column; 0 is none. */
  const rowOf = new Int32Array(n + 1)
  const from = new Int32Array(n + 1)
  for (let row = 1; row <= n; row++) {
    rowOf[0] = row
    let column = 0
    const least = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY)
    const done = new Uint8Array(n + 1)
    do {
      done[column] = 1
      const at = rowOf[column]!
      let step = Number.POSITIVE_INFINITY
      let next = 0
      for (let j = 1; j <= n; j++) {
        if (done[j]) continue
        const reduced = cost(at - 1, j - 1) - rowPotential[at]! - columnPotential[j]!
        if (reduced < least[j]!) {
          least[j] = reduced
          from[j] = column
        }
        if (least[j]! < step) {
          step = least[j]!
          next = j
        }
      }
      for (let j = 0; j <= n; j++)
        if (done[j]) {
          rowPotential[rowOf[j]!]! += step
          columnPotential[j]! -= step
        } else least[j]! -= step
      column = next
    } while (rowOf[column] !== 0)
    while (column !== 0) {
      rowOf[column] = rowOf[from[column]!]!
      column = from[column]!
    }
  }
  const pairs: (number | null)[] = Array.from({ length: rows }, () => null)
  for (let j = 1; j <= n; j++) if (rowOf[j]! <= rows && j <= columns) pairs[rowOf[j]! - 1] = j - 1
  return pairs
}
