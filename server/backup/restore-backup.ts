/**
 * Restores a backup into an empty data folder and an empty database. Everything in the archive is checked against its
 * hash before a single row is written; a file that is cut off or damaged leaves nothing behind.
 */
import fs from 'node:fs'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type Extract, extract, type Header } from 'tar-stream'
import { PlainError } from '#server/platform/errors.ts'
import { type Migration, migrate, readMigrations } from '#server/platform/migrate.ts'
import { assetFile, blobPath, commitFile } from '#server/platform/storage.ts'
import {
  BACKUP_FORMAT,
  type BackupHeader,
  type BackupJobs,
  type BackupManifest,
  type BackupProgress,
  HashingPass,
  headerSchema,
  jobsSchema,
  manifestSchema,
} from './archive.ts'
import { requeue } from './requeue.ts'
import { columnList, quoted } from './tables.ts'

export interface RestoreRequest {
  readonly file: string
  readonly databaseUrl: string
  readonly dataDir: string
  readonly onProgress?: BackupProgress
}

export interface RestoreResult {
  readonly createdAt: string
  readonly rows: number
  readonly originals: number
  /** Originals that lie elsewhere and are not there now. */
  readonly missingReferences: readonly string[]
  /** Jobs that wait for the next start: unfinished ones, and those that make renditions again. */
  readonly queued: number
}

/** What came out of the archive, all of it checked. */
interface Extracted {
  readonly header: BackupHeader
  readonly manifest: BackupManifest
  readonly jobs: BackupJobs
}

type Summary = { bytes: number; sha256: string }

export async function restoreBackup(request: RestoreRequest): Promise<RestoreResult> {
  if (!fs.existsSync(request.file)) throw new PlainError('not-found', `There is no file ${request.file}.`)
  await requireEmptyDatabase(request.databaseUrl)
  const spool = fs.mkdtempSync(path.join(request.dataDir, 'tmp', 'restore-'))
  try {
    const extracted = await extractAll(request, spool)
    await loadTables(request.databaseUrl, extracted, spool)
    const { manifest, header, jobs } = extracted
    return {
      createdAt: header.createdAt,
      rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
      originals: manifest.blobs.length,
      missingReferences: manifest.references.map((one) => one.path).filter((file) => !fs.existsSync(file)),
      queued: await requeue(jobs, { makeAgain: !header.renditions }),
    }
  } finally {
    fs.rmSync(spool, { recursive: true, force: true })
  }
}

async function requireEmptyDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
  } catch (error) {
    // It does not exist yet, which is as empty as can be.
    if ((error as { code?: string }).code === '3D000') return
    throw error
  }
  try {
    const { rows } = await client.query(`SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS used`)
    if (!rows[0]?.used) return
    throw new PlainError(
      'conflict',
      'The database is not empty: a backup is restored into an empty one only.',
    )
  } finally {
    await client.end()
  }
}

// ---------- out of the archive ----------

async function extractAll(request: RestoreRequest, spool: string): Promise<Extracted> {
  const found = new Map<string, Summary>()
  const total = fs.statSync(request.file).size
  let header: BackupHeader | undefined
  let manifest: BackupManifest | undefined
  let jobs: BackupJobs = []
  let done = 0
  const tar = extract()
  const reading = pipeline(fs.createReadStream(request.file, { highWaterMark: 1 << 20 }), tar)
  // Reported through the loop below, which then ends with it.
  reading.catch(() => {})
  try {
    for await (const { header: about, body } of entriesOf(tar)) {
      const { name } = about
      if (!header && name !== 'scrubline-backup.json') throw notABackup(request.file)
      if (name === 'scrubline-backup.json') {
        header = checkedHeader(await textOf(body), request.file)
      } else if (name === 'manifest.json') {
        manifest = manifestSchema.parse(JSON.parse(await textOf(body)))
      } else if (name === 'jobs.json') {
        const file = path.join(spool, 'jobs.json')
        found.set(name, await writeEntry(body, file))
        jobs = jobsSchema.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
      } else {
        found.set(name, await place(body, name, spool))
      }
      done += about.size ?? 0
      request.onProgress?.(done, total)
    }
    await reading
  } catch (error) {
    if (error instanceof PlainError) throw error
    throw damaged(request.file, (error as Error).message, error)
  }
  if (!header) throw notABackup(request.file)
  if (!manifest) throw damaged(request.file, 'its end is missing')
  compare(manifest, found, request.file)
  return { header, manifest, jobs }
}

/** An entry is a stream of its own kind, of which the types do not say that Node's pipelines take it. */
async function* entriesOf(tar: Extract): AsyncGenerator<{ header: Header; body: Readable }> {
  for await (const entry of tar) yield { header: entry.header, body: entry as unknown as Readable }
}

