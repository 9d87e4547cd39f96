/** The sound along time, from stored peaks: each channel in a lane, one upright line a pixel, at the level for the zoom. */
import { assetTime, type Placement } from '#media/core/asset/placement.ts'
import type { PeakLevel, Peaks } from '#media/core/signal/peaks.ts'
import type { TrackRenderContext, TrackView } from '../track-view.ts'
import type { WaveformColumns } from './waveform-source.ts'

export interface WaveformRow {
  /** What is here for a zoom and a stretch of the file's clock; null until something is. */
  readonly columns: (ticks: number, from: number, to: number) => WaveformColumns | null
  /** Its place on the recording's clock, as it is when the row is painted. */
  readonly placement: () => Placement
}

export class WaveformView implements TrackView {
  private readonly row: WaveformRow

  constructor(row: WaveformRow) {
    this.row = row
  }

  render(ctx: TrackRenderContext): void {
    const { g, scale, theme } = ctx
    const placement = this.row.placement()
    const at = (x: number) => assetTime(placement, scale.timeAt(x))
    const found = this.row.columns(scale.ticksPerPixel / placement.rate, at(0), at(scale.width))
    if (!found) return
    const { level, amplitude } = found
    const lanes = level.min.length
    const tall = ctx.height / lanes
    ctx.after(() => {
      g.fillStyle = theme.textDim
      g.beginPath()
      for (let lane = 0; lane < lanes; lane++) {
        const middle = Math.round(ctx.y + (lane + 0.5) * tall)
        const half = tall / 2 - 1
        for (let x = 0; x < scale.width; x++) {
          const from = Math.floor(at(x) / level.ticks)
          const to = Math.ceil(at(x + 1) / level.ticks)
          const range = rangeOf(level, amplitude, lane, from, to)
          if (!range) continue
          const top = Math.round(range.max * half)
          const bottom = Math.round(range.min * half)
          g.rect(x, middle - top, 1, Math.max(1, top - bottom))
        }
      }
      g.fill()
      g.fillStyle = theme.line
      for (let lane = 1; lane < lanes; lane++) g.fillRect(0, Math.round(ctx.y + lane * tall), scale.width, 1)
    })
  }
}

/** What of a file prepared before waveforms were kept by stream is drawn: all of it is here. */
export function columnsOf(peaks: Peaks, ticks: number): WaveformColumns | null {
  const level = peaks.levels.find((l) => l.ticks <= ticks) ?? peaks.levels.at(-1)
  return level ? { level, amplitude: peaks.amplitude } : null
}

/** Least and greatest amplitude of a channel in buckets [from, to), −1…1; null outside of the sound. */
export function rangeOf(
  level: PeakLevel,
  amplitude: Float32Array,
  channel: number,
  from: number,
  to: number,
): { min: number; max: number } | null {
  const first = Math.max(0, from)
  const last = Math.min(level.length, Math.max(to, first + 1))
  if (first >= last || from >= level.length || to <= 0) return null
  const [low, high] = [level.min[channel]!, level.max[channel]!]
  let min = 127
  let max = -128
  for (let k = first; k < last; k++) {
    if (low[k]! < min) min = low[k]!
    if (high[k]! > max) max = high[k]!
  }
  return { min: amplitude[min & 255]!, max: amplitude[max & 255]! }
}
