/**
 * The one place that spawns ffmpeg and ffprobe. Arguments are plain `string[]`s made by pure functions elsewhere;
 * here they are run through fluent-ffmpeg, which finds the programs, lowers their priority and kills them.
 *
 * fluent-ffmpeg is no longer developed. What it writes on the command line around ours is: `-y` before the outputs
 * when one of them is a file. Progress is read from `-progress` (exact, machine-readable), not by its own parser.
 */
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { Writable } from 'node:stream'
import { promisify } from 'node:util'
import ffmpeg, { type FfmpegCommand } from 'fluent-ffmpeg'
import { missingTool, plainFailure } from './ffmpeg-failure.ts'
import { MediaError } from './media-error.ts'

export interface FfmpegProgress {
  /** Output time reached, seconds; never negative. */
  readonly seconds: number
  /** Frames written to the first video output. */
  readonly frame: number
  /** Times real time; 0 when ffmpeg does not know yet. */
  readonly speed: number
}

export interface RunOptions {
  onProgress?: (p: FfmpegProgress) => void
  signal?: AbortSignal
  /** Bytes for `-i pipe:0`. */
  input?: NodeJS.ReadableStream
  /** Takes what `pipe:1`, the last argument, gives out; back-pressure reaches ffmpeg. */
  onOutput?: (chunk: Buffer) => void | Promise<void>
  /** 0…19, higher yields more to the web server. */
  nice?: number
}

export interface RunResult {
  /** What ffmpeg had to say, progress left out: warnings that are worth keeping. */
  readonly stderr: string
}

const KILL_AFTER_MS = 2_000
const NICE = 10
const quiet = { debug() {}, info() {}, warn() {}, error() {} }

let pidFolder: string | null = null

/**
 * Remembers every child's process id in a folder, so that a worker that starts after a kill -9 can end the ffmpeg
 * processes its predecessor left working for nobody (`endLeftovers`).
 */
export function rememberChildrenIn(folder: string): void {
  fs.mkdirSync(folder, { recursive: true })
  pidFolder = folder
}

/** Ends ffmpeg processes that a killed worker left behind; a process id taken over by another program is spared. */
export async function endLeftovers(folder: string): Promise<number> {
  let ended = 0
  for (const name of await fs.promises.readdir(folder).catch(() => [])) {
    const file = path.join(folder, name)
    const [parent, target] = (await fs.promises.readFile(file, 'utf8').catch(() => '')).split('\n')
    if (parent && isAlive(Number(parent)) && Number(parent) !== process.pid) continue
    const commandLine = await commandLineOf(Number(name))
    if (target && commandLine.includes(target)) {
      try {
        process.kill(Number(name), 'SIGKILL')
        ended++
      } catch {
        // it ended in the meantime
      }
    }
    await fs.promises.rm(file, { force: true })
  }
  return ended
}

/**
 * Runs ffmpeg to its end.
 * @throws MediaError 'cancelled' when the signal fires, 'tool-missing' without ffmpeg, else a plain sentence.
 */
export function runFfmpeg(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const { signal } = options
  if (signal?.aborted) return Promise.reject(cancelled())
  return new Promise((resolve, reject) => {
    const lines: string[] = []
    const command = commandFor(args, options)
    let timer: NodeJS.Timeout | undefined
    let pidFile: string | null = null
    const drained = options.onOutput ? pipeTo(command, options.onOutput) : Promise.resolve()
    drained.catch(() => {})
    const abort = (): void => {
      command.kill('SIGTERM')
      timer ??= setTimeout(() => command.kill('SIGKILL'), KILL_AFTER_MS)
    }
    const settle = (error: Error | null): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      if (pidFile) fs.rmSync(pidFile, { force: true })
      const stderr = lines.join('\n')
      const refused = (error as { outputStreamError?: Error } | null)?.outputStreamError
      if (signal?.aborted) reject(cancelled())
      else if (refused) reject(refused)
      else if (error) reject(plainFailure(error, stderr, args))
      else drained.then(() => resolve({ stderr }), reject)
    }
    command.on('start', () => {
      // A signal that fired while the program was being looked for has found nothing to kill.
      if (signal?.aborted) abort()
      const pid = (command as { ffmpegProc?: { pid?: number } }).ffmpegProc?.pid
      if (pidFolder && pid) {
        pidFile = path.join(pidFolder, String(pid))
        fs.writeFileSync(pidFile, `${process.pid}\n${args.at(-1)}`)
      }
    })
    const onLine = progressReader(options.onProgress)
    command.on('stderr', (line: string) => {
      if (onLine(line) || line === '') return
      lines.push(line)
      if (lines.length > 200) lines.splice(0, 100)
    })
    command.on('error', (error: Error) => settle(error))
    command.on('end', () => settle(null))
    signal?.addEventListener('abort', abort, { once: true })
    command.run()
  })
}

