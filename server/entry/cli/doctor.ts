/** Looks at everything an installation needs, says what is there, and ends with 1 when something needed is not. */
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { toolPath } from '#media/ingest/ffmpeg.ts'
import { holderOf } from '#server/platform/data-folder.ts'
import { freeBytes, inWords } from '#server/platform/disk.ts'
import { pendingMigrations, readMigrations } from '#server/platform/migrate.ts'
import { postgresBinaries } from '#server/platform/postgres-binaries.ts'
import { VERSION } from '#server/platform/version.ts'
import type { Command } from './command.ts'
import { withInstallation } from './installation.ts'

interface Finding {
  readonly name: string
  /** `missing` is needed, `note` is not. */
  readonly state: 'ok' | 'note' | 'missing'
  readonly detail: string
}

/** Encoders that renditions are made with, and what is lost without each. */
const ENCODERS = [
  { name: 'libx264', state: 'missing', without: 'no recording can be prepared' },
  { name: 'aac', state: 'missing', without: 'no sound can be prepared' },
  { name: 'mjpeg', state: 'missing', without: 'no thumbnails can be made' },
] as const
const LOW_DISK = 5e9
const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome']

export const doctor: Command = {
  name: 'doctor',
  usage: '',
  summary: 'say what is installed, how much room there is, and whether the database is well',
  options: {},
  takes: [0, 0],
  async run({ dataDir, output }) {
    const findings = [
      { name: 'Scrubline', state: 'ok', detail: VERSION } as const,
      { name: 'Node', state: 'ok', detail: process.versions.node } as const,
      ...(await ffmpeg()),
      await chromium(),
      disk(dataDir),
      ...(await database(dataDir)),
    ]
    const mark = { ok: 'ok', note: 'note', missing: 'MISSING' }
    const width = Math.max(...findings.map((one) => one.name.length))
    output.result(
      { ok: findings.every((one) => one.state !== 'missing'), findings },
      findings.map((one) => `${mark[one.state].padEnd(7)}  ${one.name.padEnd(width)}  ${one.detail}`),
    )
    return findings.some((one) => one.state === 'missing') ? 1 : 0
  },
}

const said = async (command: string, args: string[]): Promise<string> =>
  (await promisify(execFile)(command, args, { maxBuffer: 1 << 24 })).stdout

async function ffmpeg(): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const tool of ['ffmpeg', 'ffprobe'] as const) {
    try {
      const at = await toolPath(tool)
      const version = /version (\S+)/.exec(await said(at, ['-version']))?.[1] ?? 'unknown version'
      findings.push({ name: tool, state: 'ok', detail: `${version} (${at})` })
    } catch (error) {
      findings.push({ name: tool, state: 'missing', detail: (error as Error).message })
    }
  }
  if (findings[0]?.state !== 'ok') return findings
  const list = await said(await toolPath('ffmpeg'), ['-hide_banner', '-encoders'])
  for (const { name, state, without } of ENCODERS) {
    const there = new RegExp(`^ [VAS]\\S+ ${name} `, 'm').test(list)
    findings.push({ name: `encoder ${name}`, state: there ? 'ok' : state, detail: there ? 'there' : without })
  }
  return findings
}

async function chromium(): Promise<Finding> {
  for (const command of [process.env.CHROMIUM ?? '', ...CHROMIUM].filter(Boolean)) {
    const version = await said(command, ['--version']).catch(() => null)
    if (version) return { name: 'Chromium', state: 'ok', detail: `${version.trim()}, for the tests` }
  }
  return { name: 'Chromium', state: 'note', detail: 'not there; only the tests need it' }
}

function disk(dataDir: string): Finding {
  let existing = dataDir
  while (!fs.existsSync(existing)) existing = path.dirname(existing)
  const free = freeBytes(existing)
  const detail = `${inWords(free)} free at ${existing}`
  return {
    name: 'disk',
    state: free < LOW_DISK ? 'note' : 'ok',
    detail: free < LOW_DISK ? `only ${detail}` : detail,
  }
}

async function database(dataDir: string): Promise<Finding[]> {
  const findings: Finding[] = []
  if (!process.env.DATABASE_URL) {
    try {
      findings.push({ name: 'Postgres', state: 'ok', detail: `${postgresBinaries().version}, embedded` })
    } catch (error) {
      return [{ name: 'Postgres', state: 'missing', detail: (error as Error).message }]
    }
  }
  if (!fs.existsSync(path.join(dataDir, 'scrubline.json'))) {
    return [
      ...findings,
      { name: 'data', state: 'note', detail: `none in ${dataDir} yet; the first start makes it` },
    ]
  }
  const holder = holderOf(dataDir)
  const use = holder ? `, in use by ${holder.purpose} (process ${holder.pid})` : ''
  findings.push({ name: 'data', state: 'ok', detail: `${dataDir}${use}` })
  try {
    await withInstallation(dataDir, 'scrubline doctor', async ({ databaseUrl }) => {
      findings.push(await databaseState(databaseUrl))
    })
  } catch (error) {
    findings.push({ name: 'database', state: 'missing', detail: (error as Error).message })
  }
  return findings
}

async function databaseState(url: string): Promise<Finding> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    const { rows } = await client.query<{ version: string; bytes: string }>(
      `SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS bytes`,
    )
    const applied = await client.query<{ name: string; checksum: string; finished: boolean }>(
      `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
    )
    const pending = pendingMigrations(readMigrations(), applied.rows)
    const { version, bytes } = rows[0] as { version: string; bytes: string }
    const about = `Postgres ${version}, ${inWords(Number(bytes))}, ${applied.rows.length} updates`
    return pending.length === 0
      ? { name: 'database', state: 'ok', detail: about }
      : { name: 'database', state: 'note', detail: `${about}; ${pending.length} more with the next start` }
  } finally {
    await client.end()
  }
}
