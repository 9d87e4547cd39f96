/**
 * The timeline without a page around it: what is in view, where things are, what the pointer is over, which gesture is
 * running. The page's canvases and the tests both stand on it. Coordinates are CSS pixels from the canvas' top left.
 */
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import type { TrackRecord } from '#media/core/document/records.ts'
import type { Tick } from '#media/core/time/tick.ts'
import type { TimeScale } from '#media/core/time/time-scale.ts'
import type { Session } from '../session/session.ts'
import type { EdgeInHand } from '../tools/hold-playhead.ts'
import { TOOLS } from '../tools/index.ts'
import type { ActiveEdge } from '../tools/nudge/nudger.ts'
import type { Pointer, ToolContext, ToolGesture } from '../tools/tool.ts'
import { GroupView } from '../tracks/group/group-view.ts'
import type { TrackView } from '../tracks/track-view.ts'
import { type ArrangedRow, arrange, presentTracks } from './arrange.ts'
import type { TimelineFilter } from './filter.ts'
import type { OtherPerson } from './others.ts'
import { type Mark, marksOf, type Pin, pinsOf } from './pins.ts'
import { RowState, toggled } from './row-state.ts'
import { contentHeight, type PlacedRow, placeRows, type Row, RULER_HEIGHT } from './rows.ts'
import { SnapOptions, type SnapSource } from './snap-options.ts'
import { gatherPoints, NO_POINTS, type Snapped, snapEdge } from './snapping.ts'
import type { TimelineTheme } from './theme.ts'
import { TrackRows } from './track-rows.ts'
import { TrackUi } from './track-ui.ts'
import * as vp from './viewport.ts'
import { type Zone, zoneAt } from './zones.ts'

export interface TimelineOptions {
  readonly session: Session
  /** Rows that show the media itself, above the tracks. */
  readonly mediaRows?: readonly Row[]
}

/** What a part of the overlay is painted with. */
export interface OverlayPart {
  readonly g: CanvasRenderingContext2D
  readonly scale: TimeScale
  readonly rows: readonly PlacedRow[]
  readonly theme: TimelineTheme
  readonly now: Tick
}

export interface Hover {
  readonly x: number
  readonly y: number
  readonly zone: Zone
}

