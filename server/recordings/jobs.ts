/** The jobs of a recording or project, newest first, as people see them. */
import type { Actor } from '../people/index.ts'
import { requireProject, requireRecording } from '../people/index.ts'
import { db } from '../platform/db.ts'

export interface JobRow {
  id: string
  name: string
  assetId: string | null
  fileName: string | null
  recordingId: string | null
  /** queued, running, done, failed, cancelled */
  state: string
  step: string
  /** 0…1 */
  progress: number
  secondsLeft: number | null
  problem: string | null
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
}

export async function jobsOf(
  actor: Actor,
  of: { recordingId: string } | { projectId: string },
): Promise<JobRow[]> {
  if ('recordingId' in of) await requireRecording(actor, of.recordingId, 'viewer')
  else await requireProject(actor, of.projectId, 'viewer')
  const where =
    'recordingId' in of
      ? { asset: { recordingId: of.recordingId } }
      : { projectId: of.projectId, OR: [{ assetId: null }, { asset: { recording: { deletedAt: null } } }] }
  const rows = await db().jobRun.findMany({
    where,
    orderBy: { createdAt: 'desc' },
    take: 200,
    // `steps` holds results as big as a frame index.
    omit: { steps: true },
    include: { asset: { select: { fileName: true, recordingId: true } } },
  })
  return rows.map(({ asset, projectId: _, cancelRequested: __, ...row }) => ({
    ...row,
    fileName: asset?.fileName ?? null,
    recordingId: asset?.recordingId ?? null,
  }))
}
