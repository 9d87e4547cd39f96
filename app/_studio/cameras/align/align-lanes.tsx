'use client'
/**
 * All files along the recording's clock, one lane each with its filmstrip, waveform or signal. A lane is dragged to move
 * its file; the wheel zooms, a drag on the main lane or the ruler moves the window. It paints itself.
 */
import { effect } from '@preact/signals-core'
import { Minus, Plus } from 'lucide-react'
import { type PointerEvent, useEffect, useMemo, useRef } from 'react'
import { spanOf } from '#media/core/asset/placement.ts'
import { TICKS_PER_SECOND, tick } from '#media/core/time/tick.ts'
import { TimeScale } from '#media/core/time/time-scale.ts'
import { formatClock } from '#media/core/time/timecode.ts'
import { useText } from '../../../_text/text-provider.tsx'
import { IconButton } from '../../../_ui/icon-button.tsx'
import { useStudio } from '../../studio-context.tsx'
import type { Row } from '../../timeline/rows.ts'
import { readTheme, type TimelineTheme, watchTheme } from '../../timeline/theme.ts'
import type { TrackRenderContext } from '../../tracks/track-view.ts'
import type { AlignFile, AlignSession } from './align-session.ts'

const RULER = 20
const LANE = 56
const GAP = 4

export interface AlignLanesProps {
  align: AlignSession
  /** The main one first. */
  files: readonly AlignFile[]
}

interface Window {
  start: number
  ticksPerPixel: number
}

export function AlignLanes({ align, files }: AlignLanesProps) {
  const { timeline, session, scheduler } = useStudio()
  const t = useText().cameras.alignPanel
  const canvas = useRef<HTMLCanvasElement>(null)
  const state = useRef<Window | null>(null)
  const paint = useRef<() => void>(() => {})
  const height = RULER + files.length * (LANE + GAP)
  const bounds = useMemo(() => {
    const spans = files.map((f) => spanOf(f.placement.peek(), f.manifest.duration))
    const start = Math.min(...spans.map((s) => s.start))
    const end = Math.max(...spans.map((s) => s.end))
    const margin = (end - start) * 0.04
    return { start: start - margin, end: end + margin }
  }, [files])

  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const g = element.getContext('2d', { alpha: false })!
    let theme = readTheme(element)
    const draw = () => {
      const { width } = element.getBoundingClientRect()
      if (!width) return
      const dpr = window.devicePixelRatio
      const [w, h] = [Math.round(width * dpr), Math.round(height * dpr)]
      if (element.width !== w || element.height !== h) {
        element.width = w
        element.height = h
      }
      state.current ??= { start: bounds.start, ticksPerPixel: (bounds.end - bounds.start) / width }
      const { start, ticksPerPixel } = state.current
      const scale = new TimeScale(start, ticksPerPixel / dpr, w)
      g.fillStyle = theme.background
      g.fillRect(0, 0, w, h)
      drawRuler(g, scale, theme, dpr)
      files.forEach((file, i) => {
        const y = Math.round((RULER + i * (LANE + GAP)) * dpr)
        drawLane(g, scale, theme, dpr, y, file, rowsOf(timeline.mediaRows.peek(), file.assetId))
      })
      g.fillStyle = theme.accent
      g.fillRect(Math.round(scale.xOf(session.clock.now())), 0, Math.max(1, dpr), h)
    }
    const task = scheduler.add('canvases', draw)
    paint.current = () => task.invalidate()
    const stopFollowing = effect(() => {
      timeline.mediaRows.value
      session.clock.shown.value
      for (const file of files) file.placement.value
      task.invalidate()
    })
    const themes = watchTheme(() => {
      theme = readTheme(element)
      task.invalidate()
    })
    const sizes = new ResizeObserver(() => task.invalidate())
    sizes.observe(element)
    const wheel = (event: WheelEvent) => {
      event.preventDefault()
      const now = state.current
      if (!now) return
      const x = event.clientX - element.getBoundingClientRect().left
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))
        now.start += (event.deltaX || event.deltaY) * now.ticksPerPixel
      else zoom(now, x, Math.exp(event.deltaY * 0.002))
      task.invalidate()
    }
    element.addEventListener('wheel', wheel, { passive: false })
    return () => {
      stopFollowing()
      themes[Symbol.dispose]()
      sizes.disconnect()
      element.removeEventListener('wheel', wheel)
      task[Symbol.dispose]()
    }
  }, [bounds, files, height, scheduler, session, timeline])

  const drag = useRef<{ file: AlignFile | null; x: number; offset: number; start: number } | null>(null)
  const down = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button || !state.current) return
    const rect = event.currentTarget.getBoundingClientRect()
    const y = event.clientY - rect.top - RULER
    const file = y < 0 ? null : (files[Math.floor(y / (LANE + GAP))] ?? null)
    const moved = file && !file.main ? file : null
    drag.current = {
      file: moved,
      x: event.clientX,
      offset: moved?.placement.peek().offset ?? 0,
      start: state.current.start,
    }
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const from = drag.current
    const now = state.current
    if (!from || !now) return
    // With Shift a tenth, for the last millimetre.
    const by = (event.clientX - from.x) * now.ticksPerPixel * (event.shiftKey ? 0.1 : 1)
    if (from.file)
      align.place(
        from.file,
        { ...from.file.placement.peek(), offset: tick(Math.round(from.offset + by)) },
        'drag',
      )
    else now.start = from.start - by
    paint.current()
  }
  const up = () => {
    drag.current = null
    align.endGesture()
  }
  const step = (factor: number) => () => {
    if (state.current && canvas.current) zoom(state.current, canvas.current.clientWidth / 2, factor)
    paint.current()
  }
  return (
    <div className="relative">
      <canvas
        ref={canvas}
        role="img"
        aria-label={t.lanes}
        data-testid="align-lanes"
        className="block w-full cursor-ew-resize touch-none"
        style={{ height }}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
      />
      <div className="absolute top-0 right-0 flex bg-canvas px-0.5">
        <IconButton
          size="small"
          label={t.zoomOut}
          icon={<Minus className="size-3.5" />}
          onClick={step(1.6)}
        />
        <IconButton
          size="small"
          label={t.zoomIn}
          icon={<Plus className="size-3.5" />}
          onClick={step(1 / 1.6)}
        />
      </div>
    </div>
  )
}

