/**
 * The process above the others: data folder → Postgres → migrations → web and worker; starts again what dies, stops
 * in reverse, and leaves no process behind. Its own output is one line with the address and the sign-in link;
 * everything else is in <data>/logs.
 */
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type HeldDataFolder, holdDataFolder } from '#server/platform/data-folder.ts'
import { inWords, requireFreeSpace } from '#server/platform/disk.ts'
import { refreshEnv } from '#server/platform/env.ts'
import { PlainError } from '#server/platform/errors.ts'
import { log } from '#server/platform/log.ts'
import { migrate } from '#server/platform/migrate.ts'
import { anyFreePort, isPortFree } from '#server/platform/processes.ts'
import { keepDatabase } from './kept-database.ts'
import { ManagedProcess } from './managed-process.ts'
import { readStartOptions, type StartOptions } from './options.ts'

/** A first start writes the database and the demo; below this it would run into the end of the disk. */
const MIN_FREE_BYTES = Number(process.env.SCRUBLINE_MIN_FREE_MB ?? 500) * 1e6
/** Deaths before the first readiness after which waiting longer makes no sense. */
const HOPELESS_AFTER = 3

process.env.SCRUBLINE_PROCESS = 'supervisor'
const undo: (() => Promise<void> | void)[] = []
let stopping: Promise<void> | undefined

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void stop(0, signal))
}
// start.mjs holds the other end: when it is killed, nobody could stop us any more.
process.on('disconnect', () => void stop(0, 'the starter is gone'))
process.on('uncaughtException', (error) => void fail(error))
process.on('unhandledRejection', (error) => void fail(error))

try {
  await start()
} catch (error) {
  await fail(error)
}

async function start(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2), process.env)
  const dataDir = path.resolve(options.dataDir)
  process.env.SCRUBLINE_DATA = dataDir
  const folder: HeldDataFolder = holdDataFolder(dataDir, 'Scrubline')
  undo.push(() => folder.release())
  requireFreeSpace(dataDir, MIN_FREE_BYTES)
  const port = await choosePort(options)
  log().info({ dataDir, port, host: options.host, dev: options.dev }, 'starting')
  emptyTemporaryFolder(dataDir)

  const database = await keepDatabase(dataDir, () => stopping !== undefined)
  undo.push(() => database.stop())
  if (stopping) return
  await migrate(database.url())

  const environment = (): NodeJS.ProcessEnv => ({
    ...process.env,
    SCRUBLINE_PORT: String(port),
    SCRUBLINE_HOST: options.host,
    DATABASE_URL: database.url(),
    NODE_ENV: options.dev ? 'development' : 'production',
  })
  const entry = (file: string) => fileURLToPath(new URL(file, import.meta.url))
  const ready = Promise.withResolvers<void>()
  const web = new ManagedProcess({
    name: 'web',
    script: entry('web.ts'),
    env: environment,
    echo: options.dev,
    onReady: () => ready.resolve(),
    onDeath: (deaths, lastWords) => {
      if (deaths >= HOPELESS_AFTER) ready.reject(doesNotStart('web', dataDir, lastWords))
    },
  })
  const worker = new ManagedProcess({
    name: 'worker',
    script: entry('worker.ts'),
    env: environment,
    echo: options.dev,
  })
  database.onNewAddress(() => {
    web.restart()
    worker.restart()
  })
  undo.push(() => worker.stop())
  undo.push(() => web.stop())
  web.start()
  worker.start()
  if (options.dev) undo.push(restartOnChange([web, worker]))
  await ready.promise
  if (stopping) return
  folder.announce(await announce(port, options, database.url()))
}

async function choosePort(options: StartOptions): Promise<number> {
  if (options.port === 0) return anyFreePort(options.host)
  if (await isPortFree(options.port, options.host)) return options.port
  throw new PlainError(
    'unavailable',
    `Port ${options.port} of ${options.host} is taken or may not be used: end the program that has it, or choose another with --port.`,
  )
}

/** What a killed process left half-made; nothing in there is needed by anybody now. */
function emptyTemporaryFolder(dataDir: string): void {
  const dir = path.join(dataDir, 'tmp')
  for (const name of fs.readdirSync(dir)) fs.rmSync(path.join(dir, name), { recursive: true, force: true })
}

/** Development: pages reload by themselves, everything under server/ and media/ by starting the processes again. */
function restartOnChange(processes: ManagedProcess[]): () => void {
  let timer: NodeJS.Timeout | undefined
  const watchers = ['server', 'media'].map((folder) =>
    fs.watch(fileURLToPath(new URL(`../../${folder}`, import.meta.url)), { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        for (const one of processes) one.restart()
      }, 300)
    }),
  )
  return () => {
    for (const watcher of watchers) watcher.close()
  }
}

/** @returns the address that was announced. */
async function announce(port: number, options: StartOptions, databaseUrl: string): Promise<string> {
  process.env.SCRUBLINE_PORT = String(port)
  process.env.SCRUBLINE_HOST = options.host
  process.env.DATABASE_URL = databaseUrl
  refreshEnv()
  const { prepareFirstStart } = await import('./first-start.ts')
  const { origin, signInUrl } = await prepareFirstStart()
  console.log(
    signInUrl
      ? `Scrubline is ready at ${origin} – sign in once with ${signInUrl}`
      : `Scrubline is ready at ${origin}`,
  )
  log().info({ port }, 'ready')
  return origin
}

function doesNotStart(name: string, dataDir: string, lastWords: string): PlainError {
  const telling =
    lastWords
      .split('\n')
      .find((line) => /error/i.test(line))
      ?.trim() ?? 'no reason given'
  return new PlainError(
    'internal',
    `The ${name} process ends right after its start (${telling}). More is in ${path.join(dataDir, 'logs', 'supervisor.log')}.`,
  )
}

async function fail(error: unknown): Promise<void> {
  if (stopping) return
  const plain = error instanceof PlainError
  const full = (error as NodeJS.ErrnoException)?.code === 'ENOSPC'
  if (process.env.SCRUBLINE_DATA && undo.length > 0) log().fatal({ err: error }, 'could not start')
  console.error(
    plain
      ? error.message
      : full
        ? `The disk is full: make room (at least ${inWords(MIN_FREE_BYTES)}) and start again.`
        : `Scrubline could not start: ${(error as Error)?.message ?? error}.`,
  )
  await stop(1, 'failure')
}

function stop(code: number, why: string): Promise<void> {
  stopping ??= (async () => {
    if (undo.length > 0) log().info({ why }, 'stopping')
    for (const step of undo.reverse()) {
      try {
        await step()
      } catch (error) {
        log().error({ err: error }, 'could not stop in order')
      }
    }
    process.exit(code)
  })()
  return stopping
}
