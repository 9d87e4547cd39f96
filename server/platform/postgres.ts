/**
 * The embedded Postgres of one data folder: made on first use, started, adopted when an earlier supervisor died
 * and left it running, stopped last. Port and password are the folder's own and remembered in `database.json`
 * (readable by the owner alone), so that the command line finds the running server, too.
 *
 * Postgres runs in a process group of its own: Ctrl-C reaches the supervisor, which stops the database when nobody
 * needs it any more. A guard (a shell that waits for our end of a pipe to close) asks Postgres to finish when the
 * supervisor is killed and cannot do so itself.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { PlainError } from './errors.ts'
import {
  type PostgresBinaries,
  postgresBinaries,
  reachableByAll,
  remoteClusterFolder,
} from './postgres-binaries.ts'
import { anyFreePort, commandOf, isAlive, isPortFree, sleep, waitForExit } from './processes.ts'

const USER = 'scrubline'
const DATABASE = 'scrubline'
const DEFAULT_PORT = 5544

export interface RunningPostgres {
  /** Address of the product's database; migrations create it when it is missing. */
  readonly url: string
  readonly port: number
  readonly pid: number
  readonly clusterDir: string
  /** True when it was already running, left behind by a process that died. */
  readonly adopted: boolean
  /** Resolves when the server is gone, for whatever reason. */
  readonly exited: Promise<void>
  stop(): Promise<void>
}

export interface PostgresOptions {
  readonly dataDir: string
  /** Server settings beyond our own, such as `fsync=off` in tests. */
  readonly settings?: Readonly<Record<string, string>>
}

/** What `database.json` remembers. */
interface Remembered {
  readonly port: number
  readonly password: string
  /** Folder of the cluster when it could not live inside the data folder. */
  readonly cluster?: string
}

/** Address of a data folder's database, if one was ever made there; says nothing about whether it runs. */
export function rememberedUrl(dataDir: string): string | null {
  const known = readRemembered(dataDir)
  return known ? urlOf(known) : null
}

export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = path.resolve(options.dataDir)
  const binaries = postgresBinaries()
  const before = readRemembered(dataDir)
  const clusterDir = before?.cluster ?? clusterFolderFor(dataDir, binaries)
  const cluster = clusterDir === path.join(dataDir, 'postgres') ? {} : { cluster: clusterDir }

  if (before && fs.existsSync(path.join(clusterDir, 'PG_VERSION'))) {
    const adopted = await adopt(clusterDir, before, binaries)
    if (adopted) return adopted
  }

  const password = before?.password ?? randomBytes(24).toString('base64url')
  if (!fs.existsSync(path.join(clusterDir, 'PG_VERSION'))) {
    remember(dataDir, { port: before?.port ?? DEFAULT_PORT, password, ...cluster })
    await makeCluster(clusterDir, password, binaries)
  } else {
    checkVersion(clusterDir, binaries)
    // The folder came here without its database.json: the old password is lost, so a new one is set.
    if (!before) await setPassword(clusterDir, password, binaries)
  }

  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(attempt === 1 ? before?.port : undefined)
    remember(dataDir, { port, password, ...cluster })
    const outcome = await launch(clusterDir, { port, password }, binaries, dataDir, options.settings ?? {})
    if ('running' in outcome) return outcome.running
    if (attempt < 4 && /Address already in use|could not bind/.test(outcome.tail)) continue
    // Children of a killed server hold its memory for a moment longer.
    if (attempt < 40 && /still in use|another postmaster/i.test(outcome.tail)) {
      await sleep(250)
      continue
    }
    throw new PlainError('unavailable', `The database does not start: ${lastWords(outcome.tail)}`, {
      cause: new Error(outcome.tail),
    })
  }
}

const urlOf = (at: { port: number; password: string }, database = DATABASE): string =>
  `postgresql://${USER}:${encodeURIComponent(at.password)}@127.0.0.1:${at.port}/${database}`

function readRemembered(dataDir: string): Remembered | null {
  const file = path.join(dataDir, 'database.json')
  if (!fs.existsSync(file)) return null
  try {
    const found = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<Remembered>
    if (typeof found.port === 'number' && typeof found.password === 'string') return found as Remembered
  } catch {
    // A half-written or foreign file is the same as none: the password can be set anew.
  }
  return null
}

