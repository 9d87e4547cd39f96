/** In and out marks: where the loop begins and ends. Both set, in before out, make a loop; it can be switched off. */
import { batch, type Signal, signal } from '@preact/signals-core'
import type { Tick } from '#media/core/time/tick.ts'
import type { PlaybackClock } from '../clock/playback-clock.ts'

export class LoopMarks {
  readonly start: Signal<Tick | null> = signal(null)
  readonly end: Signal<Tick | null> = signal(null)
  readonly on = signal(true)
  private readonly clock: PlaybackClock

  constructor(clock: PlaybackClock) {
    this.clock = clock
  }

  /** The loop begins with the shown frame. */
  markStart(): void {
    const shown = this.clock.shown.peek()
    if (!shown) return
    batch(() => {
      this.start.value = shown.start
      const end = this.end.peek()
      if (end !== null && end <= shown.start) this.end.value = null
      this.on.value = true
      this.apply()
    })
  }

  /** The loop ends with the shown frame, which is inside. */
  markEnd(): void {
    const shown = this.clock.shown.peek()
    if (!shown) return
    batch(() => {
      this.end.value = shown.end
      const start = this.start.peek()
      if (start !== null && start >= shown.end) this.start.value = null
      this.on.value = true
      this.apply()
    })
  }

  setRange(start: Tick, end: Tick): void {
    batch(() => {
      this.start.value = start
      this.end.value = end
      this.on.value = true
      this.apply()
    })
  }

  toggle(): void {
    this.on.value = !this.on.peek()
    this.apply()
  }

  clear(): void {
    batch(() => {
      this.start.value = null
      this.end.value = null
      this.apply()
    })
  }

  private apply(): void {
    const start = this.start.peek()
    const end = this.end.peek()
    this.clock.setLoop(this.on.peek() && start !== null && end !== null ? { start, end } : null)
  }
}
