/**
 * The data folder as a whole: made on first use, marked with the format of its contents, and held by one running
 * Scrubline at a time. `scrubline.json` is the mark; `in-use.json` names the process that holds it.
 */
import fs from 'node:fs'
import path from 'node:path'
import { PlainError } from './errors.ts'
import { isAlive, startTimeOf } from './processes.ts'

/** Raised when the layout of the folder changes so that an older Scrubline would misread it. */
export const DATA_FORMAT = 1
/** Oldest layout this version can still read. */
const OLDEST_FORMAT = 1

const MARK = 'scrubline.json'
const LOCK = 'in-use.json'

export interface Holder {
  readonly pid: number
  /** When that process began: a number that a later process with the same id does not have. */
  readonly began: string | null
  /** What holds it, in words: "Scrubline", "scrubline backup". */
  readonly purpose: string
  /** Address at which it answers, once it does. */
  readonly origin?: string
}

export interface HeldDataFolder {
  readonly dir: string
  /** Lets other processes on this folder know the address. */
  announce(origin: string): void
  release(): void
}

/** Makes sure that the folder is ours and usable, and takes it; every refusal is a plain sentence. */
export function holdDataFolder(dir: string, purpose: string): HeldDataFolder {
  prepareDataFolder(dir)
  const lock = path.join(dir, LOCK)
  const me: Holder = { pid: process.pid, began: startTimeOf(process.pid), purpose }
  const draft = `${lock}.${process.pid}`
  fs.writeFileSync(draft, JSON.stringify(me), { mode: 0o600 })
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        // A link appears whole or not at all, and never over an existing file.
        fs.linkSync(draft, lock)
        break
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt === 5) throw error
      }
      const holder = holderOf(dir)
      if (holder) throw inUse(dir, holder)
      fs.rmSync(lock, { force: true })
    }
  } finally {
    fs.rmSync(draft, { force: true })
  }
  return {
    dir,
    announce(origin) {
      fs.writeFileSync(draft, JSON.stringify({ ...me, origin } satisfies Holder), { mode: 0o600 })
      fs.renameSync(draft, lock)
    },
    release: () => fs.rmSync(lock, { force: true }),
  }
}

/** Who holds the folder now; null when nobody that still lives does. */
export function holderOf(dir: string): Holder | null {
  let holder: Holder
  try {
    holder = JSON.parse(fs.readFileSync(path.join(dir, LOCK), 'utf8')) as Holder
  } catch {
    return null
  }
  if (!isAlive(holder.pid)) return null
  return holder.began === null || startTimeOf(holder.pid) === holder.began ? holder : null
}

/** True when the folder does not exist or holds nothing yet. */
export function isEmptyFolder(dir: string): boolean {
  return !fs.existsSync(dir) || fs.readdirSync(dir).length === 0
}

function prepareDataFolder(dir: string): void {
  try {
    // Others may pass through (the database's account must, when we are root) but not look around.
    fs.mkdirSync(dir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    if (!fs.statSync(dir).isDirectory()) throw new Error('it is a file')
    const probe = path.join(dir, `.write-test-${process.pid}`)
    fs.writeFileSync(probe, '')
    fs.rmSync(probe)
  } catch (cause) {
    throw new PlainError(
      'unavailable',
      `The data folder ${dir} cannot be used: ${reason(cause)}. Choose another with --data, or mend its permissions.`,
      { cause },
    )
  }
  checkMark(dir)
  for (const [name, mode] of [
    ['blobs', 0o700],
    ['assets', 0o700],
    ['uploads', 0o700],
    ['tmp', 0o700],
    ['logs', 0o700],
  ] as const) {
    fs.mkdirSync(path.join(dir, name), { recursive: true, mode })
  }
}

function checkMark(dir: string): void {
  const file = path.join(dir, MARK)
  if (!fs.existsSync(file)) {
    const foreign = fs.readdirSync(dir).filter((name) => !name.startsWith('.'))
    if (foreign.length > 0) {
      throw new PlainError(
        'bad-input',
        `${dir} is not a Scrubline data folder, and it is not empty (it holds ${foreign[0]}): choose an empty folder with --data.`,
      )
    }
    fs.writeFileSync(file, `${JSON.stringify({ product: 'scrubline', format: DATA_FORMAT })}\n`)
    return
  }
  const format = readFormat(file)
  if (format === null) {
    throw new PlainError(
      'broken-file',
      `${file} cannot be read: restore a backup, or choose another folder with --data.`,
    )
  }
  if (format > DATA_FORMAT) {
    throw new PlainError(
      'conflict',
      `The data folder ${dir} was last used by a newer version of Scrubline: start that version, or choose another folder with --data.`,
    )
  }
  if (format < OLDEST_FORMAT) {
    throw new PlainError(
      'conflict',
      `The data folder ${dir} was made by a version of Scrubline that is too old for this one: make a backup with the version that made it, then restore it here.`,
    )
  }
}

function readFormat(file: string): number | null {
  try {
    const { format } = JSON.parse(fs.readFileSync(file, 'utf8')) as { format?: unknown }
    return typeof format === 'number' ? format : null
  } catch {
    return null
  }
}

function inUse(dir: string, holder: Holder): PlainError {
  return new PlainError(
    'conflict',
    `The data folder ${dir} is in use by ${holder.purpose} (process ${holder.pid}): stop it first, or choose another folder with --data.`,
  )
}

function reason(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be written to'
  if (code === 'EROFS') return 'it is on a read-only disk'
  if (code === 'ENOSPC') return 'the disk is full'
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'there is a file where a folder should be'
  return message
}