/** Runs ffprobe and gives its output. @throws MediaError as `runFfmpeg` does. */
export async function runFfprobe(
  args: readonly string[],
  options: { signal?: AbortSignal } = {},
): Promise<string> {
  const program = await toolPath('ffprobe')
  try {
    const { stdout } = await promisify(execFile)(program, ['-hide_banner', ...args], {
      maxBuffer: 1 << 30,
      windowsHide: true,
      signal: options.signal,
    })
    return stdout
  } catch (error) {
    if (options.signal?.aborted) throw cancelled()
    const stderr = (error as { stderr?: string }).stderr ?? ''
    throw plainFailure(error as Error, stderr, args)
  }
}

type Finder = Record<
  '_getFfmpegPath' | '_getFfprobePath',
  (done: (error: Error | null, found: string) => void) => void
>

/** Where the program lies: FFMPEG_PATH / FFPROBE_PATH, else PATH. @throws MediaError 'tool-missing' */
export function toolPath(tool: 'ffmpeg' | 'ffprobe'): Promise<string> {
  const finder = ffmpeg() as unknown as Finder
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, found: string): void =>
      error || !found ? reject(missingTool(tool)) : resolve(found)
    if (tool === 'ffmpeg') finder._getFfmpegPath(done)
    else finder._getFfprobePath(done)
  })
}

/** Splits an argument list at its `-i`s into what fluent-ffmpeg calls inputs and outputs; order is kept. */
function commandFor(args: readonly string[], options: RunOptions): FfmpegCommand {
  const command = ffmpeg({
    niceness: options.nice ?? NICE,
    stdoutLines: 200,
    logger: quiet,
  } as ffmpeg.FfmpegCommandOptions)
  let from = 0
  let inputs = 0
  for (let i = 0; i < args.length - 1; i++) {
    if (args[i] !== '-i') continue
    const source = args[i + 1]!
    command.input(source === 'pipe:0' && options.input ? (options.input as never) : source)
    // Two options or more are never split at blanks by fluent-ffmpeg.
    const before = inputs++ === 0 ? ['-hide_banner', '-nostats'] : []
    const input = [...before, ...args.slice(from, i)]
    if (input.length > 0) command.inputOptions(...(input as [string, string]))
    from = i + 2
    i++
  }
  command.outputOptions('-progress', 'pipe:2', ...args.slice(from, -1))
  if (!options.onOutput) command.output(args.at(-1)!)
  return command
}

/** Gives chunks to `take` one after the other; resolved when the last was taken. */
function pipeTo(command: FfmpegCommand, take: (chunk: Buffer) => void | Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const sink = new Writable({
      // fluent-ffmpeg takes a 'close' that comes before the exit of the process for a failure.
      emitClose: false,
      autoDestroy: false,
      highWaterMark: 1 << 20,
      write(chunk: Buffer, _encoding, done) {
        Promise.resolve(take(chunk)).then(() => done(), done)
      },
    })
    sink.on('finish', resolve)
    sink.on('error', reject)
    command.output(sink)
  })
}

/** Reads `-progress` lines ("out_time_us=…", "progress=continue"); true for a line that was one. */
function progressReader(onProgress: RunOptions['onProgress']): (line: string) => boolean {
  let seconds = 0
  let frame = 0
  let speed = 0
  return (line) => {
    const m = /^(\w+)=\s*(\S*)$/.exec(line)
    if (!m || !PROGRESS_KEYS.test(m[1]!)) return false
    if (m[1] === 'out_time_us') seconds = Math.max(0, Number(m[2]) / 1e6 || 0)
    else if (m[1] === 'frame') frame = Number(m[2]) || 0
    else if (m[1] === 'speed') speed = Number.parseFloat(m[2]!) || 0
    else if (m[1] === 'progress') onProgress?.({ seconds, frame, speed })
    return true
  }
}

const PROGRESS_KEYS =
  /^(frame|fps|stream_\d+_\d+_\w+|bitrate|total_size|out_time|out_time_us|out_time_ms|dup_frames|drop_frames|speed|progress)$/

const cancelled = (): MediaError => new MediaError('cancelled', 'The work on this file was cancelled.')

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function commandLineOf(pid: number): Promise<string> {
  if (!Number.isInteger(pid) || pid <= 1) return ''
  if (process.platform === 'linux')
    return fs.promises.readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  if (process.platform === 'win32') return ''
  return promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).then(
    (r) => r.stdout,
    () => '',
  )
}
