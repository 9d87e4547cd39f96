/**
 * Records a rating while the recording plays: a value every forty milliseconds of the recording's own time, so the
 * result is the same at any playback speed. One scale or two are rated at once; those of a pass are written together.
 * What moves the values (pointer, keys, a stick) only sets them; the recorder reads them at the moments the clock shows.
 * Every two seconds what was rated becomes a saved change, so a crash costs at most that; undo takes a whole pass back.
 *
 * A hand follows what is heard with a lag. The person's own lag is taken off: a value is written that much earlier, by
 * whole steps, times the playback speed, and the first values of a pass, which answer nothing, are left out. The stretch
 * says by how much it was moved.
 *
 * A window limits a pass to a passage that is rated again: what lies outside of it is heard and not written.
 */
import {
  batch,
  computed,
  effect,
  type ReadonlySignal,
  type Signal,
  signal,
  untracked,
} from '@preact/signals-core'
import { writeTraces } from '#media/core/commands/index.ts'
import type { TraceRecord, TrackRecord } from '#media/core/document/records.ts'
import { TICKS_PER_SECOND, type Tick, tick } from '#media/core/time/tick.ts'
import { currentText } from '../../_text/current-text.ts'
import type { Session } from '../session/session.ts'
import { roundTo, scaleOfTrack, TRACE_STEP, valueAt } from '../tracks/trace/trace-shape.ts'

export interface Pending {
  readonly start: number
  readonly values: readonly number[]
}

/** A scale that is rated: 0 is the first, up and down; 1 the second, across. */
export type Axis = 0 | 1

export interface RatedAxis {
  readonly trackId: string
  readonly value: ReadonlySignal<number>
  /** Rated, not yet a saved change. */
  readonly pending: ReadonlySignal<Pending | null>
  /** What the lane held when rating began, shown faintly. */
  readonly former: readonly TraceRecord[]
}

/** Ticks on the recording's clock. */
export interface RatedWindow {
  readonly from: number
  readonly to: number
}

export interface TraceRecorderOptions {
  readonly session: Session
  /** Milliseconds that pass, whatever the recording does. */
  readonly now?: () => number
}

interface AxisState extends RatedAxis {
  readonly value: Signal<number>
  readonly pending: Signal<Pending | null>
  values: number[]
  last: number
}

const SAVE_EVERY_MS = 2000
/** A leap of the playhead beyond this is a seek, not a late picture. */
const LONGEST_STEP = 40
const NONE: readonly TraceRecord[] = []

export class TraceRecorder implements Disposable {
  /** What is rated; empty while nothing is. */
  readonly axes: ReadonlySignal<readonly RatedAxis[]>
  /** The first track that is rated; null while none is. */
  readonly trackId: ReadonlySignal<string | null>
  readonly value: ReadonlySignal<number>
  readonly pending: ReadonlySignal<Pending | null>
  readonly former: ReadonlySignal<readonly TraceRecord[]>
  /** Seconds by which the person's hand follows; taken off what is rated from now on. */
  readonly lag: Signal<number> = signal(0)
  /** The passage that is rated again; null when everything that plays is. */
  readonly window: Signal<RatedWindow | null> = signal(null)
  private readonly axesSignal = signal<readonly AxisState[]>([])
  private readonly session: Session
  private readonly now: () => number
  private readonly stop: () => void
  /** Ticks of the first value that is not saved yet. */
  private start = 0
  /** Steps by which values of the running pass are moved earlier. */
  private shift = 0
  /** Values that are still to be left out, at the beginning of a pass. */
  private unheard = 0
  /** Number of the last step that was rated, counted from time 0; null while nothing runs. */
  private last: number | null = null
  private savedAt = 0
  private layerId = ''

  constructor({ session, now = () => performance.now() }: TraceRecorderOptions) {
    this.session = session
    this.now = now
    this.axes = this.axesSignal
    this.trackId = computed(() => this.axesSignal.value[0]?.trackId ?? null)
    this.value = computed(() => this.axesSignal.value[0]?.value.value ?? 0)
    this.pending = computed(() => this.axesSignal.value[0]?.pending.value ?? null)
    this.former = computed(() => this.axesSignal.value[0]?.former ?? NONE)
    this.stop = effect(() => {
      if (!session.clock.playing.value) untracked(() => this.rest())
    })
  }

  get track(): TrackRecord | null {
    return this.trackOf(0)
  }

  trackOf(axis: Axis): TrackRecord | null {
    const id = this.axesSignal.peek()[axis]?.trackId
    return id ? (this.session.store.track(id) ?? null) : null
  }

  /** Begins with a track, or with two at once: values stand where the lanes have them at the playhead, else in the middle. */
  arm(trackId: string, acrossId: string | null = null): boolean {
    const tracks = [trackId, ...(acrossId && acrossId !== trackId ? [acrossId] : [])].map((id) =>
      this.session.store.track(id),
    )
    if (tracks.some((track) => track?.kind !== 'trace') || !this.session.editable) return false
    this.rest()
    const layerId = this.session.activeLayerId.peek()
    const locked = tracks.find((track) => track!.locked)
    if (locked || this.session.store.layer(layerId)?.locked) {
      const t = currentText().editing.cannot
      this.session.tell('refused', locked ? t.rateLocked(locked.name) : t.rateLockedLayer)
      return false
    }
    batch(() => {
      this.layerId = layerId
      this.axesSignal.value = tracks.map((track) => {
        const { min, max } = scaleOfTrack(track!)
        const former = this.session.store.traces(track!.id, layerId)
        const value = valueAt(former, this.session.clock.now()) ?? (min + max) / 2
        return {
          trackId: track!.id,
          value: signal(value),
          pending: signal<Pending | null>(null),
          former,
          values: [],
          last: value,
        }
      })
    })
    return true
  }

