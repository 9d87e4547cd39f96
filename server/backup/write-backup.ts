/** Writes a backup of a living installation: one snapshot of the tables, every original checked by its hash. */
import fs from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type Pack, pack as startPack } from 'tar-stream'
import { PlainError } from '#server/platform/errors.ts'
import { blobPath } from '#server/platform/storage.ts'
import { VERSION } from '#server/platform/version.ts'
import {
  BACKUP_FORMAT,
  type BackupHeader,
  type BackupJobs,
  type BackupManifest,
  type BackupProgress,
  HashingPass,
} from './archive.ts'
import { columnList, quoted, type TableShape, tablesInOrder } from './tables.ts'

export interface BackupRequest {
  /** Where the backup goes; must not exist yet. */
  readonly file: string
  readonly databaseUrl: string
  readonly dataDir: string
  /** Also what was made from the originals, so that nothing has to be made again after a restore. */
  readonly renditions: boolean
  readonly onProgress?: BackupProgress
}

export interface BackupResult {
  readonly file: string
  readonly bytes: number
  readonly rows: number
  readonly originals: number
  /** Paths of originals that were imported by reference and are not inside. */
  readonly references: readonly string[]
}

export async function writeBackup(request: BackupRequest): Promise<BackupResult> {
  const target = path.resolve(request.file)
  if (fs.existsSync(target)) {
    throw new PlainError('conflict', `${target} exists already: choose another name, or remove it first.`)
  }
  const part = `${target}.part`
  const spool = fs.mkdtempSync(path.join(request.dataDir, 'tmp', 'backup-'))
  const client = new pg.Client({ connectionString: request.databaseUrl })
  await client.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const archive = startPack()
    const output = fs.createWriteStream(part, { mode: 0o600 })
    const writing = pipeline(archive, output)
    // Whichever side fails first is the one to report; the other then ends by itself.
    const filling = fill(archive, client, request, spool).catch((error) => {
      archive.destroy(error)
      throw error
    })
    const [result] = await Promise.all([filling, writing])
    await client.query('COMMIT')
    const handle = await fs.promises.open(part, 'r')
    await handle.sync().finally(() => handle.close())
    fs.renameSync(part, target)
    return { ...result, file: target, bytes: fs.statSync(target).size }
  } catch (error) {
    fs.rmSync(part, { force: true })
    throw plain(error, target)
  } finally {
    fs.rmSync(spool, { recursive: true, force: true })
    await client.end()
  }
}

async function fill(
  archive: Pack,
  client: pg.Client,
  request: BackupRequest,
  spool: string,
): Promise<Omit<BackupResult, 'file' | 'bytes'>> {
  await addText(archive, 'scrubline-backup.json', JSON.stringify(await header(client, request), null, 2))
  const manifest: BackupManifest = {
    tables: [],
    jobs: { bytes: 0, sha256: '' },
    blobs: [],
    references: [],
    assets: [],
  }
  for (const table of await tablesInOrder(client))
    manifest.tables.push(await addTable(archive, client, table, spool))
  manifest.jobs = await addText(archive, 'jobs.json', JSON.stringify(await unfinishedJobs(client)))

  const { rows: blobs } = await client.query<{ sha256: string; bytes: string; reference: string | null }>(
    'SELECT sha256, bytes, reference FROM blob ORDER BY sha256',
  )
  const made = request.renditions ? await madeFiles(client, request.dataDir) : []
  const kept = blobs.filter((blob) => blob.reference === null)
  const total = [...kept.map((blob) => Number(blob.bytes)), ...made.map((file) => file.bytes)].reduce(
    (a, b) => a + b,
    0,
  )
  let done = 0
  const progress = (bytes: number) => {
    done += bytes
    request.onProgress?.(done, total)
  }
  for (const blob of blobs) {
    if (blob.reference !== null) manifest.references.push({ sha256: blob.sha256, path: blob.reference })
    else manifest.blobs.push(await addBlob(archive, blob.sha256, progress))
  }
  for (const file of made) {
    const summary = await addFile(archive, file.name, file.path, progress)
    manifest.assets.push({ path: file.name, ...summary })
  }
  await addText(archive, 'manifest.json', JSON.stringify(manifest))
  archive.finalize()
  return {
    rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
    originals: manifest.blobs.length,
    references: manifest.references.map((one) => one.path),
  }
}

