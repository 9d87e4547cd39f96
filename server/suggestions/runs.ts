/** What models were asked of a recording: how far each is, what came of it, and stopping one. */

import { ABOUT, cancelJob } from '../jobs/queue.ts'
import { type SuggestOutcome, WRITE_STEP } from '../jobs/suggest/definition.ts'
import type { Actor } from '../people/index.ts'
import { requireAsset, requireRecording } from '../people/index.ts'
import { db } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'

export interface SuggestionRun {
  readonly jobId: string
  readonly task: string
  readonly model: string | null
  /** queued, running, done, failed, cancelled */
  readonly state: string
  /** Name of the step it is in. */
  readonly step: string
  /** 0…1 */
  readonly progress: number
  readonly secondsLeft: number | null
  readonly problem: string | null
  /** Null until done. */
  readonly outcome: SuggestOutcome | null
}

/** Runs that a page shows. */
const SHOWN = 10

/** The latest first. */
export async function suggestionRuns(actor: Actor, recordingId: string): Promise<SuggestionRun[]> {
  await requireRecording(actor, recordingId, 'viewer')
  const rows = await db().jobRun.findMany({
    where: { name: 'suggest', asset: { recordingId } },
    orderBy: { createdAt: 'desc' },
    take: SHOWN,
  })
  return rows.map(({ id, steps, state, step, progress, secondsLeft, problem }) => {
    const kept = steps as Record<string, unknown>
    const about = (kept[ABOUT] ?? {}) as { task?: string; model?: string | null }
    const outcome = (kept[WRITE_STEP] as SuggestOutcome | undefined) ?? null
    const facts = { jobId: id, task: about.task ?? '', model: about.model ?? null, outcome }
    return { ...facts, state, step, progress, secondsLeft, problem }
  })
}

export async function cancelSuggestion(actor: Actor, jobId: string): Promise<{ cancelled: boolean }> {
  const run = await db().jobRun.findUnique({ where: { id: jobId }, select: { assetId: true, name: true } })
  if (!run?.assetId || run.name !== 'suggest') throw notFound('This')
  await requireAsset(actor, run.assetId, 'editor')
  return { cancelled: await cancelJob(jobId) }
}
