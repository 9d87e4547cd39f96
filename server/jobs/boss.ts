/** The one pg-boss of a process. Its tables live in the schema `pgboss` of the same database. */
import { PgBoss } from 'pg-boss'
import { env } from '#server/platform/env.ts'
import { log } from '#server/platform/log.ts'
import type { QueueName } from './context.ts'

export const QUEUES: readonly QueueName[] = ['light', 'heavy', 'models']

const holder = globalThis as { scrublineBoss?: Promise<PgBoss> }

/** @param worker whether this process also watches over the queues and runs jobs; the first call decides. */
export function boss(worker = false): Promise<PgBoss> {
  holder.scrublineBoss ??= start(worker).catch((error) => {
    delete holder.scrublineBoss
    throw error
  })
  return holder.scrublineBoss
}

export async function closeBoss(): Promise<void> {
  const started = holder.scrublineBoss
  delete holder.scrublineBoss
  await (await started?.catch(() => null))?.stop({ graceful: false, close: true })
}

async function start(worker: boolean): Promise<PgBoss> {
  const made = new PgBoss({
    connectionString: env().databaseUrl,
    application_name: 'scrubline-jobs',
    schema: 'pgboss',
    max: worker ? 6 : 2,
    schedule: false,
    supervise: worker,
    // A killed worker's job is back in the queue about 15 s later.
    monitorIntervalSeconds: 2,
    superviseIntervalSeconds: 2,
    useListenNotify: worker,
  })
  made.on('error', (error) => log().error({ err: error }, 'the job queue has a problem'))
  await made.start()
  for (const name of QUEUES) await ensureQueue(made, name)
  return made
}

async function ensureQueue(made: PgBoss, name: QueueName): Promise<void> {
  if (await made.getQueue(name)) return
  await made.createQueue(name, {
    heartbeatSeconds: 10,
    // An ingest of a long recording takes hours on a small machine; a hung worker is found by its heartbeat.
    expireInSeconds: 23 * 3600,
    // Only a killed or restarted worker leads to a retry: what fails by itself is not tried again.
    retryLimit: 20,
    notify: true,
  })
}
