/**
 * The stretch of time the timeline shows. Fractional on purpose: zooming in and out a hundred times must not wander,
 * and it never touches stored times. All functions give a new value, already kept within the recording.
 */
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'
import { TimeScale } from '#media/core/time/time-scale.ts'

export interface Viewport {
  /** Time at the left edge, ticks. */
  readonly start: number
  readonly ticksPerPixel: number
}

/** What limits a viewport: the recording and the size of the canvas. */
export interface Bounds {
  /** Length of the recording, ticks. */
  readonly duration: number
  /** Width of the tracks in CSS pixels. */
  readonly width: number
}

/** `off`: the view stays. `page`: turns the page when the playhead leaves. `centre`: the playhead stays in the middle. */
export const FOLLOW_MODES = ['off', 'page', 'centre'] as const
export type FollowMode = (typeof FOLLOW_MODES)[number]

/** Half a millisecond a pixel shows single frames of 240 fps eight pixels wide; finer helps nobody. */
const MIN_TICKS_PER_PIXEL = TICKS_PER_SECOND / 2000
/** Empty room beyond both ends when all is shown, as a share of the width. */
const ROOM = 0.02

export function fitAll(b: Bounds): Viewport {
  const ticksPerPixel = widest(b)
  return { start: (-ROOM * b.width * ticksPerPixel) / 2, ticksPerPixel }
}

/** Shows `[from, to)` with some room on both sides. */
export function fitRange(from: number, to: number, b: Bounds): Viewport {
  const length = Math.max(to - from, TICKS_PER_SECOND / 10)
  const ticksPerPixel = (length * 1.2) / Math.max(1, b.width)
  return clampViewport({ start: from - length * 0.1, ticksPerPixel }, b)
}

export function clampViewport(v: Viewport, b: Bounds): Viewport {
  const ticksPerPixel = Math.min(widest(b), Math.max(MIN_TICKS_PER_PIXEL, v.ticksPerPixel))
  const span = ticksPerPixel * b.width
  const room = (span * ROOM) / 2
  const start = Math.max(-room, Math.min(v.start, b.duration + room - span))
  return { start: span > b.duration + room ? Math.min(-room, start) : start, ticksPerPixel }
}

/** Zooms by `factor` (above 1 shows more time) so that the time under pixel `x` stays under it. */
export function zoomAbout(v: Viewport, x: number, factor: number, b: Bounds): Viewport {
  const under = v.start + x * v.ticksPerPixel
  const ticksPerPixel = Math.min(widest(b), Math.max(MIN_TICKS_PER_PIXEL, v.ticksPerPixel * factor))
  return clampViewport({ start: under - x * ticksPerPixel, ticksPerPixel }, b)
}

/** Moves by pixels; positive shows later times. */
export function panBy(v: Viewport, pixels: number, b: Bounds): Viewport {
  return clampViewport({ ...v, start: v.start + pixels * v.ticksPerPixel }, b)
}

/** The same viewport when `[from, to)` can be seen in it, else one that shows it, at the same zoom where it fits. */
export function reveal(v: Viewport, from: number, to: number, b: Bounds): Viewport {
  const span = v.ticksPerPixel * b.width
  const end = v.start + span
  const inside = from >= v.start && to <= end
  const covers = from <= v.start && to >= end
  if (inside || covers) return v
  if (to - from > span * 0.8) {
    // Too long to fit: show whichever edge is nearer, without a change of zoom.
    const toStart = Math.abs(from - v.start) <= Math.abs(to - end)
    return clampViewport({ ...v, start: toStart ? from - span * 0.2 : to - span * 0.8 }, b)
  }
  return clampViewport({ ...v, start: (from + to) / 2 - span / 2 }, b)
}

/** Where the view goes when the playhead is at `t` while it plays. */
export function follow(v: Viewport, t: number, mode: FollowMode, b: Bounds): Viewport {
  const span = v.ticksPerPixel * b.width
  if (mode === 'centre') return clampViewport({ ...v, start: t - span / 2 }, b)
  if (mode === 'page' && (t < v.start || t > v.start + span * 0.98))
    return clampViewport({ ...v, start: t - span * 0.04 }, b)
  return v
}

export function scaleOf(v: Viewport, width: number): TimeScale {
  return new TimeScale(v.start, v.ticksPerPixel, width)
}

/** `?t=12.345-62.5`, seconds: what the address carries. */
export function viewportToText(v: Viewport, width: number): string {
  const seconds = (t: number) => String(Math.round((t / TICKS_PER_SECOND) * 1000) / 1000)
  return `${seconds(v.start)}~${seconds(v.start + v.ticksPerPixel * width)}`
}

/** Null when the text is not a window of time; the caller then shows everything. */
export function viewportFromText(text: string | null, b: Bounds): Viewport | null {
  const m = /^(-?\d+(?:\.\d+)?)~(-?\d+(?:\.\d+)?)$/.exec(text ?? '')
  if (!m || b.width <= 0) return null
  const from = Number(m[1]) * TICKS_PER_SECOND
  const to = Number(m[2]) * TICKS_PER_SECOND
  return to > from ? clampViewport({ start: from, ticksPerPixel: (to - from) / b.width }, b) : null
}

function widest(b: Bounds): number {
  return Math.max(MIN_TICKS_PER_PIXEL, (b.duration * (1 + ROOM)) / Math.max(1, b.width))
}
