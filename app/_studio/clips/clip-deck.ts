/**
 * Clips one after the other, also out of several recordings. Playing a clip plays its range once; at its end the next
 * one begins. A person's pause stops the row; playing goes on with the clip. While a clip is on, the recording of the
 * next one is made ready.
 */
import { batch, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import { type Tick, tick } from '#media/core/time/tick.ts'
import { createFrameScheduler, type FrameScheduler } from '../scheduler/frame-scheduler.ts'
import { type Clip, ROLLS, type Roll, rangeOf } from './clip.ts'
import { type ClipFile, type LentPlayer, lendPlayer, unreadable } from './lent-player.ts'

export interface ClipDeckOptions {
  /** The file that shows a recording; null when it has none. */
  readonly fileOf: (recordingId: string) => ClipFile | null
  readonly scheduler?: FrameScheduler
  readonly lend?: typeof lendPlayer
}

export class ClipDeck implements Disposable {
  readonly scheduler: FrameScheduler
  readonly roll: Signal<Roll> = signal(ROLLS[1]!)
  /** Place of the clip that is shown; -1 for none. */
  readonly at: ReadonlySignal<number>
  /** What shows it; null while it is on its way, and before the first. */
  readonly player: ReadonlySignal<LentPlayer | null>
  /** Whether one follows the other. */
  readonly running: ReadonlySignal<boolean>
  readonly problem: ReadonlySignal<string | null>
  private readonly atSignal = signal(-1)
  private readonly playerSignal = signal<LentPlayer | null>(null)
  private readonly runningSignal = signal(false)
  private readonly problemSignal = signal<string | null>(null)
  private readonly options: ClipDeckOptions
  private readonly lent = new Map<string, Promise<LentPlayer>>()
  private list: readonly Clip[] = []
  private turn = 0
  private stopWatching: (() => void) | null = null
  private over = false

  constructor(options: ClipDeckOptions) {
    this.options = options
    this.scheduler = options.scheduler ?? createFrameScheduler()
    this.at = this.atSignal
    this.player = this.playerSignal
    this.running = this.runningSignal
    this.problem = this.problemSignal
  }

  get clips(): readonly Clip[] {
    return this.list
  }

  get current(): Clip | null {
    return this.list[this.atSignal.peek()] ?? null
  }

  /** Another list. The clip that is shown stays when it is in it, else nothing is shown. */
  setClips(clips: readonly Clip[]): void {
    const key = this.current?.key
    this.list = clips
    const at = key === undefined ? -1 : clips.findIndex((clip) => clip.key === key)
    if (at < 0) this.clear()
    else this.atSignal.value = at
  }

  /** Shows a clip's first frame, or plays it and what follows. */
  async show(at: number, { play = false }: { play?: boolean } = {}): Promise<void> {
    const clip = this.list[at]
    if (!clip) return
    const turn = ++this.turn
    this.stopWatching?.()
    this.playerSignal.peek()?.clock.pause()
    batch(() => {
      this.atSignal.value = at
      this.runningSignal.value = play
      this.problemSignal.value = null
      if (this.playerSignal.peek()?.recordingId !== clip.recordingId) this.playerSignal.value = null
    })
    try {
      const player = await this.playerFor(clip)
      if (turn !== this.turn || this.over) return
      this.playerSignal.value = player
      this.begin(player, clip, play)
      this.dropOthers(clip.recordingId, this.list[at + 1]?.recordingId)
      const next = this.list[at + 1]
      // What fails while it is made ready is told when its turn comes.
      if (next) void this.playerFor(next).catch(() => this.lent.delete(next.recordingId))
    } catch (error) {
      this.lent.delete(clip.recordingId)
      if (turn !== this.turn || this.over) return
      batch(() => {
        this.runningSignal.value = false
        this.problemSignal.value = error instanceof Error ? error.message : unreadable()
      })
    }
  }

  next(): void {
    if (this.atSignal.peek() + 1 < this.list.length)
      void this.show(this.atSignal.peek() + 1, { play: this.runningSignal.peek() })
  }

  previous(): void {
    if (this.atSignal.peek() > 0)
      void this.show(this.atSignal.peek() - 1, { play: this.runningSignal.peek() })
  }

  /** From the clip that is shown, or the first. */
  playAll(): void {
    void this.show(Math.max(0, this.atSignal.peek()), { play: true })
  }

  pause(): void {
    this.runningSignal.value = false
    this.playerSignal.peek()?.clock.pause()
  }

  clear(): void {
    this.turn++
    this.stopWatching?.()
    this.playerSignal.peek()?.clock.pause()
    batch(() => {
      this.atSignal.value = -1
      this.runningSignal.value = false
      this.problemSignal.value = null
      this.playerSignal.value = null
    })
  }

  [Symbol.dispose](): void {
    this.over = true
    this.clear()
    for (const lent of this.lent.values())
      void lent.then(
        (player) => player[Symbol.dispose](),
        () => {},
      )
    this.lent.clear()
    if (!this.options.scheduler) this.scheduler[Symbol.dispose]()
  }

  private begin({ clock }: LentPlayer, clip: Clip, play: boolean): void {
    if (!play) {
      clock.seek(clock.boundsOf(clock.frameAt(tick(clip.start))).start)
      return
    }
    const range = rangeOf(clock, clip, this.roll.peek())
    clock.playRange(range.start, range.end, range.rest)
    let began = false
    this.stopWatching = effect(() => {
      const playing = clock.playing.value
      if (playing) began = true
      else if (began) queueMicrotask(() => this.ended(clip, clock.now(), range.rest))
    })
  }

  /** Playing has stopped: at the end of the clip the next one begins, elsewhere a person wanted to stop. */
  private ended(clip: Clip, now: Tick, rest: Tick): void {
    if (!this.runningSignal.peek() || this.current?.key !== clip.key) return
    this.stopWatching?.()
    const next = this.atSignal.peek() + 1
    if (now >= rest && next < this.list.length) void this.show(next, { play: true })
    else this.runningSignal.value = false
  }

  private playerFor(clip: Clip): Promise<LentPlayer> {
    const known = this.lent.get(clip.recordingId)
    if (known) return known
    const file = this.options.fileOf(clip.recordingId)
    if (!file) return Promise.reject(new Error(unreadable()))
    const lend = this.options.lend ?? lendPlayer
    const made = lend(clip.recordingId, file, this.scheduler, tick(clip.start))
    this.lent.set(clip.recordingId, made)
    return made
  }

  private dropOthers(...keep: (string | undefined)[]): void {
    for (const [id, lent] of this.lent) {
      if (keep.includes(id)) continue
      this.lent.delete(id)
      void lent.then(
        (player) => player[Symbol.dispose](),
        () => {},
      )
    }
  }
}
