/**
 * Streams a file of samples into tiles: once over the file to count its lines and see its last time, once to read the
 * numbers. Memory is a few blocks, however long the file is.
 */
import { Buffer } from 'node:buffer'
import { randomInt } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { secondsOfUnit } from '../../core/signal/guess-time.ts'
import { RowReader, SignalError } from '../../core/signal/row-reader.ts'
import type { SignalSettings } from '../../core/signal/settings.ts'
import { encodeHeader, HEADER_BYTES, levelsOf, type SignalShape } from '../../core/signal/tile-layout.ts'
import { TileWriter } from '../../core/signal/tile-writer.ts'
import { rateFromTimes, resolutionOf, TimeGrid } from '../../core/signal/time-grid.ts'
import { MediaError } from '../media-error.ts'
import { readText, tailBytes } from './read-text.ts'

export interface MadeSignal {
  readonly shape: SignalShape
  /** In the headers of the files: other with each making. */
  readonly stamp: number
  /** Samples a second. */
  readonly rate: number
  /** Seconds of the first sample on the file's clock. */
  readonly start: number
  /** By channel, in the order of the settings; null for a channel without any sample. */
  readonly ranges: readonly ({ readonly min: number; readonly max: number } | null)[]
  /** A file a level, from 0. */
  readonly files: readonly string[]
  /** Plain sentences for people. */
  readonly warnings: readonly string[]
}

export interface MakeTilesOptions {
  readonly folder: string
  readonly onProgress?: (fraction: number) => void
  readonly signal?: AbortSignal
}

/** Rows at the beginning from which the rate is told. */
const HEAD_ROWS = 5000
const TAIL_BYTES = 256 << 10
const MOST_SAMPLES = 2 ** 36

/** @throws MediaError with a plain sentence and, where it is about a line, its number */
export async function makeTiles(
  source: string,
  settings: SignalSettings,
  options: MakeTilesOptions,
): Promise<MadeSignal> {
  try {
    return await tilesOf(source, settings, options)
  } catch (error) {
    if (error instanceof SignalError) throw new MediaError('failed', error.message, { cause: error })
    if (options.signal?.aborted) throw new MediaError('cancelled', 'Preparing was cancelled.')
    throw error
  }
}

const nameOf = (settings: SignalSettings) => (column: number) =>
  column === settings.time?.column
    ? 'time'
    : (settings.channels.find((c) => c.column === column)?.name ?? `column ${column + 1}`)

