/**
 * Draws a signal: far out the envelope of each pixel column as upright strokes, written straight into pixels; near by a
 * line from sample to sample, and the samples themselves as points when they stand apart. Nothing is drawn across a gap.
 */
import type { TrackRenderContext, TrackView } from '../track-view.ts'
import { type Envelope, fillEnvelope, newEnvelope } from './envelope.ts'
import { colorOf, endsOf, type ScaleEnds } from './look.ts'
import type { SignalSource } from './signal-source.ts'

/** Samples a pixel from which strokes say more than a line. */
const DENSE = 1.5
/** CSS pixels between samples from which each is a point. */
const APART = 7
/** CSS pixels at the top and the bottom of a channel's room. */
const INSET = 4

export class SignalView implements TrackView {
  private readonly source: SignalSource
  private envelope: Envelope = newEnvelope(0)
  private image: ImageData | null = null
  private sheet: OffscreenCanvas | null = null

  constructor(source: SignalSource) {
    this.source = source
  }

  render(ctx: TrackRenderContext): void {
    const { source } = this
    const look = source.look.peek()
    const bands = bandsOf(ctx.height, look.layout === 'stacked' ? look.channels.length : 1)
    const step = source.samplesIn(ctx.scale.ticksPerPixel)
    ctx.after(() => {
      const { g, y } = ctx
      g.save()
      g.beginPath()
      g.rect(0, y, ctx.scale.width, ctx.height)
      g.clip()
      this.separators(ctx, bands)
      const rooms = look.channels.map((channel, i) => ({
        channel,
        band: bands[look.layout === 'stacked' ? i : 0]!,
        ends: endsOf(source.signal, look, channel),
        color: colorOf(look, channel),
      }))
      for (const room of rooms) this.zeroLine(ctx, room)
      if (step >= DENSE) this.strokes(ctx, rooms, step)
      else for (const room of rooms) this.line(ctx, room, step)
      g.restore()
    })
  }

  private separators({ g, y, theme, scale, dpr }: TrackRenderContext, bands: readonly Band[]): void {
    g.fillStyle = theme.line
    for (const band of bands.slice(1))
      g.fillRect(0, y + band.y, scale.width, Math.max(1, Math.round(dpr / 2)))
  }

  private zeroLine(ctx: TrackRenderContext, { band, ends }: Room): void {
    if (!(ends.min < 0 && ends.max > 0)) return
    ctx.g.fillStyle = ctx.theme.line
    ctx.g.fillRect(0, Math.round(yOf(0, ends, band, ctx)), ctx.scale.width, 1)
  }

  /** Far out: all channels into one picture, which goes onto the canvas at once. */
  private strokes(ctx: TrackRenderContext, rooms: readonly Room[], step: number): void {
    const width = Math.round(ctx.scale.width)
    const height = Math.max(1, Math.round(ctx.height))
    const pixels = this.pixels(width, height)
    const first = this.source.sampleAt(ctx.scale.start)
    if (this.envelope.min.length < width) this.envelope = newEnvelope(width)
    const least = Math.max(1, Math.round(ctx.dpr))
    for (const room of rooms) {
      fillEnvelope(this.source.tiles, room.channel, { first, step, width }, this.envelope)
      const color = rgba(room.color)
      const { min, max } = this.envelope
      let above = Number.NaN
      let below = Number.NaN
      const top = room.band.y
      const bottom = Math.min(height, room.band.y + room.band.height)
      for (let x = 0; x < width; x++) {
        const lo = min[x]!
        if (Number.isNaN(lo)) {
          above = Number.NaN
          continue
        }
        const y0 = yOf(max[x]!, room.ends, room.band, ctx) - ctx.y
        const y1 = yOf(lo, room.ends, room.band, ctx) - ctx.y
        let from = Math.round(y0)
        let to = Math.max(from + least, Math.round(y1) + 1)
        // Neighbouring strokes touch: a steep flank is one line, not a row of dashes.
        if (!Number.isNaN(above)) {
          if (from > below) from = below
          if (to < above) to = above
        }
        above = Math.round(y0)
        below = Math.max(above + least, Math.round(y1) + 1)
        if (from < top) from = top
        if (to > bottom) to = bottom
        for (let y = from, at = from * width + x; y < to; y++, at += width) pixels[at] = color
      }
    }
    this.sheet!.getContext('2d')!.putImageData(this.image!, 0, 0)
    ctx.g.drawImage(this.sheet!, 0, ctx.y)
  }

