/** Tells the pages that a job has moved on: topic `recording:<id>:jobs`, for every job of one of its assets. */
import { db } from '#server/platform/db.ts'
import { publish } from '#server/realtime/bus.ts'

/** What a page needs of a job. */
export interface JobView {
  readonly id: string
  readonly name: string
  readonly assetId: string | null
  readonly state: string
  /** What is being done, for people. */
  readonly step: string
  /** 0…1 */
  readonly progress: number
  readonly secondsLeft: number | null
  /** A plain sentence when it failed. */
  readonly problem: string | null
}

export const jobsTopic = (recordingId: string): string => `recording:${recordingId}:jobs`
export const projectTopic = (projectId: string): string => `project:${projectId}:recordings`

/** Publishes a job's row as it now stands. */
export async function announce(jobId: string): Promise<void> {
  const run = await db().jobRun.findUnique({
    where: { id: jobId },
    include: { asset: { select: { recordingId: true } } },
  })
  if (!run) return
  const view: JobView = {
    id: run.id,
    name: run.name,
    assetId: run.assetId,
    state: run.state,
    step: run.step,
    progress: run.progress,
    secondsLeft: run.secondsLeft,
    problem: run.problem,
  }
  if (run.asset) publish(jobsTopic(run.asset.recordingId), { ...view })
  if (run.projectId)
    publish(projectTopic(run.projectId), { recordingId: run.asset?.recordingId, job: { ...view } })
}
