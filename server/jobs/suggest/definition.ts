/** Lets a model listen to a file and writes what it says into a layer of its own. */
import { z } from 'zod'
import type { JobDefinition } from '../context.ts'

export const suggest = {
  name: 'suggest',
  queue: 'models',
  title: 'Suggesting',
  payload: z.object({
    assetId: z.string(),
    /** Which sound stream of the file. */
    stream: z.number().int().min(0).default(0),
    task: z.string(),
    /** Null for a task that works without one. */
    model: z.string().nullable(),
    options: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
    /** Who asked: labels that the schema lacks are added in their name. */
    userId: z.string(),
  }),
} as const satisfies JobDefinition

/** The step whose kept result is a SuggestOutcome. */
export const WRITE_STEP = 'write'

export interface SuggestOutcome {
  readonly layerId: string
  readonly layerName: string
  /** "412 utterances" */
  readonly what: string
  /** How it was computed, for the log and the page. */
  readonly backend: string
  /** Seconds of sound per second of computing. */
  readonly speed: number | null
}
