/** Values of traces as they lie in a row: scale, height, colours. Pure. */
import type { TraceRecord, TraceScale, TrackRecord } from '#media/core/document/records.ts'

export const PLAIN_SCALE: TraceScale = { min: 0, max: 1, unit: '', minName: '', maxName: '' }

export const scaleOfTrack = (track: TrackRecord): TraceScale => track.scale ?? PLAIN_SCALE

/** One every forty milliseconds: as fast as a hand moves. */
export const TRACE_STEP = 705_600_000 / 25

/** CSS pixels at the top and the bottom of the row. */
const INSET = 5

/** @param height and result in the same pixels, from the row's top */
export function yOfValue(value: number, { min, max }: TraceScale, height: number, dpr = 1): number {
  const inset = Math.min(INSET * dpr, height / 6)
  const share = Math.min(1, Math.max(0, (value - min) / (max - min || 1)))
  return height - inset - share * (height - 2 * inset)
}

export function valueOfY(y: number, { min, max }: TraceScale, height: number): number {
  const inset = Math.min(INSET, height / 6)
  const share = Math.min(1, Math.max(0, (height - inset - y) / Math.max(1, height - 2 * inset)))
  return roundTo(min + share * (max - min), max - min)
}

/** A thousandth of the scale is finer than any hand; more digits would only fill the log. */
export function roundTo(value: number, span: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.abs(span) / 500 || 1e-3))
  return Number((Math.round(value / step) * step).toPrecision(12))
}

export const endOfTrace = (t: Pick<TraceRecord, 'start' | 'step' | 'values'>): number =>
  t.start + t.step * t.values.length

/** The value that holds at a time; null where nothing was rated. */
export function valueAt(
  traces: readonly Pick<TraceRecord, 'start' | 'step' | 'values'>[],
  time: number,
): number | null {
  for (const t of traces)
    if (time >= t.start && time < endOfTrace(t))
      return t.values[Math.floor((time - t.start) / t.step)] ?? null
  return null
}

/** Colours of layers, in their order; told apart without red and green, on light rows and dark ones. */
const LAYER_COLORS = ['#3d8fd1', '#d55e00', '#119e85', '#c0589b', '#b08900', '#7d74d6', '#cc4455', '#5f8f2f']
export const colorOfLayer = (place: number): string => LAYER_COLORS[Math.max(0, place) % LAYER_COLORS.length]!
