/**
 * Looks at the beginning of a text file and says whether it is a table of samples, and how it is written: delimiter,
 * decimal mark, header lines with names and units, the column of time. Knows what force plates, EMG, motion capture
 * (TRC, MOT, STO, Vicon's exports) and loggers commonly write; asks about nothing it can see.
 */
import { guessTime, TIME_NAME, type TimeGuess } from './guess-time.ts'
import { namesAndUnits } from './header-names.ts'
import { DELIMITERS, type SignalColumn, type SignalQuestion, type SignalTable } from './settings.ts'

export type Described =
  | { readonly kind: 'signal'; readonly table: SignalTable; readonly question: SignalQuestion | null }
  /** A table, but of marks rather than samples. */
  | { readonly kind: 'annotations' }
  | { readonly kind: 'other' }

const PREVIEW_ROWS = 12
/** Rows at the beginning that are looked at. */
const LOOKED_AT = 400
const MISSING = /^(|nan|na|n\/a|#n\/a|null|none|missing|-+|[-+]?inf(inity)?)$/i

export const isMissing = (text: string): boolean => MISSING.test(text)

const POINT_NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i
const COMMA_NUMBER = /^[-+]?(\d+,?\d*|,\d+)(e[-+]?\d+)?$/i
const CLOCK = /^(\d{4}-\d\d-\d\d[T ])?\d{1,2}:\d\d(:\d\d)?([.,]\d+)?(Z|[-+]\d\d:?\d\d)?$/

interface Candidate {
  readonly delimiter: SignalTable['delimiter']
  readonly decimal: '.' | ','
  /** Place in `lines` of the first row of samples. */
  readonly first: number
  readonly rows: readonly (readonly string[])[]
  readonly width: number
}

/** @param whole whether the text is all of the file, so that its last line is whole too */
export function describeTable(text: string, whole: boolean): Described {
  if (text.includes('\0')) return { kind: 'other' }
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)
  if (!whole) lines.pop()
  while (lines.length && lines.at(-1)!.trim() === '') lines.pop()
  let best: Candidate | null = null
  for (const delimiter of DELIMITERS)
    for (const decimal of ['.', ','] as const) {
      if (decimal === ',' && delimiter === ',') continue
      const found = candidate(lines, delimiter, decimal)
      if (found && (!best || scoreOf(found) > scoreOf(best))) best = found
    }
  if (!best) return looksLikeMarks(lines) ? { kind: 'annotations' } : { kind: 'other' }
  if (looksLikeMarks(lines)) return { kind: 'annotations' }
  return describe(lines, best)
}

/** A first line that says when something begins: annotations, also those that other tools export. */
function looksLikeMarks(lines: readonly string[]): boolean {
  const head = (lines[0] ?? '').toLowerCase()
  const cells = head.split(/[,;\t]/).map((c) => c.trim().replace(/^"|"$/g, ''))
  const has = (...names: string[]): boolean => names.some((name) => cells.includes(name))
  const starts = has(
    'start',
    'start_s',
    'start_ms',
    'start_tick',
    'onset',
    'first_frame',
    'start (s)',
    'begin',
  )
  const ends = has(
    'end',
    'end_s',
    'end_ms',
    'end_tick',
    'offset',
    'stop',
    'duration',
    'last_frame',
    'stop (s)',
    'duration (s)',
  )
  return starts && (ends || has('label', 'code', 'behavior', 'behaviour', 'trial_type', 'annotation'))
}

/** Many columns of numbers, and hardly anything else: a wrong delimiter leaves scraps between the numbers. */
function scoreOf({ rows, decimal }: Candidate): number {
  let numbers = 0
  let present = 0
  for (const row of rows) {
    numbers += row.filter((c) => isNumber(c, decimal)).length
    present += filled(row)
  }
  return present === 0 ? 0 : (numbers / rows.length) * (numbers / present) ** 2
}

function candidate(
  lines: readonly string[],
  delimiter: SignalTable['delimiter'],
  decimal: '.' | ',',
): Candidate | null {
  const end = Math.min(lines.length, LOOKED_AT)
  const cells = lines.slice(0, end).map((line) => splitLine(line, delimiter))
  const numeric = (row: readonly string[]): number => row.filter((c) => isNumber(c, decimal)).length
  const dataLike = (row: readonly string[] | undefined, width: number): boolean =>
    row !== undefined && row.length === width && numeric(row) > 0 && 2 * numeric(row) >= filled(row)
  for (let first = 0; first < end; first++) {
    const width = cells[first]!.length
    if (!dataLike(cells[first], width)) continue
    const last = Math.min(end, first + 4)
    let good = true
    for (let i = first + 1; i < last; i++) good &&= dataLike(cells[i], width)
    // One line with a number in it proves nothing.
    if (!good || last - first < 2) continue
    // Empty lines, and a last one that is cut off.
    const rows = cells.slice(first).filter((row) => row.length >= width && (width > 1 || row[0] !== ''))
    // Without a delimiter only rows of single numbers are a table.
    if (
      width === 1 &&
      (rows.length < 8 || !rows.every((row) => isNumber(row[0]!, decimal) || isMissing(row[0]!)))
    )
      continue
    return { delimiter, decimal, first, rows, width }
  }
  return null
}

