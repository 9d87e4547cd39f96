/** Frame index and first manifest of a probed file: with them it plays. */
import fs from 'node:fs/promises'
import path from 'node:path'
import { FLAG_KEY } from '#media/core/time/frame-index.ts'
import { encodeFrameIndex } from '#media/core/time/frame-index-codec.ts'
import {
  buildFrameIndex,
  canDeliverDirectly,
  MediaError,
  openVideo,
  type ProbeReport,
  type VideoPackage,
} from '#media/ingest/index.ts'
import { openJit } from '#media/ingest/open-jit.ts'
import { openSource, saveManifest, saveRendition, shownVideo } from '#server/assets/index.ts'
import { db } from '#server/platform/db.ts'
import { assetFile, commitFile } from '#server/platform/storage.ts'
import type { JobContext } from '../context.ts'
import { type PreparedSource, preparedSource } from '../prepared-source.ts'
import { firstManifest } from './first-manifest.ts'

/**
 * @param decode count frames by decoding all of them, for files whose tables do not fit their pictures
 * @returns how many frames there are; 0 without picture
 */
export async function indexSource(
  { signal, tmp }: Pick<JobContext<unknown>, 'signal' | 'tmp'>,
  assetId: string,
  decode: boolean,
): Promise<number> {
  const asset = await db().asset.findUniqueOrThrow({ where: { id: assetId }, select: { probe: true } })
  const report = asset.probe as unknown as ProbeReport
  if (report.video.length === 0) return 0
  const source = await openSource(assetId)
  const shown = shownVideo(asset.probe)
  let index = await buildFrameIndex(source, report, shown, { signal, decode })
  // A stream that was cut in its middle begins with pictures that cannot be decoded: only decoding tells how many.
  if (!decode && !(index.data.flags[0]! & FLAG_KEY))
    index = await buildFrameIndex(source, report, shown, { signal, decode: true })
  const file = path.join(tmp, 'index.bin')
  await fs.writeFile(file, encodeFrameIndex(index, { bytes: true }))
  await commitFile(file, assetFile(assetId, 'index.bin'))
  return index.length
}

export async function makePlayable(assetId: string, tmp: string): Promise<null> {
  const source = await preparedSource(assetId)
  const picture = await openPicture(source, tmp)
  try {
    const { report, shown, index } = source
    await saveManifest(assetId, firstManifest({ assetId, report, shown, index, picture }))
    if (picture) await saveRendition(assetId, picture.name, 'ready', null, 0)
  } finally {
    await picture?.pack.close()
  }
  return null
}

async function openPicture(
  { path: source, report, shown, index }: PreparedSource,
  tmp: string,
): Promise<{ name: 'source' | 'jit'; pack: VideoPackage } | null> {
  const stream = report.video[shown]
  if (!index || !stream) return null
  if (canDeliverDirectly(report, shown)) {
    const pack = await openVideo(source, { index, trackId: stream.trackId }).catch((error: unknown) => {
      // The codec would do, but not as it lies in this file.
      if (error instanceof MediaError && error.code === 'unsupported') return null
      throw error
    })
    if (pack) return { name: 'source', pack }
  }
  return { name: 'jit', pack: await openJit(source, { stream, index, tmp }) }
}
