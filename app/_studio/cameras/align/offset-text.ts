/**
 * Offsets as people type them: seconds ("1.25", "-0.4 s"), clock ("0:01.250"), or frames of the main camera ("f75",
 * "-12 f"): the moment at which that frame begins, by its index, before the zero for a negative one.
 */
import type { FrameIndex } from '#media/core/time/frame-index.ts'
import { type Tick, tick } from '#media/core/time/tick.ts'
import { formatClock, formatSeconds, parseTime } from '#media/core/time/timecode.ts'

export const OFFSET_UNITS = ['seconds', 'clock', 'frames'] as const
export type OffsetUnit = (typeof OFFSET_UNITS)[number]

/** Null when it is no offset, or a frame that the main camera does not have. */
export function parseOffset(text: string, unit: OffsetUnit, main: FrameIndex | null): Tick | null {
  const raw = text.trim().replace('−', '-')
  const negative = raw.startsWith('-')
  const body = raw.replace(/^[+-]\s*/, '')
  const parsed = parseTime(unit === 'frames' && /^[\d,]+$/.test(body) ? `f${body}` : body)
  if (!parsed) return null
  if (parsed.kind === 'time') return tick(negative ? -parsed.time : parsed.time)
  if (!main || parsed.frame >= main.length) return null
  const at = main.tickOf(parsed.frame)
  return tick(negative ? -at : at)
}

/** As the field shows it; what it shows is read back to a millionth of a second, or as the same frame. */
export function offsetText(offset: number, unit: OffsetUnit, main: FrameIndex | null): string {
  if (unit === 'frames' && main) {
    const frame = main.frameAt(Math.abs(offset))
    const begins = Math.abs(offset) < main.duration && main.tickOf(frame) === Math.abs(offset)
    const sign = offset < 0 ? '-' : ''
    // Between two frames a number alone would be untrue.
    return begins ? `${sign}${frame}` : `${formatSeconds(offset, 6)} s`
  }
  if (unit === 'clock') return formatClock(offset, 6)
  return formatSeconds(offset, 6)
}
