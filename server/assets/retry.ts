/** Prepares a failed asset again from its original. */

import { enqueue, FINISHED } from '#server/jobs/queue.ts'
import { announce } from '#server/jobs/watch.ts'
import { db } from '#server/platform/db.ts'
import { notFound, PlainError } from '#server/platform/errors.ts'

/** @returns the new job's id; @throws PlainError 'conflict' while one is at work. */
export async function retryAsset(assetId: string, priority = 0): Promise<string> {
  const jobId = await db().$transaction(async (tx) => {
    const asset = await tx.asset.findUnique({ where: { id: assetId }, include: { recording: true } })
    if (!asset) throw notFound('This file')
    if (!asset.sha256)
      throw new PlainError('unavailable', `"${asset.fileName}" has not been uploaded completely yet.`)
    const busy = await tx.jobRun.count({ where: { assetId, state: { notIn: [...FINISHED] } } })
    if (busy > 0) throw new PlainError('conflict', `"${asset.fileName}" is being prepared already.`)
    await tx.asset.update({ where: { id: assetId }, data: { state: 'preparing', problem: null } })
    return enqueue(
      'ingest-asset',
      { assetId },
      { assetId, projectId: asset.recording.projectId, priority, tx },
    )
  })
  await announce(jobId)
  return jobId
}
