/**
 * What of a channel is seen in each pixel column: least and greatest of the samples whose time lies in it. Exact at
 * level 0; at coarser levels a bucket that lies across two columns counts for both.
 */
import { bucketOf, levelFor } from '#media/core/signal/tile-layout.ts'
import type { TileCache } from './tile-cache.ts'

/** Pixel x shows samples [first + x * step, first + (x + 1) * step). */
export interface Window {
  /** Sample at the left edge; may lie before the first. */
  readonly first: number
  /** Samples a pixel. */
  readonly step: number
  readonly width: number
}

export interface Envelope {
  /** By pixel; NaN where there is nothing. */
  readonly min: Float32Array
  readonly max: Float32Array
  /** True once no part comes from a coarser level than the zoom asks for. */
  complete: boolean
}

export const newEnvelope = (width: number): Envelope => ({
  min: new Float32Array(width),
  max: new Float32Array(width),
  complete: true,
})

/** @param into is filled; its arrays are at least as long as the window is wide */
export function fillEnvelope(tiles: TileCache, channel: number, window: Window, into: Envelope): void {
  const level = levelFor(tiles.shape, window.step)
  into.complete = true
  into.min.fill(Number.NaN, 0, window.width)
  into.max.fill(Number.NaN, 0, window.width)
  if (fillFrom(tiles, level, channel, window, into, false)) return
  into.complete = false
  // Coarser levels stand in where tiles are on their way; the coarsest is one tile and soon here.
  for (let above = level + 1; above < tiles.levels; above++)
    if (above === tiles.levels - 1 || above <= level + 2)
      if (fillFrom(tiles, above, channel, window, into, true)) return
}

/** True when every column inside the signal was filled. @param gaps fill only columns of tiles that were missing */
function fillFrom(
  tiles: TileCache,
  level: number,
  channel: number,
  { first, step, width }: Window,
  { min, max }: Envelope,
  gaps: boolean,
): boolean {
  const { samples } = tiles.shape
  const size = bucketOf(level)
  const buckets = Math.ceil(samples / size)
  let whole = true
  let stretch: ReturnType<TileCache['stretch']> = null
  let missingUntil = -1
  // A sample belongs to the column its time lies in, half-open; a bucket to every column that it touches.
  const edge = level === 0 ? Math.ceil : Math.floor
  const from = Math.max(0, Math.floor(-first / step))
  const to = Math.min(width, Math.ceil((samples - first) / step))
  for (let x = from; x < to; x++) {
    if (gaps && !Number.isNaN(min[x]!)) continue
    const a = Math.max(0, edge((first + x * step) / size))
    const b = Math.min(buckets, Math.ceil((first + (x + 1) * step) / size))
    let least = Number.POSITIVE_INFINITY
    let greatest = Number.NEGATIVE_INFINITY
    for (let k = a; k < b; ) {
      if (k < missingUntil) {
        whole = false
        break
      }
      if (!stretch || k < stretch.first || k >= stretch.first + stretch.count) {
        stretch = tiles.stretch(level, k, channel)
        if (!stretch) {
          whole = false
          missingUntil = (Math.floor(k / tiles.tile) + 1) * tiles.tile
          break
        }
      }
      const end = Math.min(b, stretch.first + stretch.count)
      for (let i = k - stretch.first; k < end; k++, i++) {
        const lo = stretch.min[i]!
        const hi = stretch.max[i]!
        if (lo < least) least = lo
        if (hi > greatest) greatest = hi
      }
    }
    if (least <= greatest) {
      min[x] = least
      max[x] = greatest
    }
  }
  return whole
}
