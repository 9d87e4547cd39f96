/**
 * A table of legal combinations as text from a spreadsheet: cells parted by tabs (or semicolons where there are none),
 * a row a line. A first line that names fields decides the columns; without one they are taken in their present order.
 * Labels may be written by name or id; names are compared without regard to case.
 */
import type { LabelBook } from '#media/core/document/label-book.ts'
import type { Combinations } from '#media/core/document/records.ts'

export interface FieldName {
  /** `label` or an attribute's key. */
  readonly key: string
  readonly name: string
}

export type Pasted =
  | { readonly ok: true; readonly table: Combinations; readonly repeated: number }
  | {
      readonly ok: false
      readonly line: number
      readonly problem: 'cells' | 'label' | 'many'
      readonly text: string
    }

export const MOST_ROWS = 5000

/** Where a pasted text begins to be a table: more than one cell or more than one line. */
export const looksLikeTable = (text: string): boolean => /[\t\n]/.test(text.trim())

export function readCombinations(
  text: string,
  fields: readonly string[],
  known: readonly FieldName[],
  book: LabelBook,
): Pasted {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const parter = lines.some((line) => line.includes('\t')) ? '\t' : ';'
  const cells = lines.map((line) => line.split(parter).map((cell) => cell.trim()))
  const header = fieldsOf(cells[0] ?? [], known)
  const columns = header ?? fields
  const rows: string[][] = []
  const seen = new Set<string>()
  let repeated = 0
  for (const [n, row] of cells.entries()) {
    if (header && n === 0) continue
    if (row.length !== columns.length || row.some((cell) => cell === ''))
      return { ok: false, line: n + 1, problem: 'cells', text: row.join(', ') }
    const values: string[] = []
    for (const [c, cell] of row.entries()) {
      if (columns[c] !== 'label') {
        values.push(cell)
        continue
      }
      const label = book.set.labels.find((l) => l.id === cell || l.name.toLowerCase() === cell.toLowerCase())
      if (!label) return { ok: false, line: n + 1, problem: 'label', text: cell }
      values.push(label.id)
    }
    const key = JSON.stringify(values)
    if (seen.has(key)) repeated++
    else rows.push(values)
    seen.add(key)
  }
  if (rows.length > MOST_ROWS)
    return { ok: false, line: MOST_ROWS, problem: 'many', text: String(rows.length) }
  return { ok: true, table: { fields: [...columns], rows }, repeated }
}

/** The table as text that `readCombinations` reads back. */
export function writeCombinations(table: Combinations, known: readonly FieldName[], book: LabelBook): string {
  const nameOf = (key: string) => known.find((f) => f.key === key)?.name ?? key
  return [
    table.fields.map(nameOf).join('\t'),
    ...table.rows.map((row) =>
      row.map((cell, c) => (table.fields[c] === 'label' ? book.nameOf(cell) : cell)).join('\t'),
    ),
  ].join('\n')
}

/** The keys of a line that names a field in every cell; null when it does not. */
function fieldsOf(cells: readonly string[], known: readonly FieldName[]): string[] | null {
  const keys = cells.map(
    (cell) => known.find((f) => f.key === cell || f.name.toLowerCase() === cell.toLowerCase())?.key,
  )
  const found = keys.filter((key) => key !== undefined)
  return found.length === cells.length && found.length >= 2 && new Set(found).size === found.length
    ? found
    : null
}
