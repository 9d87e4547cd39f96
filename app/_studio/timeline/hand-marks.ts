/**
 * What hands need to see on the canvas: the active edge that nudging keys move, the handles to stretch by, and the
 * annotation that was in the way of what was just refused.
 */
import type { AnnotationRecord } from '#media/core/document/records.ts'
import type { TimeScale } from '#media/core/time/time-scale.ts'
import type { ActiveEdge } from '../tools/nudge/nudger.ts'
import { type PlacedRow, RULER_HEIGHT } from './rows.ts'
import type { TimelineTheme } from './theme.ts'

export interface HandMarks {
  readonly width: number
  readonly height: number
  readonly scale: TimeScale
  readonly rows: readonly PlacedRow[]
  readonly theme: TimelineTheme
  readonly selection: readonly AnnotationRecord[]
  readonly activeEdge: ActiveEdge
  /** Ends of the selection while it can be stretched. */
  readonly handles: { readonly start: number; readonly end: number } | null
  readonly inTheWay: AnnotationRecord | null
}

/** Beyond so many selected the edges are not marked one by one. */
const MOST_EDGES = 40

export function paintHandMarks(g: CanvasRenderingContext2D, m: HandMarks): void {
  g.save()
  g.beginPath()
  g.rect(0, RULER_HEIGHT, m.width, m.height - RULER_HEIGHT)
  g.clip()
  if (m.selection.length <= MOST_EDGES) for (const a of m.selection) paintActiveEdge(g, m, a)
  if (m.inTheWay) paintInTheWay(g, m, m.inTheWay)
  g.restore()
  if (m.handles) for (const side of ['start', 'end'] as const) paintHandle(g, m, side, m.handles[side])
}

function bandOf(m: HandMarks, a: AnnotationRecord): { top: number; height: number } | null {
  const row = m.rows.find((r) => r.id === a.trackId)
  const band = row?.view.band?.(a.id, a.start, row.height)
  return row && band ? { top: row.y + band.y, height: band.height } : null
}

function paintActiveEdge(g: CanvasRenderingContext2D, m: HandMarks, a: AnnotationRecord): void {
  const band = a.start === a.end ? null : bandOf(m, a)
  if (!band) return
  g.fillStyle = m.theme.accent
  for (const side of ['start', 'end'] as const) {
    if (m.activeEdge !== 'both' && m.activeEdge !== side) continue
    const x = Math.round(m.scale.xOf(a[side]))
    if (x < -4 || x > m.width + 4) continue
    g.beginPath()
    g.roundRect(side === 'start' ? x - 2 : x - 2, band.top - 2, 4, band.height + 4, 2)
    g.fill()
  }
}

function paintInTheWay(g: CanvasRenderingContext2D, m: HandMarks, a: AnnotationRecord): void {
  const band = bandOf(m, a)
  if (!band) return
  const point = a.start === a.end ? 9 : 0
  const x0 = Math.max(-6, m.scale.xOf(a.start) - point)
  const x1 = Math.min(m.width + 6, Math.max(x0 + 4, m.scale.xOf(a.end) + point))
  g.strokeStyle = m.theme.warn
  g.lineWidth = 2
  g.setLineDash([5, 3])
  g.beginPath()
  g.roundRect(x0 - 2, band.top - 2, x1 - x0 + 4, band.height + 4, 5)
  g.stroke()
  g.setLineDash([])
}

/** A bar over the whole height with a grip in the ruler, turned towards what it stretches. */
function paintHandle(g: CanvasRenderingContext2D, m: HandMarks, side: 'start' | 'end', at: number): void {
  const x = Math.round(m.scale.xOf(at))
  if (x < -12 || x > m.width + 12) return
  g.fillStyle = m.theme.accent
  g.fillRect(x - 1, RULER_HEIGHT - 6, 2, m.height)
  const out = side === 'start' ? -1 : 1
  g.beginPath()
  g.moveTo(x, RULER_HEIGHT - 12)
  g.lineTo(x + 9 * out, RULER_HEIGHT - 6)
  g.lineTo(x, RULER_HEIGHT)
  g.closePath()
  g.fill()
}
