/**
 * Paints what moves: playhead, hover line, selection frames, the box being drawn, the edge that attracts, and
 * annotations that grow while they are being made by key. A few dozen shapes, cheap enough for every frame.
 */
import type { AnnotationRecord } from '#media/core/document/records.ts'
import type { TimeScale } from '#media/core/time/time-scale.ts'
import type { LabelStyle } from './label-table.ts'
import type { OtherPerson } from './others.ts'
import { paintOthers } from './others-painter.ts'
import { type PlacedRow, RULER_HEIGHT } from './rows.ts'
import type { TimelineTheme } from './theme.ts'

export interface Growing {
  /** Top and height of its band, CSS pixels of the canvas. */
  readonly y: number
  readonly height: number
  readonly style: LabelStyle
  readonly from: number
  readonly to: number
}

export interface OverlayScene {
  readonly width: number
  readonly height: number
  readonly dpr: number
  readonly scale: TimeScale
  readonly rows: readonly PlacedRow[]
  readonly theme: TimelineTheme
  readonly now: number
  /** Frame on the screen, to show how long one frame is when zoomed in. */
  readonly shown: { readonly start: number; readonly end: number } | null
  readonly selection: readonly AnnotationRecord[]
  readonly hovered: AnnotationRecord | null
  readonly hoverX: number | null
  readonly guide: number | null
  readonly box: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number } | null
  readonly loop: { readonly start: number; readonly end: number } | null
  readonly growing: readonly Growing[]
  readonly others?: readonly (OtherPerson & { readonly selected: readonly AnnotationRecord[] })[]
  /** Where the tracks' scroll stands; null when all of them fit. */
  readonly scrollbar: { readonly y: number; readonly height: number } | null
}

/** At most so many selection frames are drawn; beyond that the count in the inspector tells. */
const MOST_FRAMES = 500

export function paintOverlay(g: CanvasRenderingContext2D, s: OverlayScene): void {
  g.setTransform(s.dpr, 0, 0, s.dpr, 0, 0)
  g.clearRect(0, 0, s.width, s.height)
  paintLoop(g, s)
  g.save()
  g.beginPath()
  g.rect(0, RULER_HEIGHT, s.width, s.height - RULER_HEIGHT)
  g.clip()
  for (const growing of s.growing) paintGrowing(g, s, growing)
  for (const { color, selected } of s.others ?? []) {
    g.setLineDash([4, 3])
    for (const a of selected) frame(g, s, a, color, 2)
    g.setLineDash([])
  }
  if (s.others?.length) paintOthers(g, s, s.others)
  if (s.hovered) frame(g, s, s.hovered, s.theme.textDim, 1)
  for (const a of s.selection.slice(0, MOST_FRAMES)) frame(g, s, a, s.theme.selection, 2)
  if (s.box) {
    const { x0, y0, x1, y1 } = s.box
    g.fillStyle = s.theme.accent
    g.globalAlpha = 0.12
    g.fillRect(x0, y0, x1 - x0, y1 - y0)
    g.globalAlpha = 1
    g.strokeStyle = s.theme.accent
    g.lineWidth = 1
    g.strokeRect(Math.round(x0) + 0.5, Math.round(y0) + 0.5, Math.round(x1 - x0), Math.round(y1 - y0))
  }
  g.restore()
  if (s.guide !== null) line(g, s, s.scale.xOf(s.guide), s.theme.warn, [3, 3])
  if (s.hoverX !== null) line(g, s, s.hoverX, s.theme.lineStrong, [])
  paintPlayhead(g, s)
  if (s.scrollbar) {
    g.fillStyle = s.theme.lineStrong
    g.beginPath()
    g.roundRect(s.width - 6, s.scrollbar.y, 4, s.scrollbar.height, 2)
    g.fill()
  }
}

function paintPlayhead(g: CanvasRenderingContext2D, s: OverlayScene): void {
  const { accent } = s.theme
  if (s.shown) {
    const x0 = s.scale.xOf(s.shown.start)
    const x1 = s.scale.xOf(s.shown.end)
    if (x1 - x0 > 3) {
      g.fillStyle = accent
      g.globalAlpha = 0.14
      g.fillRect(x0, RULER_HEIGHT, x1 - x0, s.height)
      g.globalAlpha = 1
    }
  }
  const x = Math.round(s.scale.xOf(s.now))
  if (x < -8 || x > s.width + 8) return
  g.fillStyle = accent
  g.fillRect(x - 0.5, 10, 1.5, s.height)
  g.beginPath()
  g.moveTo(x - 5.5, 8)
  g.lineTo(x + 6, 8)
  g.lineTo(x + 6, 15)
  g.lineTo(x + 0.25, 21)
  g.lineTo(x - 5.5, 15)
  g.closePath()
  g.fill()
}

function paintLoop(g: CanvasRenderingContext2D, s: OverlayScene): void {
  if (!s.loop) return
  const x0 = s.scale.xOf(s.loop.start)
  const x1 = s.scale.xOf(s.loop.end)
  g.fillStyle = s.theme.accent
  g.globalAlpha = 0.1
  g.fillRect(x0, 0, x1 - x0, RULER_HEIGHT)
  g.globalAlpha = 1
  g.fillRect(x0, RULER_HEIGHT - 3, x1 - x0, 2)
}

function paintGrowing(
  g: CanvasRenderingContext2D,
  s: OverlayScene,
  { y, height, style, from, to }: Growing,
): void {
  const x0 = s.scale.xOf(Math.min(from, to))
  const x1 = s.scale.xOf(Math.max(from, to))
  g.fillStyle = style.color
  g.beginPath()
  g.roundRect(x0, y, Math.max(2, x1 - x0), height, 3)
  g.fill()
  g.strokeStyle = s.theme.selection
  g.lineWidth = 1
  g.setLineDash([4, 3])
  g.stroke()
  g.setLineDash([])
  if (x1 - x0 > 40) {
    g.fillStyle = style.ink
    g.font = `500 11px ${s.theme.fontFamily}`
    g.textBaseline = 'middle'
    g.save()
    g.clip()
    g.fillText(style.name, Math.max(0, x0) + 6, y + height / 2)
    g.restore()
  }
}

function frame(
  g: CanvasRenderingContext2D,
  s: OverlayScene,
  a: AnnotationRecord,
  color: string,
  width: number,
): void {
  const row = s.rows.find((r) => r.id === a.trackId)
  const band = row?.view.band?.(a.id, a.start, row.height)
  if (!row || !band) return
  const point = a.start === a.end
  const x0 = s.scale.xOf(a.start) - (point ? 8 : 0)
  const x1 = s.scale.xOf(a.end) + (point ? 8 : 0)
  if (x1 < 0 || x0 > s.width) return
  const left = Math.max(-4, Math.round(x0))
  const right = Math.min(s.width + 4, Math.max(left + 2, Math.round(x1)))
  g.strokeStyle = color
  g.lineWidth = width
  g.beginPath()
  g.roundRect(
    left + width / 2 - 1,
    row.y + band.y - 1 + width / 2 - 0.5,
    right - left - width + 1,
    band.height + 1,
    4,
  )
  g.stroke()
}

function line(g: CanvasRenderingContext2D, s: OverlayScene, x: number, color: string, dash: number[]): void {
  g.strokeStyle = color
  g.lineWidth = 1
  g.setLineDash(dash)
  g.beginPath()
  g.moveTo(Math.round(x) + 0.5, 0)
  g.lineTo(Math.round(x) + 0.5, s.height)
  g.stroke()
  g.setLineDash([])
}
