/** A plain table on the terminal. */
export function table(print: (line: string) => void, rows: readonly (readonly (string | number)[])[]): void {
  const text = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? String(Number(cell.toPrecision(4))) : cell)),
  )
  const widths = text[0]!.map((_, c) => Math.max(...text.map((row) => row[c]!.length)))
  for (const row of text)
    print(row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join('  '))
}
