/**
 * What a document is made of. A document holds all tracks and annotations of one recording, as flat records by id.
 * Ids are UUIDv7 made by the client, so a retry of the same change is the same change.
 * Times are whole ticks on the recording's clock, half-open `[start, end)`; an event has start = end.
 */
import { z } from 'zod'
import type { Tick } from '../time/tick.ts'

export const DOCUMENT_VERSION = 3

const id = z.string().regex(/^[0-9a-zA-Z_-]{1,64}$/, 'an id has 1 to 64 letters, digits, - or _')
const tickSchema = z
  .number()
  .int()
  .min(-Number.MAX_SAFE_INTEGER)
  .max(Number.MAX_SAFE_INTEGER) as unknown as z.ZodType<Tick>

/** What happens when two annotations of one track and layer meet. */
export const POLICIES = ['allowed', 'refused', 'trims', 'gapless'] as const
export type Policy = (typeof POLICIES)[number]

/**
 * `intervals`, `events`: annotations with and without length. `trace`: a value over time, rated by a person or
 * computed. `transcript` and `regions` hold intervals whose text and shapes have editors of their own.
 */
export const TRACK_KINDS = ['intervals', 'events', 'trace', 'transcript', 'regions'] as const
export type TrackKind = (typeof TRACK_KINDS)[number]

/** Where a child's ends may lie: anywhere inside one annotation of the parent track, or exactly on its ends. */
export const PARENT_RULES = ['inside', 'same-bounds'] as const
export type ParentRule = (typeof PARENT_RULES)[number]

/**
 * Combinations that may occur on a track, as instrument, verb and target of an action triplet. A field is `label` (then
 * values are label ids) or an attribute's key. An annotation fits when some row agrees with every field that it has.
 */
export const combinationsSchema = z.object({
  fields: z.array(z.string().min(1).max(100)).min(2).max(6),
  rows: z.array(z.array(z.string().max(500)).min(2).max(6)).max(5000),
})
export type Combinations = z.infer<typeof combinationsSchema>

/** The scale of a trace track. */
export const traceScaleSchema = z.object({
  min: z.number(),
  max: z.number(),
  unit: z.string().max(50),
  /** What the ends mean: "unpleasant", "pleasant"; "" when nothing. */
  minName: z.string().max(100),
  maxName: z.string().max(100),
})
export type TraceScale = z.infer<typeof traceScaleSchema>

export const trackSchema = z.object({
  type: z.literal('track'),
  id,
  kind: z.enum(TRACK_KINDS),
  name: z.string().min(1).max(200),
  /** Position from the top; ties by id. */
  order: z.number(),
  policy: z.enum(POLICIES),
  /** Track whose annotations must contain this one's; null when free. */
  parentId: id.nullable(),
  /** Labels that may be used here, ids of the project's schema, in key order. */
  labelIds: z.array(id).max(500),
  /** Row height in CSS pixels. */
  height: z.number().int().min(16).max(400),
  locked: z.boolean(),
  hidden: z.boolean(),
  parentRule: z.enum(PARENT_RULES).default('inside'),
  /** Null when every combination is legal. */
  combinations: combinationsSchema.nullable().default(null),
  /** Keys of attributes that an annotation here needs before it counts as finished, besides its label's own. */
  requiredAttributes: z.array(z.string().max(100)).max(50).default([]),
  /** `label`, `author`, or `attribute:KEY`. */
  colorBy: z
    .string()
    .regex(/^(label|author|attribute:.{1,100})$/, 'a colour goes by label, author or attribute:KEY')
    .default('label'),
  /** Tracks of one group stand together under its name; null for none. */
  group: z.string().min(1).max(100).nullable().default(null),
  /** Of a trace; null for other kinds, and for a trace from 0 to 1. */
  scale: traceScaleSchema.nullable().default(null),
})
export type TrackRecord = z.infer<typeof trackSchema>

export const layerSchema = z.object({
  type: z.literal('layer'),
  id,
  name: z.string().min(1).max(200),
  kind: z.enum(['people', 'model', 'adjudicated']),
  /** The annotator a personal layer belongs to; null for a layer that everyone shares. */
  ownerId: id.nullable(),
  locked: z.boolean(),
  /** Model id and version of a model's layer. */
  model: z.string().max(300).nullable(),
})
export type LayerRecord = z.infer<typeof layerSchema>

