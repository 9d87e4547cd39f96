/** The step that finds scene cuts, on the rendition for scrubbing; without it, or when it fails, there are none. */

import { findCuts } from '#media/ingest/cuts/run.ts'
import { MediaError } from '#media/ingest/index.ts'
import { extendManifest, manifestOf } from '#server/assets/index.ts'
import { assetFile } from '#server/platform/storage.ts'
import type { JobContext } from '../context.ts'
import { preparedSource } from '../prepared-source.ts'

export async function addCuts(context: JobContext<{ assetId: string }>): Promise<null> {
  const { assetId } = context.payload
  const { renditions } = await manifestOf(assetId)
  const { index } = await preparedSource(assetId)
  if (!index || !renditions.some((r) => r.name === 'scrub' && r.state === 'ready')) return null
  context.progress(0.985, 'Looking for scene cuts')
  try {
    const cuts = await findCuts(assetFile(assetId, 'scrub.mp4'), index, { signal: context.signal })
    await extendManifest(assetId, (m) => ({ ...m, cuts }))
  } catch (error) {
    if (context.signal.aborted || !(error instanceof MediaError) || error.code === 'tool-missing') throw error
  }
  return null
}
