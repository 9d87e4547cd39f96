/**
 * After a restore the queue is empty: what was unfinished is queued again under its old id, and where the backup held
 * no renditions each original is prepared anew.
 */
import { retryAsset } from '#server/assets/index.ts'
import { boss } from '#server/jobs/boss.ts'
import { db } from '#server/platform/db.ts'
import type { BackupJobs } from './archive.ts'

export async function requeue(jobs: BackupJobs, { makeAgain }: { makeAgain: boolean }): Promise<number> {
  const queue = await boss()
  let count = 0
  for (const job of jobs) {
    await db().jobRun.updateMany({ where: { id: job.id }, data: { state: 'queued', startedAt: null } })
    if (await queue.send(job.queue, job.data, { id: job.id, priority: job.priority })) count++
  }
  // A row whose job the queue did not know would show as waiting for ever.
  await db().jobRun.updateMany({
    where: { state: { in: ['queued', 'running'] }, id: { notIn: jobs.map((job) => job.id) } },
    data: {
      state: 'failed',
      problem: 'This work was lost with the queue. Try again.',
      finishedAt: new Date(),
    },
  })
  if (!makeAgain) return count
  const busy = await db().jobRun.findMany({
    where: { state: 'queued', assetId: { not: null } },
    select: { assetId: true },
  })
  const assets = await db().asset.findMany({
    where: { sha256: { not: null }, state: 'ready', id: { notIn: busy.flatMap((run) => run.assetId ?? []) } },
    select: { id: true },
  })
  for (const { id } of assets) {
    await db().rendition.deleteMany({ where: { assetId: id, path: { not: null } } })
    await retryAsset(id)
    count++
  }
  return count
}