function remember(dataDir: string, what: Remembered): void {
  const file = path.join(dataDir, 'database.json')
  const half = `${file}.${process.pid}`
  fs.mkdirSync(dataDir, { recursive: true })
  fs.writeFileSync(half, `${JSON.stringify(what, null, 2)}\n`, { mode: 0o600 })
  fs.renameSync(half, file)
}

function clusterFolderFor(dataDir: string, binaries: PostgresBinaries): string {
  if (binaries.account.uid === undefined) return path.join(dataDir, 'postgres')
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  return reachableByAll(dataDir)
    ? path.join(dataDir, 'postgres')
    : remoteClusterFolder(randomBytes(8).toString('hex'))
}

/** Makes the cluster under another name first, so that a start that was cut off leaves nothing half-made. */
async function makeCluster(dir: string, password: string, binaries: PostgresBinaries): Promise<void> {
  const half = `${dir}.new`
  fs.rmSync(half, { recursive: true, force: true })
  fs.mkdirSync(path.dirname(dir), { recursive: true })
  fs.mkdirSync(half, { mode: 0o700 })
  const { uid, gid } = binaries.account
  const own = (file: string) => uid !== undefined && gid !== undefined && fs.chownSync(file, uid, gid)
  own(half)
  const secrets = fs.mkdtempSync(path.join(path.dirname(dir), '.initdb-'))
  const pwfile = path.join(secrets, 'password')
  try {
    fs.writeFileSync(pwfile, `${password}\n`, { mode: 0o600 })
    own(secrets)
    own(pwfile)
    await runToEnd(
      binaries.path('initdb'),
      [
        ...['-D', half, '-U', USER, `--pwfile=${pwfile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--data-checksums'],
      ],
      binaries,
      half,
    )
  } finally {
    fs.rmSync(secrets, { recursive: true, force: true })
  }
  fs.renameSync(half, dir)
}

function checkVersion(dir: string, binaries: PostgresBinaries): void {
  const made = fs.readFileSync(path.join(dir, 'PG_VERSION'), 'utf8').trim()
  const ours = binaries.version.split('.')[0]
  if (made === ours) return
  throw new PlainError(
    'unsupported',
    `The database in ${dir} was made by Postgres ${made}, and this version of Scrubline brings Postgres ${ours}. ` +
      'Make a backup with the version that made it (scrubline backup FILE), then restore it into an empty data folder.',
  )
}

async function setPassword(dir: string, password: string, binaries: PostgresBinaries): Promise<void> {
  const sql = `ALTER ROLE ${USER} PASSWORD '${password}'\n`
  await runToEnd(binaries.path('postgres'), ['--single', '-D', dir, 'postgres'], binaries, dir, sql)
}

async function choosePort(wished: number | undefined): Promise<number> {
  for (const port of [wished, DEFAULT_PORT]) if (port && (await isPortFree(port))) return port
  return anyFreePort()
}

/** Takes over a server that still runs in this cluster; clears what a dead one left. */
async function adopt(
  dir: string,
  known: Remembered,
  binaries: PostgresBinaries,
): Promise<RunningPostgres | null> {
  const pidFile = path.join(dir, 'postmaster.pid')
  for (let attempt = 0; attempt < 200; attempt++) {
    const found = readPidFile(pidFile)
    if (!found || !isAlive(found.pid)) return null
    const command = commandOf(found.pid)
    if (command && !/postgres|postmaster/.test(command)) {
      // The number belongs to some other program now (the machine was restarted): the file is a leftover.
      fs.rmSync(pidFile, { force: true })
      return null
    }
    if (await answers(urlOf({ port: found.port, password: known.password }, 'postgres'), dir)) {
      return handleOf(found.pid, { port: found.port, password: known.password }, dir, binaries, true)
    }
    // Starting, or asked to finish and waiting for a forgotten client: help it after a while.
    if (attempt === 80) signal(found.pid, 'SIGINT')
    await sleep(100)
  }
  throw new PlainError(
    'unavailable',
    `A Postgres that does not answer holds the database in ${dir}: stop the process ${readPidFile(pidFile)?.pid} and start again.`,
  )
}

async function answers(url: string, dir: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query('SHOW data_directory')
    return fs.realpathSync(String(rows[0]?.data_directory)) === fs.realpathSync(dir)
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

async function launch(
  dir: string,
  at: { port: number; password: string },
  binaries: PostgresBinaries,
  dataDir: string,
  settings: Readonly<Record<string, string>>,
): Promise<{ running: RunningPostgres } | { tail: string }> {
  const log = path.join(dataDir, 'logs', 'postgres.log')
  fs.mkdirSync(path.dirname(log), { recursive: true, mode: 0o700 })
  if (fs.existsSync(log) && fs.statSync(log).size > 5_000_000) fs.renameSync(log, `${log}.1`)
  const output = fs.openSync(log, 'a', 0o600)
  const logStart = fs.fstatSync(output).size
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...settings,
  }
  const child = spawn(
    binaries.path('postgres'),
    [
      '-D',
      dir,
      '-p',
      String(at.port),
      ...Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ],
    { ...binaries.account, cwd: dir, env: serverEnv(), detached: true, stdio: ['ignore', output, output] },
  )
  fs.closeSync(output)
  let failure: string | undefined
  let ended = false
  child.once('error', (error) => {
    failure = error.message
  })
  child.once('exit', () => {
    ended = true
  })
  const until = Date.now() + 60_000
  for (;;) {
    if (ended) return { tail: fs.readFileSync(log).subarray(logStart).toString() || 'it ended at once' }
    if (failure !== undefined) return { tail: failure }
    const found = readPidFile(path.join(dir, 'postmaster.pid'))
    if (found?.pid === child.pid && found?.ready) break
    if (Date.now() > until) {
      child.kill('SIGINT')
      return { tail: 'it was not ready within a minute' }
    }
    await sleep(20)
  }
  child.unref()
  return { running: handleOf(child.pid as number, at, dir, binaries, false, child) }
}

function handleOf(
  pid: number,
  at: { port: number; password: string },
  dir: string,
  binaries: PostgresBinaries,
  adopted: boolean,
  child?: ChildProcess,
): RunningPostgres {
  const guard = startGuard(pid, binaries, dir)
  const exited = child ? new Promise<void>((done) => child.once('exit', () => done())) : pollForExit(pid)
  return {
    url: urlOf(at),
    port: at.port,
    pid,
    clusterDir: dir,
    adopted,
    exited,
    async stop() {
      signal(pid, 'SIGINT')
      if (!(await waitForExit(pid, 20_000))) signal(pid, 'SIGQUIT')
      await waitForExit(pid, 5_000)
      guard?.kill('SIGKILL')
    },
  }
}

/** SIGTERM is Postgres's patient way: no new connections, the end when the last client has left. */
function startGuard(pid: number, binaries: PostgresBinaries, cwd: string): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined
  const guard = spawn('/bin/sh', ['-c', 'while read -r _; do :; done; kill -TERM "$0"', String(pid)], {
    ...binaries.account,
    cwd,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.on('error', () => {})
  guard.unref()
  ;(guard.stdin as unknown as { unref?: () => void } | null)?.unref?.()
  return guard
}

async function pollForExit(pid: number): Promise<void> {
  await new Promise<void>((done) => {
    const timer = setInterval(() => {
      if (isAlive(pid)) return
      clearInterval(timer)
      done()
    }, 250)
    timer.unref()
  })
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name)
  } catch {
    // Already gone.
  }
}

/** Lines of postmaster.pid: pid, folder, start time, port, socket folder, address, memory, status. */
function readPidFile(file: string): { pid: number; port: number; ready: boolean } | null {
  try {
    const lines = fs.readFileSync(file, 'utf8').split('\n')
    const pid = Number(lines[0])
    return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : null
  } catch {
    return null
  }
}

function runToEnd(
  command: string,
  args: string[],
  binaries: PostgresBinaries,
  cwd: string,
  input?: string,
): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { ...binaries.account, cwd, env: serverEnv(), stdio: 'pipe' })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
    child.once('error', fail)
    child.once('close', (code) => {
      if (code === 0) return done()
      const text = `The database could not be made (${path.basename(command)}): ${lastWords(said)}`
      fail(new PlainError('unavailable', text, { cause: new Error(said) }))
    })
    child.stdin.on('error', () => {})
    child.stdin.end(input ?? '')
  })
}

const serverEnv = (): NodeJS.ProcessEnv => ({
  NODE_ENV: process.env.NODE_ENV,
  PATH: process.env.PATH,
  LC_ALL: 'C',
  TZ: 'UTC',
  ...(process.env.SYSTEMROOT ? { SYSTEMROOT: process.env.SYSTEMROOT } : {}),
})

function lastWords(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim())
  const telling =
    lines.findLast((line) => /FATAL|PANIC|error:/i.test(line)) ?? lines.at(-1) ?? 'no reason given'
  return telling.replace(/^.*?(FATAL|PANIC|error): */i, '').trim()
}