const filled = (row: readonly string[]): number => row.filter((c) => !isMissing(c)).length

export function splitLine(line: string, delimiter: string): string[] {
  if (delimiter === ' ') return line.trim().split(/[ \t]+/)
  if (!line.includes('"')) return line.split(delimiter).map((c) => c.trim())
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (const c of line) {
    if (c === '"') quoted = !quoted
    else if (c === delimiter && !quoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += c
  }
  cells.push(cell.trim())
  return cells
}

const isNumber = (text: string, decimal: '.' | ','): boolean =>
  (decimal === ',' ? COMMA_NUMBER : POINT_NUMBER).test(text)

function describe(lines: readonly string[], found: Candidate): Described {
  const { delimiter, first, rows, width } = found
  // Whole numbers alone fit both marks: the point is the common one.
  const decimal = rows.some((row) => row.some((c) => c.includes(',') && COMMA_NUMBER.test(c)))
    ? found.decimal
    : '.'
  const header = lines.slice(0, first).map((line) => splitLine(line.replace(/^\s*[#%]\s*/, ''), delimiter))
  const named = namesAndUnits(header, width)
  const values = (at: number): string[] => rows.map((row) => row[at] ?? '')
  const columns: SignalColumn[] = []
  for (let at = 0; at < width; at++) {
    const present = values(at).filter((c) => !isMissing(c))
    const numbers = present.filter((c) => isNumber(c, decimal)).length
    const { name, unit } = named[at]!
    const counter =
      /^(frame|sub ?frame|frame ?#|frame ?(no|number|index)|sample|sample ?(no|number|index)|index)$/i
    const kind =
      present.length === 0
        ? name === ''
          ? 'empty'
          : 'number'
        : numbers < 0.9 * present.length
          ? 'text'
          : counter.test(name)
            ? 'counter'
            : 'number'
    columns.push({ name: name || `Column ${at + 1}`, unit, kind })
  }
  const clockAt = columns.findIndex(
    (c, at) => c.kind === 'text' && values(at).every((v) => isMissing(v) || CLOCK.test(v)),
  )
  const numbersOf = (at: number): number[] =>
    values(at).map((c) => (isNumber(c, decimal) ? Number(c.replace(',', '.')) : Number.NaN))
  const guess: TimeGuess = guessTime(columns, named, numbersOf, clockAt)
  const measured = columns.filter((c, at) => c.kind === 'number' && at !== guess.time?.column)
  const words = columns.filter((c, at) => c.kind === 'text' && at !== guess.time?.column)
  if (measured.length === 0 || words.length >= measured.length + (guess.time ? 1 : 0))
    return { kind: 'other' }
  const statedRate = rateIn(lines.slice(0, first))
  const table: SignalTable = {
    delimiter,
    decimal,
    firstLine: first + 1,
    columns,
    time: guess.time,
    statedRate,
    fromZero: guess.fromZero,
    preview: previewOf(lines, first, delimiter),
  }
  const needsRate = (guess.time === null || guess.time.unit === 'samples') && statedRate === null
  return { kind: 'signal', table, question: guess.unsure ? 'time-unit' : needsRate ? 'rate' : null }
}

function previewOf(lines: readonly string[], first: number, delimiter: string): SignalTable['preview'] {
  const preview: { line: number; cells: string[] }[] = []
  for (let i = first; i < lines.length && preview.length < PREVIEW_ROWS; i++)
    if (lines[i]!.trim() !== '')
      preview.push({ line: i + 1, cells: splitLine(lines[i]!, delimiter).slice(0, 64) })
  return preview
}

/** Samples a second that a line before the data states: "Sampling rate: 1000 Hz", TRC's row under DataRate, Vicon's lone number. */
export function rateIn(header: readonly string[]): number | null {
  for (const [i, line] of header.entries()) {
    const said =
      /(?:sampl\w*|data|frame|abtast\w*)?[ _]?(?:rate|frequency|freq|frequenz)\b[^\d\n]{0,20}?([\d.,]+)/i.exec(
        line,
      )
    const hertz = said ?? /([\d.,]+)\s*hz\b/i.exec(line)
    if (hertz) {
      const rate = Number(hertz[1]!.replace(',', '.'))
      if (rate > 0) return rate
    }
    const cells = line.split('\t').map((c) => c.trim())
    const at = cells.findIndex((c) => /^datarate$/i.test(c))
    const below = at >= 0 ? Number(header[i + 1]?.split('\t')[at]) : Number.NaN
    if (below > 0) return below
    const alone = /^(\d+(?:\.\d+)?)[,;\t]*$/.exec(line.trim())
    if (alone && i > 0 && header.length > i + 1 && Number(alone[1]) > 0) return Number(alone[1])
  }
  return null
}

export { TIME_NAME }
