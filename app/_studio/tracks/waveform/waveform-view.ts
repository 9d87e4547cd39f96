/** The sound's loudness along time, from the peaks file: one upright line a pixel, at the level nearest to the zoom. */
import { assetTime, type Placement } from '#media/core/asset/placement.ts'
import { levelFor, type PeakLevel, type Peaks } from '#media/core/signal/peaks.ts'
import type { TrackRenderContext, TrackView } from '../track-view.ts'

export interface WaveformSource {
  /** Null until the file is there. */
  readonly peaks: () => Peaks | null
  /** Its place on the recording's clock, as it is when the row is painted. */
  readonly placement: () => Placement
}

export class WaveformView implements TrackView {
  private readonly source: WaveformSource

  constructor(source: WaveformSource) {
    this.source = source
  }

  render(ctx: TrackRenderContext): void {
    const peaks = this.source.peaks()
    if (!peaks) return
    const { g, scale, theme } = ctx
    const placement = this.source.placement()
    const level = levelFor(peaks, scale.ticksPerPixel / placement.rate)
    if (!level) return
    const middle = ctx.y + ctx.height / 2
    const half = ctx.height / 2 - 2
    ctx.after(() => {
      g.fillStyle = theme.textDim
      g.beginPath()
      for (let x = 0; x < scale.width; x++) {
        const from = Math.floor(assetTime(placement, scale.timeAt(x)) / level.ticks)
        const to = Math.ceil(assetTime(placement, scale.timeAt(x + 1)) / level.ticks)
        const range = rangeOf(level, from, to)
        if (!range) continue
        const top = Math.round((range.max / 127) * half)
        const bottom = Math.round((range.min / 127) * half)
        g.rect(x, middle - top, 1, Math.max(1, top - bottom))
      }
      g.fill()
    })
  }
}

/** Least and greatest of all channels in buckets [from, to); null outside of the sound. */
export function rangeOf(level: PeakLevel, from: number, to: number): { min: number; max: number } | null {
  const first = Math.max(0, from)
  const last = Math.min(level.length, Math.max(to, first + 1))
  if (first >= last || from >= level.length || to <= 0) return null
  let min = 127
  let max = -128
  for (const [c, column] of level.min.entries())
    for (let k = first; k < last; k++) {
      if (column[k]! < min) min = column[k]!
      if (level.max[c]![k]! > max) max = level.max[c]![k]!
    }
  return { min, max }
}