  disarm(): void {
    this.rest()
    batch(() => {
      this.axesSignal.value = []
      this.window.value = null
    })
  }

  /** Sets a value, kept within its scale. */
  set(value: number, axis: Axis = 0): void {
    const track = this.trackOf(axis)
    const state = this.axesSignal.peek()[axis]
    if (!track || !state || !Number.isFinite(value)) return
    const { min, max } = scaleOfTrack(track)
    state.value.value = roundTo(Math.min(max, Math.max(min, value)), max - min)
  }

  /** Sets a value by its share of the scale, 0…1. */
  setShare(share: number, axis: Axis = 0): void {
    const track = this.trackOf(axis)
    if (!track) return
    const { min, max } = scaleOfTrack(track)
    this.set(min + share * (max - min), axis)
  }

  /** Moves a value by a share of its scale. */
  nudge(share: number, axis: Axis = 0): void {
    const track = this.trackOf(axis)
    const state = this.axesSignal.peek()[axis]
    if (!track || !state) return
    const { min, max } = scaleOfTrack(track)
    this.set(state.value.peek() + share * (max - min), axis)
  }

  /** Called in every frame: rates the steps that have passed since the last one. */
  turn(): void {
    const { clock } = this.session
    const axes = this.axesSignal.peek()
    if (!axes.length || !clock.playing.peek() || clock.rate.peek() < 0) return
    const step = Math.floor(clock.now() / TRACE_STEP)
    if (
      this.last !== null &&
      (step < this.last ||
        step - this.last > LONGEST_STEP * Math.max(1, clock.rate.peek()) ||
        this.shift !== this.shiftNow())
    )
      this.rest()
    if (this.last === null) {
      this.begin(step)
      for (const axis of axes) axis.last = axis.value.peek()
    } else if (step > this.last) {
      const by = step - this.last
      const values = axes.map((axis) => axis.value.peek())
      // Steps between two pictures lie on the straight line between their values.
      for (let i = 1; i <= by; i++) this.take(this.last + i, values, i / by)
      this.last = step
      batch(() => {
        for (const [k, axis] of axes.entries()) {
          axis.last = values[k]!
          axis.pending.value = axis.values.length ? { start: this.start, values: axis.values } : null
        }
      })
    }
    if (this.now() - this.savedAt >= SAVE_EVERY_MS) this.save()
  }

  [Symbol.dispose](): void {
    this.disarm()
    this.stop()
  }

  /** The value of the step that has just begun is that of the step before, moved by the lag. */
  private take(step: number, values: readonly number[], share: number): void {
    if (this.unheard > 0) {
      this.unheard--
      return
    }
    const at = (step - this.shift) * TRACE_STEP
    const window = this.window.peek()
    if (window && (at < window.from || at >= window.to)) return
    const axes = this.axesSignal.peek()
    if (!axes[0]!.values.length) this.start = at
    for (const [k, axis] of axes.entries())
      axis.values.push(this.rounded(axis.last + (values[k]! - axis.last) * share, k as Axis))
  }

  private rounded(value: number, axis: Axis): number {
    const { min, max } = scaleOfTrack(this.trackOf(axis)!)
    return roundTo(value, max - min)
  }

  /** A second of listening at double speed is two of the recording, and so is a lag. */
  private shiftNow(): number {
    const rate = Math.max(0, this.session.clock.rate.peek())
    return Math.round((this.lag.peek() * rate * TICKS_PER_SECOND) / TRACE_STEP)
  }

  /** The step under the playhead is rated when it is over: the first value is that of the next. */
  private begin(step: number): void {
    this.last = step
    this.shift = this.shiftNow()
    this.unheard = this.shift
    for (const axis of this.axesSignal.peek()) axis.values = []
    this.savedAt = this.now()
  }

  /** Playback stopped or leapt: what was rated is saved, and the next step begins anew. */
  private rest(): void {
    this.save()
    this.last = null
  }

  private save(): void {
    this.savedAt = this.now()
    const axes = this.axesSignal.peek()
    const tracks = axes.map(({ trackId, values }) => ({ trackId, values }))
    for (const axis of axes) axis.values = []
    const length = tracks[0]?.values.length ?? 0
    if (length) {
      const start: Tick = tick(this.start)
      this.start += length * TRACE_STEP
      const made = this.session.run(writeTraces, {
        layerId: this.layerId,
        start,
        step: TRACE_STEP,
        lag: this.shift * TRACE_STEP,
        tracks,
      })
      // What is refused now is refused for the next two seconds as well: rating ends, and the notice says why.
      if (!made.ok) {
        this.last = null
        this.axesSignal.value = []
      }
    }
    batch(() => {
      for (const axis of axes) axis.pending.value = null
    })
  }
}
