/** Makes the renditions that need the whole picture encoded again: scrub and the ladder. */
import { z } from 'zod'
import type { JobDefinition } from '../context.ts'

export const transcodeAsset = {
  name: 'transcode-asset',
  queue: 'heavy',
  title: 'Making renditions',
  payload: z.object({ assetId: z.string() }),
} as const satisfies JobDefinition
