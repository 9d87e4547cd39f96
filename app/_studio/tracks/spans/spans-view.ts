/**
 * A track of intervals. Near: rounded segments with their names, a pixel of air between neighbours. Far: one colour a
 * pixel from the pyramid, and under it a thin line of marks for what is too short to colour a pixel.
 */
import { eachWithin, type Lane, placeAt, upperBound } from '../../timeline/columns.ts'
import { pixelOf, shadesOf } from '../../timeline/label-table.ts'
import { edgesWithin } from '../lane-hits.ts'
import { laneLabel } from '../lane-label.ts'
import { insetOf, type LaneSource, laneBand } from '../lane-source.ts'
import type { TrackBand, TrackHit, TrackPoint, TrackRenderContext, TrackView } from '../track-view.ts'

/** CSS pixels. */
const RADIUS = 4
const GRAB = 6
const MARK = 4
/** Narrower segments carry no word. */
const WORD = 30
/** From this many annotations a pixel on, single ones cannot be told apart. */
const DENSE = 1 / 4

export class SpansView implements TrackView {
  private readonly source: LaneSource

  constructor(source: LaneSource) {
    this.source = source
  }

  render(ctx: TrackRenderContext): void {
    const { scale } = ctx
    const { lanes } = this.source
    for (const [k, lane] of lanes.entries()) {
      if (!lane.count) continue
      const band = laneBand(k, lanes.length, ctx.height, insetOf(ctx.height / ctx.dpr) * ctx.dpr)
      const many = upperBound(lane.start, scale.end) - upperBound(lane.start, scale.start)
      if (many > scale.width * DENSE) renderDense(ctx, this.source, k, ctx.y + band.y, band.height)
      else renderNear(ctx, this.source, k, ctx.y + band.y, band.height)
    }
  }

