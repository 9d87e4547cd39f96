/**
 * A track of events. Near: a shape in the label's colour with its name beside it, where the next event leaves room.
 * Far: thin upright lines; the rarest label wins a pixel that several share.
 */
import { eachWithin, type Lane, upperBound } from '../../timeline/columns.ts'
import type { LabelStyle } from '../../timeline/label-table.ts'
import { samplePyramid } from '../../timeline/pyramid.ts'
import { edgesWithin } from '../lane-hits.ts'
import { type LaneSource, laneBand } from '../lane-source.ts'
import type { TrackBand, TrackHit, TrackPoint, TrackRenderContext, TrackView } from '../track-view.ts'

/** CSS pixels. */
const INSET = 3
const SIZE = 10
const DENSE = 1 / 8

export class EventsView implements TrackView {
  private readonly source: LaneSource
  private top = new Uint16Array(0)
  private mark = new Uint16Array(0)

  constructor(source: LaneSource) {
    this.source = source
  }

  render(ctx: TrackRenderContext): void {
    const { scale } = ctx
    const lanes = this.source.lanes
    for (const [k, lane] of lanes.entries()) {
      const band = laneBand(k, lanes.length, ctx.height, INSET * ctx.dpr)
      const many = upperBound(lane.start, scale.end) - upperBound(lane.start, scale.start)
      if (many > scale.width * DENSE) this.renderDense(ctx, k, ctx.y + band.y, band.height)
      else if (lane.count) renderNear(ctx, lane, ctx.y + band.y, band.height)
    }
  }

  private renderDense(ctx: TrackRenderContext, k: number, y: number, height: number): void {
    const { scale, labels, strips, dpr } = ctx
    const width = Math.ceil(scale.width)
    if (this.top.length !== width) {
      this.top = new Uint16Array(width)
      this.mark = new Uint16Array(width)
    }
    const pyramid = this.source.pyramid(k)
    if (scale.ticksPerPixel >= pyramid.base) {
      samplePyramid(pyramid, scale.start, scale.ticksPerPixel, this.top, this.mark)
      for (let x = 0; x < width; x++) if (this.mark[x]) this.top[x] = this.mark[x]!
    } else {
      const lane = this.source.lanes[k]!
      this.top.fill(0)
      eachWithin(lane, scale.start, scale.end, (i) => {
        const x = Math.floor(scale.xOf(lane.start[i]!))
        const label = lane.label[i]! + 1
        const held = this.top[x]
        if (x >= 0 && x < width && (!held || pyramid.rank[label]! < pyramid.rank[held]!)) this.top[x] = label
      })
    }
    const line = strips.line()
    const wide = Math.max(1, Math.round(dpr))
    for (let x = 0; x < width; x++)
      if (this.top[x]) line.pixels.fill(labels.styles[this.top[x]! - 1]!.pixel, x, x + wide)
    strips.stretch(line.line, y, height)
  }

  hit({ scale, x, y, height }: TrackPoint): TrackHit | null {
    const lanes = this.source.lanes
    const reach = scale.ticksOf(SIZE / 2 + 2)
    for (const [k, lane] of lanes.entries()) {
      const band = laneBand(k, lanes.length, height, INSET)
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
      const band = laneBand(k, lanes.length, point.height, INSET)
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
    return lane < 0 ? null : laneBand(lane, this.source.lanes.length, height, INSET)
  }
}

function renderNear(ctx: TrackRenderContext, lane: Lane, y: number, height: number): void {
  const { scale, labels, g, text, dpr, theme } = ctx
  const middle = y + height / 2
  const size = Math.min(SIZE * dpr, height)
  const room = scale.ticksOf(size)
  const places: number[] = []
  eachWithin(lane, scale.start - room, scale.end + room, (i) => places.push(i))
  ctx.after(() => {
    for (const [n, i] of places.entries()) {
      const style = labels.styles[lane.label[i]!]!
      const x = scale.xOf(lane.start[i]!)
      g.globalAlpha = lane.suggested ? 0.55 : 1
      drawShape(g, style, Math.round(x), middle, size)
      g.globalAlpha = 1
      const next = places[n + 1]
      const until = next === undefined ? scale.width : scale.xOf(lane.start[next]!) - size / 2
      const left = Math.round(x + size / 2 + 3 * dpr)
      if (height >= 11 * dpr && until - left > 16 * dpr)
        text.draw(g, style.name, left, middle, Math.min(until - left - 4 * dpr, 220 * dpr), theme.textDim)
    }
  })
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
