/** Prepares an asset again from its original. */
import type { SignalSettings } from '#media/core/signal/settings.ts'
import { enqueue, FINISHED } from '#server/jobs/queue.ts'
import { announce } from '#server/jobs/watch.ts'
import { db } from '#server/platform/db.ts'
import { notFound, PlainError } from '#server/platform/errors.ts'
import { shownVideo } from './preparation.ts'
import { signalOf, withChosen } from './signal.ts'

/** @returns the new job's id; @throws PlainError 'conflict' while one is at work. */
export const retryAsset = (assetId: string, priority = 0): Promise<string> =>
  prepareAgain(assetId, null, priority)

/** Shows another of the file's video streams, from 0; everything made for the former one is made anew. */
export const showVideoStream = (assetId: string, video: number): Promise<string> =>
  prepareAgain(assetId, video, 0)

/** Reads a file of samples again, as a person says it is written. */
export const prepareSignalAgain = (assetId: string, settings: SignalSettings): Promise<string> =>
  prepareAgain(assetId, null, 0, settings)

async function prepareAgain(
  assetId: string,
  video: number | null,
  priority: number,
  settings: SignalSettings | null = null,
): Promise<string> {
  const jobId = await db().$transaction(async (tx) => {
    const asset = await tx.asset.findUnique({ where: { id: assetId }, include: { recording: true } })
    if (!asset) throw notFound('This file')
    if (!asset.sha256)
      throw new PlainError('unavailable', `"${asset.fileName}" has not been uploaded completely yet.`)
    const busy = await tx.jobRun.count({ where: { assetId, state: { notIn: [...FINISHED] } } })
    if (busy > 0) throw new PlainError('conflict', `"${asset.fileName}" is being prepared already.`)
    const streams = (asset.probe as { video?: unknown[] } | null)?.video?.length ?? 1
    if (video !== null && video >= streams)
      throw new PlainError('bad-input', `"${asset.fileName}" has no video stream number ${video + 1}.`)
    const signal = signalOf(asset.probe)
    if (settings && !signal)
      throw new PlainError('bad-input', `"${asset.fileName}" is not a file of samples.`)
    const unknown = settings?.channels.find((c) => c.column >= (signal?.table.columns.length ?? 0))
    if (unknown) throw new PlainError('bad-input', `"${asset.fileName}" has no column ${unknown.column + 1}.`)
    await tx.asset.update({
      where: { id: assetId },
      data: {
        state: 'preparing',
        problem: null,
        ...(settings && { probe: withChosen(asset.probe, settings) }),
      },
    })
    const payload = { assetId, video: video ?? shownVideo(asset.probe) }
    return enqueue('ingest-asset', payload, { assetId, projectId: asset.recording.projectId, priority, tx })
  })
  await announce(jobId)
  return jobId
}