/** Puts an entry where it belongs; names are checked, because the archive may come from anywhere. */
async function place(entry: Readable, name: string, spool: string): Promise<Summary> {
  const table = /^tables\/([a-z_]+)\.copy$/.exec(name)?.[1]
  if (table) return writeEntry(entry, path.join(spool, `${table}.copy`))
  const blob = /^blobs\/([0-9a-f]{64})$/.exec(name)?.[1]
  const [, assetId, file] = /^assets\/([0-9a-f-]{36})\/([A-Za-z0-9][\w.-]*)$/.exec(name) ?? []
  if (!blob && !(assetId && file)) throw new Error(`it holds "${name}", which no backup has`)
  const half = path.join(spool, 'half')
  const summary = await writeEntry(entry, half)
  if (blob && summary.sha256 !== blob)
    throw new Error(`the original ${blob.slice(0, 12)}… has another content`)
  await commitFile(half, blob ? blobPath(blob) : assetFile(assetId as string, file as string))
  return summary
}

async function writeEntry(entry: Readable, file: string): Promise<Summary> {
  const hashing = new HashingPass()
  await pipeline(entry, hashing, fs.createWriteStream(file, { mode: 0o600 }))
  return hashing.summary()
}

async function textOf(entry: Readable): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of entry) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function checkedHeader(text: string, file: string): BackupHeader {
  const header = headerSchema.safeParse(JSON.parse(text))
  if (!header.success) throw notABackup(file)
  if (header.data.format > BACKUP_FORMAT) throw tooNew(file, header.data.version)
  const known = new Map(readMigrations().map((one) => [one.name, one.checksum]))
  if (header.data.migrations.some((one) => known.get(one.name) !== one.checksum))
    throw tooNew(file, header.data.version)
  return header.data
}

function compare(manifest: BackupManifest, found: ReadonlyMap<string, Summary>, file: string): void {
  const expected = new Map<string, Summary>([
    ['jobs.json', manifest.jobs],
    ...manifest.tables.map((one): [string, Summary] => [`tables/${one.name}.copy`, one]),
    ...manifest.blobs.map((one): [string, Summary] => [`blobs/${one.sha256}`, one]),
    ...manifest.assets.map((one): [string, Summary] => [one.path, one]),
  ])
  for (const [name, { bytes, sha256 }] of expected) {
    const got = found.get(name)
    if (!got) throw damaged(file, `${name} is missing`)
    if (got.bytes !== bytes || got.sha256 !== sha256) throw damaged(file, `${name} is not what it was`)
  }
  for (const name of found.keys())
    if (!expected.has(name)) throw damaged(file, `${name} does not belong to it`)
}

// ---------- into the database ----------

/** First the schema that the backup was made with, then its rows, then the migrations that came later. */
async function loadTables(url: string, { header, manifest }: Extracted, spool: string): Promise<void> {
  const then = new Set(header.migrations.map((one) => one.name))
  await migrate(
    url,
    readMigrations().filter((one: Migration) => then.has(one.name)),
  )
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('BEGIN')
    for (const table of manifest.tables) {
      const rows = client.query(
        copyFrom(`COPY ${quoted(table.name)} (${columnList(table.columns)}) FROM STDIN`),
      )
      await pipeline(fs.createReadStream(path.join(spool, `${table.name}.copy`)), rows)
      if (rows.rowCount !== table.rows) {
        throw new PlainError(
          'broken-file',
          `The table ${table.name} took ${rows.rowCount} of ${table.rows} rows.`,
        )
      }
    }
    await advanceSequences(client)
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
  await migrate(url)
}

/** COPY gives rows their old numbers; the next new one must come after them. */
async function advanceSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ sequence: string; table: string; column: string }>(`
    SELECT s.oid::regclass::text AS sequence, t.relname AS table, a.attname AS column
    FROM pg_class s
    JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
    JOIN pg_class t ON t.oid = d.refobjid
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace`)
  for (const { sequence, table, column } of rows) {
    await client.query(
      `SELECT setval($1::regclass, (SELECT coalesce(max(${quoted(column)}), 0) + 1 FROM ${quoted(table)}), false)`,
      [sequence],
    )
  }
}

// ---------- sentences ----------

const notABackup = (file: string): PlainError =>
  new PlainError(
    'bad-input',
    `${file} is not a backup of Scrubline: choose a file that "scrubline backup" wrote.`,
  )

const tooNew = (file: string, version: string): PlainError =>
  new PlainError(
    'conflict',
    `${file} was made by a newer version of Scrubline (${version}): restore it with that version, or a newer one.`,
  )

const damaged = (file: string, what: string, cause?: unknown): PlainError =>
  new PlainError('broken-file', `The backup ${file} is damaged: ${what}. Nothing was restored.`, { cause })
