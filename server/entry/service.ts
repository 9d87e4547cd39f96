/**
 * The inside of a supervised process: tells the supervisor when it is ready, stops when asked to, and also when the
 * supervisor is gone (its channel closes), so that nothing outlives it.
 */
import { log } from '#server/platform/log.ts'

const PATIENCE_MS = 8_000

export interface Service {
  /** Told to the supervisor once the service is ready. */
  readonly ready?: Record<string, unknown>
  stop(): Promise<void>
}

export async function runService(name: string, start: () => Promise<Service>): Promise<void> {
  process.env.SCRUBLINE_PROCESS = name
  let service: Service | undefined
  let stopping = false
  const stop = async (why: string) => {
    if (stopping) return
    stopping = true
    log().info({ why }, 'stopping')
    setTimeout(() => process.exit(1), PATIENCE_MS).unref()
    await service?.stop().catch((error) => log().error({ error }, 'could not stop in order'))
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal))
  process.on('disconnect', () => void stop('the supervisor is gone'))
  process.on('unhandledRejection', (error) => log().error({ err: error }, 'a rejection that nobody handled'))
  process.on('uncaughtException', (error) => {
    log().fatal({ err: error }, 'an exception that nobody caught')
    console.error(error)
    process.exit(1)
  })
  service = await start()
  log().info('ready')
  process.send?.({ type: 'ready', ...service.ready })
}
