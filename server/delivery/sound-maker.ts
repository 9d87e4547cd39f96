/**
 * What is computed of a sound when somebody first looks at it: one thread, one order at a time, so that looking costs
 * the server at most one core and one ffmpeg. Results lie compressed beside what was made of the file, up to a number
 * of bytes over all files; the least recently used go first. Askers for the same at once share one making.
 */
import fs from 'node:fs/promises'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { PlainError } from '#server/platform/errors.ts'
import { assetDir, assetFile, commitFile, tmpDir } from '#server/platform/storage.ts'
import type { SoundAnswer, SoundOrder } from './sound-thread.ts'

const MOST_BYTES = 512 << 20
/** Orders that may wait; who scrolls through hours asks for more than anybody will see. */
const MOST_WAITING = 48
const IDLE_MS = 60_000
const FOLDER = 'looks'

interface Waiting {
  readonly order: () => Promise<SoundOrder>
  readonly wanted: () => boolean
  readonly done: (bytes: Uint8Array) => void
  readonly fail: (error: unknown) => void
}

const making = new Map<string, Promise<Uint8Array>>()
const waiting: Waiting[] = []
/** Size by path, least recently used first; read from the disk when the first is asked for. */
let known: Promise<Map<string, number>> | null = null
let held = 0
let thread: Worker | null = null
let busy = false
let idle: NodeJS.Timeout | null = null

/**
 * @param name of the file; says everything that the bytes depend on
 * @param wanted asked when its turn comes: false gives it up, as when the asker has gone
 * @returns gzipped bytes
 * @throws PlainError
 */
export async function madeOfSound(
  assetId: string,
  name: string,
  order: () => Promise<SoundOrder>,
  wanted: () => boolean,
): Promise<Uint8Array> {
  const file = assetFile(assetId, path.join(FOLDER, `${name}.gz`))
  const ready = await fs.readFile(file).catch(() => null)
  if (ready) {
    void used(file, ready.byteLength)
    return ready
  }
  const running = making.get(file)
  if (running) return running
  const made = inTurn(order, wanted).then(async (bytes) => {
    await keep(file, bytes)
    return bytes
  })
  making.set(file, made)
  const over = () => void making.delete(file)
  made.then(over, over)
  return made
}

/** Ends the thread and forgets what it knows of the disk: for tests, and when the server ends. */
export async function endSoundMaker(): Promise<void> {
  if (idle) clearTimeout(idle)
  idle = null
  known = null
  held = 0
  const ending = thread
  thread = null
  await ending?.terminate()
}

function inTurn(order: Waiting['order'], wanted: Waiting['wanted']): Promise<Uint8Array> {
  return new Promise((done, fail) => {
    waiting.push({ order, wanted, done, fail })
    // The oldest are out of sight by now.
    if (waiting.length > MOST_WAITING) waiting.shift()!.fail(tooMany())
    void next()
  })
}

const tooMany = (): PlainError =>
  new PlainError('unavailable', 'Too much of the sound was asked for at once. Ask again in a moment.')

async function next(): Promise<void> {
  if (busy) return
  // What was asked for last is what is in sight now.
  const turn = waiting.pop()
  if (!turn) {
    idle ??= setTimeout(() => void endSoundMaker(), IDLE_MS)
    idle.unref()
    return
  }
  busy = true
  if (idle) clearTimeout(idle)
  idle = null
  try {
    if (!turn.wanted()) throw tooMany()
    turn.done(await carriedOut(await turn.order()))
  } catch (error) {
    turn.fail(error)
  } finally {
    busy = false
    void next()
  }
}

function carriedOut(order: SoundOrder): Promise<Uint8Array> {
  thread ??= new Worker(new URL('./sound-thread.ts', import.meta.url))
  const worker = thread
  worker.unref()
  return new Promise((resolve, reject) => {
    const clear = () => {
      worker.off('message', answered)
      worker.off('error', broke)
      worker.off('exit', ended)
    }
    const answered = (answer: SoundAnswer) => {
      clear()
      if ('zipped' in answer) resolve(answer.zipped)
      else reject(new PlainError('unavailable', answer.problem))
    }
    const broke = (error: Error) => {
      clear()
      if (thread === worker) thread = null
      reject(error)
    }
    const ended = () => broke(new Error('the sound thread ended'))
    worker.on('message', answered)
    worker.on('error', broke)
    worker.on('exit', ended)
    worker.postMessage(order)
  })
}

async function keep(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = path.join(tmpDir(), `look-${process.pid}-${Math.random().toString(36).slice(2)}`)
  await fs.mkdir(tmpDir(), { recursive: true })
  await fs.writeFile(temporary, bytes)
  // A file whose preparation was taken away meanwhile gets none of its own back.
  if (!(await fs.stat(path.dirname(path.dirname(file))).catch(() => null))) {
    await fs.rm(temporary, { force: true })
    return
  }
  await commitFile(temporary, file)
  await used(file, bytes.byteLength)
}

async function used(file: string, bytes: number): Promise<void> {
  known ??= lookAtDisk()
  const files = await known
  held += bytes - (files.get(file) ?? 0)
  files.delete(file)
  files.set(file, bytes)
  for (const [old, size] of files) {
    if (held <= MOST_BYTES) return
    files.delete(old)
    held -= size
    await fs.rm(old, { force: true })
  }
}

async function lookAtDisk(): Promise<Map<string, number>> {
  const assets = path.dirname(assetDir('x'))
  const found: { file: string; size: number; at: number }[] = []
  for (const id of await fs.readdir(assets).catch(() => []))
    for (const name of await fs.readdir(path.join(assets, id, FOLDER)).catch(() => [])) {
      const file = path.join(assets, id, FOLDER, name)
      const stat = await fs.stat(file).catch(() => null)
      if (stat) found.push({ file, size: stat.size, at: stat.mtimeMs })
    }
  found.sort((a, b) => a.at - b.at)
  held = found.reduce((sum, { size }) => sum + size, 0)
  return new Map(found.map(({ file, size }) => [file, size]))
}
