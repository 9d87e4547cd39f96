/** Puts the minimap on a page: the picture of the whole recording, the window on it, and dragging the window. */
import { effect } from '@preact/signals-core'
import type { FrameScheduler } from '../scheduler/frame-scheduler.ts'
import { CanvasLayer, watchSize } from './canvas-layer.ts'
import { dragMinimap, minimapImage, minimapPartAt, minimapScale } from './minimap.ts'
import { readTheme, type TimelineTheme, watchTheme } from './theme.ts'
import type { Timeline } from './timeline.ts'

const CURSORS = { start: 'ew-resize', end: 'ew-resize', window: 'grab', outside: 'pointer' } as const
const MARGIN = 5

export class MinimapStage implements Disposable {
  private readonly host: HTMLElement
  private readonly timeline: Timeline
  private readonly layer: CanvasLayer
  private readonly stack = new DisposableStack()
  private theme: TimelineTheme
  private width = 0
  private height = 0
  /** The tracks, drawn when one of them changed. */
  private picture: OffscreenCanvas | null = null
  private stale = true

  constructor(host: HTMLElement, timeline: Timeline, scheduler: FrameScheduler) {
    this.host = host
    this.timeline = timeline
    this.theme = readTheme(host)
    this.layer = new CanvasLayer(host, true)
    this.stack.defer(() => this.layer.remove())
    const { session } = timeline
    const paint = this.stack.use(scheduler.add('canvases', () => this.paint()))
    this.stack.use(
      watchSize(host, (size) => {
        this.layer.resize(size)
        this.width = size.width
        this.height = size.height
        this.stale = true
        this.paint()
      }),
    )
    this.stack.use(
      watchTheme(() => {
        this.theme = readTheme(host)
        this.stale = true
        paint.invalidate()
      }),
    )
    this.stack.defer(
      effect(() => {
        timeline.tracks.labels.value
        timeline.tracks.hiddenLayers.value
        timeline.filter.value
        for (const track of timeline.presentTracks.value) session.store.trackVersion(track.id).value
        this.stale = true
        paint.invalidate()
      }),
    )
    this.stack.defer(
      effect(() => {
        timeline.viewport.value
        timeline.size.value
        timeline.others.value
        session.clock.shown.value
        paint.invalidate()
      }),
    )
    this.listen()
  }

  [Symbol.dispose](): void {
    this.stack.dispose()
  }

  private get scale() {
    return minimapScale(this.timeline.session.clock.duration, this.width)
  }

  private paint(): void {
    const { g, dpr } = this.layer
    const { timeline, theme, width, height } = this
    if (width < 1) return
    if (this.stale) this.redraw()
    const { scale } = this
    g.setTransform(dpr, 0, 0, dpr, 0, 0)
    g.fillStyle = theme.background
    g.fillRect(0, 0, width, height)
    g.imageSmoothingEnabled = false
    if (this.picture) g.drawImage(this.picture, 0, MARGIN, width, height - 2 * MARGIN)
    const v = timeline.viewport.peek()
    const x0 = Math.max(0, scale.xOf(v.start))
    const x1 = Math.min(width, scale.xOf(v.start + v.ticksPerPixel * timeline.size.peek().width))
    g.fillStyle = theme.background
    g.globalAlpha = 0.55
    g.fillRect(0, 0, x0, height)
    g.fillRect(x1, 0, width - x1, height)
    g.globalAlpha = 1
    g.strokeStyle = theme.textDim
    g.lineWidth = 1
    g.beginPath()
    g.roundRect(x0 + 0.5, 1.5, Math.max(3, x1 - x0 - 1), height - 3, 3)
    g.stroke()
    for (const { color, tick } of timeline.others.peek()) {
      if (tick === null) continue
      g.fillStyle = color
      g.fillRect(Math.round(scale.xOf(tick)), 1, 1.5, height - 2)
    }
    const shown = timeline.session.clock.shown.peek()
    if (shown) {
      g.fillStyle = theme.accent
      g.fillRect(Math.round(scale.xOf(shown.start)) - 0.5, 0, 1.5, height)
    }
  }

  private redraw(): void {
    const { timeline, theme } = this
    this.stale = false
    const sources = timeline.presentTracks.peek().map((track) => timeline.tracks.get(track).source)
    const width = Math.round(this.width * this.layer.dpr)
    const image = minimapImage(sources, timeline.session.clock.duration, width, theme)
    if (!image) {
      this.picture = null
      return
    }
    this.picture = new OffscreenCanvas(image.width, image.height)
    this.picture.getContext('2d')!.putImageData(image, 0, 0)
  }

  private listen(): void {
    const { host, timeline } = this
    const at = (event: PointerEvent) => event.clientX - host.getBoundingClientRect().left
    const partAt = (x: number) =>
      minimapPartAt(x, this.scale, timeline.viewport.peek(), timeline.size.peek().width)
    let drag: {
      part: ReturnType<typeof partAt>
      grip: number
      viewport: typeof timeline.viewport.value
    } | null = null
    const move = (x: number) => {
      if (!drag) return
      const { part, grip, viewport } = drag
      timeline.show(dragMinimap(part, x, grip, this.scale, viewport, timeline.size.peek().width))
    }
    const down = (event: PointerEvent) => {
      if (event.button !== 0) return
      host.setPointerCapture(event.pointerId)
      const x = at(event)
      const viewport = timeline.viewport.peek()
      drag = { part: partAt(x), grip: this.scale.timeAt(x) - viewport.start, viewport }
      if (drag.part === 'outside') {
        move(x)
        const moved = timeline.viewport.peek()
        drag = { part: 'window', grip: this.scale.timeAt(x) - moved.start, viewport: moved }
      }
    }
    const moved = (event: PointerEvent) => {
      if (drag) move(at(event))
      else host.style.cursor = CURSORS[partAt(at(event))]
    }
    const up = () => {
      drag = null
    }
    const wheel = (event: WheelEvent) => {
      event.preventDefault()
      if (event.ctrlKey || event.metaKey) timeline.zoomBy(Math.exp(event.deltaY * 0.01))
      else timeline.panBy(event.deltaX || event.deltaY)
    }
    host.addEventListener('pointerdown', down)
    host.addEventListener('pointermove', moved)
    host.addEventListener('pointerup', up)
    host.addEventListener('pointercancel', up)
    host.addEventListener('wheel', wheel, { passive: false })
    this.stack.defer(() => {
      host.removeEventListener('pointerdown', down)
      host.removeEventListener('pointermove', moved)
      host.removeEventListener('pointerup', up)
      host.removeEventListener('pointercancel', up)
      host.removeEventListener('wheel', wheel)
    })
  }
}
