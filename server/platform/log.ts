/**
 * The log: JSON lines in <data>/logs/<process>.log, turned over by size, nothing on the terminal.
 * Outside our processes (tests, scripts) it is silent unless SCRUBLINE_LOG_LEVEL says otherwise.
 */
import fs from 'node:fs'
import path from 'node:path'
import pino from 'pino'
import { env } from './env.ts'

const MAX_BYTES = 10_000_000
const KEPT_FILES = 3

export type Log = pino.Logger

let made: Log | undefined

/** The log of this process. */
export function log(): Log {
  made ??= makeLog(process.env.SCRUBLINE_PROCESS)
  return made
}

function makeLog(name: string | undefined): Log {
  if (!name) return pino({ level: process.env.SCRUBLINE_LOG_LEVEL ?? 'silent' }, pino.destination(2))
  const level = process.env.SCRUBLINE_LOG_LEVEL ?? 'info'
  return pino(
    { level, base: { process: name }, timestamp: pino.stdTimeFunctions.isoTime },
    rotatingFile(path.join(env().dataDir, 'logs', `${name}.log`)),
  )
}

/** Appends lines to a file; when it has grown past the limit it becomes .1, .1 becomes .2, and the oldest goes. */
export function rotatingFile(
  file: string,
  maxBytes = MAX_BYTES,
  kept = KEPT_FILES,
): { write(line: string): void } {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  let handle = fs.openSync(file, 'a', 0o600)
  let size = fs.fstatSync(handle).size
  return {
    write(line) {
      try {
        if (size > maxBytes) {
          fs.closeSync(handle)
          for (let n = kept - 1; n >= 1; n--) {
            if (fs.existsSync(`${file}.${n}`)) fs.renameSync(`${file}.${n}`, `${file}.${n + 1}`)
          }
          fs.renameSync(file, `${file}.1`)
          handle = fs.openSync(file, 'a', 0o600)
          size = 0
        }
        size += fs.writeSync(handle, line)
      } catch {
        // A log that cannot be written (a full disk) must not bring the process down.
      }
    },
  }
}
