/**
 * Annotations as a table, one row each, shared by CSV and TSV. Times are there three times over: frames of the main
 * picture (0-based, inclusive), seconds, and exact ticks. The reader takes the most exact column it finds:
 * ticks, then frames (with a picture), then seconds, milliseconds or clock times.
 */
import type { TrackKind } from '../../document/records.ts'
import { type Tick, tick } from '../../time/tick.ts'
import { attributeFromText, attributeToText } from '../attribute-text.ts'
import type { ExportInput, Imported, ImportedAnnotation, Loss, ReadContext, ReadProblem } from '../format.ts'
import { FormatError } from '../format.ts'
import { lossesOf, NOTHING } from '../losses.ts'
import {
  exportRows,
  isUtterance,
  LONGEST_MS,
  labelNameOf,
  rateText,
  secondsText,
  spokenText,
  ticksOfMilliseconds,
} from '../rows.ts'
import { parseDelimited, writeDelimited } from './delimited.ts'

const COLUMNS = [
  'recording',
  'media_file',
  'rate',
  'track',
  'kind',
  'layer',
  'label',
  'label_id',
  'first_frame',
  'last_frame',
  'start_s',
  'end_s',
  'duration_s',
  'start_tick',
  'end_tick',
  'speaker',
  'text',
  'note',
  'author',
  'confidence',
  'origin',
  'id',
] as const

export function writeTable(input: ExportInput, delimiter: string): { text: string; losses: Loss[] } {
  const rows = exportRows(input)
  const keys = [...new Set(rows.flatMap((r) => Object.keys(r.annotation.attributes)))].sort()
  const table: string[][] = [[...COLUMNS, ...keys.map((k) => `attribute.${k}`)]]
  const rate = rateText(input.media)
  for (const r of rows) {
    const a = r.annotation
    table.push([
      input.recording.name,
      input.media?.fileName ?? '',
      rate,
      r.track.name,
      r.track.kind === 'events' ? 'event' : isUtterance(r) ? 'utterance' : 'interval',
      r.layer?.name ?? '',
      labelNameOf(r),
      a.labelId,
      r.firstFrame?.toString() ?? '',
      r.lastFrame?.toString() ?? '',
      secondsText(a.start),
      secondsText(a.end),
      secondsText(a.end - a.start),
      `${a.start}`,
      `${a.end}`,
      r.speaker?.name ?? '',
      spokenText(r),
      a.note,
      a.authorId === null ? '' : (input.people[a.authorId] ?? a.authorId),
      a.confidence?.toString() ?? '',
      a.origin ?? '',
      a.id,
      ...keys.map((k) => (a.attributes[k] === undefined ? '' : attributeToText(a.attributes[k]))),
    ])
  }
  const losses = lossesOf(
    input,
    {
      ...NOTHING,
      exactTimes: true,
      zeroLength: true,
      negativeTimes: true,
      frameNumbers: true,
      ids: true,
      labelIds: true,
      attributes: true,
      notes: true,
      authors: true,
      confidence: true,
      origins: true,
      layers: true,
      speech: true,
      speakers: true,
      transcripts: true,
    },
    rows,
  )
  return { text: writeDelimited(table, delimiter), losses }
}

/** Other names people give the columns, lower case. */
const ALIASES: Record<string, readonly string[]> = {
  track: ['track', 'tier', 'behaviour', 'behavior', 'category'],
  label: ['label', 'code', 'name', 'value', 'annotation', 'phase', 'event', 'trial_type'],
  label_id: ['label_id'],
  layer: ['layer'],
  kind: ['kind', 'type'],
  first_frame: ['first_frame', 'start_frame', 'frame', 'frame_start'],
  last_frame: ['last_frame', 'end_frame', 'frame_end'],
  start_s: ['start_s', 'start', 'onset', 'start (s)', 'start_time', 'begin', 'time'],
  end_s: ['end_s', 'end', 'offset', 'stop', 'stop (s)', 'end (s)', 'end_time'],
  duration_s: ['duration_s', 'duration', 'duration (s)'],
  start_ms: ['start_ms', 'onset_ms', 'begin_ms'],
  end_ms: ['end_ms', 'offset_ms', 'stop_ms'],
  start_tick: ['start_tick'],
  end_tick: ['end_tick'],
  speaker: ['speaker', 'speaker_name', 'speaker_id', 'interlocutor', 'participant', 'role'],
  text: ['text', 'utterance', 'utterance_text', 'transcription', 'said'],
  note: ['note', 'comment', 'remark', 'comment start'],
  author: ['author', 'annotator', 'coder', 'observer'],
  confidence: ['confidence', 'score'],
  id: ['id', 'annotation_id'],
}

const TRACK_NAMES: Record<TrackKind, string> = {
  events: 'Events',
  intervals: 'Intervals',
  transcript: 'Transcript',
  trace: 'Trace',
  regions: 'Regions',
}

