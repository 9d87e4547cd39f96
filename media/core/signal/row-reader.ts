/**
 * Reads rows of numbers from bytes as they come, without making strings: tens of megabytes a second on one core. A
 * number means what `Number(text)` means; a missing one is NaN; anything else stops the reading with the line's number.
 */
import { isMissing } from './describe-table.ts'
import type { SignalSettings } from './settings.ts'

/** What is wrong with a file of samples, with the number of the line. */
export class SignalError extends Error {
  readonly line: number
  constructor(line: number, message: string) {
    super(message)
    this.name = 'SignalError'
    this.line = line
  }
}

export interface RowReaderOptions {
  readonly settings: SignalSettings
  /** Names of columns, for messages. */
  readonly nameOf: (column: number) => string
  /** Gets time (NaN without a time column) and channels in the order of the settings; the array is used again. */
  readonly onRow: (values: Float64Array, line: number) => void
}

const LONGEST_LINE = 16 << 20
const POWERS = Array.from({ length: 23 }, (_, i) => 10 ** i)
const LF = 10
const CR = 13
const QUOTE = 34
const BLANK = 32
const TAB = 9

export class RowReader {
  /** Rows whose end is missing, as when copying was broken off; at most the last line. */
  cutOff = false
  rows = 0
  private readonly options: RowReaderOptions
  private readonly delimiter: number
  private readonly comma: boolean
  /** By column: place in `values`, or -1. */
  private readonly places: Int32Array
  private readonly clockColumn: number
  private readonly values: Float64Array
  private rest: Uint8Array = new Uint8Array(0)
  private line = 1
  private width = 0
  private carriage = false

  constructor(options: RowReaderOptions) {
    const { settings } = options
    this.options = options
    this.delimiter = settings.delimiter.charCodeAt(0)
    this.comma = settings.decimal === ','
    const columns = settings.channels.map((c) => c.column)
    const most = Math.max(settings.time?.column ?? 0, ...chunkMax(columns))
    this.places = new Int32Array(most + 1).fill(-1)
    for (const [k, column] of columns.entries()) {
      if (this.places[column] !== -1) throw new SignalError(0, `Column ${column + 1} is chosen twice.`)
      this.places[column] = k + 1
    }
    if (settings.time) this.places[settings.time.column] = 0
    this.clockColumn = settings.time?.unit === 'clock' ? settings.time.column : -1
    this.values = new Float64Array(columns.length + 1)
  }

  push(chunk: Uint8Array): void {
    let bytes = chunk
    if (this.rest.length) {
      bytes = new Uint8Array(this.rest.length + chunk.length)
      bytes.set(this.rest)
      bytes.set(chunk, this.rest.length)
    }
    let from = 0
    if (this.carriage && bytes[0] === LF) from = 1
    this.carriage = false
    for (;;) {
      let end = bytes.indexOf(LF, from)
      let next = end + 1
      // Old Macintosh files have carriage returns alone.
      const cr = end < 0 ? bytes.indexOf(CR, from) : -1
      if (cr >= 0) {
        end = cr
        next = cr + 1
        if (next === bytes.length) this.carriage = true
      }
      if (end < 0) break
      this.read(bytes, from, end)
      this.line++
      from = next
    }
    this.rest = bytes.slice(from)
    if (this.rest.length > LONGEST_LINE)
      throw new SignalError(this.line, `Line ${this.line} is longer than any table of samples has.`)
  }

  end(): void {
    const { rest } = this
    this.rest = new Uint8Array(0)
    if (rest.length === 0) return
    const before = this.rows
    try {
      this.read(rest, 0, rest.length)
    } catch (error) {
      if (!(error instanceof SignalError) || before === 0) throw error
      this.cutOff = true
    }
  }

  private read(bytes: Uint8Array, start: number, stop: number): void {
    if (this.line < this.options.settings.firstLine) return
    let from = start
    let end = stop
    while (end > from && (bytes[end - 1] === CR || bytes[end - 1] === BLANK)) end--
    if (this.delimiter === BLANK) while (from < end && (bytes[from] === BLANK || bytes[from] === TAB)) from++
    if (end === from) return
    const { places } = this
    let column = 0
    for (let at = from; at <= end; column++) {
      let to = this.endOfCell(bytes, at, end)
      const next = to + 1
      const place = column < places.length ? places[column]! : -1
      if (place >= 0) {
        let begin = at
        while (begin < to && (bytes[begin] === BLANK || bytes[begin] === QUOTE)) begin++
        while (to > begin && (bytes[to - 1] === BLANK || bytes[to - 1] === QUOTE)) to--
        this.values[place] =
          column === this.clockColumn
            ? this.clockAt(bytes, begin, to)
            : this.numberAt(bytes, begin, to, column)
      }
      at = next
      if (this.delimiter === BLANK) while (at < end && (bytes[at] === BLANK || bytes[at] === TAB)) at++
    }
    if (column < places.length) throw this.tooFew(column)
    // A delimiter at the end makes an empty cell more: that is no other width.
    if (this.width === 0) this.width = column
    else if (column < this.width - 1) throw this.tooFew(column)
    this.rows++
    if (!this.options.settings.time) this.values[0] = Number.NaN
    this.options.onRow(this.values, this.line)
  }

