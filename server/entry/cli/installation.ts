/**
 * A command's hold on an installation: beside a running Scrubline it uses that one's database; otherwise it starts the
 * database itself, keeps others out meanwhile, and stops it afterwards.
 */
import fs from 'node:fs'
import path from 'node:path'
import { closeBoss } from '#server/jobs/boss.ts'
import { type Holder, holdDataFolder, holderOf } from '#server/platform/data-folder.ts'
import { closeDb } from '#server/platform/db.ts'
import { refreshEnv } from '#server/platform/env.ts'
import { PlainError } from '#server/platform/errors.ts'
import { migrate } from '#server/platform/migrate.ts'
import { rememberedUrl, startPostgres } from '#server/platform/postgres.ts'
import { sleep } from '#server/platform/processes.ts'
import { closeBus } from '#server/realtime/bus.ts'

export interface Installation {
  readonly databaseUrl: string
  /** A Scrubline runs there now: its worker does what is queued. */
  readonly running: boolean
}

const SERVER = 'Scrubline'
/** How long a command waits for another command on the same folder. */
const PATIENCE_MS = 60_000

export async function withInstallation<T>(
  dataDir: string,
  purpose: string,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  if (!fs.existsSync(path.join(dataDir, 'scrubline.json'))) {
    throw new PlainError(
      'not-found',
      `There is no Scrubline data in ${dataDir}: start Scrubline once, or name the folder with --data.`,
    )
  }
  process.env.SCRUBLINE_DATA = dataDir
  const server = await serverIn(dataDir)
  if (server) {
    // Links are written with the address at which that one answers.
    if (server.origin) process.env.SCRUBLINE_ORIGIN ??= server.origin
    return inEnvironment(process.env.DATABASE_URL ?? databaseOf(dataDir), true, work)
  }
  return withOwnDatabase(dataDir, purpose, (url) => inEnvironment(url, false, work))
}

/** The same for a folder that nobody else may use meanwhile; makes it when it is not there. */
export async function withOwnDatabase<T>(
  dataDir: string,
  purpose: string,
  work: (databaseUrl: string) => Promise<T>,
  options: { migrated?: boolean } = {},
): Promise<T> {
  process.env.SCRUBLINE_DATA = dataDir
  const folder = holdDataFolder(dataDir, purpose)
  try {
    const given = process.env.DATABASE_URL
    const postgres = given ? null : await startPostgres({ dataDir })
    try {
      const url = given ?? (postgres?.url as string)
      if (options.migrated !== false) await migrate(url)
      return await work(url)
    } finally {
      await postgres?.stop()
    }
  } finally {
    folder.release()
  }
}

export async function inEnvironment<T>(
  databaseUrl: string,
  running: boolean,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  const before = process.env.DATABASE_URL
  process.env.DATABASE_URL = databaseUrl
  refreshEnv()
  try {
    return await work({ databaseUrl, running })
  } finally {
    await closeBoss()
    await closeBus()
    await closeDb()
    if (before === undefined) delete process.env.DATABASE_URL
  }
}

/** The server that holds the folder; waits while another command does. */
async function serverIn(dataDir: string): Promise<Holder | null> {
  for (const began = Date.now(); ; await sleep(250)) {
    const holder = holderOf(dataDir)
    if (!holder) return null
    if (holder.purpose === SERVER) return holder
    if (Date.now() - began > PATIENCE_MS) {
      throw new PlainError(
        'conflict',
        `${holder.purpose} (process ${holder.pid}) is at work in ${dataDir}: wait until it has ended.`,
      )
    }
  }
}

function databaseOf(dataDir: string): string {
  const url = rememberedUrl(dataDir)
  if (url) return url
  throw new PlainError(
    'unavailable',
    `The running Scrubline in ${dataDir} has no database yet: try again in a moment.`,
  )
}
