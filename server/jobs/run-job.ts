/** One attempt at one job: steps remembered, progress written, cancelling noticed, an end in any case. */
import fs from 'node:fs/promises'
import path from 'node:path'
import { ModelError } from '#media/infer/model-error.ts'
import { MediaError } from '#media/ingest/media-error.ts'
import { db } from '#server/platform/db.ts'
import { PlainError } from '#server/platform/errors.ts'
import { log } from '#server/platform/log.ts'
import { tmpDir } from '#server/platform/storage.ts'
import type { JobContext } from './context.ts'
import { Estimate } from './estimate.ts'
import { handlers } from './handlers.ts'
import { definitionOf, type JobName } from './index.ts'
import { FINISHED } from './queue.ts'
import { announce } from './watch.ts'

/** Why an attempt's signal fired. */
export class HandedBack extends Error {}
class Cancelled extends Error {}

const TICK_MS = 500
/** Attempts that may end with the worker killed before the job is given up. */
const MAX_KILLED = 4
const KILLED_KEY = ' killed'

/**
 * @param payload as it was queued; checked again, for it may come from an older version
 * @param stop fires when the worker must stop: the attempt ends at once and the job goes back to the queue.
 * @throws HandedBack so that pg-boss queues the job again; every other end is written to the row.
 */
export async function runJob(id: string, payload: unknown, stop: AbortSignal): Promise<void> {
  const row = await db().jobRun.findUnique({ where: { id } })
  const definition = row && definitionOf(row.name)
  if (!row || FINISHED.includes(row.state)) return
  if (!definition)
    return finish(id, 'failed', `This version of Scrubline does not know the job "${row.name}".`)
  if (stop.aborted) throw new HandedBack()

  const steps = row.steps as Record<string, unknown>
  const controller = new AbortController()
  const onStop = (): void => controller.abort(new HandedBack())
  stop.addEventListener('abort', onStop)
  const tmp = path.join(tmpDir(), `job-${id}`)
  let now = { fraction: row.progress, sentence: row.step }
  const context: JobContext<unknown> = {
    jobId: id,
    assetId: row.assetId,
    payload: definition.payload.parse(payload),
    signal: controller.signal,
    tmp,
    progress: (fraction, sentence) => {
      // A row that was at 40 % before a retry does not fall back to 0 in front of people.
      now = { fraction: Math.min(1, Math.max(now.fraction, fraction)), sentence }
    },
    step: async <T>(name: string, fn: () => Promise<T>): Promise<T> => {
      if (Object.hasOwn(steps, name)) return steps[name] as T
      controller.signal.throwIfAborted()
      const result = await fn()
      controller.signal.throwIfAborted()
      steps[name] = result ?? null
      await db().jobRun.update({ where: { id }, data: { steps: steps as never } })
      return result
    },
  }
  const ticker = startTicker(id, () => now, controller)
  try {
    const handler = await handlers[row.name as JobName]()
    // The row still says "running" only when the worker that had it was killed.
    const killed = Number(steps[KILLED_KEY] ?? 0) + (row.state === 'running' ? 1 : 0)
    steps[KILLED_KEY] = killed
    await fs.rm(tmp, { recursive: true, force: true })
    await fs.mkdir(tmp, { recursive: true })
    await db().jobRun.update({
      where: { id },
      data: { state: 'running', startedAt: row.startedAt ?? new Date(), steps: steps as never },
    })
    await announce(id)
    try {
      if (killed >= MAX_KILLED)
        throw new PlainError(
          'internal',
          'The program that prepares files was stopped several times while it worked on this one, often for lack of memory.',
        )
      await handler.run(context)
      await finish(id, 'done', null)
    } catch (error) {
      const reason = controller.signal.aborted ? controller.signal.reason : null
      if (reason instanceof HandedBack) {
        await db().jobRun.update({ where: { id }, data: { state: 'queued', secondsLeft: null } })
        throw reason
      }
      const state = reason instanceof Cancelled ? 'cancelled' : 'failed'
      const problem = state === 'cancelled' ? null : sentenceOf(error, id)
      await handler.failed?.(context, problem ?? '', state)
      await finish(id, state, problem)
    }
  } finally {
    stop.removeEventListener('abort', onStop)
    clearInterval(ticker)
    await fs.rm(tmp, { recursive: true, force: true })
  }
}

/** Writes progress when it changed, and looks whether somebody has cancelled the job or deleted what it is about. */
function startTicker(
  id: string,
  current: () => { fraction: number; sentence: string },
  controller: AbortController,
): NodeJS.Timeout {
  const estimate = new Estimate()
  let written = ''
  let busy = false
  const tick = async (): Promise<void> => {
    const { fraction, sentence } = current()
    const secondsLeft = estimate.update(fraction, performance.now() / 1000)
    const text = `${fraction.toFixed(4)} ${sentence} ${secondsLeft?.toFixed(0)}`
    const [row] = await db().jobRun.findMany({ where: { id }, select: { cancelRequested: true } })
    if (!row || row.cancelRequested) controller.abort(new Cancelled())
    if (!row || text === written) return
    written = text
    await db().jobRun.updateMany({
      where: { id, state: 'running' },
      data: { progress: fraction, step: sentence, secondsLeft },
    })
    await announce(id)
  }
  return setInterval(() => {
    if (busy) return
    busy = true
    tick()
      .catch((error) => log().error({ err: error }, `progress of job ${id} could not be written`))
      .finally(() => {
        busy = false
      })
  }, TICK_MS)
}

async function finish(
  id: string,
  state: 'done' | 'failed' | 'cancelled',
  problem: string | null,
): Promise<void> {
  await db().jobRun.updateMany({
    where: { id },
    data: {
      state,
      problem,
      secondsLeft: null,
      finishedAt: new Date(),
      ...(state === 'done' ? { progress: 1 } : {}),
    },
  })
  await announce(id)
}

/** What a person is told; the log gets the rest. */
export function sentenceOf(error: unknown, id: string): string {
  if (error instanceof MediaError || error instanceof PlainError || error instanceof ModelError) {
    if (error.cause) log().warn({ err: error, cause: error.cause }, `job ${id} failed`)
    return error.message
  }
  log().error({ err: error }, `job ${id} failed`)
  if ((error as NodeJS.ErrnoException)?.code === 'ENOSPC')
    return 'The disk is full. Free some space and try again.'
  return `Something went wrong inside Scrubline. Try again; if it happens again, the log says more under "${id}".`
}