export class Timeline implements Disposable {
  readonly session: Session
  readonly tracks: TrackRows
  readonly viewport: Signal<vp.Viewport>
  readonly size = signal({ width: 0, height: 0 })
  readonly scrollY = signal(0)
  readonly hover = signal<Hover | null>(null)
  readonly snapping = signal(true)
  /** What attracts, while snapping is on. */
  readonly snap = new SnapOptions()
  readonly follow = signal<vp.FollowMode>('page')
  /** How this person has arranged the rows. */
  readonly rowState = new RowState()
  /** What is asked about tracks just now: a name being typed, settings, a removal. */
  readonly trackUi = new TrackUi()
  /** Rows that show media, of all files, in the order this person wants. */
  readonly mediaRows: ReadonlySignal<readonly Row[]>
  /** Those of them that are in sight, as high as this person has dragged them. */
  readonly shownMedia: ReadonlySignal<readonly Row[]>
  /** What does not match it is dimmed, here and in the minimap; null dims nothing. */
  readonly filter: ReadonlySignal<TimelineFilter | null>
  /** Names of people by their id, for colours by author. */
  readonly people = signal<ReadonlyMap<string, string>>(new Map())
  /** Other people's playheads and selections, drawn on the overlay. */
  readonly others = signal<readonly OtherPerson[]>([])
  /** Thread whose pin was pressed: id of its first comment; whoever shows threads sets it back to null. */
  readonly openThread = signal<string | null>(null)
  /** Where the edge in hand was attracted to; null when nothing attracts. */
  readonly guide = signal<Tick | null>(null)
  /** What stands at the guide. */
  readonly guideTo = signal<SnapSource | 'ends' | null>(null)
  /** The edge being dragged or nudged; the picture follows it and the edge view shows the frames around it. */
  readonly inHand = signal<EdgeInHand | null>(null)
  /** The edge that the nudging keys move. */
  readonly activeEdge = signal<ActiveEdge>('end')
  /** Whether the selection has handles to stretch it by. */
  readonly stretching = signal(false)
  /** The label last used on each track, for gestures that make an annotation without one being armed. */
  readonly lastLabels = new Map<string, string>()
  /** The trace tracks that are being rated, and how the pointer in their rows sets values; null while none is. */
  readonly rating = signal<{
    readonly trackIds: readonly string[]
    readonly set: (trackId: string, value: number) => void
  } | null>(null)
  /** Whether trace tracks show the mean and the spread of their layers over the single lines. */
  readonly raterBand = signal(false)
  /** Counts what `overlays` paint anew besides what moves by itself. */
  readonly overlayVersion = signal(0)
  /** What others paint over the rows with the playhead, in CSS pixels; called in every painting of the overlay. */
  readonly overlays = new Set<(scene: OverlayPart) => void>()
  /** Corners of the box being drawn to select. */
  readonly box = signal<{ x0: number; y0: number; x1: number; y1: number } | null>(null)
  readonly gesture: ReadonlySignal<ToolGesture | null>
  /** Threads and bookmarks in order of time. */
  readonly marks: ReadonlySignal<readonly Mark[]>
  /** Groups and tracks with a row of their own, from top to bottom. */
  readonly arranged: ReadonlySignal<readonly ArrangedRow[]>
  /** Tracks that are not hidden, in closed groups too. */
  readonly presentTracks: ReadonlySignal<readonly TrackRecord[]>
  /** Tracks with a row of their own, from top to bottom. */
  readonly shownTracks: ReadonlySignal<readonly TrackRecord[]>
  private readonly filterSignal = signal<TimelineFilter | null>(null)
  private readonly mediaSources = signal<ReadonlyMap<string, readonly Row[]>>(new Map())
  private readonly gestureSignal = signal<ToolGesture | null>(null)
  private readonly stack = new DisposableStack()
  private fitted = false

  constructor({ session, mediaRows = [] }: TimelineOptions) {
    this.session = session
    this.gesture = this.gestureSignal
    this.filter = this.filterSignal
    if (mediaRows.length) this.setMediaRows('', mediaRows)
    const { rowState } = this
    this.mediaRows = computed(() =>
      inOrder([...this.mediaSources.value.values()].flat(), rowState.mediaOrder.value),
    )
    this.shownMedia = computed(() => {
      const heights = rowState.heights.value
      const hidden = rowState.hidden.value
      return this.mediaRows.value
        .filter((row) => !hidden.has(row.id))
        .map((row) => ({ ...row, height: heights[row.id] ?? row.height }))
    })
    this.tracks = this.stack.use(new TrackRows(session.store, session.clock.duration, this))
    this.viewport = signal(vp.fitAll(this.bounds))
    this.marks = computed(() => {
      session.store.marksVersion.value
      return marksOf(session.store.comments, session.store.bookmarks)
    })
    this.presentTracks = computed(() =>
      presentTracks(session.store.trackList.value, rowState.hidden.value, rowState.solo.value),
    )
    this.arranged = computed(() =>
      arrange(this.presentTracks.value, {
        folded: rowState.folded.value,
        closedGroups: rowState.closedGroups.value,
        heights: rowState.heights.value,
      }),
    )
    this.shownTracks = computed(() =>
      this.arranged.value.flatMap((row) => (row.kind === 'track' ? [row.track] : [])),
    )
    this.stack.defer(
      effect(() => {
        const { ids, nth } = session.reveal.value
        if (nth) this.bringIntoView(ids)
      }),
    )
    this.stack.defer(
      effect(() => {
        for (const id of [...session.selection.value].slice(0, 1)) {
          const a = session.store.annotation(id)
          if (a) this.lastLabels.set(a.trackId, a.labelId)
        }
      }),
    )
    this.stack.defer(() => this.cancelGesture())
  }

