/** A closed group: its tracks as thin lines of colour one above the other, like the minimap. An open one is empty. */
import { pixelOf, shadesOf } from '../../timeline/label-table.ts'
import type { LaneSource } from '../lane-source.ts'
import type { TrackRenderContext, TrackView } from '../track-view.ts'

/** CSS pixels above and below. */
const INSET = 5

export class GroupView implements TrackView {
  private readonly sources: () => readonly LaneSource[]

  /** @param sources of the tracks inside; none while the group is open */
  constructor(sources: () => readonly LaneSource[]) {
    this.sources = sources
  }

  render(ctx: TrackRenderContext): void {
    const { scale, strips, dpr, theme } = ctx
    const lanes = this.sources().flatMap((source) => source.lanes.map((_, k) => ({ source, k })))
    if (!lanes.length) return
    const width = Math.ceil(scale.width)
    const top = ctx.y + INSET * dpr
    const room = ctx.height - 2 * INSET * dpr
    for (const [n, { source, k }] of lanes.entries()) {
      const from = Math.round((room * n) / lanes.length)
      const to = Math.round((room * (n + 1)) / lanes.length)
      if (to <= from) continue
      const { full, quarter } = shadesOf(source.styles, pixelOf(theme.row))
      const line = strips.line()
      const paint = (places: Uint16Array, marks: Uint16Array, colors: Uint32Array) => {
        for (let x = 0; x < width; x++) {
          const place = marks[x] || places[x]!
          if (place) line.pixels[x] = colors[place - 1]!
        }
      }
      const all = source.sample(k, scale.start, scale.ticksPerPixel, width)
      paint(all.top, all.mark, source.filtered ? quarter : full)
      const bright = source.filtered && source.sampleBright(k, scale.start, scale.ticksPerPixel, width)
      if (bright) paint(bright.top, bright.mark, full)
      strips.stretch(line.line, top + from, to - from)
    }
  }
}
