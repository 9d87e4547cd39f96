/**
 * How sizes, lengths, rates and moments are written on the pages, in the words and with the numbers of a language. Pure,
 * so that tests read like a table.
 */
import type { Text } from '#app/_text/text.ts'
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'

/** The words for it; `locale` decides how numbers and dates look. */
export type Words = Text['values']

/** 1,500,000 → "1.5 MB". Decimal units, as file managers and disks have them. */
export function bytes(n: number, { locale }: Pick<Words, 'locale'>): string {
  if (n < 1000) return `${n} B`
  const units = ['kB', 'MB', 'GB', 'TB', 'PB']
  let value = n
  let unit = -1
  do {
    value /= 1000
    unit++
  } while (value >= 999.5 && unit < units.length - 1)
  const digits = value < 9.95 ? 1 : 0
  const number = value.toLocaleString(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  })
  return `${number} ${units[unit]}`
}

/** 62.3 s → "1:02", 3723 s → "1:02:03". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const s = String(whole % 60).padStart(2, '0')
  const m = Math.floor(whole / 60) % 60
  const h = Math.floor(whole / 3600)
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${s}` : `${m}:${s}`
}

export const clockOfTicks = (ticks: number): string => clock(ticks / TICKS_PER_SECOND)

/** "12 s", "2 min", "1 h 20 min"; for what is left of a job it is said in steps that do not flicker. */
export function lasting(seconds: number): string {
  if (seconds < 55) return `${seconds < 10 ? Math.max(1, Math.ceil(seconds)) : Math.ceil(seconds / 5) * 5} s`
  const minutes = Math.max(1, Math.round(seconds / 60))
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`
}

export const percent = (fraction: number): string =>
  `${Math.floor(Math.min(1, Math.max(0, fraction)) * 100)} %`

/** [30000, 1001] → "29.97 fps (30000/1001)"; whole rates stand alone. */
export function frameRate([num, den]: readonly [number, number], { locale }: Pick<Words, 'locale'>): string {
  const rate = num / den
  if (den === 1 || Number.isInteger(rate)) return `${rate} fps`
  return `${rate.toLocaleString(locale, { maximumFractionDigits: 3 })} fps (${num}/${den})`
}

/** "just now", "4 min ago", "3 h ago", "yesterday", then the date. */
export function ago(at: Date, now: Date, words: Words): string {
  const seconds = (now.getTime() - at.getTime()) / 1000
  if (seconds < 45) return words.justNow
  if (seconds < 3300) return words.minutesAgo(Math.max(1, Math.round(seconds / 60)))
  if (seconds < 79_200) return words.hoursAgo(Math.round(seconds / 3600))
  const midnight = new Date(now)
  midnight.setHours(0, 0, 0, 0)
  const days = Math.ceil((midnight.getTime() - at.getTime()) / 86_400_000)
  if (days <= 1) return words.yesterday
  if (days < 7) return words.daysAgo(days)
  return date(at, words)
}

/** How long until a moment: "in 3 days", "in 4 h". */
export function until(at: Date, now: Date, words: Words): string {
  const seconds = (at.getTime() - now.getTime()) / 1000
  if (seconds <= 0) return words.over
  if (seconds < 3600) return words.inMinutes(Math.max(1, Math.round(seconds / 60)))
  if (seconds < 48 * 3600) return words.inHours(Math.round(seconds / 3600))
  return words.inDays(Math.round(seconds / 86_400))
}

export const date = (at: Date, { locale }: Pick<Words, 'locale'>): string =>
  at.toLocaleDateString(locale, { day: 'numeric', month: 'short', year: 'numeric' })

export const dateTime = (at: Date, { locale }: Pick<Words, 'locale'>): string =>
  at.toLocaleString(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