export const attributeValueSchema = z.union([
  z.string().max(10_000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(500)).max(200),
])
export type AttributeValue = z.infer<typeof attributeValueSchema>

/**
 * How a word came by its times: a model heard it there, it was aligned with the sound afterwards, its times were divided
 * up between its neighbours' and are a guess, or a person or a file set them.
 */
export const WORD_TIMINGS = ['model', 'aligned', 'interpolated', 'given'] as const
export type WordTiming = (typeof WORD_TIMINGS)[number]

/** A word of an utterance: characters `[from, to)` of its text (UTF-16 units), and when it is said. */
export const wordSchema = z.object({
  from: z.number().int().min(0),
  to: z.number().int().min(1),
  start: tickSchema,
  end: tickSchema,
  /** 0…1 where a model says; null when unknown. */
  confidence: z.number().min(0).max(1).nullable(),
  timing: z.enum(WORD_TIMINGS),
})
export type Word = z.infer<typeof wordSchema>

/**
 * What is said in an utterance. Text and words are one value, so that two people's changes never mix: words lie in the
 * text in order without overlap, and neither their starts nor their ends go back. Words may be missing, wholly or in part.
 */
export const speechSchema = z
  .object({
    text: z.string().max(100_000),
    words: z.array(wordSchema).max(20_000),
    /** BCP 47, as "de-CH"; "" when unknown. */
    language: z.string().max(35),
  })
  .refine(({ text, words }) => wordsFit(text, words), {
    message: 'words lie in the text and in time in order, each with a start before its end',
  })
export type Speech = z.infer<typeof speechSchema>

function wordsFit(text: string, words: readonly Word[]): boolean {
  let before: Word | null = null
  for (const w of words) {
    if (w.to <= w.from || w.to > text.length || w.end < w.start) return false
    if (before && (w.from < before.to || w.start < before.start || w.end < before.end)) return false
    before = w
  }
  return true
}

export const annotationSchema = z.object({
  type: z.literal('annotation'),
  id,
  trackId: id,
  layerId: id,
  labelId: id,
  start: tickSchema,
  end: tickSchema,
  attributes: z.record(z.string().max(100), attributeValueSchema),
  note: z.string().max(100_000),
  /** Who made it: a user's id, or null when it came from a file or a model. */
  authorId: id.nullable(),
  /** 0…1 where a model or a file says; null when unknown. */
  confidence: z.number().min(0).max(1).nullable(),
  /** Where it came from when a person did not draw it: "model:ID@VERSION", "import:FORMAT"; null otherwise. */
  origin: z.string().max(300).nullable(),
  /** Who speaks, a speaker of this document; null when nobody was named. */
  speakerId: id.nullable().default(null),
  /** Of an utterance on a transcript track: what is said. Null elsewhere, and where only who speaks is known. */
  speech: speechSchema.nullable().default(null),
})
export type AnnotationRecord = z.infer<typeof annotationSchema>

/** A remark pinned to a moment or a stretch, perhaps to an annotation; answers carry the id of the first of their thread. */
export const commentSchema = z.object({
  type: z.literal('comment'),
  id,
  start: tickSchema,
  /** Equal to start for a moment. */
  end: tickSchema,
  /** The annotation it is about; it may be gone meanwhile. */
  annotationId: id.nullable(),
  /** Null for the first of a thread. */
  threadId: id.nullable(),
  text: z.string().min(1).max(10_000),
  authorId: id.nullable(),
  /** ISO 8601, UTC. */
  createdAt: z.string().max(40),
  /** Who called the thread settled; null while it is open. Only on the first of a thread. */
  resolvedBy: id.nullable(),
})
export type CommentRecord = z.infer<typeof commentSchema>

export const bookmarkSchema = z.object({
  type: z.literal('bookmark'),
  id,
  at: tickSchema,
  name: z.string().max(200),
  authorId: id.nullable(),
})
export type BookmarkRecord = z.infer<typeof bookmarkSchema>

export const MAX_TRACE_VALUES = 2048

