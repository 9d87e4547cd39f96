/**
 * Applies prisma/migrations at start-up with nothing but a connection, and keeps the same `_prisma_migrations` rows
 * as `prisma migrate deploy`. Each migration and its row are one transaction: a start that is cut off leaves either
 * the old schema or the new one.
 */
import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { PlainError } from './errors.ts'

/** The lock Prisma Migrate itself takes, so that two starters never apply the same migration. */
const ADVISORY_LOCK = 72707369

const LEDGER = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`

export interface Migration {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

const migrationsFolder = (): string => fileURLToPath(new URL('../../prisma/migrations', import.meta.url))

export function readMigrations(folder = migrationsFolder()): Migration[] {
  return fs
    .readdirSync(folder)
    .filter((name) => fs.existsSync(path.join(folder, name, 'migration.sql')))
    .sort()
    .map((name) => {
      const sql = fs.readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/** Brings the database to this version's schema, creating it when missing; returns what was applied. */
export async function migrate(url: string, migrations = readMigrations()): Promise<string[]> {
  const client = await connectOrCreate(url)
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK])
    await client.query(LEDGER)
    const { rows } = await client.query<{
      migration_name: string
      checksum: string
      finished_at: Date | null
    }>('SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL')
    const pending = pendingMigrations(
      migrations,
      rows.map((row) => ({
        name: row.migration_name,
        checksum: row.checksum,
        finished: row.finished_at !== null,
      })),
    )
    for (const migration of pending) await apply(client, migration)
    return pending.map((migration) => migration.name)
  } finally {
    await client.end()
  }
}

/** What is left to apply, after making sure that what is applied is what this version knows. */
export function pendingMigrations(
  known: readonly Migration[],
  applied: readonly { name: string; checksum: string; finished: boolean }[],
): Migration[] {
  const failed = applied.find((row) => !row.finished)
  if (failed) {
    throw new PlainError(
      'conflict',
      `The database was left in the middle of its update "${failed.name}": restore the last backup, or have the update finished by hand.`,
    )
  }
  const byName = new Map(known.map((migration) => [migration.name, migration]))
  const newer = applied.filter((row) => !byName.has(row.name))
  if (newer.length > 0) {
    throw new PlainError(
      'conflict',
      `This data was last used by a newer version of Scrubline (its database has "${newer.at(-1)?.name}", which this version does not know): start that version, or a newer one.`,
    )
  }
  const edited = applied.find((row) => byName.get(row.name)?.checksum !== row.checksum)
  if (edited) {
    throw new PlainError(
      'conflict',
      `The database update "${edited.name}" differs from the one that was applied to this data: get Scrubline's files again as they were published.`,
    )
  }
  const done = new Set(applied.map((row) => row.name))
  return known.filter((migration) => !done.has(migration.name))
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN')
    await client.query(migration.sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    )
    await client.query('COMMIT')
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {})
    throw new PlainError(
      'internal',
      `The database update "${migration.name}" failed and was undone: ${(cause as Error).message}.`,
      { cause },
    )
  }
}

async function connectOrCreate(url: string): Promise<pg.Client> {
  try {
    return await connect(url)
  } catch (error) {
    if ((error as { code?: string }).code !== '3D000') throw unreachable(url, error)
  }
  const target = new URL(url)
  const name = decodeURIComponent(target.pathname.slice(1))
  target.pathname = '/postgres'
  const admin = await connect(target.href).catch((error) => {
    throw unreachable(url, error)
  })
  try {
    await admin.query(`CREATE DATABASE ${admin.escapeIdentifier(name)}`)
  } catch (cause) {
    throw new PlainError(
      'unavailable',
      `The database "${name}" does not exist and could not be created: ${(cause as Error).message}.`,
      { cause },
    )
  } finally {
    await admin.end()
  }
  return connect(url)
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  return client
}

function unreachable(url: string, cause: unknown): PlainError {
  const { host } = new URL(url)
  const why = (cause as Error).message || (cause as { code?: string }).code || 'no answer'
  return new PlainError('unavailable', `The database at ${host} cannot be used: ${why}.`, { cause })
}
