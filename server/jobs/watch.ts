/** Tells the pages that a job has moved on: topic `recording:<id>:jobs`. */
import { db } from '#server/platform/db.ts'

/** What a page needs of a job. */
export interface JobView {
  readonly id: string
  readonly name: string
  readonly assetId: string | null
  readonly state: string
  readonly step: string
  readonly progress: number
  readonly secondsLeft: number | null
  readonly problem: string | null
}

/** Publishes a job's row as it now stands. */
export async function announce(jobId: string): Promise<void> {
  const run = await db().jobRun.findUnique({
    where: { id: jobId },
    include: { asset: { select: { recordingId: true } } },
  })
  if (!run?.asset) return
}
