/**
 * Traces as a table, one row a value: for plotting and statistics. Time is there as exact ticks, as seconds and as the
 * frame of the main picture in which the value begins. Only traces are held; everything else is told as lost.
 */
import { MAX_TRACE_VALUES, type TraceRecord } from '../../document/records.ts'
import { frameNo, tick } from '../../time/tick.ts'
import { parseDelimited, sniffDelimiter, writeDelimited } from '../csv/delimited.ts'
import {
  type ExportInput,
  type Format,
  FormatError,
  type Imported,
  type ImportedTrace,
  type Loss,
  type ReadProblem,
} from '../format.ts'
import { fileStem, secondsText } from '../rows.ts'

const COLUMNS = [
  'time_s',
  'frame',
  'value',
  'unit',
  'track',
  'layer',
  'tick',
  'step_ticks',
  'stretch',
] as const

export const traceCsv: Format = {
  id: 'trace-csv',
  name: 'Traces as CSV',
  extension: '.traces.csv',
  mimeType: 'text/csv',
  summary: 'One row for each rated value with time, frame, track and layer: for plots and statistics.',
  holds: 'traces',
  sniff: (_name, head) =>
    COLUMNS.every((c) => (head.split(/\r?\n/, 1)[0] ?? '').split(/[,;\t]/).includes(c)) ? 1 : 0,
  read,
  write(input) {
    const text = writeDelimited([[...COLUMNS], ...rowsOf(input)], ',')
    return {
      file: { name: `${fileStem(input.recording.name)}.traces.csv`, mimeType: 'text/csv', text },
      losses: lossesOf(input),
    }
  },
}

function* tracesOf({ snapshot }: ExportInput): Generator<TraceRecord> {
  for (const record of snapshot.records) if (record.type === 'trace') yield record
}

function rowsOf(input: ExportInput): string[][] {
  const { records } = input.snapshot
  const tracks = new Map(records.flatMap((r) => (r.type === 'track' ? [[r.id, r] as const] : [])))
  const layers = new Map(records.flatMap((r) => (r.type === 'layer' ? [[r.id, r.name] as const] : [])))
  const { media } = input
  const rows: string[][] = []
  const traces = [...tracesOf(input)].sort(
    (a, b) => a.trackId.localeCompare(b.trackId) || a.layerId.localeCompare(b.layerId) || a.start - b.start,
  )
  for (const t of traces)
    for (const [i, value] of t.values.entries()) {
      const at = t.start + i * t.step
      // Outside of the picture there is no frame.
      const inside = media?.index && at >= media.offset && at < media.offset + media.duration
      rows.push([
        secondsText(tick(at)),
        inside ? String(frameNo(media.index!.frameAt(at - media.offset))) : '',
        String(value),
        tracks.get(t.trackId)?.scale?.unit ?? '',
        tracks.get(t.trackId)?.name ?? '',
        layers.get(t.layerId) ?? '',
        String(at),
        String(t.step),
        t.id,
      ])
    }
  return rows
}

function lossesOf({ snapshot }: ExportInput): Loss[] {
  const { records } = snapshot
  const count = (type: string): number => records.filter((r) => r.type === type).length
  const losses: Loss[] = []
  const add = (code: string, n: number, text: string): void => {
    if (n > 0) losses.push({ code, count: n, text })
  }
  add('annotations', count('annotation'), 'annotations are left out: this table holds traces alone')
  add('comments', count('comment'), 'comments and their answers are left out')
  add('bookmarks', count('bookmark'), 'bookmarks are left out')
  add(
    'track-settings',
    records.filter((r) => r.type === 'track').length,
    "tracks' rules, order and appearance are not kept",
  )
  add(
    'authors',
    records.filter((r) => r.type === 'trace' && r.authorId !== null).length,
    'who rated a trace is not kept, only the layer',
  )
  return losses
}

function read(text: string): Imported {
  const { rows, unclosedLine } = parseDelimited(text, sniffDelimiter(text.slice(0, 4096)))
  const header = rows[0]?.cells.map((c) => c.trim()) ?? []
  const column = (name: (typeof COLUMNS)[number]): number => header.indexOf(name)
  for (const name of ['tick', 'step_ticks', 'value', 'track'] as const)
    if (column(name) < 0)
      throw new FormatError(`The table has no column "${name}": it is none of traces.`, 1, 1)
  const problems: ReadProblem[] = []
  if (unclosedLine !== null)
    problems.push({ line: unclosedLine, column: 1, text: 'A quotation mark opens here and never closes.' })
  const stretches: { track: string; key: string; trace: ImportedTrace & { values: number[] } }[] = []
  for (const { line, cells } of rows.slice(1)) {
    const cell = (name: (typeof COLUMNS)[number]): string => (cells[column(name)] ?? '').trim()
    const at = Number(cell('tick'))
    const step = Number(cell('step_ticks'))
    const value = Number(cell('value').replace(',', '.'))
    if (!Number.isSafeInteger(at) || cell('tick') === '') {
      problems.push({
        line,
        column: column('tick') + 1,
        text: `"${cell('tick')}" is not a whole number of ticks.`,
      })
      continue
    }
    if (!Number.isSafeInteger(step) || step < 1) {
      problems.push({
        line,
        column: column('step_ticks') + 1,
        text: `"${cell('step_ticks')}" is not a length in ticks.`,
      })
      continue
    }
    if (cell('value') === '' || !Number.isFinite(value)) {
      problems.push({ line, column: column('value') + 1, text: `"${cell('value')}" is not a number.` })
      continue
    }
    const key = [cell('track'), cell('layer'), cell('stretch'), step].join('\n')
    const last = stretches.at(-1)
    const goesOn =
      last?.key === key &&
      last.trace.values.length < MAX_TRACE_VALUES &&
      at === last.trace.start + step * last.trace.values.length
    if (goesOn) last.trace.values.push(value)
    else
      stretches.push({
        track: cell('track'),
        key,
        trace: {
          // A stretch that others have cut into two gets an id of its own for the second.
          id: idOf(
            cell('stretch'),
            stretches.some((s) => s.trace.id === cell('stretch')),
            line,
          ),
          start: tick(at),
          step,
          values: [value],
          layer: cell('layer') || null,
        },
      })
  }
  const names = [...new Set(stretches.map((s) => s.track))]
  return {
    tracks: names.map((name) => ({
      name: name || 'Trace',
      kind: 'trace',
      annotations: [],
      traces: stretches.filter((s) => s.track === name).map((s) => s.trace),
    })),
    problems,
    labelSet: null,
    roundedUp: false,
  }
}

/** Ids that the file does not give, or gives twice, follow from the place in the file. */
const idOf = (id: string, taken: boolean, line: number): string =>
  /^[0-9a-zA-Z_-]{1,64}$/.test(id) && !taken
    ? id
    : `trace-line-${line}-${id.replace(/[^0-9a-zA-Z_-]/g, '').slice(0, 40)}`
