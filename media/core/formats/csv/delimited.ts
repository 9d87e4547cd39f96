/** Delimited text by RFC 4180, tolerant when read (any of , ; tab; LF or CRLF; BOM), strict when written. */

export interface DelimitedRow {
  readonly line: number
  readonly cells: readonly string[]
}

/** Splits text into rows. An unclosed quote runs to the end of the file and is reported by `unclosedLine`. */
export function parseDelimited(
  text: string,
  delimiter: string,
): { rows: DelimitedRow[]; unclosedLine: number | null } {
  const rows: DelimitedRow[] = []
  let cells: string[] = []
  let cell = ''
  let line = 1
  let rowLine = 1
  let quoteLine: number | null = null
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  const endRow = (): void => {
    cells.push(cell)
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: rowLine, cells })
    cells = []
    cell = ''
  }
  for (; at < text.length; at++) {
    const c = text[at]!
    if (quoteLine !== null) {
      if (c === '"' && text[at + 1] === '"') {
        cell += '"'
        at++
      } else if (c === '"') quoteLine = null
      else {
        if (c === '\n') line++
        cell += c
      }
    } else if (c === '"' && cell === '') quoteLine = line
    else if (c === delimiter) {
      cells.push(cell)
      cell = ''
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && text[at + 1] === '\n') at++
      endRow()
      line++
      rowLine = line
    } else cell += c
  }
  if (cell !== '' || cells.length) endRow()
  return { rows, unclosedLine: quoteLine }
}

/** The delimiter that splits the first line into most cells; comma when none does. */
export function sniffDelimiter(head: string): string {
  const first = head.split(/\r?\n/, 1)[0] ?? ''
  let best = ','
  let most = 0
  for (const d of [',', '\t', ';']) {
    const n = parseDelimited(first, d).rows[0]?.cells.length ?? 0
    if (n > most) {
      best = d
      most = n
    }
  }
  return best
}

export function writeDelimited(rows: readonly (readonly string[])[], delimiter: string): string {
  const cell = (s: string): string =>
    s.includes(delimiter) || /["\r\n]/.test(s) || s !== s.trim() ? `"${s.replaceAll('"', '""')}"` : s
  return rows.map((r) => `${r.map(cell).join(delimiter)}\r\n`).join('')
}
