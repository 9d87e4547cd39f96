/** Asks the worker how far the sounds of two files lie apart, and gives its answer out. Suggests; places nothing. */
import type { SoundReport } from '#media/core/signal/match-sounds.ts'
import { MATCH_STEP } from '../jobs/match-sound/definition.ts'
import { enqueue, WATCHED } from '../jobs/queue.ts'
import type { Actor } from '../people/index.ts'
import { requireAsset } from '../people/index.ts'
import { db } from '../platform/db.ts'
import { notFound, PlainError } from '../platform/errors.ts'

export async function beginSoundMatch(
  actor: Actor,
  { assetId, withAssetId }: { assetId: string; withAssetId: string },
): Promise<{ jobId: string }> {
  const { projectId, recordingId } = await requireAsset(actor, assetId, 'editor')
  const other = await requireAsset(actor, withAssetId, 'editor')
  if (other.recordingId !== recordingId || assetId === withAssetId)
    throw new PlainError('bad-input', 'Sounds are compared between two files of one recording.')
  const rows = await db().asset.findMany({
    where: { id: { in: [assetId, withAssetId] } },
    select: { fileName: true, title: true, probe: true },
  })
  for (const { fileName, title, probe } of rows) {
    const sounds = (probe as { audio?: unknown[] } | null)?.audio
    if (!sounds)
      throw new PlainError(
        'unavailable',
        `${title || fileName} is still being prepared. Try again in a moment.`,
      )
    if (!sounds.length)
      throw new PlainError(
        'conflict',
        `${title || fileName} has no sound to compare. Align it by a shared event.`,
      )
  }
  const options = { assetId, projectId, priority: WATCHED }
  return { jobId: await enqueue('match-sound', { assetId, withAssetId }, options) }
}

export interface SoundMatchView {
  /** queued, running, done, failed, cancelled */
  state: string
  /** 0…1 */
  progress: number
  problem: string | null
  /** Null until done. */
  report: SoundReport | null
}

export async function soundMatch(actor: Actor, jobId: string): Promise<SoundMatchView> {
  const run = await db().jobRun.findUnique({ where: { id: jobId } })
  if (!run?.assetId || run.name !== 'match-sound') throw notFound('This comparison')
  await requireAsset(actor, run.assetId, 'editor')
  const steps = run.steps as Record<string, unknown>
  return {
    state: run.state,
    progress: run.progress,
    problem: run.problem,
    report: run.state === 'done' ? ((steps[MATCH_STEP] as SoundReport | undefined) ?? null) : null,
  }
}
