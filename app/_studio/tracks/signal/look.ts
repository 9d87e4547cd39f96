/** How a person looks at a signal: which channels, in which colours, on which scale. Kept in the browser. */
import type { SignalManifest } from '#media/core/asset/manifest.ts'

export interface SignalLook {
  /** One over the other in one scale's room, or each in a band of its own. */
  readonly layout: 'overlaid' | 'stacked'
  /** `own`: each channel fills its room; `shared`: channels of one unit share a scale; else these ends for all. */
  readonly scale: 'own' | 'shared' | { readonly min: number; readonly max: number }
  /** Channels that are shown, by number, in order. */
  readonly channels: readonly number[]
  /** Colours that were chosen, by channel; others go by their place. */
  readonly colors: Readonly<Record<number, string>>
}

/** Bright on dark rows and dark enough on light ones; neighbours told apart without red and green. */
export const SIGNAL_COLORS = [
  '#3d8fd1',
  '#d55e00',
  '#119e85',
  '#c0589b',
  '#b08900',
  '#7d74d6',
  '#cc4455',
  '#5f8f2f',
] as const

const FIRST_SHOWN = 6

export function firstLook({ channels }: SignalManifest): SignalLook {
  const shown = channels.flatMap((c, i) => (c.min === null ? [] : [i])).slice(0, FIRST_SHOWN)
  const units = new Set(shown.map((i) => channels[i]!.unit))
  return {
    layout: units.size <= 1 && shown.length <= 3 ? 'overlaid' : 'stacked',
    scale: units.size <= 1 ? 'shared' : 'own',
    channels: shown.length ? shown : [0],
    colors: {},
  }
}

export function colorOf(look: SignalLook, channel: number): string {
  return (
    look.colors[channel] ??
    SIGNAL_COLORS[look.channels.indexOf(channel) % SIGNAL_COLORS.length] ??
    SIGNAL_COLORS[0]
  )
}

export interface ScaleEnds {
  readonly min: number
  readonly max: number
}

/** The values at the bottom and the top of a channel's room. */
export function endsOf(signal: SignalManifest, look: SignalLook, channel: number): ScaleEnds {
  if (typeof look.scale === 'object') return look.scale
  const unit = signal.channels[channel]?.unit ?? ''
  const among =
    look.scale === 'own' && look.layout === 'stacked'
      ? [channel]
      : look.scale === 'own'
        ? [channel]
        : look.channels.filter((c) => signal.channels[c]?.unit === unit)
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const c of among) {
    const range = signal.channels[c]
    if (range?.min == null || range.max == null) continue
    min = Math.min(min, range.min)
    max = Math.max(max, range.max)
  }
  if (!(min <= max)) return { min: 0, max: 1 }
  // A constant lies in the middle of its room.
  if (min === max) return { min: min - 0.5, max: max + 0.5 }
  return { min, max }
}

/** What was kept, as far as it fits this signal; null when nothing does. */
export function lookFrom(text: string | null, signal: SignalManifest): SignalLook | null {
  if (!text) return null
  try {
    const kept = JSON.parse(text) as Partial<SignalLook>
    const channels = (kept.channels ?? []).filter((c) => Number.isInteger(c) && signal.channels[c])
    if (!channels.length) return null
    const first = firstLook(signal)
    const scale =
      kept.scale === 'own' || kept.scale === 'shared'
        ? kept.scale
        : kept.scale && kept.scale.min < kept.scale.max
          ? { min: kept.scale.min, max: kept.scale.max }
          : first.scale
    return {
      layout: kept.layout === 'overlaid' || kept.layout === 'stacked' ? kept.layout : first.layout,
      scale,
      channels: [...new Set(channels)],
      colors: Object.fromEntries(
        Object.entries(kept.colors ?? {}).filter(([, color]) => /^#[0-9a-f]{6}$/i.test(String(color))),
      ),
    }
  } catch {
    return null
  }
}

/** A number as an axis or a readout writes it: enough digits for the room, no more. */
export function numberText(value: number, span: number): string {
  if (!Number.isFinite(value)) return '–'
  const step = Math.abs(span) / 200
  if (step === 0) return String(value)
  const digits = Math.max(0, Math.min(6, -Math.floor(Math.log10(step))))
  if (Math.abs(value) >= 1e7 || (value !== 0 && Math.abs(value) < 1e-5)) return value.toExponential(2)
  const text = value.toFixed(digits)
  return text === `-${(0).toFixed(digits)}` ? text.slice(1) : text.replace('-', '−')
}
