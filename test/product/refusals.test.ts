/** Every way in which a start cannot work: one plain sentence, a non-zero exit, nothing left behind. */
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { reachableByAll } from '#server/platform/postgres-binaries.ts'
import { processesOf, ROOT, startServer, supervisorOutcome, temporaryDataDir } from '#test/kit/server.ts'

let dataDir: string
beforeEach(() => {
  dataDir = temporaryDataDir()
})
afterEach(() => {
  fs.rmSync(dataDir, { recursive: true, force: true })
})

async function refusal(args: string[] = [], env: Record<string, string | undefined> = {}): Promise<string> {
  const { code, stdout, stderr } = await supervisorOutcome(['--port', '0', '--data', dataDir, ...args], env)
  expect(code).toBe(1)
  expect(stdout).toBe('')
  expect(processesOf(dataDir)).toEqual([])
  const lines = stderr.trim().split('\n')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^[A-Z/"].*\.$/)
  expect(lines[0]).not.toMatch(/\bat .*:\d+:\d+/)
  return lines[0] as string
}

test('a taken port is named', async () => {
  const other = http.createServer().listen(0, '127.0.0.1')
  await new Promise((done) => other.once('listening', done))
  const { port } = other.address() as { port: number }
  const said = await refusal(['--port', String(port)])
  other.close()
  expect(said).toMatch(new RegExp(`^Port ${port} .* is taken`))
})

test('a full disk is said before anything is written to it', async () => {
  const said = await refusal([], { SCRUBLINE_MIN_FREE_MB: '1000000000' })
  expect(said).toMatch(/^The disk that holds .* is full: .* free and .* are needed/)
  expect(fs.existsSync(path.join(dataDir, 'postgres'))).toBe(false)
})

test('a data folder of a newer version is refused', async () => {
  fs.writeFileSync(
    path.join(dataDir, 'scrubline.json'),
    JSON.stringify({ product: 'scrubline', format: 999 }),
  )
  expect(await refusal()).toMatch(/was last used by a newer version of Scrubline/)
})

test('a data folder of a version that is too old is refused', async () => {
  fs.writeFileSync(path.join(dataDir, 'scrubline.json'), JSON.stringify({ product: 'scrubline', format: 0 }))
  expect(await refusal()).toMatch(/too old for this one: make a backup/)
})

test('a database that a newer version has updated is refused, and not touched', async () => {
  const server = await startServer({ dataDir })
  const { port, password } = JSON.parse(fs.readFileSync(path.join(dataDir, 'database.json'), 'utf8'))
  const { default: pg } = await import('pg')
  const client = new pg.Client({
    connectionString: `postgresql://scrubline:${password}@127.0.0.1:${port}/scrubline`,
  })
  await client.connect()
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '29990101000000_later', now())`,
  )
  await client.end()
  await server.stop()
  expect(await refusal()).toMatch(/newer version of Scrubline \(its database has "29990101000000_later"/)
})

test('a data folder that another running Scrubline holds is refused', async () => {
  const server = await startServer({ dataDir })
  const { code, stderr } = await supervisorOutcome(['--port', '0', '--data', dataDir])
  expect(code).toBe(1)
  expect(stderr).toMatch(new RegExp(`is in use by Scrubline \\(process ${server.supervisor.pid}\\)`))
  expect((await fetch(`${server.origin}/healthz`)).status).toBe(200)
  await server.stop()
})

test('a folder with something else in it is left alone', async () => {
  fs.writeFileSync(path.join(dataDir, 'thesis.txt'), 'mine')
  expect(await refusal()).toMatch(
    /is not a Scrubline data folder, and it is not empty \(it holds thesis.txt\)/,
  )
  expect(fs.readdirSync(dataDir)).toEqual(['thesis.txt'])
})

test('a file where the folder should be is named', async () => {
  fs.rmSync(dataDir, { recursive: true })
  fs.writeFileSync(dataDir, '')
  expect(await refusal()).toMatch(/cannot be used: there is a file where a folder should be/)
})

test('a folder that may not be written to is named', async ({ skip }) => {
  const root = process.getuid?.() === 0
  if (root && !reachableByAll(ROOT)) skip('runs as root in a checkout that no other account can read')
  fs.chmodSync(dataDir, 0o555)
  const child = spawnSync(
    process.execPath,
    [path.join(ROOT, 'server/entry/supervisor.ts'), '--port', '0', '--data', dataDir],
    { cwd: ROOT, encoding: 'utf8', ...(root ? { uid: Number(execFileSync('id', ['-u', 'nobody'])) } : {}) },
  )
  expect(child.status).toBe(1)
  expect(child.stderr).toMatch(/^The data folder .* cannot be used: it may not be written to\. .*\n$/)
})

test('a database that DATABASE_URL names and that is not there is named', async () => {
  const said = await refusal([], { DATABASE_URL: 'postgresql://a:b@127.0.0.1:9/x' })
  expect(said).toMatch(/^The database at 127.0.0.1:9 cannot be used/)
})

test('flags and ports that make no sense are named', async () => {
  expect(await refusal(['--prot', '80'])).toMatch(/--prot.*Known are --port NUMBER/)
  expect(await refusal(['--port', 'eighty'])).toMatch(/"eighty" is not a port/)
})

test('a missing ffmpeg is named with what to do, by the first step', () => {
  const empty = fs.mkdtempSync(path.join(os.tmpdir(), 'scrubline-path-'))
  const run = () =>
    spawnSync(process.execPath, [path.join(ROOT, 'server/entry/start.mjs'), '--data', dataDir], {
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: empty,
        SCRUBLINE_INSTALL: 'never',
        FFMPEG_PATH: undefined,
        FFPROBE_PATH: undefined,
      },
    })
  const bare = run()
  expect(bare.stderr).toMatch(/^ffmpeg is missing: get it from https:\/\/ffmpeg\.org\/\S+ and .*\.\n$/)
  expect(bare.status).toBe(1)
  fs.writeFileSync(path.join(empty, 'apt-get'), '#!/bin/sh\nexit 0\n', { mode: 0o755 })
  const debian = run()
  expect(debian.stderr).toMatch(
    /^ffmpeg is missing: type "(sudo )?apt-get update && (sudo )?apt-get install -y .*ffmpeg", then start again\.\n$/,
  )
  expect(debian.status).toBe(1)
  fs.rmSync(empty, { recursive: true })
})
