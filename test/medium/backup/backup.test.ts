/** A backup brings everything back, and a damaged one brings nothing. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { restoreBackup, writeBackup } from '#server/backup/index.ts'
import { closeBoss } from '#server/jobs/boss.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { closeDb, db } from '#server/platform/db.ts'
import { refreshEnv } from '#server/platform/env.ts'
import { assetFile, blobPath } from '#server/platform/storage.ts'
import { makeDatabase, testDatabase } from '#test/kit/database.ts'

const source = await testDatabase()
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'scrubline-backup-'))
const original = Buffer.from('the bytes of an original '.repeat(5000))
const sha256 = createHash('sha256').update(original).digest('hex')
let ids: { project: string; recording: string; asset: string; job: string }

beforeAll(async () => {
  fs.mkdirSync(path.join(source.dataDir, 'tmp'), { recursive: true })
  fs.mkdirSync(path.dirname(blobPath(sha256)), { recursive: true })
  fs.writeFileSync(blobPath(sha256), original)
  const user = await db().user.create({
    data: { id: 'u1', name: 'Ada', email: 'ada@example.org', admin: true },
  })
  const project = await db().project.create({
    data: {
      name: 'Tab\tand\nline \\ "quote" ünïcode 🫀',
      template: 'procedure',
      members: { create: { userId: user.id, role: 'owner' } },
    },
  })
  const recording = await db().recording.create({
    data: { projectId: project.id, name: 'First', revision: 3 },
  })
  await db().blob.createMany({
    data: [
      { sha256, bytes: BigInt(original.length) },
      { sha256: 'f'.repeat(64), bytes: 5n, reference: '/nowhere/elsewhere.mp4' },
    ],
  })
  const asset = await db().asset.create({
    data: {
      recordingId: recording.id,
      sha256,
      fileName: 'a.mp4',
      bytes: BigInt(original.length),
      state: 'ready',
      offset: -(2n ** 60n),
    },
  })
  await db().rendition.create({ data: { assetId: asset.id, name: '720p', state: 'ready', path: '720p.mp4' } })
  fs.mkdirSync(path.dirname(assetFile(asset.id, '720p.mp4')), { recursive: true })
  fs.writeFileSync(assetFile(asset.id, '720p.mp4'), 'made')
  await db().annotation.createMany({
    data: Array.from({ length: 500 }, (_, n) => ({
      recordingId: recording.id,
      id: `a${n}`,
      trackId: 't',
      layerId: 'l',
      labelId: 'x',
      start: BigInt(n) * 705_600_000n,
      end: BigInt(n + 1) * 705_600_000n,
      attributes: { text: 'null \\N and \t', nothing: null },
      confidence: n / 7,
    })),
  })
  await db().auditRow.createMany({ data: [{ action: 'one' }, { action: 'two' }] })
  await db().session.create({ data: { id: 's', token: 'secret', userId: user.id, expiresAt: new Date() } })
  const job = await enqueue(
    'make-demo',
    { projectId: project.id, userId: user.id },
    { projectId: project.id, priority: 7 },
  )
  ids = { project: project.id, recording: recording.id, asset: asset.id, job }
})

beforeEach(async () => {
  await use(source)
})
afterAll(async () => {
  await closeBoss()
  fs.rmSync(scratch, { recursive: true, force: true })
})

/** Turns this process to another installation. */
async function use(at: { url: string; dataDir: string }): Promise<void> {
  await closeBoss()
  await closeDb()
  process.env.DATABASE_URL = at.url
  process.env.SCRUBLINE_DATA = at.dataDir
  refreshEnv()
}

async function emptyInstallation(): Promise<{ url: string; dataDir: string }> {
  const made = await makeDatabase(inject('templateUrl'))
  await made.drop()
  const dataDir = fs.mkdtempSync(path.join(scratch, 'data-'))
  fs.mkdirSync(path.join(dataDir, 'tmp'))
  return { url: made.url, dataDir }
}

async function backUp(name: string, renditions = false): Promise<string> {
  const file = path.join(scratch, name)
  const result = await writeBackup({ file, databaseUrl: source.url, dataDir: source.dataDir, renditions })
  expect(result.bytes).toBe(fs.statSync(file).size)
  expect(result.references).toEqual(['/nowhere/elsewhere.mp4'])
  return file
}

