/**
 * Puts a Timeline on a page: two canvases, the pointer, the wheel, and the scheduler's turns to paint. The base layer is
 * painted when the viewport, the size, the theme or a track in sight changes; the overlay also with the playhead,
 * the pointer and the selection.
 */
import { effect } from '@preact/signals-core'
import type { FrameScheduler } from '../scheduler/frame-scheduler.ts'
import type { LabelKeyer } from '../tools/label-keys/label-keyer.ts'
import { extentOf } from '../tools/stretch/stretch.ts'
import type { Pointer } from '../tools/tool.ts'
import { BasePainter } from './base-painter.ts'
import { CanvasLayer, watchSize } from './canvas-layer.ts'
import { paintHandMarks } from './hand-marks.ts'
import { type Growing, paintOverlay } from './overlay-painter.ts'
import { contentHeight, RULER_HEIGHT } from './rows.ts'
import { rulerMarks } from './ruler.ts'
import { readTheme, type TimelineTheme, watchTheme } from './theme.ts'
import type { TimeNames } from './time-names.ts'
import type { Timeline } from './timeline.ts'
import { TouchHand } from './touch-hand.ts'
import { cursorOf } from './zones.ts'

export interface StageOptions {
  readonly host: HTMLElement
  readonly timeline: Timeline
  readonly keyer: LabelKeyer
  readonly scheduler: FrameScheduler
  readonly names: TimeNames
}

const MARK_GAP = 92
/** Frames drawn around what each other person holds selected, at most. */
const MOST_OF_OTHERS = 50

export class TimelineStage implements Disposable {
  private readonly options: StageOptions
  private readonly base: CanvasLayer
  private readonly overlay: CanvasLayer
  private readonly painter = new BasePainter()
  private readonly stack = new DisposableStack()
  private theme: TimelineTheme
  private readonly touch: TouchHand
  private spaceHeld = false
  private spaceUsed = false

  constructor(options: StageOptions) {
    this.options = options
    const { host, timeline, scheduler, keyer, names } = options
    const { session } = timeline
    this.touch = new TouchHand(timeline)
    this.theme = readTheme(host)
    this.base = new CanvasLayer(host, true)
    this.overlay = new CanvasLayer(host, false)
    this.stack.defer(() => {
      this.base.remove()
      this.overlay.remove()
    })
    const paintBase = this.stack.use(scheduler.add('canvases', () => this.paintBase()))
    const paintOver = this.stack.use(scheduler.add('canvases', () => this.paintOverlay()))
    const follow = this.stack.use(scheduler.add('animations', () => timeline.followPlayhead()))
    this.stack.use(
      watchSize(host, (size) => {
        this.base.resize(size)
        this.overlay.resize(size)
        timeline.resize(size.width, size.height)
        // A canvas whose size was set is empty: paint in this very turn, before the browser shows it.
        this.paintBase()
        this.paintOverlay()
      }),
    )
    this.stack.use(
      watchTheme(() => {
        this.theme = readTheme(host)
        this.painter.forgetText()
        paintBase.invalidate()
        paintOver.invalidate()
      }),
    )
    this.stack.defer(
      effect(() => {
        timeline.viewport.value
        timeline.size.value
        timeline.scrollY.value
        timeline.shownMedia.value
        timeline.tracks.labels.value
        timeline.tracks.hiddenLayers.value
        timeline.raterBand.value
        timeline.filter.value
        timeline.marks.value
        timeline.people.value
        timeline.arranged.value
        names.mode.value
        for (const track of timeline.presentTracks.value) session.store.trackVersion(track.id).value
        paintBase.invalidate()
        paintOver.invalidate()
      }),
    )
    this.stack.defer(
      effect(() => {
        timeline.hover.value
        timeline.guide.value
        timeline.others.value
        timeline.overlayVersion.value
        timeline.box.value
        session.selection.value
        session.armed.value
        session.activeTrackId.value
        session.clock.shown.value
        session.clock.loop.value
        keyer.running.value
        timeline.activeEdge.value
        timeline.stretching.value
        session.notice.value
        host.style.cursor = this.cursor(timeline.gesture.value?.cursor)
        paintOver.invalidate()
      }),
    )
    this.stack.defer(
      effect(() => {
        const playing = session.clock.playing.value
        paintOver.setContinuous(playing)
        follow.setContinuous(playing)
      }),
    )
    this.listen(host)
  }

