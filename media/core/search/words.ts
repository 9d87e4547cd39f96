/** The words of a typed query, shared by what reads it and what writes it. */
import { TICKS_PER_SECOND } from '../time/tick.ts'
import { RELATION_NAMES } from './relations.ts'

/** Words that are not text to search for, unless in quotation marks. */
export const KEYWORDS: ReadonlySet<string> = new Set([
  ...RELATION_NAMES,
  'within',
  'of',
  'then',
  'not',
  'same',
])

const UNITS: readonly (readonly [string, number])[] = [
  ['h', 3600],
  ['m', 60],
  ['s', 1],
  ['ms', 0.001],
]

/** "1m30s", "500ms", "2.5 s", "90" (seconds). Ticks; null when it is no length of time. */
export function parseLength(text: string): number | null {
  const raw = text.trim().toLowerCase()
  if (/^\d+(\.\d+)?$/.test(raw)) return Math.round(Number(raw) * TICKS_PER_SECOND)
  if (!/^(\d+(\.\d+)?\s*(h|min|m|s|sec|ms)\s*)+$/.test(raw)) return null
  let seconds = 0
  for (const [, n, unit] of raw.matchAll(/(\d+(?:\.\d+)?)\s*(ms|min|m|h|sec|s)/g))
    seconds +=
      Number(n) * UNITS.find(([name]) => name === (unit === 'min' ? 'm' : unit === 'sec' ? 's' : unit))![1]
  return Math.round(seconds * TICKS_PER_SECOND)
}

/** The shortest way to write it that is exact. */
export function printLength(ticks: number): string {
  for (const [unit, seconds] of UNITS) {
    const size = seconds * TICKS_PER_SECOND
    if (ticks && ticks % size === 0) return `${ticks / size}${unit}`
  }
  return `${(ticks / TICKS_PER_SECOND).toFixed(10).replace(/\.?0+$/, '')}s`
}

/** In quotation marks where it could be read as something else. */
export function quoted(text: string): string {
  const plain = /^[\p{L}\p{N}*_./+#&@-]+$/u.test(text) && !/^[-@]/.test(text)
  return plain && !KEYWORDS.has(text.toLowerCase()) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`
}
