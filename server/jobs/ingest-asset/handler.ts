/**
 * Makes a file playable, then adds what makes it pleasant. Up to the manifest any failure is the file's failure and
 * nothing is left of the attempt; after it, a part that fails becomes a warning and the rest goes on.
 */
import fs from 'node:fs/promises'
import path from 'node:path'
import type { z } from 'zod'
import { encodeFrameIndex } from '#media/core/time/frame-index-codec.ts'
import {
  buildFrameIndex,
  canDeliverDirectly,
  MediaError,
  openVideo,
  type ProbeReport,
  probe,
  type VideoPackage,
} from '#media/ingest/index.ts'
import { openJit } from '#media/ingest/open-jit.ts'
import {
  extendManifest,
  forgetPreparation,
  manifestOrNull,
  markFailed,
  markReady,
  openSource,
  saveManifest,
  saveProbe,
  saveRendition,
  withWarning,
} from '#server/assets/index.ts'
import { db } from '#server/platform/db.ts'
import { assetFile, commitFile } from '#server/platform/storage.ts'
import type { JobContext, JobHandler } from '../context.ts'
import { type PreparedSource, preparedSource } from '../prepared-source.ts'
import { CANCELLED, enqueue } from '../queue.ts'
import type { ingestAsset } from './definition.ts'
import { firstManifest } from './first-manifest.ts'
import { addPeaks } from './peaks.ts'
import { addSound } from './sound.ts'
import { addThumbnails } from './thumbnails.ts'

type Context = JobContext<z.output<typeof ingestAsset.payload>>

export const handler: JobHandler<Context['payload']> = {
  async run(context) {
    const { assetId } = context.payload
    context.progress(0.01, 'Looking into the file')
    await context.step('probe', () => probeSource(context))
    context.progress(0.04, 'Finding every frame')
    await context.step('frame index', () => indexSource(context))
    context.progress(0.12, 'Making it playable')
    await context.step('manifest', () => makePlayable(context))

    const source = await preparedSource(assetId)
    const stages: [string, number, number, (progress: (f: number) => void) => Promise<void>][] = [
      ['Making thumbnails', 0.15, 0.45, (p) => addThumbnails(context, source, p)],
      ['Preparing the sound', 0.45, 0.75, (p) => addSound(context, source, p)],
      ['Drawing the waveform', 0.75, 0.98, (p) => addPeaks(context, source, p)],
    ]
    for (const [sentence, from, to, work] of stages) {
      context.progress(from, sentence)
      await context.step(sentence, () =>
        optional(context, sentence, () => work((f) => context.progress(from + f * (to - from), sentence))),
      )
    }
    await context.step('renditions', () => orderRenditions(context, source))
  },

  async failed(context, problem, state) {
    const { assetId } = context.payload
    if (await manifestOrNull(assetId).catch(() => null)) {
      // It plays; what is missing is told, not hidden.
      const why = state === 'cancelled' ? 'Preparing was cancelled' : problem
      await extendManifest(assetId, (m) => withWarning(m, `Not everything was made for this file: ${why}`))
      await markReady(assetId)
    } else await markFailed(assetId, state === 'cancelled' ? CANCELLED : problem)
  },
}

async function probeSource({ payload, signal }: Context): Promise<null> {
  const { assetId, video = 0 } = payload
  const report = await probe(await openSource(assetId))
  signal.throwIfAborted()
  if (report.video.length === 0 && report.audio.length === 0)
    throw new MediaError('no-video', 'The file holds neither picture nor sound.')
  // Whatever an earlier attempt has made may be of another stream.
  await forgetPreparation(assetId)
  await saveProbe(assetId, report, Math.min(video, Math.max(0, report.video.length - 1)))
  return null
}

async function indexSource({ payload, signal, tmp }: Context): Promise<number> {
  const { assetId } = payload
  const asset = await db().asset.findUniqueOrThrow({ where: { id: assetId }, select: { probe: true } })
  const report = asset.probe as unknown as ProbeReport & { shownVideo: number }
  if (report.video.length === 0) return 0
  const index = await buildFrameIndex(await openSource(assetId), report, report.shownVideo, { signal })
  const file = path.join(tmp, 'index.bin')
  await fs.writeFile(file, encodeFrameIndex(index, { bytes: true }))
  await commitFile(file, assetFile(assetId, 'index.bin'))
  return index.length
}

async function makePlayable(context: Context): Promise<null> {
  const { assetId } = context.payload
  const source = await preparedSource(assetId)
  const picture = await openPicture(source, context.tmp)
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
  { path, report, shown, index }: PreparedSource,
  tmp: string,
): Promise<{ name: 'source' | 'jit'; pack: VideoPackage } | null> {
  const stream = report.video[shown]
  if (!index || !stream) return null
  if (canDeliverDirectly(report, shown)) {
    const pack = await openVideo(path, { index, stream: shown }).catch((error: unknown) => {
      // The codec would do, but not as it lies in this file.
      if (error instanceof MediaError && error.code === 'unsupported') return null
      throw error
    })
    if (pack) return { name: 'source', pack }
  }
  return { name: 'jit', pack: await openJit(path, { stream, index, tmp }) }
}

/** A part without which the recording can still be used. */
async function optional(context: Context, sentence: string, work: () => Promise<void>): Promise<null> {
  try {
    await work()
  } catch (error) {
    if (context.signal.aborted || !(error instanceof MediaError) || error.code === 'tool-missing') throw error
    await extendManifest(context.payload.assetId, (m) =>
      withWarning(m, `${sentence} failed: ${error.message}`),
    )
  }
  return null
}

/** The heavy part is a job of its own: a recording that comes in meanwhile becomes playable without waiting for it. */
async function orderRenditions({ payload }: Context, source: PreparedSource): Promise<string | null> {
  const { assetId } = payload
  if (!source.index) {
    await markReady(assetId)
    return null
  }
  const asset = await db().asset.findUniqueOrThrow({ where: { id: assetId }, include: { recording: true } })
  return enqueue('transcode-asset', { assetId }, { assetId, projectId: asset.recording.projectId })
}