  [Symbol.dispose](): void {
    this.stack.dispose()
  }

  private cursor(ofGesture: string | undefined): string {
    const { timeline } = this.options
    const hover = timeline.hover.peek()
    if (ofGesture) return ofGesture
    if (this.spaceHeld) return 'grab'
    return hover ? cursorOf(hover.zone, timeline.session.armed.peek() !== null) : 'default'
  }

  private paintBase(): void {
    const { timeline, names } = this.options
    const { width, height } = timeline.size.peek()
    if (width < 1 || height < 1) return
    this.painter.paint(this.base.g, {
      viewport: timeline.viewport.peek(),
      width,
      height,
      dpr: this.base.dpr,
      duration: timeline.session.clock.duration,
      rows: timeline.placedRows(),
      marks: rulerMarks(timeline.scale, names.ruler(), MARK_GAP),
      pins: timeline.pins(),
      labels: timeline.tracks.labels.peek(),
      theme: this.theme,
    })
  }

  private paintOverlay(): void {
    const { timeline, keyer } = this.options
    const { session } = timeline
    const { width, height } = timeline.size.peek()
    if (width < 1 || height < 1) return
    const rows = timeline.placedRows()
    const hover = timeline.hover.peek()
    const running = timeline.gesture.peek()
    const shown = session.clock.shown.peek()
    const annotation = (id: string) => session.store.annotation(id)
    const now = session.clock.now()
    const selection = [...session.selection.peek()].flatMap((id) => annotation(id) ?? [])
    const growing = keyer.running.peek().flatMap((r): Growing[] => {
      const a = annotation(r.annotationId)
      const row = rows.find((candidate) => candidate.id === r.trackId)
      const band = a && row?.view.band?.(a.id, a.start, row.height)
      if (!a || !row || !band) return []
      const style = timeline.tracks.labels.peek().styleOf(r.labelId)
      const { y, height: tall } = band
      return [{ y: row.y + y, height: tall, style, from: a.start, to: shown?.end ?? now }]
    })
    paintOverlay(this.overlay.g, {
      width,
      height,
      dpr: this.overlay.dpr,
      scale: timeline.scale,
      rows,
      theme: this.theme,
      now: session.clock.playing.peek() ? now : (shown?.start ?? now),
      shown,
      selection,
      hovered:
        hover && !running && hover.zone.kind === 'row' && hover.zone.hit
          ? (annotation(hover.zone.hit.annotationId) ?? null)
          : null,
      hoverX: hover && !running ? hover.x : null,
      others: timeline.others.peek().map((other) => ({
        ...other,
        selected: other.selectionIds.slice(0, MOST_OF_OTHERS).flatMap((id) => annotation(id) ?? []),
      })),
      guide: timeline.guide.peek(),
      box: timeline.box.peek(),
      loop: session.clock.loop.peek(),
      growing,
      scrollbar: scrollbarOf(contentHeight(timeline.rows()), height - RULER_HEIGHT, timeline.scrollY.peek()),
    })
    for (const paint of timeline.overlays)
      paint({ g: this.overlay.g, scale: timeline.scale, rows, theme: this.theme, now })
    const blocked = session.notice.peek()?.annotationId
    paintHandMarks(this.overlay.g, {
      width,
      height,
      scale: timeline.scale,
      rows,
      theme: this.theme,
      selection,
      activeEdge: timeline.activeEdge.peek(),
      handles: timeline.stretching.peek() ? extentOf(session) : null,
      inTheWay: blocked ? (annotation(blocked) ?? null) : null,
    })
  }

