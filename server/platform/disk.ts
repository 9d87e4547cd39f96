/** Free space, asked before it is needed: a full disk is refused with a sentence and not met in mid-write. */
import fs from 'node:fs'
import { PlainError } from './errors.ts'

/** Bytes an ordinary process may still write on the disk that holds the folder. */
export function freeBytes(dir: string): number {
  const { bavail, bsize } = fs.statfsSync(dir)
  return bavail * bsize
}

export function requireFreeSpace(dir: string, needed: number): void {
  const free = freeBytes(dir)
  if (free >= needed) return
  throw new PlainError(
    'unavailable',
    `The disk that holds ${dir} is full: ${inWords(free)} are free and ${inWords(needed)} are needed. ` +
      'Make room, or choose a folder on another disk with --data.',
  )
}

/** A size as people say it: 1.4 GB, 320 MB. */
export function inWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}
