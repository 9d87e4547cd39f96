/** The command line as people type it, beside a running Scrubline and without one. */
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barcodeClip } from '#test/kit/barcode.ts'
import { processesOf, ROOT, startServer, type TestServer, temporaryDataDir } from '#test/kit/server.ts'

const dataDir = temporaryDataDir()
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'scrubline-cli-'))
let clip: string

beforeAll(async () => {
  clip = path.join(scratch, 'walk 1.mp4')
  fs.copyFileSync((await barcodeClip('cfr30')).path, clip)
  await (await startServer({ dataDir })).stop()
})
afterAll(() => {
  fs.rmSync(dataDir, { recursive: true, force: true })
  fs.rmSync(scratch, { recursive: true, force: true })
})

interface Said {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

async function scrubline(...args: string[]): Promise<Said> {
  const { DATABASE_URL: _, ...env } = process.env
  const child = spawn(process.execPath, [path.join(ROOT, 'server/entry/scrubline.mjs'), ...args], {
    env: { ...env, SCRUBLINE_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => (said.stdout += chunk))
  child.stderr.on('data', (chunk) => (said.stderr += chunk))
  const code = await new Promise<number | null>((done) => child.once('close', done))
  return { code, ...said }
}

async function json(...args: string[]): Promise<Record<string, unknown> & Record<string, unknown>[]> {
  const { code, stdout, stderr } = await scrubline(...args, '--json')
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout.trim().split('\n')).toHaveLength(1)
  return JSON.parse(stdout)
}

async function refused(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await scrubline(...args)
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr.trim().split('\n')).toHaveLength(1)
  return stderr.trim()
}

test('doctor finds everything that is needed, and says so with its exit code', async () => {
  const report = await json('doctor')
  expect(report.ok).toBe(true)
  const names = (report.findings as { name: string; state: string }[]).map((one) => one.name)
  expect(names).toEqual(
    expect.arrayContaining(['Node', 'ffmpeg', 'encoder libx264', 'disk', 'Postgres', 'database']),
  )
  expect(processesOf(dataDir)).toEqual([])
})

test('doctor names what is missing', async () => {
  const bare = fs.mkdtempSync(path.join(scratch, 'bin-'))
  const before = process.env.PATH
  // All that the embedded Postgres needs of the system, and no ffmpeg.
  for (const name of ['id', 'ps'])
    fs.symlinkSync(execFileSync('which', [name], { encoding: 'utf8' }).trim(), path.join(bare, name))
  process.env.PATH = bare
  const { code, stdout } = await scrubline('doctor').finally(() => {
    process.env.PATH = before
  })
  expect(code).toBe(1)
  expect(stdout).toMatch(/^MISSING {2}ffmpeg /m)
  expect(stdout).toMatch(/^ok {7}database /m)
})

test('what makes no sense is answered in one sentence', async () => {
  expect(await refused('frobnicate')).toMatch(/^There is no command "frobnicate"/)
  expect(await refused('backup')).toMatch(/^Type: scrubline backup FILE/)
  expect(await refused('projects', '--frob')).toMatch(/--frob.*Type: scrubline projects/)
  expect(await refused('users', 'add', 'nonsense')).toMatch(/e-mail address/)
  expect(await refused('projects', '--data', path.join(scratch, 'none'))).toMatch(
    /^There is no Scrubline data in/,
  )
  expect(await refused('import', path.join(scratch, 'none.mp4'))).toMatch(/^There is no file or folder/)
  expect(await refused('import', clip, '--copy', '--reference')).toMatch(/not both/)
  expect(await refused('import', clip)).toMatch(/^Say into which project/)
  expect(await refused('import', clip, '--project', 'None')).toMatch(/^There is no project "None"/)
  const asJson = await scrubline('frobnicate', '--json')
  expect(JSON.parse(asJson.stdout)).toEqual({ error: { code: 'bad-input', message: expect.any(String) } })
})

test('a file is imported and prepared without a server, and backed up and restored with everything', async () => {
  const made = await json('projects', 'add', 'Walks', '--template', 'gait')
  const [imported] = await json('import', clip, '--project', 'Walks', '--wait')
  expect(imported).toMatchObject({ state: 'ready', duplicate: false })
  const [again] = await json('import', clip, '--project', 'Walks', '--reference')
  expect(again).toMatchObject({ duplicate: true, recordingId: imported?.recordingId })
  expect(await json('projects')).toEqual([
    expect.objectContaining({ id: made.id, name: 'Walks', recordings: 1, people: 1 }),
  ])

  const file = path.join(scratch, 'whole.scrubline')
  const backup = await json('backup', file)
  expect(backup).toMatchObject({ file, originals: 1, references: [] })
  expect(await refused('backup', file)).toMatch(/exists already/)
  expect(await refused('restore', file)).toMatch(/is not empty/)
  const other = temporaryDataDir()
  const restored = await json('restore', file, '--data', other)
  expect(restored).toMatchObject({ rows: backup.rows, originals: 1 })
  expect(await json('projects', '--data', other)).toEqual([
    expect.objectContaining({ name: 'Walks', recordings: 1 }),
  ])

  fs.truncateSync(file, fs.statSync(file).size >> 1)
  const third = path.join(scratch, 'third')
  expect(await refused('restore', file, '--data', third)).toMatch(/is damaged/)
  expect(fs.readdirSync(third)).toEqual([])
  fs.rmSync(other, { recursive: true })
  expect(processesOf(dataDir)).toEqual([])
})

test('beside a running Scrubline the same commands work on its database, and its worker does the work', async () => {
  const server: TestServer = await startServer({ dataDir })
  try {
    const second = path.join(scratch, 'walk 2.mp4')
    fs.writeFileSync(
      second,
      Buffer.concat([fs.readFileSync(clip), Buffer.from([0, 0, 0, 8, 0x66, 0x72, 0x65, 0x65])]),
    )
    const [imported] = await json('import', second, '--project', 'Walks', '--reference', '--wait')
    expect(imported).toMatchObject({ state: 'ready', duplicate: false })
    const user = await json('users', 'add', 'grace@example.org', '--name', 'Grace')
    expect(user.link).toContain(`${server.origin}/`)
    const answer = await fetch(String(user.link), { redirect: 'manual' })
    expect(answer.headers.getSetCookie().length).toBeGreaterThan(0)
    expect((await json('backup', path.join(scratch, 'live.scrubline'))).references).toEqual([second])
    expect(await refused('restore', path.join(scratch, 'live.scrubline'))).toMatch(/is not empty/)
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200)
  } finally {
    await server.stop()
  }
})
