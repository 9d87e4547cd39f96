/**
 * What every file format is: a folder with `sniff`, `read`, `write` and a loss report.
 *
 * Writers are strict. Readers are tolerant: what they cannot place becomes a problem with line and column, and the rest
 * is read. Times are rounded once, at the edge, by the rule the format states. What a format cannot hold is counted in
 * `losses`, never dropped in silence.
 */
import type {
  AttributeValue,
  BookmarkRecord,
  CommentRecord,
  DocumentSnapshot,
  EntityRecord,
  LabelSet,
  RelationRecord,
  SpeakerRecord,
  Speech,
  TraceRecord,
  TrackKind,
  TrackRecord,
} from '../document/records.ts'
import type { FrameIndex } from '../time/frame-index.ts'
import type { Tick } from '../time/tick.ts'

/** The media a document's frame numbers refer to: the recording's main picture, or its sound where there is none. */
export interface MediaReference {
  readonly fileName: string
  readonly mimeType: string
  readonly sha256: string | null
  /** Where the media starts on the recording's clock. */
  readonly offset: Tick
  readonly duration: Tick
  /** Null for sound alone: then there are no frame numbers. */
  readonly index: FrameIndex | null
}

export interface ExportInput {
  readonly project: { readonly id: string; readonly name: string }
  readonly recording: { readonly id: string; readonly name: string }
  readonly snapshot: DocumentSnapshot
  readonly labelSet: LabelSet
  readonly media: MediaReference | null
  /** Names by user id, for people to read. */
  readonly people: Readonly<Record<string, string>>
  /** ISO 8601 with zone. */
  readonly madeAt: string
}

/** One thing the format cannot hold, in a plain sentence, with how often it occurs. */
export interface Loss {
  readonly code: string
  readonly text: string
  readonly count: number
}

export interface WrittenFile {
  readonly name: string
  readonly mimeType: string
  readonly text: string
}

export interface Written {
  readonly file: WrittenFile
  /** Files that belong beside it. */
  readonly companions?: readonly WrittenFile[]
  readonly losses: readonly Loss[]
}

/** Something in a file that could not be read. Line and column count from 1; 0 where the format has none. */
export interface ReadProblem {
  readonly line: number
  readonly column: number
  readonly text: string
}

export interface ImportedAnnotation {
  /** Id in the file when it carries one of ours; null otherwise. */
  readonly id: string | null
  /** Label as written in the file; "" when the file gives none. */
  readonly label: string
  /** Our label id when the file carries one. */
  readonly labelId: string | null
  /** On the recording's clock. */
  readonly start: Tick
  readonly end: Tick
  readonly attributes: Readonly<Record<string, AttributeValue>>
  readonly note: string
  readonly author: string | null
  readonly confidence: number | null
  readonly layer: string | null
  /** What is said, where the file holds that; its words are on the recording's clock. */
  readonly speech?: Speech | null
  /** Name of who speaks. */
  readonly speaker?: string | null
}

export interface ImportedTrack {
  readonly name: string
  readonly kind: TrackKind
  readonly annotations: readonly ImportedAnnotation[]
  /** Stretches of a trace, where the file holds them. */
  readonly traces?: readonly ImportedTrace[]
  /** The track as it was, where the file tells: a new track made for it gets its rules and looks. */
  readonly settings?: TrackRecord
  /** Who the file says is at work on this track: speaks, where it is text. */
  readonly speaker?: string
}

export type ImportedTrace = Pick<TraceRecord, 'id' | 'start' | 'step' | 'values'> & {
  readonly layer: string | null
  /** Ticks by which the values lie earlier than they were given; 0 when left out. */
  readonly lag?: number
}

export type ImportedComment = Pick<
  CommentRecord,
  'id' | 'start' | 'end' | 'annotationId' | 'threadId' | 'text' | 'createdAt'
> & { readonly author: string | null }

export type ImportedBookmark = Pick<BookmarkRecord, 'id' | 'at' | 'name'>

/** Somebody who speaks in the file. What the file does not tell is null. */
export type ImportedSpeaker = Pick<SpeakerRecord, 'name'> & {
  readonly [K in 'id' | 'color' | 'key']: SpeakerRecord[K] | null
}

/** A span of the text of an utterance, which the file names by its id. */
export type ImportedEntity = Pick<
  EntityRecord,
  'id' | 'annotationId' | 'from' | 'to' | 'start' | 'end' | 'concept' | 'note' | 'confidence'
> & { readonly label: string; readonly labelId: string | null }

/** Between entities or annotations of the file, by their ids. */
export type ImportedRelation = Pick<RelationRecord, 'id' | 'fromId' | 'toId' | 'note' | 'confidence'> & {
  readonly label: string
  readonly labelId: string | null
}

export interface Imported {
  readonly tracks: readonly ImportedTrack[]
  readonly comments?: readonly ImportedComment[]
  readonly bookmarks?: readonly ImportedBookmark[]
  /** Those who speak, where the file tells more of them than names. */
  readonly speakers?: readonly ImportedSpeaker[]
  readonly entities?: readonly ImportedEntity[]
  readonly relations?: readonly ImportedRelation[]
  readonly problems: readonly ReadProblem[]
  /** The schema, where the file holds one. */
  readonly labelSet: LabelSet | null
  /**
   * True when the file was written by this product with times rounded up to its resolution: then a time within one
   * millisecond after a frame's start means that frame's start, and importing puts it back there.
   */
  readonly roundedUp: boolean
}

export interface ReadContext {
  /** Frame index of the recording's main picture, for formats that speak in frames; null without one. */
  readonly index: FrameIndex | null
  /** Where that picture starts on the recording's clock. */
  readonly offset: Tick
  readonly fileName: string
}

export interface Format {
  readonly id: string
  readonly name: string
  /** With the dot. */
  readonly extension: string
  readonly mimeType: string
  /** One sentence: what it is good for. */
  readonly summary: string
  /** What it holds, where that is not every annotation: values of traces, or utterances alone. */
  readonly holds?: 'traces' | 'speech'
  /** 0 = certainly not this format … 1 = certainly; from the name and the first 4,096 characters. */
  sniff(fileName: string, head: string): number
  /** @throws FormatError when nothing can be read. */
  read(text: string, context: ReadContext): Imported
  write(input: ExportInput): Written
}

/** A file that cannot be read at all. The message is a plain sentence naming what is wrong and what to do. */
export class FormatError extends Error {
  readonly line: number
  readonly column: number
  constructor(message: string, line = 0, column = 0) {
    super(message)
    this.name = 'FormatError'
    this.line = line
    this.column = column
  }
}