  /** Dims what does not match; null takes the filter off. */
  setFilter(filter: TimelineFilter | null): void {
    this.filterSignal.value = filter
  }

  /**
   * The rows of one file or signal, in place of those it had; an empty list keeps their place. Every call counts as a
   * change: the base layer is painted again, so call it too when a picture or a tile has arrived.
   */
  setMediaRows(source: string, rows: readonly Row[]): void {
    const next = new Map(this.mediaSources.peek())
    next.set(source, rows)
    this.mediaSources.value = next
  }

  get bounds(): vp.Bounds {
    return { duration: this.session.clock.duration, width: Math.max(1, this.size.peek().width) }
  }

  get scale(): TimeScale {
    return vp.scaleOf(this.viewport.peek(), this.size.peek().width)
  }

  /** All rows in order, seen or not. Reading it rebuilds what has changed. */
  rows(): Row[] {
    const rows = this.arranged.peek().map((row): Row => {
      if (row.kind === 'track') return { ...row, view: this.tracks.get(row.track).view }
      const inside = row.closed ? row.tracks : []
      const view = new GroupView(() => inside.map((track) => this.tracks.get(track).source))
      return { ...row, view }
    })
    return [...this.shownMedia.peek(), ...rows]
  }

  placedRows(): PlacedRow[] {
    return placeRows(this.rows(), this.scrollY.peek(), this.size.peek().height)
  }

  /** Tells the size of the canvas. The first time, the whole recording is fitted unless a window was given. */
  resize(width: number, height: number): void {
    const before = this.size.peek()
    if (width === before.width && height === before.height) return
    batch(() => {
      this.size.value = { width, height }
      const v = this.viewport.peek()
      if (!this.fitted && width > 0) {
        this.fitted = true
        this.viewport.value = vp.fitAll(this.bounds)
      } else if (width > 0 && before.width > 0) {
        // The same stretch of time stays in view.
        const ticksPerPixel = (v.ticksPerPixel * before.width) / width
        this.viewport.value = vp.clampViewport({ start: v.start, ticksPerPixel }, this.bounds)
      }
      this.scrollTo(this.scrollY.peek())
    })
  }

  show(v: vp.Viewport): void {
    this.fitted = true
    this.viewport.value = vp.clampViewport(v, this.bounds)
  }

  zoomAt(x: number, factor: number): void {
    this.viewport.value = vp.zoomAbout(this.viewport.peek(), x, factor, this.bounds)
  }

  /** Zooms about the playhead when it is in view, else about the middle. */
  zoomBy(factor: number): void {
    const x = this.scale.xOf(this.session.clock.now())
    const { width } = this.size.peek()
    this.zoomAt(x >= 0 && x <= width ? x : width / 2, factor)
  }

  panBy(pixels: number): void {
    this.viewport.value = vp.panBy(this.viewport.peek(), pixels, this.bounds)
  }

  fitAll(): void {
    this.viewport.value = vp.fitAll(this.bounds)
  }

  fitRange(from: number, to: number): void {
    this.viewport.value = vp.fitRange(from, to, this.bounds)
  }

  scrollTo(y: number): void {
    const most = Math.max(0, contentHeight(this.rows()) - (this.size.peek().height - RULER_HEIGHT))
    this.scrollY.value = Math.max(0, Math.min(most, y))
  }

  /** Called in every frame while playing: turns the page or keeps the playhead centred. */
  followPlayhead(): void {
    if (this.gestureSignal.peek()) return
    this.viewport.value = vp.follow(
      this.viewport.peek(),
      this.session.clock.now(),
      this.follow.peek(),
      this.bounds,
    )
  }

