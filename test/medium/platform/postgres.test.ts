/** The embedded server itself, over what happens to servers: kills, leftovers, lost files. */
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate } from '#server/platform/migrate.ts'
import { type RunningPostgres, startPostgres } from '#server/platform/postgres.ts'
import { isAlive, waitForExit } from '#server/platform/processes.ts'

let dataDir: string
const running: RunningPostgres[] = []

beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'scrubline-pg-'))
  fs.chmodSync(dataDir, 0o711)
})

afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
  fs.rmSync(dataDir, { recursive: true, force: true })
})

async function start(): Promise<RunningPostgres> {
  const postgres = await startPostgres({ dataDir })
  running.push(postgres)
  return postgres
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('the password is kept for its owner alone and the port is remembered', async () => {
  const first = await start()
  await first.stop()
  const file = path.join(dataDir, 'database.json')
  expect(fs.statSync(file).mode & 0o777).toBe(0o600)
  expect(JSON.parse(fs.readFileSync(file, 'utf8')).port).toBe(first.port)
  const second = await start()
  expect(second.port).toBe(first.port)
  expect(second.adopted).toBe(false)
})

test('stopping leaves no process behind', async () => {
  const postgres = await start()
  await postgres.stop()
  expect(isAlive(postgres.pid)).toBe(false)
})

test('every acknowledged row is there after kill -9 of the server', async () => {
  const first = await start()
  await migrate(first.url)
  await query(first.url, 'CREATE TABLE kept (n int)')
  let acknowledged = 0
  const writing = (async () => {
    const client = new pg.Client({ connectionString: first.url })
    client.on('error', () => {})
    await client.connect()
    for (let n = 1; n < 100_000; n++) {
      await client.query('INSERT INTO kept VALUES ($1)', [n])
      acknowledged = n
    }
  })().catch(() => {})
  await new Promise((done) => setTimeout(done, 150))
  process.kill(first.pid, 'SIGKILL')
  await writing
  expect(acknowledged).toBeGreaterThan(0)
  const second = await start()
  expect(second.adopted).toBe(false)
  const rows = await query(second.url, 'SELECT count(*)::int AS n, max(n) AS last FROM kept')
  expect(rows[0]?.n).toBe(rows[0]?.last)
  expect(rows[0]?.last).toBeGreaterThanOrEqual(acknowledged)
})

test('a server whose supervisor was killed is asked to finish; while a client holds it, it is taken over or replaced', async () => {
  const { child, pid, url } = await startInAnotherProcess()
  await migrate(url)
  await query(url, 'CREATE TABLE kept AS SELECT 1 AS n')
  child.kill('SIGKILL')
  // Whether it is still there (adopted) or finished by its guard (started again), the next start works at once.
  const next = await start()
  expect(await query(next.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }])
  if (!next.adopted) expect(isAlive(pid)).toBe(false)
})

test('the guard stops a server that nobody needs any more', async () => {
  const { child, pid } = await startInAnotherProcess()
  child.kill('SIGKILL')
  expect(await waitForExit(pid, 10_000)).toBe(true)
})

test('a second start in the same folder takes over the running server', async () => {
  const first = await start()
  const second = await start()
  expect(second.adopted).toBe(true)
  expect(second.pid).toBe(first.pid)
  await second.stop()
  await first.exited
})

test('a leftover postmaster.pid that names another program does not hinder the start', async () => {
  const first = await start()
  await first.stop()
  fs.writeFileSync(
    path.join(first.clusterDir, 'postmaster.pid'),
    `${process.pid}\n${first.clusterDir}\n0\n${first.port}\n\n127.0.0.1\n0 0\nready\n`,
  )
  const second = await start()
  expect(second.pid).not.toBe(process.pid)
})

test('without database.json the data is still reachable: a new password is set', async () => {
  const first = await start()
  await migrate(first.url)
  await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS n')
  await first.stop()
  fs.rmSync(path.join(dataDir, 'database.json'))
  const second = await start()
  expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }])
})

test('a start that was cut off while making the cluster is begun again', async () => {
  fs.mkdirSync(path.join(dataDir, 'postgres.new'))
  fs.writeFileSync(path.join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n')
  const postgres = await start()
  await migrate(postgres.url)
})

test('a cluster of another major version is refused with a plain sentence', async () => {
  fs.mkdirSync(path.join(dataDir, 'postgres'))
  fs.writeFileSync(path.join(dataDir, 'postgres', 'PG_VERSION'), '12\n')
  await expect(startPostgres({ dataDir })).rejects.toThrow(
    /made by Postgres 12, and this version of Scrubline brings/,
  )
})

async function startInAnotherProcess(): Promise<{ child: ChildProcess; pid: number; url: string }> {
  const module = fileURLToPath(import.meta.resolve('#server/platform/postgres.ts'))
  const code = `const { startPostgres } = await import(${JSON.stringify(module)})
    const p = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} })
    console.log(JSON.stringify({ pid: p.pid, url: p.url })); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const line = await new Promise<string>((done) => child.stdout.once('data', (chunk) => done(String(chunk))))
  return { child, ...JSON.parse(line) }
}
