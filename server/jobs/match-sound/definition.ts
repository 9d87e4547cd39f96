/** Finds by how much the sounds of two files lie apart. Nothing is changed: a person decides what to do with it. */
import { z } from 'zod'
import type { JobDefinition } from '../context.ts'

export const matchSound = {
  name: 'match-sound',
  queue: 'light',
  title: 'Comparing the sounds',
  payload: z.object({
    assetId: z.string(),
    /** The file it is compared with. */
    withAssetId: z.string(),
  }),
} as const satisfies JobDefinition

/** The step whose kept result is a SoundReport. */
export const MATCH_STEP = 'match'