async function header(client: pg.Client, request: BackupRequest): Promise<BackupHeader> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name',
  )
  return {
    product: 'scrubline',
    format: BACKUP_FORMAT,
    version: VERSION,
    createdAt: new Date().toISOString(),
    renditions: request.renditions,
    migrations: rows,
  }
}

async function addTable(
  archive: Pack,
  client: pg.Client,
  table: TableShape,
  spool: string,
): Promise<BackupManifest['tables'][number]> {
  // A tar entry begins with its size, which only the finished file knows.
  const file = path.join(spool, table.name)
  const rows = client.query(
    copyTo(`COPY (SELECT ${columnList(table.columns)} FROM ${quoted(table.name)}) TO STDOUT`),
  )
  await pipeline(rows, fs.createWriteStream(file))
  const summary = await addFile(archive, `tables/${table.name}.copy`, file)
  fs.rmSync(file)
  return { name: table.name, columns: [...table.columns], rows: rows.rowCount, ...summary }
}

/** What waits or runs: its JobRun is in the tables, and this is what the queue itself must know of it. */
async function unfinishedJobs(client: pg.Client): Promise<BackupJobs> {
  const { rows: queue } = await client.query(`SELECT to_regclass('pgboss.job') IS NOT NULL AS there`)
  if (!queue[0]?.there) return []
  const { rows } = await client.query(`
    SELECT j.id, j.name AS queue, j.data, j.priority
    FROM pgboss.job j JOIN job_run r ON r.id = j.id::text
    WHERE r.state IN ('queued', 'running')
    ORDER BY j.created_on`)
  return rows as BackupJobs
}

async function addBlob(
  archive: Pack,
  sha256: string,
  progress: (bytes: number) => void,
): Promise<{ bytes: number; sha256: string }> {
  const file = blobPath(sha256)
  if (!fs.existsSync(file)) {
    throw new PlainError(
      'broken-file',
      `An original is missing in the data folder (${file}), so this backup would not be whole.`,
    )
  }
  const summary = await addFile(archive, `blobs/${sha256}`, file, progress)
  if (summary.sha256 === sha256) return summary
  throw new PlainError(
    'broken-file',
    `An original in the data folder is damaged (${file} no longer has the content that its name says), so this backup would not be whole.`,
  )
}

async function madeFiles(
  client: pg.Client,
  dataDir: string,
): Promise<{ name: string; path: string; bytes: number }[]> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM asset ORDER BY id')
  return rows.flatMap(({ id }) => {
    const dir = path.join(dataDir, 'assets', id)
    if (!fs.existsSync(dir)) return []
    return fs
      .readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => {
        const file = path.join(dir, name)
        return { name: `assets/${id}/${name}`, path: file, bytes: fs.statSync(file).size }
      })
  })
}

async function addFile(
  archive: Pack,
  name: string,
  file: string,
  progress?: (bytes: number) => void,
): Promise<{ bytes: number; sha256: string }> {
  const hashing = new HashingPass()
  if (progress) hashing.on('data', (chunk: Buffer) => progress(chunk.length))
  const { size } = fs.statSync(file)
  await pipeline(
    fs.createReadStream(file, { highWaterMark: 1 << 20 }),
    hashing,
    archive.entry({ name, size }),
  )
  return hashing.summary()
}

async function addText(
  archive: Pack,
  name: string,
  text: string,
): Promise<{ bytes: number; sha256: string }> {
  const bytes = Buffer.from(text)
  const hashing = new HashingPass()
  await pipeline(Readable.from([bytes]), hashing, archive.entry({ name, size: bytes.length }))
  return hashing.summary()
}

function plain(error: unknown, target: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC') {
    return new PlainError('unavailable', `The disk is full: the backup ${target} could not be written.`, {
      cause: error,
    })
  }
  if (code === 'EACCES' || code === 'ENOENT' || code === 'EROFS') {
    return new PlainError('bad-input', `The backup ${target} cannot be written there.`, { cause: error })
  }
  return error
}
