/**
 * The job queue as the rest of the server sees it. pg-boss holds what is to be done; a JobRun row with the same id
 * holds what a person sees of it. Both rows are written in one transaction, so neither exists without the other.
 */
import { randomUUID } from 'node:crypto'
import { fromPrisma } from 'pg-boss'
import { Prisma } from '#prisma/generated/client.ts'
import { type Db, db } from '#server/platform/db.ts'
import { PlainError } from '#server/platform/errors.ts'
import { boss } from './boss.ts'
import { definitionOf, definitions, type JobName, type JobPayload } from './index.ts'
import { announce } from './watch.ts'

export interface EnqueueOptions {
  assetId?: string
  projectId?: string
  /** Higher is taken first; 0 when nobody is waiting. */
  priority?: number
  /** The transaction that makes the rows the job is about. */
  tx?: Db
  /** Small facts that a page shows of it; kept among its steps. */
  about?: Record<string, string | number | null>
}

/** Where `about` lies among the steps; no step has such a name. */
export const ABOUT = ' about'

/** What someone is watching goes before everything else. */
export const WATCHED = 100

/** Job states that no longer change. */
export const FINISHED: readonly string[] = ['done', 'failed', 'cancelled']

/** Puts a job into the queue. @returns its id, which is also the JobRun's. */
export async function enqueue<N extends JobName>(
  name: N,
  payload: JobPayload<N>,
  options: EnqueueOptions = {},
): Promise<string> {
  const definition = definitions[name]
  const checked = definition.payload.parse(payload)
  const id = randomUUID()
  const started = await boss()
  const write = async (tx: Db): Promise<void> => {
    const { assetId, projectId, about } = options
    await tx.jobRun.create({
      data: { id, name, assetId, projectId, ...(about ? { steps: { [ABOUT]: about } } : {}) },
    })
    const sent = await started.send(
      definition.queue,
      { job: name, payload: checked },
      { id, priority: options.priority ?? 0, db: fromPrisma(tx) },
    )
    if (!sent) throw new PlainError('internal', `The job "${definition.title}" could not be queued.`)
  }
  if (options.tx) await write(options.tx)
  else {
    await db().$transaction(write)
    await announce(id)
  }
  return id
}

/**
 * Cancels a job: one that waits never runs, one that runs is stopped within about a second and cleans up after
 * itself. False when it had already ended.
 */
export async function cancelJob(id: string): Promise<boolean> {
  const run = await db().jobRun.findUnique({ where: { id } })
  const definition = run && definitionOf(run.name)
  if (!run || FINISHED.includes(run.state)) return false
  await db().jobRun.update({ where: { id }, data: { cancelRequested: true } })
  const waiting = await db().jobRun.updateMany({
    where: { id, state: 'queued', startedAt: null },
    data: { state: 'cancelled', finishedAt: new Date(), secondsLeft: null },
  })
  // A job that a worker had begun is cancelled by a worker, which also removes what it left half-made.
  if (waiting.count > 0) {
    if (definition) await (await boss()).cancel(definition.queue, id)
    if (run.assetId && run.name === 'ingest-asset')
      await db().asset.updateMany({
        where: { id: run.assetId, state: 'preparing', manifest: { equals: Prisma.DbNull } },
        data: { state: 'failed', problem: CANCELLED },
      })
  }
  await announce(id)
  return true
}

export const CANCELLED = 'Preparing this file was cancelled. Try again when you want it.'

/** Moves an asset's waiting jobs to the front, because someone looks at it. */
export async function prioritise(assetId: string): Promise<void> {
  const waiting = await db().jobRun.findMany({
    where: { assetId, state: 'queued' },
    select: { id: true, name: true },
  })
  for (const run of waiting) {
    const queue = definitionOf(run.name)?.queue
    if (queue) await (await boss()).update(queue, undefined, { id: run.id, priority: WATCHED })
  }
}
