/** Counts what a document holds and a format cannot: the loss report. */
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
  /** Tracks without annotations, and each track's policy, parent, height, lock. */
  readonly trackSettings: boolean
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
  add(
    can.trackSettings,
    'track-settings',
    tracksOf(input).length,
    "tracks' rules, order and appearance are not kept",
  )
  add(
    can.labelDetails,
    'label-details',
    input.labelSet.labels.length,
    "labels' colours, keys, codes, descriptions and attribute types are not kept",
  )
  return losses
}