/** A stretch of a trace: value i holds from start + i·step to start + (i + 1)·step. Stretches of a lane never overlap. */
export const traceSchema = z.object({
  type: z.literal('trace'),
  id,
  trackId: id,
  layerId: id,
  start: tickSchema,
  /** Ticks from value to value. */
  step: z.number().int().min(1),
  values: z.array(z.number()).min(1).max(MAX_TRACE_VALUES),
  authorId: id.nullable(),
  /** Ticks by which the values lie earlier than they were given: the rater's reaction lag, taken off. */
  lag: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
})
export type TraceRecord = z.infer<typeof traceSchema>

/** Somebody who speaks in the recording. */
export const speakerSchema = z.object({
  type: z.literal('speaker'),
  id,
  name: z.string().min(1).max(200),
  /** #rrggbb */
  color: z.string().regex(/^#[0-9a-fA-F]{6}$/, 'a colour is written #rrggbb'),
  /** One character or null: gives the utterance at hand to this speaker. */
  key: z.string().length(1).nullable(),
  /** Position from the top; ties by id. */
  order: z.number(),
  /** The enrolled voice of the project by which this speaker was recognised; null when none. */
  voiceId: id.nullable(),
})
export type SpeakerRecord = z.infer<typeof speakerSchema>

/** Where the meaning of an entity is defined: a concept of a terminology. */
export const conceptSchema = z.object({
  /** Name of the term file or terminology: "SNOMED CT", "ICD-10", "RxNorm". */
  system: z.string().min(1).max(100),
  code: z.string().min(1).max(200),
  name: z.string().max(500),
})
export type Concept = z.infer<typeof conceptSchema>

/** Characters `[from, to)` of an utterance's text that mean something: a drug, a name that must be hidden. */
export const entitySchema = z.object({
  type: z.literal('entity'),
  id,
  trackId: id,
  layerId: id,
  /** The utterance; on the same track and layer. */
  annotationId: id,
  from: z.number().int().min(0),
  to: z.number().int().min(1),
  /** When it is said, by its words. */
  start: tickSchema,
  end: tickSchema,
  labelId: id,
  concept: conceptSchema.nullable(),
  note: z.string().max(10_000),
  authorId: id.nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  origin: z.string().max(300).nullable(),
})
export type EntityRecord = z.infer<typeof entitySchema>

/** Something that holds between two entities, or two utterances: "treats", "answers". */
export const relationSchema = z.object({
  type: z.literal('relation'),
  id,
  trackId: id,
  layerId: id,
  /** Entities or annotations of the same layer. */
  fromId: id,
  toId: id,
  labelId: id,
  note: z.string().max(10_000),
  authorId: id.nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  origin: z.string().max(300).nullable(),
})
export type RelationRecord = z.infer<typeof relationSchema>

export const recordSchema = z.discriminatedUnion('type', [
  trackSchema,
  layerSchema,
  annotationSchema,
  commentSchema,
  bookmarkSchema,
  traceSchema,
  speakerSchema,
  entitySchema,
  relationSchema,
])
export type DocumentRecord =
  | TrackRecord
  | LayerRecord
  | AnnotationRecord
  | CommentRecord
  | BookmarkRecord
  | TraceRecord
  | SpeakerRecord
  | EntityRecord
  | RelationRecord

/** Typed attribute of a label. */
export const attributeDefinitionSchema = z.object({
  key: z
    .string()
    .regex(
      /^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/,
      'an attribute key starts with a letter and has letters, digits, - or _',
    ),
  name: z.string().min(1).max(100),
  kind: z.enum(['text', 'number', 'boolean', 'choice', 'choices']),
  choices: z.array(z.string().min(1).max(100)).max(100),
  required: z.boolean(),
  /** Keys of the choices, in their order; "" for none. */
  choiceKeys: z.array(z.string().max(1)).max(100).default([]),
  /** Of a number; null when free. */
  min: z.number().nullable().default(null),
  max: z.number().nullable().default(null),
  /** Of a number, UCUM where there is one: "mm", "deg"; "" for none. */
  unit: z.string().max(50).default(''),
})
export type AttributeDefinition = z.infer<typeof attributeDefinitionSchema>

/** A stretch of a recording that shows what a label means, or what it does not mean. */
export const exampleSchema = z.object({
  kind: z.enum(['positive', 'negative']),
  recordingId: id,
  start: tickSchema,
  end: tickSchema,
  note: z.string().max(1000),
})
export type LabelExample = z.infer<typeof exampleSchema>

/** What a label is put on: stretches and moments of a track, words of a transcript, or pairs of those. */
export const LABEL_USES = ['mark', 'text', 'relation'] as const
export type LabelUse = (typeof LABEL_USES)[number]

export const labelSchema = z.object({
  id,
  name: z.string().min(1).max(200),
  /** #rrggbb */
  color: z.string().regex(/^#[0-9a-fA-F]{6}$/, 'a colour is written #rrggbb'),
  /** One character or null; pressed to start and end, or to place. */
  key: z.string().length(1).nullable(),
  /** For example "SCT:387713003"; null when none. */
  code: z.string().max(100).nullable(),
  description: z.string().max(5000),
  attributes: z.array(attributeDefinitionSchema).max(50),
  examples: z.array(exampleSchema).max(20).default([]),
  /** Retired labels stay on what carries them and are not offered any more. */
  retired: z.boolean().default(false),
  use: z.enum(LABEL_USES).default('mark'),
  /** What carries it must be hidden before the recording is shared; it may be put on words as well. */
  private: z.boolean().default(false),
})
export type Label = z.infer<typeof labelSchema>

/**
 * Where a label went that was merged into others or split: what is still on its way with it is taken over. Of the cases
 * the first that fits decides; `to` takes the rest.
 */
export const labelMoveSchema = z.object({
  to: id,
  cases: z
    .array(
      z.object({
        /** `track`, or `attribute:KEY`. */
        by: z.string().regex(/^(track|attribute:.{1,100})$/, 'a case goes by track or attribute:KEY'),
        /** The track's id, or the attribute's value as text. */
        value: z.string().max(500),
        to: id,
      }),
    )
    .max(200)
    .default([]),
})
export type LabelMove = z.infer<typeof labelMoveSchema>

/** A speaker that new recordings of the project begin with. */
export const speakerTemplateSchema = speakerSchema.omit({ type: true, order: true, voiceId: true })
export type SpeakerTemplate = z.infer<typeof speakerTemplateSchema>

/** A project's label schema, one version of it. New documents get one track per template, in this order. */
export const labelSetSchema = z.object({
  version: z.number().int().min(1),
  name: z.string().min(1).max(200),
  labels: z.array(labelSchema).max(2000),
  tracks: z.array(trackSchema.omit({ type: true, order: true, hidden: true, locked: true })).max(200),
  /** Chords of the studio's commands by their id, where this schema wants others; a person's own choice goes first. */
  keys: z.record(z.string().max(100), z.array(z.string().max(40)).max(8)).default({}),
  /** Labels that are gone or retired, by id, and what stands for them now. */
  moved: z.record(id, labelMoveSchema).default({}),
  speakers: z.array(speakerTemplateSchema).max(100).default([]),
})
export type LabelSet = z.infer<typeof labelSetSchema>
export type TrackTemplate = LabelSet['tracks'][number]

/** What new ones have where nothing else is said. */
export const ATTRIBUTE_DEFAULTS = { choiceKeys: [], min: null, max: null, unit: '' }
export const LABEL_DEFAULTS = {
  key: null,
  code: null,
  description: '',
  attributes: [],
  examples: [],
  retired: false,
  use: 'mark',
  private: false,
} satisfies Partial<Label>
export const TEMPLATE_DEFAULTS = {
  policy: 'allowed',
  parentId: null,
  labelIds: [],
  height: 32,
  parentRule: 'inside',
  combinations: null,
  requiredAttributes: [],
  colorBy: 'label',
  group: null,
  scale: null,
} satisfies Partial<TrackTemplate>
export const TRACK_DEFAULTS = { ...TEMPLATE_DEFAULTS, locked: false, hidden: false }

/** Of an annotation that is no utterance. */
export const NO_SPEECH = { speakerId: null, speech: null } satisfies Partial<AnnotationRecord>

/** Of a schema that changes no command's keys has lost no label yet and names no speakers. */
export const LABEL_SET_DEFAULTS = { keys: {}, moved: {}, speakers: [] } satisfies Partial<LabelSet>

/** The whole of a document at one revision. */
export interface DocumentSnapshot {
  readonly version: typeof DOCUMENT_VERSION
  /** The recording's id; a recording has exactly one document. */
  readonly recordingId: string
  /** Number of the last accepted revision; 0 for a fresh document. */
  readonly revision: number
  readonly records: readonly DocumentRecord[]
}
