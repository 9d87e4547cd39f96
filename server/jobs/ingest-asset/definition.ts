/** Makes an uploaded file playable: probe, frame index, manifest, then sound, thumbnails and waveform. */
import { z } from 'zod'
import type { JobDefinition } from '../context.ts'

export const ingestAsset = {
  name: 'ingest-asset',
  queue: 'light',
  title: 'Preparing the recording',
  payload: z.object({
    assetId: z.string(),
    /** Which of the file's video streams is shown, from 0; the first when absent. */
    video: z.number().int().nonnegative().optional(),
  }),
} as const satisfies JobDefinition