async function tilesOf(
  source: string,
  settings: SignalSettings,
  { folder, onProgress, signal }: MakeTilesOptions,
): Promise<MadeSignal> {
  const { size } = await fs.promises.stat(source)
  const grid = await gridOf(source, settings, signal)
  const columns = settings.channels.length
  const files: string[] = []
  const open: number[] = []
  const writer = new TileWriter(columns, (level, bytes) => {
    if (open[level] === undefined) {
      files[level] = path.join(folder, `signal-${level}.bin`)
      open[level] = fs.openSync(files[level], 'w')
      fs.writeSync(open[level], new Uint8Array(HEADER_BYTES))
    }
    fs.writeSync(open[level], bytes)
  })
  const warnings: string[] = []
  try {
    const unit = settings.time ? secondsOfUnit(settings.time.unit) : 0
    const timed = settings.time !== null && settings.time.unit !== 'samples'
    const counted = settings.time?.unit === 'samples'
    const reader = new RowReader({
      settings,
      nameOf: nameOf(settings),
      onRow(values, line) {
        // A column that counts samples places them as a time in samples would.
        const at = timed
          ? grid.grid.place(values[0]! * unit, line)
          : counted
            ? grid.grid.place(values[0]! / grid.rate, line)
            : writer.samples
        if (at < 0) return
        if (at > writer.samples) {
          if (at > MOST_SAMPLES) throw new SignalError(line, `Line ${line} lies too far from the beginning.`)
          writer.skip(at - writer.samples)
        }
        writer.push(values, 1)
      },
    })
    let done = 0
    for await (const { bytes, read } of readText(source, signal)) {
      reader.push(bytes)
      done += read
      onProgress?.(done / size)
    }
    reader.end()
    if (writer.samples === 0)
      throw new MediaError('empty', `The file holds no samples from line ${settings.firstLine} on.`)
    const shape = writer.finish()
    const stamp = randomInt(1, 2 ** 32)
    for (let level = 0; level < levelsOf(shape); level++)
      fs.writeSync(open[level]!, Buffer.from(encodeHeader(shape, level, stamp)), 0, HEADER_BYTES, 0)
    if (reader.cutOff) warnings.push('The last line of the file is cut off and is left out.')
    const { gaps, dropped } = grid.grid.notes
    if (gaps)
      warnings.push(
        `Samples are missing in ${gaps} ${gaps === 1 ? 'place' : 'places'}; they are shown as gaps.`,
      )
    if (dropped)
      warnings.push(
        `${dropped} ${dropped === 1 ? 'sample lies' : 'samples lie'} at a time that was taken and ${dropped === 1 ? 'is' : 'are'} left out.`,
      )
    const ranges = Array.from({ length: columns }, (_, c) =>
      Number.isNaN(writer.least[c]!) ? null : { min: writer.least[c]!, max: writer.greatest[c]! },
    )
    const empty = ranges.flatMap((r, c) => (r ? [] : [settings.channels[c]!.name]))
    if (empty.length === columns)
      throw new MediaError('empty', 'Every sample of the chosen channels is missing. Choose other columns.')
    if (empty.length)
      warnings.push(
        `${empty.slice(0, 5).join(', ')}${empty.length > 5 ? ` and ${empty.length - 5} more` : ''}: no sample at all.`,
      )
    const start = timed && !settings.fromZero ? grid.grid.start : 0
    return { shape, stamp, rate: grid.rate, start, ranges, files, warnings }
  } finally {
    for (const fd of open) if (fd !== undefined) fs.closeSync(fd)
  }
}

interface Grid {
  readonly rate: number
  readonly grid: TimeGrid
}

async function gridOf(source: string, settings: SignalSettings, signal?: AbortSignal): Promise<Grid> {
  const { time } = settings
  if (!time || time.unit === 'samples') {
    if (!settings.rate)
      throw new MediaError('failed', 'How many samples a second does the file hold? Say so in its settings.')
    return { rate: settings.rate, grid: new TimeGrid(settings.rate) }
  }
  const unit = secondsOfUnit(time.unit)
  const timeOnly: SignalSettings = { ...settings, channels: [] }
  const head: number[] = []
  let lines = 0
  const beginning = new RowReader({
    settings: timeOnly,
    nameOf: nameOf(settings),
    onRow: (values) => {
      head.push(values[0]! * unit)
    },
  })
  for await (const { bytes } of readText(source, signal)) {
    if (head.length < HEAD_ROWS) beginning.push(bytes)
    lines += countLines(bytes)
  }
  const rows = Math.max(head.length, lines - settings.firstLine + 1)
  const rate =
    settings.rate ?? rateFromTimes(head.slice(0, HEAD_ROWS), rows, await lastTime(source, timeOnly, unit))
  if (!rate)
    throw new MediaError(
      'failed',
      `The column ${nameOf(settings)(time.column)} does not rise: choose another as time, or say how many samples a second there are.`,
    )
  return { rate, grid: new TimeGrid(rate, resolutionOf(head)) }
}

/** Null when the end cannot be read by itself; then the beginning alone tells the rate. */
async function lastTime(source: string, settings: SignalSettings, unit: number): Promise<number | null> {
  let last: number | null = null
  const reader = new RowReader({
    settings: { ...settings, firstLine: 1 },
    nameOf: nameOf(settings),
    onRow: (values) => {
      last = values[0]! * unit
    },
  })
  try {
    const tail = await tailBytes(source, TAIL_BYTES)
    const { size } = await fs.promises.stat(source)
    if (size <= TAIL_BYTES) return null
    reader.push(tail)
    reader.end()
    return last
  } catch {
    return null
  }
}

function countLines(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++
  return count
}
