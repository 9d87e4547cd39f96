/**
 * Times as people write them: clock, seconds, SMPTE, frame number. SMPTE names frames and is read from the frame's
 * number; in drop-frame counting (29.97, 59.94) two or four *names* are skipped at each minute but every tenth, no frame.
 */
import { TICKS_PER_SECOND, type Tick, tickFromSeconds } from './tick.ts'

export interface SmpteRate {
  /** Names in a second: 24, 25, 30, 50, 60. */
  readonly nominalRate: number
  readonly dropFrame: boolean
  /** Name of frame 0, in frames since 00:00:00:00. */
  readonly startFrame: number
}

const two = (n: number) => String(n).padStart(2, '0')

/** "4:12.480", "1:04:12.480"; `decimals` 0 leaves whole seconds, rounded down. */
export function formatClock(t: number, decimals = 3): string {
  const unit = 10 ** decimals
  const all = Math.floor((Math.abs(t) / TICKS_PER_SECOND) * unit + 1e-6)
  const fraction = decimals ? `.${String(all % unit).padStart(decimals, '0')}` : ''
  const seconds = Math.floor(all / unit)
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  const head = hours ? `${hours}:${two(minutes)}` : String(minutes)
  return `${t < 0 && all > 0 ? '-' : ''}${head}:${two(seconds % 60)}${fraction}`
}

export function formatSeconds(t: number, decimals = 3): string {
  return (t / TICKS_PER_SECOND).toFixed(decimals)
}

/** "00:04:12:08", or "00:04:12;08" when it drops names. */
export function formatSmpte(frame: number, { nominalRate: rate, dropFrame, startFrame }: SmpteRate): string {
  const day = 24 * 3600 * rate
  let n = frame + startFrame
  if (dropFrame) {
    const drop = Math.round(rate / 15)
    const perMinute = rate * 60 - drop
    const perTen = rate * 600 - drop * 9
    const tens = Math.floor(n / perTen)
    const rest = n % perTen
    n += drop * 9 * tens
    if (rest >= drop) n += drop * Math.floor((rest - drop) / perMinute)
  }
  n = ((n % day) + day) % day
  const seconds = Math.floor(n / rate)
  const sign = dropFrame ? ';' : ':'
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${sign}${two(n % rate)}`
}

/** The frame that a SMPTE name belongs to; null for text that is no name, or a name that is skipped. */
export function parseSmpte(text: string, rate: SmpteRate): number | null {
  const m = /^(\d{1,2})[:;](\d{2})[:;](\d{2})[:;.](\d{2})$/.exec(text.trim())
  if (!m) return null
  const [h, min, s, f] = m.slice(1).map(Number) as [number, number, number, number]
  const { nominalRate, dropFrame, startFrame } = rate
  if (min > 59 || s > 59 || f >= nominalRate) return null
  const minutes = h * 60 + min
  let n = (minutes * 60 + s) * nominalRate + f
  if (dropFrame) {
    const drop = Math.round(nominalRate / 15)
    if (s === 0 && f < drop && min % 10 !== 0) return null
    n -= drop * (minutes - Math.floor(minutes / 10))
  }
  return n - startFrame
}

export type ParsedTime =
  | { readonly kind: 'time'; readonly time: Tick }
  | { readonly kind: 'frame'; readonly frame: number }

/**
 * Reads what a person types: "12:04", "1:02:03.5", "90", "90.5 s", "frame 8000", "f8000", "8,000 f", and SMPTE names
 * where the rate is known. Null when it is none of these.
 */
export function parseTime(text: string, smpte: SmpteRate | null = null): ParsedTime | null {
  const raw = text.trim().toLowerCase()
  const frame = /^(?:frame|f)\s*#?\s*([\d,\s]+)$/.exec(raw) ?? /^([\d,\s]+?)\s*(?:f|fr|frames?)$/.exec(raw)
  if (frame) return { kind: 'frame', frame: Number(frame[1]!.replace(/[,\s]/g, '')) }
  if (smpte) {
    const n = parseSmpte(raw, smpte)
    if (n !== null) return n >= 0 ? { kind: 'frame', frame: n } : null
  }
  const seconds = /^(-?\d+(?:\.\d+)?)\s*(?:s|sec|seconds)?$/.exec(raw)
  if (seconds) return { kind: 'time', time: tickFromSeconds(Number(seconds[1])) }
  const clock = /^(-?)(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)$/.exec(raw)
  if (!clock) return null
  const [, sign, h, m, s] = clock
  if ((h !== undefined && Number(m) > 59) || Number(s) >= 60) return null
  const total = Number(h ?? 0) * 3600 + Number(m) * 60 + Number(s)
  return { kind: 'time', time: tickFromSeconds(sign ? -total : total) }
}
