/** Runs jobs until stopped. A recording becomes playable on the light queue while hours of heavy work go on. */
import path from 'node:path'
import { endLeftovers, rememberChildrenIn } from '#media/ingest/ffmpeg.ts'
import { env } from '#server/platform/env.ts'
import { log } from '#server/platform/log.ts'
import { endAdrift } from './adrift.ts'
import { boss, closeBoss, QUEUES } from './boss.ts'
import type { QueueName } from './context.ts'
import { runJob } from './run-job.ts'

export interface Worker {
  /** Hands back what is running, waits until that is written, and closes the queue. */
  stop(): Promise<void>
}

const AT_ONCE: Record<QueueName, number> = { light: 2, heavy: 1, models: 1 }

export async function startWorker(): Promise<Worker> {
  const children = path.join(env().dataDir, 'run', 'ffmpeg')
  await endLeftovers(children)
  rememberChildrenIn(children)
  const queue = await boss(true)
  const lookAround = (): void =>
    void endAdrift().catch((error) => log().error({ err: error }, 'could not look for jobs adrift'))
  lookAround()
  const patrol = setInterval(lookAround, 60_000)
  const stop = new AbortController()
  const running = new Set<Promise<void>>()
  for (const name of QUEUES) {
    await queue.work<{ payload: unknown }>(
      name,
      {
        batchSize: 1,
        localConcurrency: AT_ONCE[name],
        // A notification wakes the worker at once; the poll finds what was queued while it was busy.
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: 1,
      },
      async ([job]) => {
        if (!job) return
        const attempt = runJob(job.id, job.data.payload, AbortSignal.any([stop.signal, job.signal]))
        running.add(attempt)
        await attempt.finally(() => running.delete(attempt))
      },
    )
  }
  return {
    async stop() {
      clearInterval(patrol)
      stop.abort()
      const closed = queue.stop({ graceful: true, timeout: 20_000, close: true })
      await Promise.allSettled([...running])
      await closed
      await closeBoss()
    },
  }
}
