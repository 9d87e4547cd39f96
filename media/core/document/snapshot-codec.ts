/**
 * A whole document as bytes, column by column, so that opening it makes typed arrays and not objects:
 *
 *   "SLDS" | codec version | header as JSON | for every lane:
 *     ids      16 bytes each where all are UUIDs, else texts
 *     starts   differences, durations: variable-length integers in units of the lane's greatest common divisor
 *              (whole frames become one or two bytes)
 *     label, author, confidence, origin, attributes, note, speaker, speech: numbers into a list of values; one value for all takes
 *              nothing, a few exceptions take their row numbers
 *
 * The header holds the revision, every record that is no annotation, and the distinct values. Records are made when they are asked for.
 */

import { tick } from '../time/tick.ts'
import { gcd } from '../time/timebase.ts'
import { ByteReader, ByteWriter } from './bytes.ts'
import { type Column, type ColumnSpec, readColumn, ValueList, writeColumn } from './codec-columns.ts'
import { type IdRun, IdTable } from './id-table.ts'
import { formatUuid, isUuid, parseUuid } from './ids.ts'
import { migrate, TooNewError } from './migrations.ts'
import { DocumentModel, type LoadedLane, type OtherRecord } from './model.ts'
import {
  type AnnotationRecord,
  type AttributeValue,
  DOCUMENT_VERSION,
  type DocumentRecord,
  type DocumentSnapshot,
  recordSchema,
  type Speech,
} from './records.ts'
import { LabelNumbers, TrackIndex } from './track-index.ts'

const MAGIC = [0x53, 0x4c, 0x44, 0x53]
const CODEC_VERSION = 1
const FIELDS = [
  'labelId',
  'authorId',
  'confidence',
  'origin',
  'attributes',
  'note',
  'speakerId',
  'speech',
] as const
type Field = (typeof FIELDS)[number]

const NONE: ColumnSpec = { how: 'one', values: [] }

interface LaneHeader {
  readonly trackId: string
  readonly layerId: string
  readonly rows: number
  /** Ticks in which starts and durations are counted. */
  readonly unit: number
  readonly uuids: boolean
  readonly columns: Record<Field, ColumnSpec>
}

interface Header {
  /** Of the records. */
  readonly version: number
  readonly recordingId: string
  readonly revision: number
  /** Everything but annotations. */
  readonly structure: readonly OtherRecord[]
  readonly values: readonly unknown[]
  readonly lanes: readonly LaneHeader[]
}

export function encodeSnapshot(model: DocumentModel, recordingId: string, revision: number): Uint8Array {
  const body = new ByteWriter()
  const values = new ValueList()
  const lanes: LaneHeader[] = []
  for (const [trackId, layerId, lane] of model.allLanes())
    lanes.push(writeLane(body, values, trackId, layerId, [...lane.all()]))
  const header: Header = {
    version: DOCUMENT_VERSION,
    recordingId,
    revision,
    structure: model.otherRecords(),
    values: values.list,
    lanes,
  }
  const out = new ByteWriter()
  for (const b of MAGIC) out.byte(b)
  out.byte(CODEC_VERSION)
  out.text(JSON.stringify(header))
  out.bytes(body.finish())
  return out.finish()
}

function writeLane(
  out: ByteWriter,
  values: ValueList,
  trackId: string,
  layerId: string,
  records: readonly AnnotationRecord[],
): LaneHeader {
  const uuids = records.every((r) => isUuid(r.id))
  if (uuids) {
    const ids = new Uint8Array(records.length * 16)
    records.forEach((r, i) => {
      parseUuid(r.id, ids, i * 16)
    })
    out.bytes(ids)
  } else for (const r of records) out.text(r.id)

  let unit = 0
  for (const r of records) unit = gcd(gcd(unit, Math.abs(r.start)), r.end - r.start)
  unit = Math.max(unit, 1)
  let before = 0
  records.forEach((r, i) => {
    const start = r.start / unit
    // Only the first can be negative: its sign goes into the lowest bit.
    if (i === 0) out.varint(start < 0 ? -start * 2 - 1 : start * 2)
    else out.varint(start - before)
    out.varint((r.end - r.start) / unit)
    before = start
  })
  const column = (field: Field) =>
    writeColumn(
      out,
      records.map((r) => values.of(r[field])),
    )
  return {
    trackId,
    layerId,
    rows: records.length,
    unit,
    uuids,
    columns: {
      labelId: column('labelId'),
      authorId: column('authorId'),
      confidence: column('confidence'),
      origin: column('origin'),
      attributes: column('attributes'),
      note: column('note'),
      speakerId: column('speakerId'),
      speech: column('speech'),
    },
  }
}

