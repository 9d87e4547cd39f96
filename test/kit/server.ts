/**
 * The real product for a test: the supervisor with its Postgres, web and worker, on a free port over a temporary
 * data folder. Pages must have been built (`buildPages`); test runs see to that.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isAlive, sleep, waitForExit } from '#server/platform/processes.ts'

export const ROOT = path.resolve(import.meta.dirname, '../..')

export interface TestServer {
  readonly origin: string
  /** The one-time link that the start printed. */
  readonly signInUrl: string
  readonly dataDir: string
  readonly supervisor: ChildProcess
  /** Everything that was printed, so far. */
  output(): string
  /** Process ids by part, as they are now. */
  pids(): { web?: number; worker?: number; postgres?: number }
  /** Follows a sign-in link and gives the Cookie header of its session. */
  signIn(): Promise<string>
  /** Stops it as Ctrl-C does; the exit code. */
  stop(): Promise<number | null>
  /** Stops it and removes the data folder. */
  dispose(): Promise<void>
}

/** Variables on top of the run's own. */
export type Environment = Readonly<Record<string, string | undefined>>

export interface TestServerOptions {
  dataDir?: string
  port?: number
  env?: Environment
}

export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? temporaryDataDir()
  const supervisor = runSupervisor(['--port', String(options.port ?? 0), '--data', dataDir], options.env)
  let output = ''
  for (const stream of [supervisor.stdout, supervisor.stderr])
    stream?.on('data', (chunk) => (output += chunk))
  const ready = /ready at (\S+)(?: – sign in once with (\S+))?/
  const until = Date.now() + 60_000
  while (!ready.test(output)) {
    if (supervisor.exitCode !== null) throw new Error(`The product did not start: ${output}`)
    if (Date.now() > until) {
      supervisor.kill('SIGTERM')
      throw new Error(`The product was not ready within a minute: ${output}`)
    }
    await sleep(25)
  }
  const [, origin = '', signInUrl = ''] = ready.exec(output) ?? []
  const stop = async () => {
    if (supervisor.exitCode === null && supervisor.signalCode === null) {
      const closed = new Promise((done) => supervisor.once('close', done))
      supervisor.kill('SIGINT')
      await closed
    }
    return supervisor.exitCode
  }
  return {
    origin,
    signInUrl,
    dataDir,
    supervisor,
    output: () => output,
    pids: () => pidsOf(supervisor.pid as number, dataDir),
    signIn: () => cookieOf(signInUrl),
    stop,
    async dispose() {
      await stop()
      fs.rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export function temporaryDataDir(): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'scrubline-product-'))
  fs.chmodSync(dir, 0o711)
  return dir
}

/** The supervisor without the first step (packages, build), which would only repeat what the test run did. */
export function runSupervisor(args: string[], env: Environment = {}): ChildProcess {
  const {
    DATABASE_URL: _1,
    SCRUBLINE_DATA: _2,
    SCRUBLINE_PROCESS: _3,
    NODE_ENV: _4,
    VITEST: _5,
    ...rest
  } = process.env
  return spawn(process.execPath, [path.join(ROOT, 'server/entry/supervisor.ts'), ...args], {
    cwd: ROOT,
    env: { ...rest, SCRUBLINE_DEMO: 'off', ...env } as unknown as NodeJS.ProcessEnv,
    // The channel ends it with the test run, however that ends.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
}

/** Runs the supervisor until it ends by itself: for refusals. */
export async function supervisorOutcome(
  args: string[],
  env?: Environment,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = runSupervisor(args, env)
  const said = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk) => (said.stdout += chunk))
  child.stderr?.on('data', (chunk) => (said.stderr += chunk))
  const code = await new Promise<number | null>((done) => child.once('close', done))
  return { code, ...said }
}

function pidsOf(supervisor: number, dataDir: string): { web?: number; worker?: number; postgres?: number } {
  const found: { web?: number; worker?: number; postgres?: number } = {}
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
  for (const line of table.split('\n')) {
    const [, pid, parent, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    if (Number(parent) !== supervisor) continue
    if (args.includes('entry/web.ts')) found.web = Number(pid)
    if (args.includes('entry/worker.ts')) found.worker = Number(pid)
  }
  const pidFile = path.join(dataDir, 'postgres/postmaster.pid')
  if (fs.existsSync(pidFile)) found.postgres = Number(fs.readFileSync(pidFile, 'utf8').split('\n')[0])
  return found
}

/** Every process whose command line names the folder; what a stop must not leave. */
export function processesOf(dataDir: string): string[] {
  return execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter(
      (line) => line.includes(dataDir) && !line.includes('ps -eo') && isAlive(Number.parseInt(line, 10)),
    )
}

async function cookieOf(signInUrl: string): Promise<string> {
  const answer = await fetch(signInUrl, { redirect: 'manual' })
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0])
  if (cookies.length === 0) throw new Error(`The sign-in link gave no session (status ${answer.status}).`)
  return cookies.join('; ')
}

export { waitForExit }
