/** Other people on the canvas: a thin playhead with their name at its top, and dashed frames around what they hold selected. */
import type { TimeScale } from '#media/core/time/time-scale.ts'
import { inkOn } from './label-table.ts'
import type { OtherPerson } from './others.ts'
import { RULER_HEIGHT } from './rows.ts'
import type { TimelineTheme } from './theme.ts'

export interface OthersScene {
  readonly width: number
  readonly height: number
  readonly scale: TimeScale
  readonly theme: TimelineTheme
}

const TALL = 14

/** Lines and names; of two that stand together the second name goes one lower. */
export function paintOthers(
  g: CanvasRenderingContext2D,
  { width, height, scale, theme }: OthersScene,
  others: readonly OtherPerson[],
): void {
  const taken: { left: number; right: number; row: number }[] = []
  g.font = `500 10px ${theme.fontFamily}`
  g.textBaseline = 'middle'
  g.textAlign = 'left'
  for (const { name, color, tick } of others) {
    if (tick === null) continue
    const x = Math.round(scale.xOf(tick))
    if (x < -1 || x > width + 1) continue
    g.fillStyle = color
    g.globalAlpha = 0.85
    g.fillRect(x, RULER_HEIGHT, 1, height - RULER_HEIGHT)
    g.globalAlpha = 1
    const short = name.split(/\s+/)[0] ?? name
    const wide = Math.min(90, g.measureText(short).width + 8)
    // At the right edge the name hangs to the left of its line.
    const left = x + wide > width ? x - wide + 1 : x
    let row = 0
    while (taken.some((t) => t.row === row && left < t.right && left + wide > t.left)) row++
    taken.push({ left, right: left + wide, row })
    const top = RULER_HEIGHT + row * (TALL + 1)
    g.beginPath()
    g.roundRect(left, top, wide, TALL, [0, 3, 3, 3])
    g.fill()
    g.fillStyle = inkOn(color)
    g.save()
    g.clip()
    g.fillText(short, left + 4, top + TALL / 2 + 0.5)
    g.restore()
  }
}
