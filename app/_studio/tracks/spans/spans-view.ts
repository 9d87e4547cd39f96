/**
 * A track of intervals. Near: rounded segments with their names, a pixel of air between neighbours. Far: one colour a
 * pixel from the pyramid, and under it a thin line of marks for what is too short to colour a pixel.
 */
import { eachWithin, type Lane, placeAt, upperBound } from '../../timeline/columns.ts'
import { faint, pixelOf } from '../../timeline/label-table.ts'
import { sampleLane, samplePyramid } from '../../timeline/pyramid.ts'
import { edgesWithin } from '../lane-hits.ts'
import { type LaneSource, laneBand } from '../lane-source.ts'
import type { TrackBand, TrackHit, TrackPoint, TrackRenderContext, TrackView } from '../track-view.ts'

/** CSS pixels. */
const INSET = 3
const RADIUS = 4
const GRAB = 6
const MARK = 4
/** Narrower segments carry no word. */
const WORD = 30
/** From this many annotations a pixel on, single ones cannot be told apart. */
const DENSE = 1 / 4

export class SpansView implements TrackView {
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
      if (!lane.count) continue
      const band = laneBand(k, lanes.length, ctx.height, INSET * ctx.dpr)
      const many = upperBound(lane.start, scale.end) - upperBound(lane.start, scale.start)
      if (many > scale.width * DENSE) this.renderDense(ctx, k, ctx.y + band.y, band.height)
      else renderNear(ctx, lane, ctx.y + band.y, band.height)
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
    if (scale.ticksPerPixel >= pyramid.base)
      samplePyramid(pyramid, scale.start, scale.ticksPerPixel, this.top, this.mark)
    else sampleLane(this.source.lanes[k]!, scale.start, scale.ticksPerPixel, this.top, this.mark)
    const main = strips.line()
    const marks = strips.line()
    const { top, mark } = this
    const colors = labels.pixels
    let marked = 0
    for (let x = 0; x < width; x++) {
      const label = top[x]!
      if (label === 0) continue
      const rare = mark[x]!
      const color = colors[label - 1]!
      main.pixels[x] = color
      marks.pixels[x] = rare === 0 ? color : colors[rare - 1]!
      marked |= rare
    }
    const foot = marked !== 0 && height > 3 * MARK * dpr ? Math.round(MARK * dpr) : 0
    strips.stretch(main.line, y, height - foot)
    if (foot) strips.stretch(marks.line, y + height - foot, foot)
  }

  hit(point: TrackPoint): TrackHit | null {
    const { scale, x, y, height } = point
    const lanes = this.source.lanes
    for (const [k, lane] of lanes.entries()) {
      const band = laneBand(k, lanes.length, height, INSET)
      const first = k === 0
      const last = k === lanes.length - 1
      if ((y < band.y && !first) || (y > band.y + band.height && !last)) continue
      const place = nearPlace(lane, scale.timeAt(x), scale.ticksOf(GRAB / 2))
      if (place < 0) continue
      return hitOf(lane, place, point)
    }
    return null
  }

  within(point: TrackPoint, to: { x: number; y: number }): readonly string[] {
    const { scale, height } = point
    const from = scale.timeAt(Math.min(point.x, to.x))
    const until = scale.timeAt(Math.max(point.x, to.x))
    const top = Math.min(point.y, to.y)
    const bottom = Math.max(point.y, to.y)
    const ids: string[] = []
    const lanes = this.source.lanes
    for (const [k, lane] of lanes.entries()) {
      const band = laneBand(k, lanes.length, height, INSET)
      if (band.y > bottom || band.y + band.height < top) continue
      eachWithin(lane, from, until, (i) => ids.push(lane.idAt(i)))
    }
    return ids
  }

  edges(from: number, to: number, except: ReadonlySet<string>, into: number[]): void {
    edgesWithin(this.source, from, to, except, into)
  }

  band(annotationId: string, start: number, height: number): TrackBand | null {
    const lane = this.source.laneOf(annotationId, start)
    return lane < 0 ? null : laneBand(lane, this.source.lanes.length, height, INSET)
  }
}

