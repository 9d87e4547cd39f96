/** The worker process: runs jobs (ingest, renditions) so that pages stay quick. */
import { startWorker } from '#server/jobs/worker.ts'
import { closeDb } from '#server/platform/db.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { runService } from './service.ts'

await runService('worker', async () => {
  const worker = await startWorker()
  return {
    async stop() {
      await worker.stop()
      await closeBus()
      await closeDb()
    },
  }
})
