/** Makes an uploaded file playable: probe, frame index, manifest, then sound, waveform and thumbnails. */
import { z } from 'zod'
import type { JobDefinition } from '../context.ts'

export const ingestAsset = {
  name: 'ingest-asset',
  queue: 'light',
  title: 'Preparing the recording',
  payload: z.object({ assetId: z.string() }),
} as const satisfies JobDefinition
