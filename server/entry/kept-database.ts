/** The database of a supervisor: the embedded server, started again whenever it dies; or the one DATABASE_URL names. */
import { log } from '#server/platform/log.ts'
import { type RunningPostgres, startPostgres } from '#server/platform/postgres.ts'
import { sleep } from '#server/platform/processes.ts'

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 10_000
const HEALTHY_AFTER_MS = 30_000

export interface KeptDatabase {
  /** Where it is now; another port when somebody took the old one while it was down. */
  url(): string
  onNewAddress(fn: () => void): void
  stop(): Promise<void>
}

export async function keepDatabase(dataDir: string, isStopping: () => boolean): Promise<KeptDatabase> {
  const given = process.env.DATABASE_URL
  if (given) return { url: () => given, onNewAddress() {}, async stop() {} }

  let running: RunningPostgres = await startPostgres({ dataDir })
  let starting: Promise<RunningPostgres | null> | undefined
  let moved = () => {}
  log().info({ pid: running.pid, port: running.port, adopted: running.adopted }, 'database ready')

  const startAgain = async (pause: number): Promise<RunningPostgres | null> => {
    for (let wait = pause; !isStopping(); wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      await sleep(wait)
      try {
        return await startPostgres({ dataDir })
      } catch (error) {
        log().error({ err: error }, 'the database does not start')
      }
    }
    return null
  }

  const watch = async (): Promise<void> => {
    for (let pause = FIRST_PAUSE_MS; ; ) {
      const began = Date.now()
      await running.exited
      if (isStopping()) return
      log().error({ pid: running.pid }, 'the database ended without being asked; starting it again')
      pause = Date.now() - began > HEALTHY_AFTER_MS ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS)
      const before = running.url
      starting = startAgain(pause)
      const again = await starting
      if (!again) return
      running = again
      log().info({ pid: running.pid, port: running.port }, 'database ready')
      if (running.url !== before) moved()
    }
  }
  void watch()

  return {
    url: () => running.url,
    onNewAddress(fn) {
      moved = fn
    },
    async stop() {
      // One that is just coming up again is let come up, and stopped.
      const again = await starting
      await (again ?? running).stop()
    },
  }
}