  hit(point: TrackPoint): TrackHit | null {
    const { scale, x, y, height } = point
    const lanes = this.source.lanes
    for (const [k, lane] of lanes.entries()) {
      const band = laneBand(k, lanes.length, height, insetOf(height))
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
      const band = laneBand(k, lanes.length, height, insetOf(height))
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
    return lane < 0 ? null : laneBand(lane, this.source.lanes.length, height, insetOf(height))
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

function renderDense(
  ctx: TrackRenderContext,
  source: LaneSource,
  k: number,
  y: number,
  height: number,
): void {
  const { scale, strips, dpr } = ctx
  const width = Math.ceil(scale.width)
  const { full, half, quarter } = shadesOf(source.styles, pixelOf(ctx.theme.row))
  const { top, mark } = source.sample(k, scale.start, scale.ticksPerPixel, width)
  const main = strips.line()
  const marks = strips.line()
  const plain = source.filtered ? quarter : source.lanes[k]!.suggested ? half : full
  let marked = paintSampled(main.pixels, marks.pixels, top, mark, plain)
  const bright = source.filtered && source.sampleBright(k, scale.start, scale.ticksPerPixel, width)
  if (bright) marked |= paintSampled(main.pixels, marks.pixels, bright.top, bright.mark, full)
  const foot = marked !== 0 && height > 3 * MARK * dpr ? Math.round(MARK * dpr) : 0
  strips.stretch(main.line, y, height - foot)
  if (foot) strips.stretch(marks.line, y + height - foot, foot)
}

/** Not 0 when there was a mark. */
function paintSampled(
  main: Uint32Array,
  marks: Uint32Array,
  top: Uint16Array,
  mark: Uint16Array,
  colors: Uint32Array,
): number {
  let marked = 0
  for (let x = 0; x < top.length; x++) {
    const place = top[x]!
    if (place === 0) continue
    const rare = mark[x]!
    const color = colors[place - 1]!
    main[x] = color
    marks[x] = rare === 0 ? color : colors[rare - 1]!
    marked |= rare
  }
  return marked
}

function renderNear(ctx: TrackRenderContext, source: LaneSource, k: number, y: number, height: number): void {
  const { scale, strips, dpr } = ctx
  const lane = source.lanes[k]!
  const width = Math.ceil(scale.width)
  const air = Math.max(1, Math.round(dpr))
  const rounds = insets(Math.min(RADIUS * dpr, Math.floor(height / 4)))
  const indent = laneLabel(ctx, source, k, y, height)
  const main = strips.line()
  const pixels = main.pixels
  const { full, half, quarter } = shadesOf(source.styles, pixelOf(ctx.theme.row))
  const plain = lane.suggested ? half : full
  const bright = source.bright(k)
  const tiny: number[] = []
  /** Left and right ends of what is wide enough for round corners. */
  const round: number[] = []
  const shadeOf = (i: number) =>
    bright === 'all' || (bright !== 'none' && bright[i] === 1) ? plain : quarter
  const fill = (i: number, x0: number, x1: number) => {
    const pixel = shadeOf(i)[lane.style[i]!]!
    const to = x1 < width ? x1 : width
    if (to - x0 > 48) pixels.fill(pixel, x0 > 0 ? x0 : 0, to)
    else for (let x = x0 > 0 ? x0 : 0; x < to; x++) pixels[x] = pixel
  }
  /** The segment whose word waits to learn how much of it the next one leaves free; -1 for none. */
  let waiting = -1
  const write = (until: number) => {
    if (waiting < 0) return
    wordOn(ctx, source, k, waiting, until, y, height, indent, shadeOf(waiting) === quarter)
    waiting = -1
  }
  eachWithin(lane, scale.start, scale.end, (i) => {
    const x0 = Math.round(scale.xOf(lane.start[i]!))
    write(x0)
    const x1 = Math.round(scale.xOf(lane.end[i]!))
    if (x1 - x0 < 2 * dpr) {
      tiny.push(i)
      return
    }
    const end = x1 - x0 > 3 * air ? x1 - air : x1
    fill(i, x0, end)
    if (end - x0 > 8 * dpr) round.push(x0, end)
    if (end - x0 <= WORD * dpr) return
    waiting = i
  })
  write(scale.width)
  // Short ones last and at least two pixels wide: beside a long neighbour they would be painted over.
  for (const i of tiny) {
    const x0 = Math.round(scale.xOf(lane.start[i]!))
    fill(i, x0, x0 + Math.round(2 * dpr))
  }
  for (const [r, inset] of rounds.entries()) {
    const cut = strips.line()
    cut.pixels.set(pixels)
    for (let e = 0; e < round.length; e += 2) {
      strips.clear(cut.pixels, round[e]!, round[e]! + inset)
      strips.clear(cut.pixels, round[e + 1]! - inset, round[e + 1]!)
    }
    strips.stretch(cut.line, y + r, 1)
    strips.stretch(cut.line, y + height - r - 1, 1)
  }
  strips.stretch(main.line, y + rounds.length, height - 2 * rounds.length)
}

/** The name of a segment, as far as it is seen: from the left edge of the view, up to where the next one begins. */
function wordOn(
  ctx: TrackRenderContext,
  source: LaneSource,
  k: number,
  i: number,
  until: number,
  y: number,
  height: number,
  indent: number,
  dim: boolean,
): void {
  const { scale, dpr, theme } = ctx
  const lane = source.lanes[k]!
  const right = Math.min(Math.round(scale.xOf(lane.end[i]!)), until) - dpr
  const left = Math.max(indent, Math.round(scale.xOf(lane.start[i]!))) + 6 * dpr
  const missing = source.missing(k, i)
  if (missing) markMissing(ctx, right, y)
  const room = Math.min(scale.width, right) - left - (missing ? 10 : 4) * dpr
  if (height < 11 * dpr || room < 8 * dpr) return
  const ink = dim ? theme.textDim : lane.suggested ? theme.text : source.styles.styles[lane.style[i]!]!.ink
  const key = ctx.labels.styles[lane.label[i]!]!.key
  ctx.word(source.wordOf(ctx.labels, lane, i), left, y + height / 2, room, ink, key?.toUpperCase())
}

/** A corner turned down: something required is still to be filled in. */
function markMissing(ctx: TrackRenderContext, right: number, y: number): void {
  const { g, theme, dpr } = ctx
  const size = 7 * dpr
  ctx.after(() => {
    g.beginPath()
    g.moveTo(right - size, y)
    g.lineTo(right, y)
    g.lineTo(right, y + size)
    g.closePath()
    g.fillStyle = theme.warn
    g.fill()
    g.strokeStyle = theme.row
    g.lineWidth = dpr
    g.beginPath()
    g.moveTo(right - size, y)
    g.lineTo(right, y + size)
    g.stroke()
  })
}
