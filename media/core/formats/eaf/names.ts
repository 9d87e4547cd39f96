/** How tracks become tiers, and the note in the header that lets our reader turn them back. */
import { z } from 'zod'
import { TRACK_KINDS } from '../../document/records.ts'

/** What a tier stands for: a track in a layer (`part` null), or one part of its annotations as a dependent tier. */
export const tierMeaningSchema = z.object({
  track: z.string(),
  kind: z.enum(TRACK_KINDS),
  layer: z.string().nullable(),
  /** null, "note", "confidence", "label", "words" or "attribute:KEY" */
  part: z.string().nullable(),
  /** Who speaks on a tier of a transcript. */
  speaker: z.string().nullable().optional(),
})
export type TierMeaning = z.infer<typeof tierMeaningSchema>

/** Name of the header property that holds the meanings by tier. */
export const PROPERTY = 'scrubline'

export const headerNoteSchema = z.object({
  version: z.literal(1),
  recording: z.string(),
  tiers: z.record(z.string(), tierMeaningSchema),
})
export type HeaderNote = z.infer<typeof headerNoteSchema>

/** Milliseconds per unit of TIME_VALUE by TIME_UNITS (EAF 3.0 schema, type headType). */
export const UNIT_MS: Record<string, number> = {
  milliseconds: 1,
  'PAL-frames': 1000 / 25,
  'PAL-50-frames': 1000 / 50,
  'NTSC-frames': 1001 / 30,
}
