/**
 * Which backend to compute with: each is tried in a process of its own, in order, until one proves itself. A driver that
 * crashes takes only that process along. The answer is kept in a file, since nothing of it changes between two starts
 * but what is installed. Loads no TensorFlow itself.
 */
import { fork } from 'node:child_process'
import fs from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ModelError } from '../model-error.ts'
import {
  BACKEND_IDS,
  type BackendFacts,
  type BackendId,
  type BackendOptions,
  isBackendId,
} from './backend.ts'
import { builtAt } from './built-package.ts'

export interface Attempt {
  readonly id: BackendId
  readonly ok: boolean
  /** What it computes with, when it proved itself. */
  readonly facts: BackendFacts | null
  /** Milliseconds until the proof was done. */
  readonly ms: number | null
  /** Why it cannot be used here, a plain half sentence. */
  readonly reason: string | null
}

export interface BackendChoice {
  readonly id: BackendId
  readonly title: string
  readonly facts: BackendFacts
  /** Whether SCRUBLINE_TFJS_BACKEND asked for it. */
  readonly asked: boolean
  /** In the order tried; the last one is the one in use. */
  readonly attempts: readonly Attempt[]
  /** ISO 8601 */
  readonly at: string
}

export interface ProbeOptions {
  /** SCRUBLINE_TFJS_BACKEND: the only backend that is tried. */
  readonly wanted?: string | undefined
  readonly tensorflowDir: string | null
  /** Where the answer is kept; left out, nothing is. */
  readonly cacheFile?: string
  /** Tries again although an answer is kept. */
  readonly fresh?: boolean
  readonly signal?: AbortSignal
}

const PATIENCE_MS = 60_000
const KEPT_MS = 24 * 3600 * 1000

/** @throws ModelError when the backend asked for cannot be used, or none can */
export async function chooseBackend(options: ProbeOptions): Promise<BackendChoice> {
  const wanted = options.wanted || undefined
  if (wanted !== undefined && !isBackendId(wanted))
    throw new ModelError(
      'unsupported',
      `SCRUBLINE_TFJS_BACKEND is "${wanted}". Set it to one of ${BACKEND_IDS.join(', ')}, or leave it out.`,
    )
  const key = JSON.stringify([process.version, wanted ?? '', builtAt(options.tensorflowDir)])
  const kept = options.cacheFile && !options.fresh ? await readKept(options.cacheFile) : null
  if (kept?.key === key && Date.now() - Date.parse(kept.choice.at) < KEPT_MS) return kept.choice
  const choice = await tryAll(wanted ? [wanted] : BACKEND_IDS, {
    ...options,
    wanted,
  })
  if (options.cacheFile) await keep(options.cacheFile, { key, choice })
  return choice
}

/** The choice that was made last; null before the first. */
export async function lastChoice(cacheFile: string): Promise<BackendChoice | null> {
  return (await readKept(cacheFile))?.choice ?? null
}

async function tryAll(ids: readonly BackendId[], options: ProbeOptions): Promise<BackendChoice> {
  const attempts: Attempt[] = []
  for (const id of ids) {
    const attempt = await tryOne(id, {
      tensorflowDir: options.tensorflowDir,
      asked: options.wanted === id,
      signal: options.signal,
    })
    attempts.push(attempt)
    if (attempt.ok && attempt.facts)
      return {
        ...{ id, title: attempt.title ?? id, facts: attempt.facts, asked: options.wanted === id },
        attempts: attempts.map(({ id, ok, facts, ms, reason }) => ({ id, ok, facts, ms, reason })),
        at: new Date().toISOString(),
      }
  }
  const why = attempts.map(({ id, reason }) => `${id}: ${reason}`).join('; ')
  if (options.wanted)
    throw new ModelError(
      'unsupported',
      `SCRUBLINE_TFJS_BACKEND asks for a backend that cannot be used here. ${why}.`,
    )
  throw new ModelError('failed', `No backend of TensorFlow.js works here. ${why}.`)
}

type Answer = { ok: true; title: string; facts: BackendFacts; ms: number } | { ok: false; reason: string }

/** One attempt in a process of its own; every end of it is an answer. */
export function tryOne(
  id: BackendId,
  { tensorflowDir, asked, signal }: BackendOptions & { signal?: AbortSignal | undefined },
): Promise<Attempt & { title?: string }> {
  signal?.throwIfAborted()
  const file = fileURLToPath(new URL('./probe-child.ts', import.meta.url))
  return new Promise((resolve, reject) => {
    const child = fork(file, [id, JSON.stringify({ tensorflowDir, asked })], {
      env: childEnvironment(),
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    let heard = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      heard = (heard + chunk).slice(-2000)
    })
    let answer: Answer | null = null
    child.on('message', (message) => {
      answer = message as Answer
    })
    const abort = (): void => void child.kill('SIGKILL')
    signal?.addEventListener('abort', abort, { once: true })
    const timer = setTimeout(() => {
      answer = { ok: false, reason: `it gave no answer within ${PATIENCE_MS / 1000} s` }
      child.kill('SIGKILL')
    }, PATIENCE_MS)
    const refused = (reason: string) => ({ id, ok: false, facts: null, ms: null, reason })
    child.on('error', (error) => settle(refused(`its process could not be started: ${error.message}`)))
    child.on('exit', (code, by) => {
      if (answer?.ok) {
        const { title, facts, ms } = answer
        settle({ id, ok: true, title, facts, ms, reason: null })
      } else settle(refused(answer?.reason ? firstLine(answer.reason) : crash(code, by, heard)))
    })
    function settle(attempt: Attempt & { title?: string }): void {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      if (signal?.aborted) reject(signal.reason)
      else resolve(attempt)
    }
  })
}

/** Our packages are found from wherever a built TensorFlow lies. */
export function childEnvironment(): NodeJS.ProcessEnv {
  const modules = path.resolve(
    path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-core/package.json')),
    '../..',
  )
  return { ...process.env, NODE_PATH: [modules, process.env.NODE_PATH].filter(Boolean).join(path.delimiter) }
}

const firstLine = (text: string): string => text.split('\n')[0]?.replace(/\.$/, '') ?? ''

const crash = (code: number | null, by: string | null, heard: string): string => {
  const last = heard.trim().split('\n').at(-1)
  return `its process ended ${by ? `by ${by}` : `with ${code}`}${last ? ` (${last.slice(0, 200)})` : ''}`
}

interface Kept {
  readonly key: string
  readonly choice: BackendChoice
}

async function readKept(file: string): Promise<Kept | null> {
  try {
    const kept = JSON.parse(await fs.readFile(file, 'utf8')) as Kept
    return isBackendId(kept.choice.id) ? kept : null
  } catch {
    return null
  }
}

async function keep(file: string, kept: Kept): Promise<void> {
  await fs.mkdir(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  await fs.writeFile(draft, JSON.stringify(kept))
  await fs.rename(draft, file)
}
