/**
 * A process that the supervisor keeps alive: started again when it dies, after a pause that doubles while it keeps
 * dying, and stopped for good with its whole process group.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { log } from '#server/platform/log.ts'
import { sleep } from '#server/platform/processes.ts'

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 15_000
const HEALTHY_AFTER_MS = 30_000
const STOP_PATIENCE_MS = 10_000

export interface ManagedProcessOptions {
  readonly name: string
  readonly script: string
  readonly args?: readonly string[]
  readonly env: () => NodeJS.ProcessEnv
  /** Shows what the process says on the terminal as well (development). */
  readonly echo?: boolean
  onReady?(message: Record<string, unknown>): void
  /** Called for each death that nobody asked for. */
  onDeath?(deaths: number, lastWords: string): void
}

export class ManagedProcess {
  readonly options: ManagedProcessOptions
  #child: ChildProcess | undefined
  #stopping = false
  #deaths = 0
  #lastWords = ''

  constructor(options: ManagedProcessOptions) {
    this.options = options
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  start(): void {
    const { name, script, args = [], echo } = this.options
    const began = Date.now()
    this.#lastWords = ''
    const child = spawn(process.execPath, [script, ...args], {
      env: { ...this.options.env(), SCRUBLINE_PROCESS: name },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A group of its own: Ctrl-C reaches only the supervisor, and what the process started can be ended with it.
      detached: true,
    })
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        const text = chunk.toString()
        this.#lastWords = (this.#lastWords + text).slice(-4000)
        log().info({ of: name, text: text.trimEnd() }, 'output')
        if (echo) process.stdout.write(text.replace(/^(?=.)/gm, `[${name}] `))
      })
    }
    child.on('message', (message: Record<string, unknown>) => {
      if (message.type === 'ready') this.options.onReady?.(message)
    })
    child.once('error', (error) => log().error({ of: name, err: error }, 'could not be started'))
    child.once('close', (code, signal) => {
      this.#child = undefined
      endGroup(child.pid)
      if (this.#stopping) return
      this.#deaths = Date.now() - began > HEALTHY_AFTER_MS ? 1 : this.#deaths + 1
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** (this.#deaths - 1), LONGEST_PAUSE_MS)
      log().error({ of: name, code, signal, pause }, 'ended without being asked; starting it again')
      this.options.onDeath?.(this.#deaths, this.#lastWords)
      setTimeout(() => {
        if (!this.#stopping) this.start()
      }, pause)
    })
  }

  /** Ends the process so that it starts again with its present settings. */
  restart(): void {
    this.#deaths = 0
    this.#child?.kill('SIGTERM')
  }

  async stop(): Promise<void> {
    this.#stopping = true
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const closed = new Promise<void>((done) => child.once('close', () => done()))
    child.kill('SIGTERM')
    const inTime = await Promise.race([closed.then(() => true), sleep(STOP_PATIENCE_MS).then(() => false)])
    if (!inTime) {
      log().warn({ of: this.options.name }, 'did not stop in time and is ended')
      endGroup(child.pid)
      await Promise.race([closed, sleep(2_000)])
    }
  }
}

function endGroup(pid: number | undefined): void {
  if (!pid || process.platform === 'win32') return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody is left in the group.
  }
}
