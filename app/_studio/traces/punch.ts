/**
 * A passage rated again: playback begins a few seconds before it, values are written from its first moment to its last,
 * and playback stops once the hand has had time to answer the end. Everything before and after stays as it was.
 */
import { batch, effect, type ReadonlySignal, signal, untracked } from '@preact/signals-core'
import { TICKS_PER_SECOND, type Tick, tick } from '#media/core/time/tick.ts'
import type { Session } from '../session/session.ts'
import { TRACE_STEP } from '../tracks/trace/trace-shape.ts'
import { PRE_ROLL } from './rating-setup.ts'
import type { TraceRecorder } from './trace-recorder.ts'

export interface Passage {
  readonly start: Tick
  readonly end: Tick
}

export class Punch implements Disposable {
  /** The passage that is being rated again; null while none is. */
  readonly passage: ReadonlySignal<Passage | null>
  private readonly passageSignal = signal<Passage | null>(null)
  private readonly session: Session
  private readonly recorder: TraceRecorder
  private readonly stop: () => void
  private started = false

  constructor(session: Session, recorder: TraceRecorder) {
    this.session = session
    this.recorder = recorder
    this.passage = this.passageSignal
    this.stop = effect(() => {
      const playing = session.clock.playing.value
      const armed = recorder.trackId.value !== null
      untracked(() => {
        if (playing) this.started = true
        else if (this.started) this.end()
        if (!armed) this.end()
      })
    })
  }

  /** Begins; what is rated must be armed already. */
  begin(passage: Passage): void {
    const { clock } = this.session
    if (!this.recorder.trackId.peek()) return
    clock.pause()
    batch(() => {
      this.started = false
      // The loop would turn playback back before the hand has answered the end.
      clock.setLoop(null)
      if (clock.rate.peek() < 0) clock.setRate(1)
      this.passageSignal.value = passage
      this.recorder.window.value = { from: passage.start, to: passage.end }
    })
    const lead = (PRE_ROLL + this.recorder.lag.peek()) * Math.max(0.1, clock.rate.peek()) * TICKS_PER_SECOND
    clock.seek(tick(Math.max(0, Math.round(passage.start - lead))))
    clock.play()
  }

  /** Seconds until values are written, 0 once they are; null while nothing is rated again. */
  wait(): number | null {
    const passage = this.passageSignal.peek()
    if (!passage) return null
    const { clock } = this.session
    const left = passage.start + this.tail() - clock.now()
    return Math.max(0, left / TICKS_PER_SECOND / Math.max(0.1, clock.rate.peek()))
  }

  /** Called in every frame. */
  turn(): void {
    const passage = this.passageSignal.peek()
    const { clock } = this.session
    if (!passage || !clock.playing.peek()) return
    if (clock.now() < passage.end + this.tail() + TRACE_STEP) return
    clock.pause()
    this.end()
    clock.seek(passage.start)
  }

  [Symbol.dispose](): void {
    this.stop()
    this.end()
  }

  private tail(): number {
    return this.recorder.lag.peek() * Math.max(0, this.session.clock.rate.peek()) * TICKS_PER_SECOND
  }

  private end(): void {
    const passage = this.passageSignal.peek()
    if (!passage) return
    batch(() => {
      this.started = false
      this.passageSignal.value = null
      this.recorder.window.value = null
      this.session.clock.setLoop(passage)
    })
  }
}
