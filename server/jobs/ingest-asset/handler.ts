/**
 * Makes a file playable, then adds what makes it pleasant. Up to the manifest any failure is the file's failure and
 * nothing is left of the attempt; after it, a part that fails becomes a warning and the rest goes on.
 */
import type { z } from 'zod'
import { describeFile, MediaError, probe } from '#media/ingest/index.ts'
import {
  extendManifest,
  forgetPreparation,
  manifestOrNull,
  markFailed,
  markReady,
  openSource,
  saveProbe,
  withWarning,
} from '#server/assets/index.ts'
import { db } from '#server/platform/db.ts'
import type { JobContext, JobHandler } from '../context.ts'
import { type PreparedSource, preparedSource } from '../prepared-source.ts'
import { CANCELLED, enqueue } from '../queue.ts'
import type { ingestAsset } from './definition.ts'
import { indexSource, makePlayable } from './make-playable.ts'
import { addPeaks } from './peaks.ts'
import { ingestSignal, noteSignal } from './signal.ts'
import { addSound } from './sound.ts'
import { addThumbnails } from './thumbnails.ts'

type Context = JobContext<z.output<typeof ingestAsset.payload>>

export const handler: JobHandler<Context['payload']> = {
  async run(context) {
    const { assetId } = context.payload
    context.progress(0.01, 'Looking into the file')
    const kind = await context.step('probe', () => probeSource(context))
    if (kind === 'signal') return ingestSignal(context)
    context.progress(0.04, 'Finding every frame')
    await context.step('frame index', () => indexSource(context, assetId, false))
    context.progress(0.12, 'Making it playable')
    await context.step('manifest', () => makePlayable(assetId, context.tmp))

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

async function probeSource({ payload, signal }: Context): Promise<'signal' | 'media'> {
  const { assetId, video = 0 } = payload
  const source = await openSource(assetId)
  // What lies in the file decides: a table of samples may have any name, and so may a film.
  const text = await describeFile(source)
  if (text.kind === 'annotations')
    throw new MediaError(
      'unsupported',
      'The file is a table of annotations, not of samples. Open the recording in the studio and import it there.',
    )
  if (text.kind === 'signal') {
    await noteSignal(assetId, text, source)
    return 'signal'
  }
  const report = await probe(source)
  signal.throwIfAborted()
  if (report.video.length === 0 && report.audio.length === 0)
    throw new MediaError('no-video', 'The file holds neither picture nor sound.')
  // Whatever an earlier attempt has made may be of another stream.
  await forgetPreparation(assetId)
  await saveProbe(assetId, report, Math.min(video, Math.max(0, report.video.length - 1)))
  return 'media'
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
