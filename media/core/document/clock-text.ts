import { TICKS_PER_SECOND } from '../time/tick.ts'

/** A time in sentences: 00:04:12, with a minus before zero. Rounded down to the second. */
export function clockText(t: number): string {
  const seconds = Math.floor(Math.abs(t) / TICKS_PER_SECOND)
  const two = (n: number) => String(n).padStart(2, '0')
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return t < 0 && seconds > 0 ? `-${text}` : text
}
