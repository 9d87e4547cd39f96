/**
 * What a document is made of. A document holds all tracks and annotations of one recording, as flat records by id.
 * Ids are UUIDv7 made by the client, so a retry of the same change is the same change.
 * Times are whole ticks on the recording's clock, half-open `[start, end)`; an event has start = end.
 */
import { z } from 'zod'
import type { Tick } from '../time/tick.ts'

export const DOCUMENT_VERSION = 1

const id = z.string().regex(/^[0-9a-zA-Z_-]{1,64}$/, 'an id has 1 to 64 letters, digits, - or _')
const tickSchema = z
  .number()
  .int()
  .min(-Number.MAX_SAFE_INTEGER)
  .max(Number.MAX_SAFE_INTEGER) as unknown as z.ZodType<Tick>

/** What happens when two annotations of one track and layer meet. */
export const POLICIES = ['allowed', 'refused', 'trims', 'gapless'] as const
export type Policy = (typeof POLICIES)[number]

export const TRACK_KINDS = ['intervals', 'events'] as const
export type TrackKind = (typeof TRACK_KINDS)[number]

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
})
export type AnnotationRecord = z.infer<typeof annotationSchema>

export const recordSchema = z.discriminatedUnion('type', [trackSchema, layerSchema, annotationSchema])
export type DocumentRecord = TrackRecord | LayerRecord | AnnotationRecord

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
})
export type AttributeDefinition = z.infer<typeof attributeDefinitionSchema>

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
})
export type Label = z.infer<typeof labelSchema>

/** A project's label schema, one version of it. New documents get one track per template, in this order. */
export const labelSetSchema = z.object({
  version: z.number().int().min(1),
  name: z.string().min(1).max(200),
  labels: z.array(labelSchema).max(2000),
  tracks: z.array(trackSchema.omit({ type: true, order: true, hidden: true, locked: true })).max(200),
})
export type LabelSet = z.infer<typeof labelSetSchema>
export type TrackTemplate = LabelSet['tracks'][number]

/** The whole of a document at one revision. */
export interface DocumentSnapshot {
  readonly version: typeof DOCUMENT_VERSION
  /** The recording's id; a recording has exactly one document. */
  readonly recordingId: string
  /** Number of the last accepted revision; 0 for a fresh document. */
  readonly revision: number
  readonly records: readonly DocumentRecord[]
}
