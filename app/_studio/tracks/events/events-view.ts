/**
 * A track of events. Near: a shape in the label's colour with its name beside it, where the next event leaves room.
 * Far: thin upright lines; the rarest label wins a pixel that several share.
 */
import { eachWithin, upperBound } from '../../timeline/columns.ts'
import { type LabelStyle, pixelOf, shadesOf } from '../../timeline/label-table.ts'
import type { SampledLine } from '../../timeline/sampled-line.ts'
import { edgesWithin } from '../lane-hits.ts'
import { laneLabel } from '../lane-label.ts'
import { insetOf, type LaneSource, laneBand } from '../lane-source.ts'
import type { TrackBand, TrackHit, TrackPoint, TrackRenderContext, TrackView } from '../track-view.ts'

/** CSS pixels. */
const SIZE = 10
const DENSE = 1 / 8

export class EventsView implements TrackView {
  private readonly source: LaneSource

  constructor(source: LaneSource) {
    this.source = source
  }

  render(ctx: TrackRenderContext): void {
    const { scale } = ctx
    const { lanes } = this.source
    for (const [k, lane] of lanes.entries()) {
      const band = laneBand(k, lanes.length, ctx.height, insetOf(ctx.height / ctx.dpr) * ctx.dpr)
      const many = upperBound(lane.start, scale.end) - upperBound(lane.start, scale.start)
      if (many > scale.width * DENSE) this.renderDense(ctx, k, ctx.y + band.y, band.height)
      else if (lane.count) renderNear(ctx, this.source, k, ctx.y + band.y, band.height)
    }
  }

  private renderDense(ctx: TrackRenderContext, k: number, y: number, height: number): void {
    const { scale, strips, dpr, theme } = ctx
    const { source } = this
    const width = Math.ceil(scale.width)
    const { full, half, quarter } = shadesOf(source.styles, pixelOf(theme.row))
    const line = strips.line()
    const wide = Math.max(1, Math.round(dpr))
    const paint = ({ top, mark }: SampledLine, colors: Uint32Array) => {
      for (let x = 0; x < width; x++) {
        // The rarest of a pixel stands for it: of events nothing covers most.
        const place = mark[x] || top[x]!
        if (place) line.pixels.fill(colors[place - 1]!, x, x + wide)
      }
    }
    const plain = source.filtered ? quarter : source.lanes[k]!.suggested ? half : full
    paint(source.sample(k, scale.start, scale.ticksPerPixel, width), plain)
    const bright = source.filtered && source.sampleBright(k, scale.start, scale.ticksPerPixel, width)
    if (bright) paint(bright, full)
    strips.stretch(line.line, y, height)
  }

  hit({ scale, x, y, height }: TrackPoint): TrackHit | null {
    const lanes = this.source.lanes
    const reach = scale.ticksOf(SIZE / 2 + 2)
    for (const [k, lane] of lanes.entries()) {
      const band = laneBand(k, lanes.length, height, insetOf(height))
      if ((y < band.y && k > 0) || (y > band.y + band.height && k < lanes.length - 1)) continue
      const t = scale.timeAt(x)
      let best = -1
      eachWithin(lane, t - reach, t + reach, (i) => {
        if (best < 0 || Math.abs(lane.start[i]! - t) <= Math.abs(lane.start[best]! - t)) best = i
      })
      if (best >= 0)
        return { annotationId: lane.idAt(best), start: lane.start[best]!, end: lane.end[best]!, part: 'body' }
    }
    return null
  }

  within(point: TrackPoint, to: { x: number; y: number }): readonly string[] {
    const from = point.scale.timeAt(Math.min(point.x, to.x))
    const until = point.scale.timeAt(Math.max(point.x, to.x))
    const lanes = this.source.lanes
    return lanes.flatMap((lane, k) => {
      const band = laneBand(k, lanes.length, point.height, insetOf(point.height))
      if (band.y > Math.max(point.y, to.y) || band.y + band.height < Math.min(point.y, to.y)) return []
      const ids: string[] = []
      eachWithin(lane, from, until, (i) => ids.push(lane.idAt(i)))
      return ids
    })
  }

  edges(from: number, to: number, except: ReadonlySet<string>, into: number[]): void {
    edgesWithin(this.source, from, to, except, into)
  }

  band(annotationId: string, start: number, height: number): TrackBand | null {
    const lane = this.source.laneOf(annotationId, start)
    return lane < 0 ? null : laneBand(lane, this.source.lanes.length, height, insetOf(height))
  }
}

function renderNear(ctx: TrackRenderContext, source: LaneSource, k: number, y: number, height: number): void {
  const { scale, g, dpr, theme } = ctx
  const lane = source.lanes[k]!
  const middle = y + height / 2
  const size = Math.min(SIZE * dpr, height)
  const room = scale.ticksOf(size)
  const places: number[] = []
  eachWithin(lane, scale.start - room, scale.end + room, (i) => places.push(i))
  const bright = source.bright(k)
  const isDim = (i: number) => bright === 'none' || (bright !== 'all' && bright[i] !== 1)
  ctx.after(() => {
    for (const i of places) {
      const style = source.styles.styles[lane.style[i]!]!
      const x = Math.round(scale.xOf(lane.start[i]!))
      g.globalAlpha = isDim(i) ? 0.25 : lane.suggested ? 0.55 : 1
      drawShape(g, style, x, middle, size)
      g.globalAlpha = 1
      if (!source.missing(k, i)) continue
      g.fillStyle = theme.warn
      g.beginPath()
      g.arc(x + size / 2, middle - size / 2 + dpr, 2.5 * dpr, 0, Math.PI * 2)
      g.fill()
    }
  })
  if (height < 11 * dpr) return
  const indent = laneLabel(ctx, source, k, y, height)
  for (const [n, i] of places.entries()) {
    const next = places[n + 1]
    const until = next === undefined ? scale.width : scale.xOf(lane.start[next]!) - size / 2
    const left = Math.round(scale.xOf(lane.start[i]!) + size / 2 + 3 * dpr)
    if (until - left <= 16 * dpr || left < indent || isDim(i)) continue
    const cut = Math.min(until - left - 4 * dpr, 220 * dpr)
    ctx.word(source.wordOf(ctx.labels, lane, i), left, middle, cut, theme.textDim)
  }
}

export function drawShape(
  g: CanvasRenderingContext2D,
  style: LabelStyle,
  x: number,
  y: number,
  size: number,
): void {
  const r = size / 2
  g.fillStyle = style.color
  g.beginPath()
  if (style.shape === 'circle') g.arc(x, y, r * 0.9, 0, Math.PI * 2)
  else if (style.shape === 'square') g.rect(x - r * 0.8, y - r * 0.8, r * 1.6, r * 1.6)
  else if (style.shape === 'triangle') {
    g.moveTo(x, y - r)
    g.lineTo(x + r, y + r * 0.8)
    g.lineTo(x - r, y + r * 0.8)
    g.closePath()
  } else {
    g.moveTo(x, y - r)
    g.lineTo(x + r, y)
    g.lineTo(x, y + r)
    g.lineTo(x - r, y)
    g.closePath()
  }
  g.fill()
}