  private pixels(width: number, height: number): Uint32Array {
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = new ImageData(width, height)
      this.sheet = new OffscreenCanvas(width, height)
      return new Uint32Array(this.image.data.buffer)
    }
    const pixels = new Uint32Array(this.image.data.buffer)
    pixels.fill(0)
    return pixels
  }

  private line(ctx: TrackRenderContext, room: Room, step: number): void {
    const { g, scale, dpr } = ctx
    const { tiles, signal } = this.source
    const first = this.source.sampleAt(scale.start)
    const from = Math.max(0, Math.floor(first) - 1)
    const to = Math.min(signal.samples, Math.ceil(first + step * scale.width) + 2)
    const points = 1 / step >= APART * dpr
    const dots: number[] = []
    let stretch: ReturnType<typeof tiles.stretch> = null
    let drawing = false
    g.strokeStyle = room.color
    g.lineWidth = 1.25 * dpr
    g.lineJoin = 'round'
    g.beginPath()
    for (let i = from; i < to; i++) {
      if (!stretch || i < stretch.first || i >= stretch.first + stretch.count)
        stretch = tiles.stretch(0, i, room.channel)
      if (!stretch) {
        // Skips what is on its way; the coarse picture stands in below.
        this.coarse(ctx, room, step)
        return
      }
      const v = stretch.min[i - stretch.first]!
      if (Number.isNaN(v)) {
        drawing = false
        continue
      }
      const x = (i - first) / step
      const y = yOf(v, room.ends, room.band, ctx)
      if (drawing) g.lineTo(x, y)
      else g.moveTo(x, y)
      const next =
        i + 1 < to && i + 1 < stretch.first + stretch.count ? stretch.min[i + 1 - stretch.first]! : 0
      if (points || (!drawing && Number.isNaN(next))) dots.push(x, y)
      drawing = true
    }
    g.stroke()
    g.fillStyle = room.color
    for (let i = 0; i < dots.length; i += 2) {
      g.beginPath()
      g.arc(dots[i]!, dots[i + 1]!, 2 * dpr, 0, 2 * Math.PI)
      g.fill()
    }
  }

  private coarse(ctx: TrackRenderContext, room: Room, step: number): void {
    const width = Math.round(ctx.scale.width)
    if (this.envelope.min.length < width) this.envelope = newEnvelope(width)
    const first = this.source.sampleAt(ctx.scale.start)
    fillEnvelope(this.source.tiles, room.channel, { first, step, width }, this.envelope)
    ctx.g.fillStyle = room.color
    ctx.g.globalAlpha = 0.4
    for (let x = 0; x < width; x++) {
      if (Number.isNaN(this.envelope.min[x]!)) continue
      const y0 = yOf(this.envelope.max[x]!, room.ends, room.band, ctx)
      const y1 = yOf(this.envelope.min[x]!, room.ends, room.band, ctx)
      ctx.g.fillRect(x, y0, 1, Math.max(1, y1 - y0))
    }
    ctx.g.globalAlpha = 1
  }
}

interface Band {
  /** From the row's top, device pixels. */
  readonly y: number
  readonly height: number
}

interface Room {
  readonly channel: number
  readonly band: Band
  readonly ends: ScaleEnds
  readonly color: string
}

export function bandsOf(height: number, count: number): Band[] {
  return Array.from({ length: Math.max(1, count) }, (_, i) => {
    const y = Math.round((i * height) / count)
    return { y, height: Math.round(((i + 1) * height) / count) - y }
  })
}

function yOf(value: number, { min, max }: ScaleEnds, band: Band, { y, dpr }: TrackRenderContext): number {
  const inset = Math.min(INSET * dpr, band.height / 6)
  const share = (value - min) / (max - min)
  return y + band.y + band.height - inset - share * (band.height - 2 * inset)
}

/** As it lies in the memory of an ImageData on a little-endian machine. */
function rgba(hex: string): number {
  const n = Number.parseInt(hex.slice(1), 16)
  return ((0xff << 24) | ((n & 0xff) << 16) | (n & 0xff00) | (n >> 16)) >>> 0
}
