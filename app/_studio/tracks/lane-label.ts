/** Whose lane it is, at its left end: only where several layers share a row and it is tall enough to read. */
import type { LaneSource } from './lane-source.ts'
import type { TrackRenderContext } from './track-view.ts'

/** CSS pixels. */
const LEAST_HEIGHT = 13
const MOST_WIDTH = 96

/** The room taken at the left, device pixels, so that names of annotations begin beside it; 0 when nothing is said. */
export function laneLabel(
  ctx: TrackRenderContext,
  source: LaneSource,
  k: number,
  y: number,
  height: number,
): number {
  const { lanes } = source
  const { layerId } = lanes[k]!
  const { dpr, theme, g } = ctx
  const first = lanes.findIndex((lane) => lane.layerId === layerId) === k
  const several = lanes.some((lane) => lane.layerId !== layerId)
  const name = first && several && height >= LEAST_HEIGHT * dpr ? source.laneName(layerId) : ''
  if (!name) return 0
  const width = Math.min(MOST_WIDTH * dpr, ctx.text.widthOf(name)) + 8 * dpr
  ctx.after(() => {
    g.globalAlpha = 0.86
    g.fillStyle = theme.row
    g.fillRect(0, y, width, height)
    g.globalAlpha = 1
  })
  ctx.word(name, 4 * dpr, y + height / 2, MOST_WIDTH * dpr, theme.textDim)
  return width
}