  private endOfCell(bytes: Uint8Array, from: number, end: number): number {
    let at = from
    if (bytes[at] === QUOTE) {
      at++
      while (at < end && bytes[at] !== QUOTE) at++
    }
    if (this.delimiter === BLANK) while (at < end && bytes[at] !== BLANK && bytes[at] !== TAB) at++
    else while (at < end && bytes[at] !== this.delimiter) at++
    return at
  }

  private tooFew(found: number): SignalError {
    const wanted = this.width || this.places.length
    return new SignalError(
      this.line,
      `Line ${this.line} has ${found} ${found === 1 ? 'value' : 'values'}, but ${this.width ? 'the lines before it have' : 'at least this many are needed:'} ${wanted}.`,
    )
  }

  private numberAt(bytes: Uint8Array, from: number, end: number, column: number): number {
    let at = from
    let c = bytes[at]!
    let negative = false
    if (c === 45 || c === 43) {
      negative = c === 45
      c = bytes[++at]!
    }
    let mantissa = 0
    let digits = 0
    let scale = 0
    let any = false
    const mark = this.comma ? 44 : 46
    let fraction = false
    for (; at < end; c = bytes[++at]!) {
      if (c >= 48 && c <= 57) {
        any = true
        if (digits > 0 || c !== 48) digits++
        mantissa = mantissa * 10 + (c - 48)
        if (fraction) scale--
      } else if (c === mark && !fraction) fraction = true
      else break
    }
    if (any && at < end && (c === 101 || c === 69)) {
      let power = 0
      let minus = false
      at++
      if (bytes[at] === 45 || bytes[at] === 43) minus = bytes[at++] === 45
      const begin = at
      for (; at < end && bytes[at]! >= 48 && bytes[at]! <= 57; at++) power = power * 10 + (bytes[at]! - 48)
      if (at === begin) any = false
      scale += minus ? -power : power
    }
    if (!any || at < end) return this.notPlain(bytes, from, end, column)
    // Up to 15 digits and 10^22 one division or multiplication is exact; else the slow way is.
    if (digits > 15 || scale < -22 || scale > 22) return Number(textOf(bytes, from, end).replace(',', '.'))
    const value = scale < 0 ? mantissa / POWERS[-scale]! : mantissa * POWERS[scale]!
    return negative ? -value : value
  }

  private notPlain(bytes: Uint8Array, from: number, end: number, column: number): number {
    const text = textOf(bytes, from, Math.min(end, from + 60))
    if (isMissing(text.trim())) return Number.NaN
    throw new SignalError(
      this.line,
      `Line ${this.line} has “${text}” where a number is expected, in column ${column + 1} (${this.options.nameOf(column)}).`,
    )
  }

  private clockAt(bytes: Uint8Array, from: number, end: number): number {
    const text = textOf(bytes, from, end)
    const seconds = secondsOfClock(text)
    if (seconds !== null) return seconds
    throw new SignalError(this.line, `Line ${this.line} has “${text.slice(0, 60)}” where a time is expected.`)
  }
}

/** "12:03:04.5", "03:04,5" or a date with it, as seconds on some clock; null when it is none. */
export function secondsOfClock(text: string): number | null {
  const m =
    /^(?:(\d{4})-(\d\d)-(\d\d)[T ])?(\d{1,2}):(\d\d)(?::(\d\d))?(?:[.,](\d+))?(Z|[-+]\d\d:?\d\d)?$/.exec(
      text.trim(),
    )
  if (!m) return null
  const [, year, month, day, a, b, c, fraction] = m
  const date = year ? Date.UTC(Number(year), Number(month) - 1, Number(day)) / 1000 : 0
  // Two parts are minutes and seconds, except behind a date.
  const clock =
    c !== undefined || year ? Number(a) * 3600 + Number(b) * 60 + Number(c ?? 0) : Number(a) * 60 + Number(b)
  return date + clock + (fraction ? Number(`0.${fraction}`) : 0)
}

function textOf(bytes: Uint8Array, from: number, end: number): string {
  let text = ''
  for (let at = from; at < end; at++) text += String.fromCharCode(bytes[at]!)
  return text
}

/** Math.max of a long list without its limit on arguments. */
function chunkMax(list: readonly number[]): number[] {
  return list.length ? [list.reduce((a, b) => (a > b ? a : b))] : [0]
}