  /** Scrolls only as far as needed, and not at all when they are in view. */
  bringIntoView(ids: readonly string[]): void {
    const found = ids.map((id) => this.session.store.annotation(id)).filter((a) => a !== undefined)
    if (!found.length) return
    const from = Math.min(...found.map((a) => a.start))
    const to = Math.max(...found.map((a) => a.end))
    this.viewport.value = vp.reveal(this.viewport.peek(), from, to, this.bounds)
    const trackId = found[0]!.trackId
    const group = this.session.store.track(trackId)?.group
    const { closedGroups } = this.rowState
    if (group && closedGroups.peek().has(group))
      closedGroups.value = toggled(closedGroups.peek(), group, false)
    let y = 0
    for (const row of this.rows()) {
      if (row.id === trackId) {
        const room = this.size.peek().height - RULER_HEIGHT
        const top = this.scrollY.peek()
        if (y < top) this.scrollTo(y)
        else if (y + row.height > top + room) this.scrollTo(y + row.height - room)
        return
      }
      y += row.height
    }
  }

  /** Comments and bookmarks in view, as they stand on the ruler. */
  pins(): Pin[] {
    return pinsOf(this.marks.peek(), this.scale)
  }

  zoneAt(x: number, y: number): Zone {
    return zoneAt(this.placedRows(), this.scale, x, y, this.pins())
  }

  viewOf(trackId: string): TrackView | null {
    const track = this.session.store.track(trackId)
    return track ? this.tracks.get(track).view : null
  }

  /**
   * Says where an edge goes when the pointer is at x, and sets the guide. To be asked for when a gesture begins,
   * before it shows anything. `other` is Alt held: snapping is then off where it is on, and on where it is off.
   */
  snapper(except: ReadonlySet<string>): (x: number, other?: boolean) => Snapped {
    const { session } = this
    const points = gatherPoints(this.placedRows(), this.scale, session, except, this.snap)
    return (x, other = false) => {
      const { scale } = this
      const on = this.snapping.peek() !== other
      const snapped = snapEdge(scale.timeAt(x), on ? points : NO_POINTS, scale, session.clock)
      batch(() => {
        this.guide.value = snapped.attracted ? snapped.time : null
        this.guideTo.value = snapped.to
      })
      return snapped
    }
  }

  pointerDown(pointer: Pointer): void {
    if (this.gestureSignal.peek()) return
    // What was refused before is read by now; a new attempt begins without it.
    if (this.session.notice.peek()?.kind === 'refused') this.session.dismissNotice()
    const zone = this.zoneAt(pointer.x, pointer.y)
    const context: ToolContext = { timeline: this, session: this.session, zone, pointer }
    for (const tool of TOOLS) {
      const gesture = tool.begin(context)
      if (gesture) {
        this.gestureSignal.value = gesture
        return
      }
    }
  }

  pointerMove(pointer: Pointer): void {
    const running = this.gestureSignal.peek()
    if (running) running.move(pointer)
    else this.hover.value = { x: pointer.x, y: pointer.y, zone: this.zoneAt(pointer.x, pointer.y) }
  }

  pointerUp(pointer: Pointer): void {
    const running = this.gestureSignal.peek()
    if (!running) return
    this.endGesture()
    running.up(pointer)
    this.hover.value = { x: pointer.x, y: pointer.y, zone: this.zoneAt(pointer.x, pointer.y) }
  }

  pointerLeave(): void {
    if (!this.gestureSignal.peek()) this.hover.value = null
  }

  doubleClick(pointer: Pointer): void {
    const zone = this.zoneAt(pointer.x, pointer.y)
    if (zone.kind === 'row' && zone.hit) this.session.clock.seek(zone.hit.start as Tick)
  }

  /** Escape: the gesture never happened. False when there was none. */
  cancelGesture(): boolean {
    const running = this.gestureSignal.peek()
    if (!running) return false
    this.endGesture()
    running.cancel()
    return true
  }

  [Symbol.dispose](): void {
    this.stack.dispose()
  }

  private endGesture(): void {
    batch(() => {
      this.gestureSignal.value = null
      this.guide.value = null
      this.guideTo.value = null
      this.box.value = null
    })
  }
}

function inOrder(rows: readonly Row[], order: readonly string[]): Row[] {
  const place = (row: Row) => {
    const at = order.indexOf(row.id)
    return at < 0 ? order.length : at
  }
  return rows.toSorted((a, b) => place(a) - place(b))
}
