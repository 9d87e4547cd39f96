/** Whether a label's colour can be told from the tracks it lies on. */
import { LABEL_COLORS } from './colors.ts'

/** Grounds of tracks, dark and light, as the palette was chosen against. */
export const TRACK_GROUNDS = { dark: '#15181d', light: '#f5f6f8' } as const

/** WCAG 2.2, 1.4.11: what a picture needs against its neighbours. */
export const LEAST_CONTRAST = 3

/** WCAG 2 contrast ratio of two #rrggbb colours, 1…21. */
export function contrastOf(a: string, b: string): number {
  const [la, lb] = [luminance(a), luminance(b)]
  return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05)
}

/** The ground on which a colour is too faint, with the ratio; null when it does on both. */
export function faintOn(color: string): { ground: 'dark' | 'light'; ratio: number } | null {
  for (const ground of ['dark', 'light'] as const) {
    const ratio = contrastOf(color, TRACK_GROUNDS[ground])
    if (ratio < LEAST_CONTRAST) return { ground, ratio }
  }
  return null
}

export const isSafeColor = (color: string): boolean => LABEL_COLORS.includes(color.toLowerCase())

function luminance(color: string): number {
  const n = Number.parseInt(color.slice(1), 16)
  const [r, g, b] = [(n >> 16) & 255, (n >> 8) & 255, n & 255].map((c) => {
    const v = c / 255
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
