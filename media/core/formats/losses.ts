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
  /** What is said, as text. */
  readonly speech: boolean
  /** Who speaks, by name. */
  readonly speakers: boolean
  /** Colours, keys and order of speakers, and those who say nothing. */
  readonly speakerDetails: boolean
  /** Tracks of transcripts as such. */
  readonly transcripts: boolean
  /** When each word is said. */
  readonly words: boolean
  readonly wordConfidence: boolean
  /** Whether a word's times were heard, aligned, guessed or given. */
  readonly wordTimings: boolean
  readonly language: boolean
  /** Entities in the text, and relations. */
  readonly entities: boolean
}

/** Nothing at all: what most formats add a few things to. */
export const NOTHING: Abilities = {
  exactTimes: false,
  zeroLength: false,
  negativeTimes: false,
  frameNumbers: false,
  ids: false,
  labelIds: false,
  attributes: false,
  notes: false,
  authors: false,
  confidence: false,
  origins: false,
  layers: false,
  trackSettings: false,
  marks: false,
  traces: false,
  labelDetails: false,
  speech: false,
  speakers: false,
  speakerDetails: false,
  transcripts: false,
  words: false,
  wordConfidence: false,
  wordTimings: false,
  language: false,
  entities: false,
}

export function lossesOf(
  input: ExportInput,
  can: Abilities,
  rows: readonly ExportRow[] = exportRows(input),
  /** Where the times of the file count from, on the recording's clock. */
  origin = 0,
): Loss[] {
  const losses: Loss[] = []
  const add = (ok: boolean, code: string, count: number, text: string): void => {
    if (!ok && count > 0) losses.push({ code, count, text })
  }
  const count = (test: (row: ExportRow) => boolean): number =>
    rows.reduce((n, row) => n + (test(row) ? 1 : 0), 0)
  const inexact = (r: ExportRow): boolean =>
    !isWholeMillisecond(r.annotation.start - origin) || !isWholeMillisecond(r.annotation.end - origin)
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
    count((r) => r.annotation.start < origin),
    `annotations that start before the ${origin ? 'media' : 'recording'} are left out`,
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
  rule('regions', (t) => t.kind === 'regions', 'tracks of regions come back as tracks of intervals')
  const transcripts = can.transcripts ? 0 : tracks.filter((t) => t.kind === 'transcript').length
  add(false, 'kinds', transcripts, 'tracks of transcripts come back as tracks of intervals')
  speechLosses(input, can, rows, add)
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

type Add = (ok: boolean, code: string, count: number, text: string) => void

function speechLosses(input: ExportInput, can: Abilities, rows: readonly ExportRow[], add: Add): void {
  const said = rows.flatMap((r) => (r.annotation.speech ? [r.annotation.speech] : []))
  add(can.speech, 'speech', said.length, 'what is said is left out')
  const named = rows.filter((r) => r.annotation.speakerId !== null).length
  add(can.speakers, 'speakers', named, 'who speaks is not kept')
  let words = 0
  let guessed = 0
  let unlike = 0
  for (const { words: own } of said) {
    words += own.length
    for (const w of own) {
      if (w.confidence !== null) guessed++
      if (w.timing !== 'given') unlike++
    }
  }
  add(can.words, 'words', words, 'when each word is said is not kept')
  if (can.words) {
    add(can.wordConfidence, 'word-confidence', guessed, 'how sure a model is of a word is not kept')
    add(can.wordTimings, 'word-timing', unlike, 'whether words were heard, aligned or guessed is not kept')
  }
  if (can.speech)
    add(can.language, 'language', said.filter((s) => s.language !== '').length, 'the language is not kept')
  const others = input.snapshot.records
  const count = (type: string): number => others.filter((r) => r.type === type).length
  add(
    can.speakerDetails,
    'speaker-details',
    count('speaker'),
    "speakers' colours, keys and order are not kept",
  )
  add(can.entities, 'entities', count('entity'), 'entities marked in the text are left out')
  add(can.entities, 'relations', count('relation'), 'relations are left out')
}
