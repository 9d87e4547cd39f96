/** How sizes, lengths, rates and moments are written on the pages. Pure, so that tests read like a table. */
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'

export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`

/** 1,500,000 → "1.5 MB". Decimal units, as file managers and disks have them. */
export function bytes(n: number): string {
  if (n < 1000) return `${n} B`
  const units = ['kB', 'MB', 'GB', 'TB', 'PB']
  let value = n
  let unit = -1
  do {
    value /= 1000
    unit++
  } while (value >= 999.5 && unit < units.length - 1)
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
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
export function frameRate([num, den]: readonly [number, number]): string {
  const rate = num / den
  if (den === 1 || Number.isInteger(rate)) return `${rate} fps`
  return `${Number(rate.toFixed(3))} fps (${num}/${den})`
}

/** "just now", "4 min ago", "3 h ago", "yesterday", then the date. */
export function ago(at: Date, now: Date): string {
  const seconds = (now.getTime() - at.getTime()) / 1000
  if (seconds < 45) return 'just now'
  if (seconds < 3300) return `${Math.max(1, Math.round(seconds / 60))} min ago`
  if (seconds < 79_200) return `${Math.round(seconds / 3600)} h ago`
  const midnight = new Date(now)
  midnight.setHours(0, 0, 0, 0)
  const days = Math.ceil((midnight.getTime() - at.getTime()) / 86_400_000)
  if (days <= 1) return 'yesterday'
  if (days < 7) return `${days} days ago`
  return date(at)
}

/** How long until a moment: "in 3 days", "in 4 h". */
export function until(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000
  if (seconds <= 0) return 'over'
  if (seconds < 3600) return `in ${Math.max(1, Math.round(seconds / 60))} min`
  if (seconds < 48 * 3600) return `in ${Math.round(seconds / 3600)} h`
  return `in ${Math.round(seconds / 86_400)} days`
}

export const date = (at: Date): string =>
  at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

export const dateTime = (at: Date): string =>
  at.toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