  private listen(host: HTMLElement): void {
    const { timeline } = this.options
    const on = <K extends keyof HTMLElementEventMap>(
      type: K,
      fn: (event: HTMLElementEventMap[K]) => void,
      options?: AddEventListenerOptions,
    ) => {
      host.addEventListener(type, fn, options)
      this.stack.defer(() => host.removeEventListener(type, fn, options))
    }
    on('pointerdown', (event) => {
      if (event.button > 1) return
      event.preventDefault()
      // The keys belong to the studio again when somebody was typing.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      if (event.pointerType === 'touch' && this.touch.down(event.pointerId, this.pointer(event))) return
      host.setPointerCapture(event.pointerId)
      if (this.spaceHeld) this.spaceUsed = true
      timeline.pointerDown(this.pointer(event))
    })
    on('pointermove', (event) => {
      if (!this.touch.move(event.pointerId, this.pointer(event))) timeline.pointerMove(this.pointer(event))
    })
    on('pointerup', (event) => {
      if (!this.touch.up(event.pointerId, this.pointer(event))) timeline.pointerUp(this.pointer(event))
    })
    on('pointercancel', (event) => {
      this.touch.forget(event.pointerId)
      timeline.cancelGesture()
    })
    on('pointerleave', () => timeline.pointerLeave())
    on('dblclick', (event) => timeline.doubleClick(this.pointer(event)))
    on('wheel', (event) => this.wheel(event), { passive: false })
    this.listenForSpace()
  }

  /** Space held over the timeline is the hand; a short press still plays. */
  private listenForSpace(): void {
    const { timeline } = this.options
    const down = (event: KeyboardEvent) => {
      if (event.code !== 'Space' || this.spaceHeld || !timeline.hover.peek()) return
      this.spaceHeld = true
      this.spaceUsed = false
    }
    const up = (event: KeyboardEvent) => {
      if (event.code !== 'Space') return
      this.spaceHeld = false
      // The press began to play; after a drag with the hand that was not meant.
      if (this.spaceUsed) {
        const { clock } = timeline.session
        if (clock.playing.peek()) clock.pause()
        else clock.play()
      }
    }
    window.addEventListener('keydown', down, true)
    window.addEventListener('keyup', up, true)
    this.stack.defer(() => {
      window.removeEventListener('keydown', down, true)
      window.removeEventListener('keyup', up, true)
    })
  }

  /**
   * Ctrl or Alt and the pinch of a trackpad zoom about the pointer. Sideways moves along time. Up and down scrolls the
   * tracks where they do not fit, and moves along time where they do; Shift always moves along time.
   */
  private wheel(event: WheelEvent): void {
    event.preventDefault()
    const { timeline } = this.options
    const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 100 : 1
    const dx = event.deltaX * unit
    const dy = event.deltaY * unit
    const x = this.pointer(event).x
    if (event.ctrlKey || event.metaKey || event.altKey) {
      timeline.zoomAt(x, Math.exp(Math.max(-60, Math.min(60, dy)) * 0.012))
      return
    }
    if (event.shiftKey) {
      timeline.panBy(dy || dx)
      return
    }
    if (Math.abs(dx) > Math.abs(dy)) {
      timeline.panBy(dx)
      return
    }
    const overflows = contentHeight(timeline.rows()) > timeline.size.peek().height - RULER_HEIGHT + 1
    if (overflows) timeline.scrollTo(timeline.scrollY.peek() + dy)
    else timeline.panBy(dy)
  }

  private pointer(event: MouseEvent): Pointer {
    const box = this.options.host.getBoundingClientRect()
    return {
      x: event.clientX - box.left,
      y: event.clientY - box.top,
      button: event.button,
      shift: event.shiftKey,
      mod: event.ctrlKey || event.metaKey,
      alt: event.altKey,
      space: this.spaceHeld,
    }
  }
}

function scrollbarOf(content: number, room: number, scrollY: number): { y: number; height: number } | null {
  if (content <= room + 1 || room <= 0) return null
  const height = Math.max(24, (room / content) * room)
  return { y: RULER_HEIGHT + ((room - height) * scrollY) / (content - room), height }
}