/** Every table's rows as text, in one order. */
async function contents(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(
    `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
  )
  const found: Record<string, string> = {}
  for (const { relname } of rows) {
    const all = await client.query(`SELECT t::text AS row FROM "${relname}" t ORDER BY 1`)
    found[relname] = all.rows.map((one) => one.row).join('\n')
  }
  await client.end()
  return found
}

test('everything comes back: every row, the originals, the made files and what waited in the queue', async () => {
  const file = await backUp('whole.tar', true)
  const before = await contents(source.url)
  const target = await emptyInstallation()
  await use(target)
  const result = await restoreBackup({ file, databaseUrl: target.url, dataDir: target.dataDir })
  expect(result.originals).toBe(1)
  expect(result.missingReferences).toEqual(['/nowhere/elsewhere.mp4'])
  expect(result.queued).toBe(1)
  const after = await contents(target.url)
  for (const table of ['session', '_prisma_migrations'] as const) delete before[table]
  expect(after.session).toBe('')
  for (const [table, rows] of Object.entries(before)) expect([table, after[table]]).toEqual([table, rows])
  expect(fs.readFileSync(blobPath(sha256)).equals(original)).toBe(true)
  expect(fs.readFileSync(assetFile(ids.asset, '720p.mp4'), 'utf8')).toBe('made')
  const client = new pg.Client({ connectionString: target.url })
  await client.connect()
  const { rows } = await client.query('SELECT id, priority, data FROM pgboss.job')
  await client.end()
  expect(rows).toEqual([
    expect.objectContaining({
      id: ids.job,
      priority: 7,
      data: expect.objectContaining({ job: 'make-demo' }),
    }),
  ])
  // The next audit row gets a number of its own.
  await db().auditRow.create({ data: { action: 'three' } })
  expect(await db().auditRow.count()).toBe(3)
})

test('without renditions, each original is prepared again', async () => {
  const file = await backUp('lean.tar')
  const target = await emptyInstallation()
  await use(target)
  const result = await restoreBackup({ file, databaseUrl: target.url, dataDir: target.dataDir })
  expect(result.queued).toBe(2)
  expect(await db().rendition.count()).toBe(0)
  expect(await db().asset.findUniqueOrThrow({ where: { id: ids.asset } })).toMatchObject({
    state: 'preparing',
  })
})

test('a damaged backup restores nothing, wherever the damage is', async () => {
  const file = await backUp('damaged.tar')
  const whole = fs.readFileSync(file)
  const outcome = async (bytes: Buffer): Promise<string> => {
    fs.writeFileSync(file, bytes)
    const target = await emptyInstallation()
    await use(target)
    const problem = await restoreBackup({ file, databaseUrl: target.url, dataDir: target.dataDir }).catch(
      (error) => error,
    )
    expect(problem).toMatchObject({ name: 'PlainError' })
    const client = new pg.Client({ connectionString: target.url })
    await expect(client.connect()).rejects.toThrow(/does not exist/)
    return problem.message
  }
  expect(await outcome(whole.subarray(0, whole.length >> 1))).toMatch(/is damaged|its end is missing/)
  const inTable = Buffer.from(whole)
  const at = inTable.indexOf('ada@example.org')
  inTable[at] = 'b'.charCodeAt(0)
  expect(await outcome(inTable)).toMatch(/is damaged: tables\/user\.copy is not what it was/)
  const inBlob = Buffer.from(whole)
  inBlob[inBlob.indexOf('the bytes of an original') + 3000] = 0
  expect(await outcome(inBlob)).toMatch(/has another content/)
  expect(await outcome(Buffer.from('not a tar at all'.repeat(100)))).toMatch(
    /is not a backup of Scrubline|is damaged/,
  )
})

test('a backup of a newer version is refused', async () => {
  const file = await backUp('newer.tar')
  const bytes = fs.readFileSync(file)
  const at = bytes.indexOf('"format": 1')
  bytes.write('"format": 9', at)
  fs.writeFileSync(file, bytes)
  const target = await emptyInstallation()
  await use(target)
  await expect(restoreBackup({ file, databaseUrl: target.url, dataDir: target.dataDir })).rejects.toThrow(
    /made by a newer version/,
  )
})

test('a database that is in use is not restored over', async () => {
  const file = await backUp('again.tar')
  await expect(restoreBackup({ file, databaseUrl: source.url, dataDir: source.dataDir })).rejects.toThrow(
    /not empty/,
  )
})

test('a damaged original fails the backup instead of being packed', async () => {
  fs.writeFileSync(blobPath(sha256), Buffer.concat([original.subarray(1), Buffer.from('x')]))
  await expect(
    writeBackup({
      file: path.join(scratch, 'bad.tar'),
      databaseUrl: source.url,
      dataDir: source.dataDir,
      renditions: false,
    }),
  ).rejects.toThrow(/original in the data folder is damaged/)
  fs.writeFileSync(blobPath(sha256), original)
  expect(fs.readdirSync(scratch).filter((name) => name.startsWith('bad'))).toEqual([])
})

test('an existing file is not overwritten', async () => {
  const file = await backUp('kept.tar')
  await expect(
    writeBackup({ file, databaseUrl: source.url, dataDir: source.dataDir, renditions: false }),
  ).rejects.toThrow(/exists already/)
})
