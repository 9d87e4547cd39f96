/** Counts what a document holds and a format cannot: the loss report. */
import type { TrackRecord } from '../document/records.ts'
import type { ExportInput, Loss } from './format.ts'
import { type ExportRow, exportRows, isWholeMillisecond, tracksOf } from './rows.ts'

/** What a format is able to hold. Everything false here is counted where the document has it. */
export interface Abilities {
  readonly exactTimes: boolean
  readonly zeroLength: boolean
  readonly negativeTimes: boolean
  readonly frameNumbers: boolean
  readonly ids: boolean
  readonly labelIds: boolean
  readonly attributes: boolean
  readonly notes: boolean
  readonly authors: boolean
  readonly confidence: boolean
  readonly origins: boolean
  readonly layers: boolean
  /** Tracks without annotations, and each track's kind, policy, parent, combinations, looks and lock. */
  readonly trackSettings: boolean
  /** Comments, their threads and bookmarks. */
  readonly marks: boolean
  /** Values over time. */
  readonly traces: boolean
  /** Colours, keys, codes, descriptions and attribute types of labels. */
  readonly labelDetails: boolean
}

export function lossesOf(
  input: ExportInput,
  can: Abilities,
  rows: readonly ExportRow[] = exportRows(input),
): Loss[] {
  const losses: Loss[] = []
  const add = (ok: boolean, code: string, count: number, text: string): void => {
    if (!ok && count > 0) losses.push({ code, count, text })
  }
  const count = (test: (row: ExportRow) => boolean): number =>
    rows.reduce((n, row) => n + (test(row) ? 1 : 0), 0)
  const inexact = (r: ExportRow): boolean =>
    !isWholeMillisecond(r.annotation.start) || !isWholeMillisecond(r.annotation.end)
  add(
    can.exactTimes,
    'times',
    count(inexact),
    'times are rounded up to the next millisecond, which lies in the same frame',
  )
  add(
    can.zeroLength,
    'events',
    count((r) => r.annotation.start === r.annotation.end),
    'events have no length here, and are written one millisecond long',
  )
  add(
    can.negativeTimes,
    'negative',
    count((r) => r.annotation.start < 0),
    'annotations that start before the recording are left out',
  )
  add(
    can.frameNumbers,
    'frames',
    input.media?.index ? rows.length : 0,
    'frame numbers are not written, only times',
  )
  add(can.ids, 'ids', rows.length, 'ids of annotations are not kept')
  add(can.labelIds, 'label-ids', rows.length, 'labels are written by name, without their id')
  add(
    can.attributes,
    'attributes',
    count((r) => Object.keys(r.annotation.attributes).length > 0),
    'attributes are not kept',
  )
  add(
    can.notes,
    'notes',
    count((r) => r.annotation.note !== ''),
    'notes are not kept',
  )
  add(
    can.authors,
    'authors',
    count((r) => r.annotation.authorId !== null),
    'who made an annotation is not kept',
  )
  add(
    can.confidence,
    'confidence',
    count((r) => r.annotation.confidence !== null),
    'confidence is not kept',
  )
  add(
    can.origins,
    'origins',
    count((r) => r.annotation.origin !== null),
    'where an annotation came from is not kept',
  )
  const layers = new Set(rows.map((r) => r.annotation.layerId)).size
  add(can.layers, 'layers', layers > 1 ? layers : 0, 'layers are merged into one')
  const tracks = tracksOf(input)
  add(can.trackSettings, 'track-settings', tracks.length, "tracks' rules, order and appearance are not kept")
  const rule = (code: string, test: (track: TrackRecord) => boolean, text: string): void =>
    add(can.trackSettings, code, tracks.filter(test).length, text)
  rule('parents', (t) => t.parentId !== null, 'that tracks lie inside others is not kept')
  rule(
    'same-bounds',
    (t) => t.parentId !== null && t.parentRule === 'same-bounds',
    'that annotations share the bounds of those above them is not kept',
  )
  rule('combinations', (t) => t.combinations !== null, 'legal combinations of tracks are not kept')
  rule('required', (t) => t.requiredAttributes.length > 0, 'which attributes a track requires is not kept')
  rule(
    'kinds',
    (t) => t.kind === 'transcript' || t.kind === 'regions',
    'tracks of transcripts and regions come back as tracks of intervals',
  )
  const others = input.snapshot.records
  const comments = others.filter((r) => r.type === 'comment').length
  add(can.marks, 'comments', comments, 'comments and their answers are left out')
  const bookmarks = others.filter((r) => r.type === 'bookmark').length
  add(can.marks, 'bookmarks', bookmarks, 'bookmarks are left out')
  const values = others.reduce((n, r) => n + (r.type === 'trace' ? r.values.length : 0), 0)
  add(can.traces, 'traces', values, 'values of traces are left out')
  const { labels } = input.labelSet
  add(
    can.labelDetails,
    'examples',
    labels.reduce((n, l) => n + l.examples.length, 0),
    'example clips of labels are not kept',
  )
  add(
    can.labelDetails,
    'retired',
    labels.filter((l) => l.retired).length,
    'that labels are retired is not kept',
  )
  add(
    can.labelDetails,
    'label-details',
    labels.length,
    "labels' colours, keys, codes, descriptions and attribute types are not kept",
  )
  return losses
}