export function readTable(text: string, delimiter: string, context: ReadContext): Imported {
  const { rows, unclosedLine } = parseDelimited(text, delimiter)
  const header = rows[0]
  if (!header)
    throw new FormatError(
      'The file is empty: it needs a first line with column names and one row for each annotation.',
    )
  const names = header.cells.map((c) => c.trim().toLowerCase())
  const column: Record<string, number> = {}
  for (const [key, aliases] of Object.entries(ALIASES))
    for (const alias of aliases) {
      const at = names.indexOf(alias)
      if (at >= 0) {
        column[key] = at
        break
      }
    }
  const has = (k: string): boolean => column[k] !== undefined
  if (!has('start_tick') && !has('start_s') && !has('start_ms') && !(has('first_frame') && context.index))
    throw new FormatError(
      `No column says when an annotation starts. Name one "start_s" (seconds), "start_ms"${context.index ? ' or "first_frame"' : ''}; found: ${header.cells.join(', ').slice(0, 200)}.`,
      1,
      1,
    )
  const attributes = names
    .map((n, i) => ({
      key: n.startsWith('attribute.') ? header.cells[i]!.trim().slice('attribute.'.length) : '',
      i,
    }))
    .filter((a) => a.key)
  const problems: ReadProblem[] = []
  if (unclosedLine !== null)
    problems.push({ line: unclosedLine, column: 1, text: 'A quotation mark opens here and never closes.' })
  const tracks = new Map<string, { name: string; kind: TrackKind; annotations: ImportedAnnotation[] }>()
  for (const row of rows.slice(1)) {
    const cell = (k: string): string => (column[k] === undefined ? '' : (row.cells[column[k]] ?? '').trim())
    const times = timesOf(cell, context)
    if ('problem' in times) {
      problems.push({ line: row.line, column: (column[times.column] ?? 0) + 1, text: times.problem })
      continue
    }
    const kindCell = cell('kind').toLowerCase()
    // A column of text makes a transcript, where nothing says otherwise.
    const utterance = kindCell ? /^(utterance|transcript)/.test(kindCell) : has('text')
    const event = kindCell ? /^(event|point)/.test(kindCell) : times.start === times.end && !utterance
    const kind: TrackKind = event ? 'events' : utterance ? 'transcript' : 'intervals'
    const trackName = cell('track') || TRACK_NAMES[kind]
    const said = column.text === undefined ? '' : (row.cells[column.text] ?? '')
    const key = `${kind}/${trackName}`
    const track = tracks.get(key) ?? { name: trackName, kind, annotations: [] }
    tracks.set(key, track)
    const confidence = cell('confidence') === '' ? Number.NaN : Number(cell('confidence'))
    track.annotations.push({
      id: cell('id') || null,
      label: cell('label'),
      labelId: cell('label_id') || null,
      start: times.start,
      end: event ? times.start : times.end,
      attributes: Object.fromEntries(
        attributes
          .filter((a) => (row.cells[a.i] ?? '') !== '')
          .map((a) => [a.key, attributeFromText(row.cells[a.i]!)]),
      ),
      note: column.note === undefined ? '' : (row.cells[column.note] ?? ''),
      author: cell('author') || null,
      confidence: confidence >= 0 && confidence <= 1 ? confidence : null,
      layer: cell('layer') || null,
      speaker: cell('speaker') || null,
      speech: utterance && said !== '' ? { text: said, words: [], language: '' } : null,
    })
  }
  return { tracks: [...tracks.values()], problems, labelSet: null, roundedUp: false }
}

type Times = { start: Tick; end: Tick } | { problem: string; column: string }

function timesOf(cell: (k: string) => string, context: ReadContext): Times {
  const exact = cell('start_tick')
  if (exact) {
    const start = Number(exact)
    const end = cell('end_tick') ? Number(cell('end_tick')) : start
    if (!Number.isSafeInteger(start))
      return { problem: `"${exact}" is not a whole number of ticks.`, column: 'start_tick' }
    if (!Number.isSafeInteger(end) || end < start)
      return { problem: `"${cell('end_tick')}" does not come after the start.`, column: 'end_tick' }
    return { start: tick(start), end: tick(end) }
  }
  const index = context.index
  const frame = cell('first_frame')
  if (frame && index) {
    const first = Number(frame)
    const last = cell('last_frame') ? Number(cell('last_frame')) : first
    for (const [n, k] of [
      [first, 'first_frame'],
      [last, 'last_frame'],
    ] as const)
      if (!Number.isInteger(n) || n < 0 || n >= index.length)
        return { problem: `Frame "${cell(k)}" is outside 0…${index.length - 1}.`, column: k }
    if (last < first)
      return { problem: `The last frame ${last} comes before the first ${first}.`, column: 'last_frame' }
    const point = !cell('last_frame') || /^(event|point)/i.test(cell('kind'))
    const start = tick(context.offset + index.tickOf(first))
    return { start, end: point ? start : tick(context.offset + index.endOf(last)) }
  }
  const start = timeOf(cell('start_s'), cell('start_ms'))
  if (start === null)
    return {
      problem: `"${cell('start_s') || cell('start_ms')}" is not a time in seconds.`,
      column: 'start_s',
    }
  const duration = cell('duration_s') ? timeOf(cell('duration_s'), '') : null
  const given = timeOf(cell('end_s'), cell('end_ms'))
  const end = given ?? (duration === null ? start : tick(start + duration))
  if (given === null && (cell('end_s') || cell('end_ms')))
    return { problem: `"${cell('end_s') || cell('end_ms')}" is not a time in seconds.`, column: 'end_s' }
  if (end < start) return { problem: 'The end comes before the start.', column: 'end_s' }
  return { start, end }
}

/** Seconds ("12.5", "12,5"), clock times ("1:02:03.5") or milliseconds; null when it is none. */
function timeOf(seconds: string, ms: string): Tick | null {
  const value = ms && /^-?\d+(\.\d+)?$/.test(ms) ? Number(ms) : 1000 * secondsFrom(seconds)
  return Math.abs(value) <= LONGEST_MS ? ticksOfMilliseconds(value) : null
}

function secondsFrom(text: string): number {
  const clock = /^(-?)(?:(\d+):)?(\d+):(\d+(?:[.,]\d+)?)$/.exec(text)
  if (clock) {
    const s = Number(clock[2] ?? 0) * 3600 + Number(clock[3]) * 60 + Number(clock[4]!.replace(',', '.'))
    return clock[1] ? -s : s
  }
  const plain = text.replace(',', '.')
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN
}
