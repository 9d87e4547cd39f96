/**
 * The installation's secret: 32 random bytes in the data folder, readable by its owner only, made on first use.
 * Session cookies, signed media addresses and sign-in links are keyed by it, each through a purpose of its own, so that
 * a signature made for one use is worthless for another. Two processes that start at once agree on one file.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { env } from './env.ts'
import { PlainError } from './errors.ts'

const holder = globalThis as { scrublineSecret?: { file: string; secret: string } }

export function secret(): string {
  const file = path.join(env().dataDir, 'secret')
  if (holder.scrublineSecret?.file === file) return holder.scrublineSecret.secret
  const value = read(file) ?? create(file)
  holder.scrublineSecret = { file, secret: value }
  return value
}

function read(file: string): string | undefined {
  let text: string
  try {
    text = fs.readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new PlainError(
      'unavailable',
      `The file ${file} cannot be read. Give the account that runs this read access.`,
      {
        cause: error,
      },
    )
  }
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new PlainError(
      'broken-file',
      `The file ${file} is damaged. Put it back from a backup, or delete it: everybody then has to sign in again.`,
    )
  return text
}

/** Writes beside and links into place: a reader never meets half a file, and whoever links first wins. */
function create(file: string): string {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const beside = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  fs.writeFileSync(beside, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true })
  try {
    fs.linkSync(beside, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    fs.rmSync(beside, { force: true })
  }
  const value = read(file)
  if (!value) throw new PlainError('unavailable', `The file ${file} could not be made.`)
  return value
}

/** Keyed digest of `text` for one purpose, base64url. */
export function sign(purpose: string, text: string): string {
  return createHmac('sha256', createHmac('sha256', secret()).update(purpose).digest())
    .update(text)
    .digest('base64url')
}

/** Compares in constant time; any malformed signature is simply false. */
export function verify(purpose: string, text: string, signature: string): boolean {
  return sameText(sign(purpose, text), signature)
}

export function sameText(a: string, b: string): boolean {
  const x = Buffer.from(a)
  const y = Buffer.from(b)
  return x.length === y.length && timingSafeEqual(x, y)
}
