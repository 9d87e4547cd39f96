/**
 * Rows that say "queued" or "running" while the queue has given the job up or does not know it: after many restarts in
 * a row, or a restored database. They would be shown as work for ever.
 */
import { MediaError } from '#media/ingest/media-error.ts'
import { db } from '#server/platform/db.ts'
import { log } from '#server/platform/log.ts'
import type { JobContext } from './context.ts'
import { handlers } from './handlers.ts'
import { definitionOf, type JobName } from './index.ts'
import { announce } from './watch.ts'

const PROBLEM = 'This work was interrupted too often and given up. Try again.'

/** Ends such jobs with a plain sentence. @returns how many */
export async function endAdrift(): Promise<number> {
  const rows = await db().$queryRaw<
    { id: string; name: string; assetId: string | null; projectId: string | null }[]
  >`
    SELECT r."id", r."name", r."assetId", r."projectId" FROM "job_run" r
    WHERE r."state" IN ('queued', 'running') AND NOT EXISTS (
      SELECT 1 FROM pgboss.job j WHERE j.id::text = r."id" AND j.state IN ('created', 'retry', 'active'))`
  for (const row of rows) {
    const changed = await db().jobRun.updateMany({
      where: { id: row.id, state: { in: ['queued', 'running'] } },
      data: { state: 'failed', problem: PROBLEM, secondsLeft: null, finishedAt: new Date() },
    })
    if (changed.count === 0) continue
    await tellHandler(row).catch((error) => log().error({ err: error }, `job ${row.id} could not be ended`))
    await announce(row.id)
  }
  return rows.length
}

async function tellHandler(row: { id: string; name: string; assetId: string | null }): Promise<void> {
  if (!definitionOf(row.name) || !row.assetId) return
  const handler = await handlers[row.name as JobName]()
  const context: JobContext<{ assetId: string }> = {
    jobId: row.id,
    assetId: row.assetId,
    payload: { assetId: row.assetId },
    signal: new AbortController().signal,
    tmp: '',
    progress: () => {},
    step: () => Promise.reject(new MediaError('cancelled', PROBLEM)),
  }
  await handler.failed?.(context, PROBLEM, 'failed')
}
