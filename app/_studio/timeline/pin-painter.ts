/** Draws pins: a speech bubble for a thread (hollow once settled), a flag for a bookmark, a number where several meet. */
import { inkOn } from './label-table.ts'
import { PIN_TOP, type Pin } from './pins.ts'
import { RULER_HEIGHT } from './rows.ts'
import type { TimelineTheme } from './theme.ts'

/** The context is scaled to CSS pixels by the caller's `dpr`. */
export function paintPins(
  g: CanvasRenderingContext2D,
  pins: readonly Pin[],
  theme: TimelineTheme,
  dpr: number,
): void {
  if (!pins.length) return
  g.save()
  g.scale(dpr, dpr)
  for (const { x, marks } of pins) {
    const open = marks.some((m) => m.kind === 'comment' && m.open)
    const talked = marks.some((m) => m.kind === 'comment')
    const left = Math.round(x)
    if (marks.length === 1 && !talked) flag(g, left, theme)
    else bubble(g, left, talked ? (open ? theme.warn : theme.textDim) : theme.text, open || !talked, theme)
    if (marks.length > 1) {
      g.fillStyle = open || !talked ? inkOn(open ? theme.warn : theme.text) : theme.text
      g.font = `600 8px ${theme.fontFamily}`
      g.textAlign = 'center'
      g.textBaseline = 'middle'
      g.fillText(marks.length > 9 ? '+' : String(marks.length), left + 0.5, PIN_TOP + 4.5)
    }
  }
  g.restore()
}

function bubble(
  g: CanvasRenderingContext2D,
  x: number,
  color: string,
  full: boolean,
  theme: TimelineTheme,
): void {
  g.beginPath()
  g.moveTo(x - 2.5, PIN_TOP + 9)
  g.lineTo(x + 0.5, RULER_HEIGHT - 1.5)
  g.lineTo(x + 3.5, PIN_TOP + 9)
  g.roundRect(x - 5, PIN_TOP, 11, 9.5, 2.5)
  g.fillStyle = full ? color : theme.background
  g.fill()
  if (full) return
  g.strokeStyle = color
  g.lineWidth = 1
  g.beginPath()
  g.roundRect(x - 4.5, PIN_TOP + 0.5, 10, 8.5, 2)
  g.moveTo(x + 0.5, PIN_TOP + 9)
  g.lineTo(x + 0.5, RULER_HEIGHT - 2)
  g.stroke()
}

function flag(g: CanvasRenderingContext2D, x: number, theme: TimelineTheme): void {
  g.fillStyle = theme.text
  g.fillRect(x, PIN_TOP, 1.25, RULER_HEIGHT - PIN_TOP - 1)
  g.beginPath()
  g.moveTo(x + 1, PIN_TOP)
  g.lineTo(x + 8, PIN_TOP)
  g.lineTo(x + 6, PIN_TOP + 3)
  g.lineTo(x + 8, PIN_TOP + 6)
  g.lineTo(x + 1, PIN_TOP + 6)
  g.closePath()
  g.fill()
}
