/**
 * Draws what people rated over time: one line a layer, each in its colour, broken where nothing was rated. Far out each
 * pixel column shows the whole range of its values; near by every value is a point that can be taken.
 */
import type { TraceRecord, TrackRecord } from '#media/core/document/records.ts'
import { raterBand } from '#media/core/signal/rater-band.ts'
import type { TrackRenderContext, TrackView } from '../track-view.ts'
import { colorOfLayer, scaleOfTrack, yOfValue } from './trace-shape.ts'

export interface TraceLane {
  readonly layerId: string
  readonly name: string
  /** Place among the document's layers, for its colour. */
  readonly place: number
  readonly traces: readonly TraceRecord[]
}

export interface TraceSource {
  readonly track: TrackRecord
  readonly lanes: readonly TraceLane[]
  /** Whether the mean of the lanes and their spread lie over the single lines. */
  readonly band?: boolean
}

/** CSS pixels between values from which each is a point. */
const APART = 7
const SCALE_FONT = 9.5

export class TraceView implements TrackView {
  private readonly source: TraceSource

  constructor(source: TraceSource) {
    this.source = source
  }

  render(ctx: TrackRenderContext): void {
    const { lanes } = this.source
    ctx.after(() => {
      this.paintScale(ctx)
      const band = this.source.band && lanes.length > 1
      ctx.g.globalAlpha = band ? 0.35 : 1
      for (const lane of lanes) {
        ctx.g.strokeStyle = colorOfLayer(lane.place)
        ctx.g.fillStyle = colorOfLayer(lane.place)
        for (const trace of lane.traces) this.paintTrace(ctx, trace)
      }
      ctx.g.globalAlpha = 1
      if (band) this.paintBand(ctx)
    })
  }

  private paintScale({ g, y, height, scale, dpr, theme }: TrackRenderContext): void {
    const ends = scaleOfTrack(this.source.track)
    if (ends.min < 0 && ends.max > 0) {
      g.fillStyle = theme.line
      g.fillRect(0, Math.round(y + yOfValue(0, ends, height, dpr)), scale.width, 1)
    }
    if (height < 28 * dpr) return
    g.font = `400 ${SCALE_FONT * dpr}px ${theme.fontFamily}`
    g.fillStyle = theme.textDim
    g.globalAlpha = 0.8
    const unit = ends.unit && ` ${ends.unit}`
    g.textBaseline = 'top'
    g.fillText(ends.maxName || `${ends.max}${unit}`, 4 * dpr, y + 2 * dpr)
    g.textBaseline = 'bottom'
    g.fillText(ends.minName || `${ends.min}${unit}`, 4 * dpr, y + height - 2 * dpr)
    g.globalAlpha = 1
  }

  /** Mean of those who rated a moment, and one standard deviation to both sides; where one rated alone, nothing. */
  private paintBand({ g, scale, y, height, dpr, theme }: TrackRenderContext): void {
    const ends = scaleOfTrack(this.source.track)
    const every = Math.max(1, Math.round(dpr))
    const xs = Array.from({ length: Math.ceil(scale.width / every) + 1 }, (_, i) => i * every)
    const points = raterBand(
      this.source.lanes.map((lane) => lane.traces),
      xs.map((x) => scale.start + x * scale.ticksPerPixel),
    )
    const yOf = (value: number) => y + yOfValue(value, ends, height, dpr)
    g.strokeStyle = theme.text
    g.lineWidth = 2 * dpr
    g.lineJoin = 'round'
    for (let from = 0; from < points.length; from++) {
      let to = from
      while (to < points.length && (points[to]?.raters ?? 0) > 1) to++
      if (to === from) continue
      g.beginPath()
      for (let i = from; i < to; i++) g.lineTo(xs[i]!, yOf(points[i]!.mean + points[i]!.spread))
      for (let i = to - 1; i >= from; i--) g.lineTo(xs[i]!, yOf(points[i]!.mean - points[i]!.spread))
      g.closePath()
      g.fillStyle = theme.text
      g.globalAlpha = 0.16
      g.fill()
      g.globalAlpha = 1
      g.beginPath()
      for (let i = from; i < to; i++) g.lineTo(xs[i]!, yOf(points[i]!.mean))
      g.stroke()
      from = to
    }
  }

  private paintTrace(ctx: TrackRenderContext, { start, step, values }: TraceRecord): void {
    const { g, scale, y, height, dpr } = ctx
    const ends = scaleOfTrack(this.source.track)
    const from = Math.max(0, Math.floor((scale.start - start) / step) - 1)
    const to = Math.min(values.length, Math.ceil((scale.end - start) / step) + 1)
    if (from >= to) return
    const perPixel = scale.ticksPerPixel / step
    g.lineWidth = 1.5 * dpr
    g.lineJoin = 'round'
    g.beginPath()
    if (perPixel > 2) {
      // Least and greatest of each column, joined up and down: nothing that was rated is lost.
      let column = Number.NaN
      let least = 0
      let greatest = 0
      const put = () => {
        if (Number.isNaN(column)) return
        g.lineTo(column, y + yOfValue(greatest, ends, height, dpr))
        g.lineTo(column, y + yOfValue(least, ends, height, dpr) + 0.5)
      }
      for (let i = from; i < to; i++) {
        const x = Math.round(scale.xOf(start + (i + 0.5) * step))
        const v = values[i]!
        if (x !== column) {
          put()
          column = x
          least = v
          greatest = v
        } else {
          if (v < least) least = v
          if (v > greatest) greatest = v
        }
      }
      put()
      g.stroke()
      return
    }
    const apart = 1 / perPixel >= APART * dpr
    for (let i = from; i < to; i++)
      g.lineTo(scale.xOf(start + (i + 0.5) * step), y + yOfValue(values[i]!, ends, height, dpr))
    // A value alone has a length, too.
    if (to - from === 1)
      g.lineTo(scale.xOf(start + to * step), y + yOfValue(values[from]!, ends, height, dpr))
    g.stroke()
    if (!apart) return
    for (let i = from; i < to; i++) {
      g.beginPath()
      g.arc(
        scale.xOf(start + (i + 0.5) * step),
        y + yOfValue(values[i]!, ends, height, dpr),
        2.5 * dpr,
        0,
        2 * Math.PI,
      )
      g.fill()
    }
  }
}
