/**
 * The whole recording in a strip: every track as a line of its colours, the window as a frame one can drag.
 */
import { TimeScale } from '#media/core/time/time-scale.ts'
import type { LaneSource } from '../tracks/lane-source.ts'
import { pixelOf, shadesOf } from './label-table.ts'
import { type Pyramid, samplePyramid } from './pyramid.ts'
import type { TimelineTheme } from './theme.ts'
import type { Viewport } from './viewport.ts'

export const MINIMAP_HEIGHT = 28
/** Grab room beside the window's edges, CSS pixels. */
const GRAB = 6

export function minimapScale(duration: number, width: number): TimeScale {
  return new TimeScale(0, Math.max(1, duration) / Math.max(1, width), width)
}

/** One line of pixels a track, from the pyramids. Repainted when a track changes, not when the window moves. */
export function minimapImage(
  sources: readonly LaneSource[],
  duration: number,
  width: number,
  theme: TimelineTheme,
): ImageData | null {
  const shown = sources.filter((source) => source.lanes.length > 0)
  if (!shown.length || width < 1) return null
  const image = new ImageData(width, shown.length)
  const pixels = new Uint32Array(image.data.buffer)
  pixels.fill(pixelOf(theme.row))
  const top = new Uint16Array(width)
  const mark = new Uint16Array(width)
  // From the lowest lane up, so that the first lane lies on top.
  for (const [line, source] of shown.entries())
    for (let k = source.lanes.length - 1; k >= 0; k--) {
      const { full, quarter } = shadesOf(source.styles, pixelOf(theme.row))
      const paint = (pyramid: Pyramid, colors: Uint32Array) => {
        samplePyramid(pyramid, 0, duration / width, top, mark)
        for (let x = 0; x < width; x++) {
          const place = mark[x] || top[x]
          if (place) pixels[line * width + x] = colors[place - 1]!
        }
      }
      paint(source.pyramid(k), source.filtered ? quarter : full)
      const bright = source.filtered && source.brightPyramid(k)
      if (bright) paint(bright, full)
    }
  return image
}

export type MinimapPart = 'start' | 'end' | 'window' | 'outside'

export function minimapPartAt(x: number, scale: TimeScale, v: Viewport, trackWidth: number): MinimapPart {
  const x0 = scale.xOf(v.start)
  const x1 = scale.xOf(v.start + v.ticksPerPixel * trackWidth)
  if (Math.abs(x - x0) <= GRAB && x1 - x0 > GRAB) return 'start'
  if (Math.abs(x - x1) <= GRAB) return 'end'
  return x > x0 && x < x1 ? 'window' : 'outside'
}

/** The viewport after dragging a part of the window to pixel x. `grip` is where in the window it was taken. */
export function dragMinimap(
  part: MinimapPart,
  x: number,
  grip: number,
  scale: TimeScale,
  v: Viewport,
  trackWidth: number,
): Viewport {
  const span = v.ticksPerPixel * trackWidth
  const t = scale.timeAt(x)
  if (part === 'start') {
    const end = v.start + span
    const start = Math.min(t, end - 1)
    return { start, ticksPerPixel: (end - start) / trackWidth }
  }
  if (part === 'end') return { ...v, ticksPerPixel: Math.max(1, t - v.start) / trackWidth }
  return { ...v, start: t - (part === 'outside' ? span / 2 : grip) }
}
