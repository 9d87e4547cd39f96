/**
 * Records a rating while the recording plays: a value every forty milliseconds of the recording's own time, so the
 * result is the same at any playback speed. What moves the value (pointer, keys, a stick) only sets `value`; the
 * recorder reads it at the moments the clock shows. Every two seconds what was rated becomes a saved change, so a crash
 * costs at most that; undo takes a whole pass back.
 */
import { batch, effect, type ReadonlySignal, signal, untracked } from '@preact/signals-core'
import { writeTrace } from '#media/core/commands/index.ts'
import type { TraceRecord, TrackRecord } from '#media/core/document/records.ts'
import { type Tick, tick } from '#media/core/time/tick.ts'
import { currentText } from '../../_text/current-text.ts'
import type { Session } from '../session/session.ts'
import { roundTo, scaleOfTrack, TRACE_STEP, valueAt } from '../tracks/trace/trace-shape.ts'

export interface Pending {
  readonly start: number
  readonly values: readonly number[]
}

export interface TraceRecorderOptions {
  readonly session: Session
  /** Milliseconds that pass, whatever the recording does. */
  readonly now?: () => number
}

const SAVE_EVERY_MS = 2000
/** A leap of the playhead beyond this is a seek, not a late picture. */
const LONGEST_STEP = 40

export class TraceRecorder implements Disposable {
  /** The track that is rated; null while none is. */
  readonly trackId: ReadonlySignal<string | null>
  readonly value: ReadonlySignal<number>
  /** Rated, not yet a saved change. */
  readonly pending: ReadonlySignal<Pending | null>
  /** What the lane held when rating began, shown faintly. */
  readonly former: ReadonlySignal<readonly TraceRecord[]>
  private readonly trackSignal = signal<string | null>(null)
  private readonly valueSignal = signal(0)
  private readonly pendingSignal = signal<Pending | null>(null)
  private readonly formerSignal = signal<readonly TraceRecord[]>([])
  private readonly session: Session
  private readonly now: () => number
  private readonly stop: () => void
  private values: number[] = []
  private start = 0
  /** Number of the last step that was rated, counted from time 0; null while nothing runs. */
  private last: number | null = null
  private lastValue = 0
  private savedAt = 0
  private layerId = ''

  constructor({ session, now = () => performance.now() }: TraceRecorderOptions) {
    this.session = session
    this.now = now
    this.trackId = this.trackSignal
    this.value = this.valueSignal
    this.pending = this.pendingSignal
    this.former = this.formerSignal
    this.stop = effect(() => {
      if (!session.clock.playing.value) untracked(() => this.rest())
    })
  }

  get track(): TrackRecord | null {
    const id = this.trackSignal.peek()
    return id ? (this.session.store.track(id) ?? null) : null
  }

  /** Begins with a track: the value stands where the lane has it at the playhead, else in the middle. */
  arm(trackId: string): boolean {
    const track = this.session.store.track(trackId)
    if (track?.kind !== 'trace' || !this.session.editable) return false
    this.rest()
    const layerId = this.session.activeLayerId.peek()
    if (track.locked || this.session.store.layer(layerId)?.locked) {
      const t = currentText().editing.cannot
      this.session.tell('refused', track.locked ? t.rateLocked(track.name) : t.rateLockedLayer)
      return false
    }
    const { min, max } = scaleOfTrack(track)
    const held = this.session.store.traces(trackId, layerId)
    batch(() => {
      this.layerId = layerId
      this.trackSignal.value = trackId
      this.formerSignal.value = held
      this.valueSignal.value = valueAt(held, this.session.clock.now()) ?? (min + max) / 2
    })
    return true
  }

  disarm(): void {
    this.rest()
    batch(() => {
      this.trackSignal.value = null
      this.formerSignal.value = []
    })
  }

  /** Sets the value, kept within the scale. */
  set(value: number): void {
    const { track } = this
    if (!track || !Number.isFinite(value)) return
    const { min, max } = scaleOfTrack(track)
    this.valueSignal.value = roundTo(Math.min(max, Math.max(min, value)), max - min)
  }

  /** Moves the value by a share of the scale. */
  nudge(share: number): void {
    const { track } = this
    if (!track) return
    const { min, max } = scaleOfTrack(track)
    this.set(this.valueSignal.peek() + share * (max - min))
  }

  /** Called in every frame: rates the steps that have passed since the last one. */
  turn(): void {
    const { clock } = this.session
    if (!this.trackSignal.peek() || !clock.playing.peek() || clock.rate.peek() < 0) return
    const step = Math.floor(clock.now() / TRACE_STEP)
    const value = this.valueSignal.peek()
    if (
      this.last !== null &&
      (step < this.last || step - this.last > LONGEST_STEP * Math.max(1, clock.rate.peek()))
    )
      this.rest()
    if (this.last === null) {
      this.begin(step)
      this.lastValue = value
    } else if (step > this.last) {
      // Steps between two pictures lie on the straight line between their values.
      const by = step - this.last
      for (let i = 1; i <= by; i++)
        this.values.push(this.rounded(this.lastValue + ((value - this.lastValue) * i) / by))
      this.last = step
      this.lastValue = value
      this.pendingSignal.value = { start: this.start, values: this.values }
    }
    if (this.now() - this.savedAt >= SAVE_EVERY_MS) this.save()
  }

  [Symbol.dispose](): void {
    this.disarm()
    this.stop()
  }

  private rounded(value: number): number {
    const { min, max } = scaleOfTrack(this.track!)
    return roundTo(value, max - min)
  }

  /** The step under the playhead is rated when it is over: the first value is that of the next. */
  private begin(step: number): void {
    this.last = step
    this.start = (step + 1) * TRACE_STEP
    this.values = []
    this.savedAt = this.now()
  }

  /** Playback stopped or leapt: what was rated is saved, and the next step begins anew. */
  private rest(): void {
    this.save()
    this.last = null
  }

  private save(): void {
    this.savedAt = this.now()
    const trackId = this.trackSignal.peek()
    const { values } = this
    this.values = []
    if (trackId && values.length) {
      const start: Tick = tick(this.start)
      this.start += values.length * TRACE_STEP
      const made = this.session.run(writeTrace, {
        trackId,
        layerId: this.layerId,
        start,
        step: TRACE_STEP,
        values,
      })
      // What is refused now is refused for the next two seconds as well: rating ends, and the notice says why.
      if (!made.ok) {
        this.last = null
        this.trackSignal.value = null
        this.formerSignal.value = []
      }
    }
    this.pendingSignal.value = null
  }
}
