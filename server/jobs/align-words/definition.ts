/** Finds when the words of known text are said. Nothing is changed: the person who asked takes the times over. */
import { z } from 'zod'
import type { JobDefinition } from '../context.ts'

/** Words that are looked for in a stretch of the file; seconds on the file's clock. */
export const alignPieceSchema = z.object({
  from: z.number().min(0),
  to: z.number(),
  words: z.array(z.string().max(200)).min(1).max(2000),
})
export type AlignPiece = z.infer<typeof alignPieceSchema>

export const alignWordsJob = {
  name: 'align-words',
  queue: 'light',
  title: 'Finding the times of words',
  payload: z.object({ assetId: z.string(), pieces: z.array(alignPieceSchema).min(1).max(5000) }),
} as const satisfies JobDefinition

/** The step whose kept result is, for each piece, its words' times or null where they were not found. */
export const ALIGN_STEP_NAME = 'align'

/** Seconds on the file's clock, and how well the sound fits, 0…1. */
export type FoundWord = readonly [start: number, end: number, fit: number]