function zoom(now: Window, x: number, factor: number): void {
  const at = now.start + x * now.ticksPerPixel
  now.ticksPerPixel = Math.min(
    TICKS_PER_SECOND * 60,
    Math.max(TICKS_PER_SECOND / 20_000, now.ticksPerPixel * factor),
  )
  now.start = at - x * now.ticksPerPixel
}

const rowsOf = (rows: readonly Row[], assetId: string): Row[] =>
  rows.filter((r) => r.id.startsWith(`${assetId}:`))

function drawLane(
  g: CanvasRenderingContext2D,
  scale: TimeScale,
  theme: TimelineTheme,
  dpr: number,
  y: number,
  file: AlignFile,
  rows: readonly Row[],
): void {
  const height = Math.round(LANE * dpr)
  const { start, end } = spanOf(file.placement.peek(), file.manifest.duration)
  const x0 = Math.round(scale.xOf(start))
  const x1 = Math.round(scale.xOf(end))
  g.fillStyle = theme.row
  g.fillRect(x0, y, Math.max(1, x1 - x0), height)
  // A camera shows its pictures above its sound; each takes its share of the lane.
  const shares = rows.map((row) => (row.kind === 'waveform' && rows.length > 1 ? 0.4 : 1))
  const unit =
    height / Math.max(1, shares.length > 1 ? shares.reduce((a, b) => a + (b === 1 ? 0.6 : b), 0) : 1)
  let top = y
  for (const [i, row] of rows.entries()) {
    const part = Math.round(unit * (rows.length > 1 ? (shares[i] === 1 ? 0.6 : 0.4) : 1))
    g.save()
    g.beginPath()
    g.rect(0, top, scale.width, part)
    g.clip()
    const later: (() => void)[] = []
    row.view.render({
      g,
      scale,
      y: top,
      height: part,
      dpr,
      theme,
      after: (drawing: () => void) => later.push(drawing),
      word: () => {},
    } as unknown as TrackRenderContext)
    for (const drawing of later) drawing()
    g.restore()
    top += part
  }
  g.strokeStyle = file.main ? theme.lineStrong : theme.accent
  g.lineWidth = dpr
  g.strokeRect(x0 + dpr / 2, y + dpr / 2, Math.max(1, x1 - x0 - dpr), height - dpr)
  const name = file.title.peek()
  g.font = `${11 * dpr}px ${theme.fontFamily}`
  const width = g.measureText(name).width + 10 * dpr
  const x = Math.min(Math.max(x0, 0), Math.max(0, x1 - width))
  g.fillStyle = theme.background
  g.globalAlpha = 0.8
  g.fillRect(x + dpr, y + dpr, width, 16 * dpr)
  g.globalAlpha = 1
  g.fillStyle = theme.text
  g.textBaseline = 'middle'
  g.fillText(name, x + 6 * dpr, y + 9 * dpr)
}

const STEPS = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 600, 1800, 3600,
]

function drawRuler(g: CanvasRenderingContext2D, scale: TimeScale, theme: TimelineTheme, dpr: number): void {
  const least = scale.ticksOf(90 * dpr) / TICKS_PER_SECOND
  const step = (STEPS.find((s) => s >= least) ?? 7200) * TICKS_PER_SECOND
  g.font = `${11 * dpr}px ${theme.monoFamily}`
  g.textBaseline = 'middle'
  for (let at = Math.ceil(scale.start / step) * step; at < scale.end; at += step) {
    const x = Math.round(scale.xOf(at))
    g.fillStyle = theme.line
    g.fillRect(x, 0, Math.max(1, dpr), g.canvas.height)
    g.fillStyle = theme.textDim
    g.fillText(
      formatClock(at, step < TICKS_PER_SECOND / 10 ? 3 : step < TICKS_PER_SECOND ? 1 : 0),
      x + 4 * dpr,
      9 * dpr,
    )
  }
}