/** What lies at a time, or begins or ends within reach of it: short annotations must be possible to take. */
function nearPlace(lane: Lane, t: number, reach: number): number {
  const exact = placeAt(lane, t)
  if (exact >= 0) return exact
  let best = -1
  let distance = Number.POSITIVE_INFINITY
  eachWithin(lane, t - reach, t + reach, (i) => {
    const d = Math.max(lane.start[i]! - t, t - lane.end[i]!)
    if (d < distance) {
      distance = d
      best = i
    }
  })
  return best
}

function hitOf(lane: Lane, place: number, { scale, x }: TrackPoint): TrackHit {
  const start = lane.start[place]!
  const end = lane.end[place]!
  const left = scale.xOf(start)
  const right = scale.xOf(end)
  // Edges get at most a third of the segment each, so that short ones can still be moved.
  const reach = Math.min(GRAB, Math.max(1, (right - left) / 3))
  const part = x - left <= reach ? 'start' : right - x <= reach ? 'end' : 'body'
  return { annotationId: lane.idAt(place), start, end, part }
}

/** How far row i from the top of a rounded segment is drawn in, until it is not. */
function insets(radius: number): number[] {
  const rows: number[] = []
  for (let i = 0; i < radius; i++) {
    const inset = Math.round(radius - Math.sqrt(radius ** 2 - (radius - i - 0.5) ** 2))
    if (inset === 0) break
    rows.push(inset)
  }
  return rows
}

function renderNear(ctx: TrackRenderContext, lane: Lane, y: number, height: number): void {
  const { scale, labels, strips, dpr } = ctx
  const width = Math.ceil(scale.width)
  const air = Math.max(1, Math.round(dpr))
  const rounds = insets(Math.min(RADIUS * dpr, Math.floor(height / 4)))
  const main = strips.line()
  const rounded = rounds.map(() => strips.line())
  const tiny: number[] = []
  const ground = lane.suggested ? pixelOf(ctx.theme.row) : 0
  const fill = (i: number, x0: number, x1: number) => {
    const style = labels.styles[lane.label[i]!]!
    const pixel = lane.suggested ? faint(style.pixel, ground) >>> 0 : style.pixel
    const from = Math.max(0, x0)
    const to = Math.min(width, x1)
    main.pixels.fill(pixel, from, Math.max(from, to))
    for (let r = 0; r < rounds.length; r++) {
      const inset = x1 - x0 > 8 * dpr ? rounds[r]! : 0
      const left = Math.max(0, x0 + inset)
      rounded[r]!.pixels.fill(pixel, left, Math.max(left, Math.min(width, x1 - inset)))
    }
  }
  eachWithin(lane, scale.start, scale.end, (i) => {
    const x0 = Math.round(scale.xOf(lane.start[i]!))
    const x1 = Math.round(scale.xOf(lane.end[i]!))
    if (x1 - x0 < 2 * dpr) {
      tiny.push(i)
      return
    }
    const end = x1 - x0 > 3 * air ? x1 - air : x1
    fill(i, x0, end)
    if (end - x0 > WORD * dpr) wordOn(ctx, lane, i, x0, end, y, height)
  })
  // Short ones last and at least two pixels wide: beside a long neighbour they would be painted over.
  for (const i of tiny) {
    const x0 = Math.round(scale.xOf(lane.start[i]!))
    fill(i, x0, x0 + Math.round(2 * dpr))
  }
  let edge = 0
  for (let r = 0; r < rounds.length; r++) {
    strips.stretch(rounded[r]!.line, y + edge, 1)
    strips.stretch(rounded[r]!.line, y + height - edge - 1, 1)
    edge++
  }
  strips.stretch(main.line, y + edge, height - 2 * edge)
}

function wordOn(
  ctx: TrackRenderContext,
  lane: Lane,
  i: number,
  x0: number,
  x1: number,
  y: number,
  height: number,
): void {
  const { labels, text, dpr, g, scale } = ctx
  if (height < 11 * dpr) return
  const style = labels.styles[lane.label[i]!]!
  const ink = lane.suggested ? ctx.theme.text : style.ink
  // A segment that began before the view keeps its name in sight.
  const left = Math.max(0, x0) + 6 * dpr
  const room = Math.min(scale.width, x1) - left - 4 * dpr
  const middle = y + height / 2
  ctx.after(() => {
    if (text.draw(g, style.name, left, middle, room, ink) === 0 && style.key)
      text.draw(g, style.key.toUpperCase(), Math.max(0, x0) + 4 * dpr, middle, room + 4 * dpr, ink)
  })
}