export interface DecodedSnapshot {
  readonly model: DocumentModel
  readonly recordingId: string
  readonly revision: number
}

/** @throws TooNewError when a newer program wrote it, RangeError when it is not a snapshot. */
export function decodeSnapshot(data: Uint8Array): DecodedSnapshot {
  const reader = new ByteReader(data)
  if (MAGIC.some((b) => reader.byte() !== b)) throw new RangeError('this is not a document snapshot')
  const codec = reader.byte()
  if (codec > CODEC_VERSION) throw new TooNewError(codec, CODEC_VERSION)
  const header = JSON.parse(reader.text()) as Header
  if (header.version > DOCUMENT_VERSION) throw new TooNewError(header.version)
  const labels = new LabelNumbers()
  const lanes = header.lanes.map((lane) => readLane(reader, lane, header.values, labels))
  const { recordingId, revision } = header
  if (header.version < DOCUMENT_VERSION) {
    const old = [...header.structure, ...lanes.flatMap((lane) => [...lane.index.all()])]
    const records = migrate(old, header.version).map((r) => recordSchema.parse(r))
    return { model: new DocumentModel(records), recordingId, revision }
  }
  const offsets: number[] = []
  let total = 0
  for (const lane of lanes) {
    offsets.push(total)
    total += lane.rows
  }
  let table: IdTable | null = null
  const lazy = {
    find(id: string) {
      table ??= new IdTable(lanes.map((lane) => lane.ids))
      return table.find(id)
    },
    record: (row: number) => {
      let k = offsets.length - 1
      while (offsets[k]! > row) k--
      return lanes[k]!.record(row - offsets[k]!)
    },
  }
  return { model: DocumentModel.load(header.structure, lanes, lazy, labels), recordingId, revision }
}

interface DecodedLane extends LoadedLane {
  readonly rows: number
  readonly ids: IdRun
  record(row: number): AnnotationRecord
}

function readLane(
  reader: ByteReader,
  lane: LaneHeader,
  values: readonly unknown[],
  labelNumbers: LabelNumbers,
): DecodedLane {
  const { trackId, layerId, rows, unit } = lane
  const ids = readIds(reader, lane)
  const starts = new Float64Array(rows)
  const ends = new Float64Array(rows)
  readTimes(reader, starts, ends, unit)
  const columns = {} as Record<Field, Column>
  // Lanes written before there was a transcript have no columns of speech.
  for (const field of FIELDS) columns[field] = readColumn(reader, lane.columns[field] ?? NONE, rows)
  const labels = columns.labelId.map((place) => labelNumbers.of(values[place] as string))
  const made = new Map<number, AnnotationRecord>()
  const record = (row: number): AnnotationRecord => {
    let r = made.get(row)
    if (!r) {
      const value = (field: Field) => values[columns[field].at(row)] ?? null
      r = {
        type: 'annotation',
        id: ids.uuids ? formatUuid(ids.uuids, row * 16) : ids.texts![row]!,
        trackId,
        layerId,
        labelId: value('labelId') as string,
        start: tick(starts[row]!),
        end: tick(ends[row]!),
        attributes: value('attributes') as Record<string, AttributeValue>,
        note: value('note') as string,
        authorId: value('authorId') as string | null,
        confidence: value('confidence') as number | null,
        origin: value('origin') as string | null,
        speakerId: value('speakerId') as string | null,
        speech: value('speech') as Speech | null,
      }
      made.set(row, r)
    }
    return r
  }
  const index = TrackIndex.fromColumns({ starts, ends, labels }, { record }, labelNumbers)
  return { trackId, layerId, rows, index, ids, record }
}

function readTimes(reader: ByteReader, starts: Float64Array, ends: Float64Array, unit: number): void {
  const n = starts.length
  const numbers = new Float64Array(n * 2)
  reader.varints(numbers)
  const first = n ? numbers[0]! : 0
  let start = first % 2 ? -(first + 1) / 2 : first / 2
  for (let i = 0; i < n; i++) {
    if (i > 0) start += numbers[i * 2]!
    starts[i] = start * unit
    ends[i] = (start + numbers[i * 2 + 1]!) * unit
  }
}

function readIds(reader: ByteReader, { rows, uuids }: LaneHeader): IdRun {
  if (uuids) return { rows, uuids: reader.bytes(rows * 16), texts: null }
  return { rows, uuids: null, texts: Array.from({ length: rows }, () => reader.text()) }
}

/** A snapshot as plain records, for export and tests. */
export function snapshotOf(model: DocumentModel, recordingId: string, revision: number): DocumentSnapshot {
  const records: DocumentRecord[] = [...model.records()]
  return { version: DOCUMENT_VERSION, recordingId, revision, records }
}
