/**
 * Files being placed on the clock for trial. Everything is seen at once, since the files' own placements are what the
 * cameras and rows follow; nothing is kept until it is saved, and leaving puts all back. The main camera stays.
 */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import { type Placement, placementFromAnchors, toAsset, toRecording } from '#media/core/asset/placement.ts'
import { TICKS_PER_SECOND, tick } from '#media/core/time/tick.ts'
import type { PlaybackClock } from '../../clock/playback-clock.ts'
import type { SessionAsset } from '../../session/session.ts'

export interface AlignFile extends SessionAsset {
  readonly placement: Signal<Placement>
}

/** One event seen in both: its time in the file, and the recording's time of it in the main camera. */
export interface Anchor {
  readonly asset: number
  readonly recording: number
}

interface State {
  readonly placements: ReadonlyMap<string, Placement>
  readonly anchors: ReadonlyMap<string, readonly Anchor[]>
}

/** A file without frames is moved by this. */
const SOUND_STEP = TICKS_PER_SECOND / 100

export interface AlignOptions {
  readonly files: readonly AlignFile[]
  readonly clock: PlaybackClock
  readonly hold: Disposable
  readonly save: (file: AlignFile, placement: Placement) => Promise<void>
}

export class AlignSession implements Disposable {
  /** Those that can be moved. */
  readonly files: readonly AlignFile[]
  readonly anchors: Signal<ReadonlyMap<string, readonly Anchor[]>> = signal(new Map())
  readonly changed: ReadonlySignal<readonly AlignFile[]>
  readonly undoable: ReadonlySignal<boolean>
  private readonly options: AlignOptions
  private readonly before: Signal<ReadonlyMap<string, Placement>>
  private readonly past: Signal<readonly State[]> = signal([])
  /** Name of the movement in progress: its steps are one undo. */
  private gesture: string | null = null

  constructor(options: AlignOptions) {
    this.options = options
    this.files = options.files.filter((f) => !f.main)
    this.before = signal(this.now().placements)
    this.changed = computed(() =>
      this.files.filter((f) => !same(f.placement.value, this.before.value.get(f.assetId)!)),
    )
    this.undoable = computed(() => this.past.value.length > 0)
  }

  /** @param gesture steps of one movement carry its name and are undone together */
  place(file: AlignFile, placement: Placement, gesture: string | null = null): void {
    if (same(file.placement.peek(), placement)) return
    this.remember(gesture)
    file.placement.value = placement
  }

  /** The pointer was let go: what comes next is another movement. */
  endGesture(): void {
    this.gesture = null
  }

  /** Moves a file so that, at the shown moment, it shows the frame so many further on; its middle on the main one's. */
  step(file: AlignFile, frames: number): void {
    const moment = this.moment()
    const p = file.placement.peek()
    if (!file.index || !moment) {
      this.place(file, { ...p, offset: tick(p.offset - frames * SOUND_STEP) }, `step ${file.assetId}`)
      return
    }
    const shown = file.index.frameAt(toAsset(p, moment.start))
    const next = file.index.clamp(shown + frames)
    const target = moment.middle
    const offset = tick(target - (toRecording(p, file.index.middleOf(next)) - p.offset))
    this.place(file, { ...p, offset }, `step ${file.assetId}`)
  }

  /**
   * What the file shows now and what the main camera shows now are the same event. One anchor puts the file there; a
   * second one, at another moment, also gives its rate. A third replaces the second.
   * @returns false when the two anchors give no sensible rate
   */
  anchor(file: AlignFile): boolean {
    const moment = this.moment()
    if (!moment) return false
    const p = file.placement.peek()
    const at = toAsset(p, moment.start)
    const asset = file.index ? file.index.middleOf(file.index.frameAt(at)) : toAsset(p, moment.middle)
    const [first] = this.anchors.peek().get(file.assetId) ?? []
    const added = { asset, recording: moment.middle }
    const anchors = first && first.recording !== added.recording ? [first, added] : [added]
    const two = anchors.length === 2 ? placementFromAnchors(anchors[0]!, anchors[1]!) : null
    if (anchors.length === 2 && !two) return false
    this.remember(null)
    batch(() => {
      this.anchors.value = new Map(this.anchors.peek()).set(file.assetId, anchors)
      file.placement.value = two ?? {
        ...p,
        offset: tick(moment.middle - (toRecording(p, asset) - p.offset)),
      }
    })
    return true
  }

  forgetAnchors(file: AlignFile): void {
    this.remember(null)
    const next = new Map(this.anchors.peek())
    next.delete(file.assetId)
    this.anchors.value = next
  }

  undo(): void {
    const past = this.past.peek()
    const last = past.at(-1)
    if (!last) return
    batch(() => {
      this.past.value = past.slice(0, -1)
      this.anchors.value = last.anchors
      for (const file of this.files) file.placement.value = last.placements.get(file.assetId)!
    })
    this.gesture = null
  }

  /** @throws what the server says; what was saved before stays saved */
  async save(): Promise<void> {
    for (const file of this.changed.peek()) {
      const placement = file.placement.peek()
      await this.options.save(file, placement)
      this.before.value = new Map(this.before.peek()).set(file.assetId, placement)
    }
    this.past.value = []
  }

  /** Puts back what is not saved. */
  [Symbol.dispose](): void {
    batch(() => {
      for (const file of this.files) {
        const placement = this.before.peek().get(file.assetId)!
        if (!same(file.placement.peek(), placement)) file.placement.value = placement
      }
    })
    this.options.hold[Symbol.dispose]()
  }

  /** The shown frame of the main camera. */
  private moment(): { start: number; middle: number } | null {
    const shown = this.options.clock.shown.peek()
    return shown && { start: shown.start, middle: shown.start + Math.floor((shown.end - shown.start) / 2) }
  }

  private now(): State {
    return {
      placements: new Map(this.files.map((f) => [f.assetId, f.placement.peek()])),
      anchors: this.anchors.peek(),
    }
  }

  private remember(gesture: string | null): void {
    if (gesture !== null && gesture === this.gesture) return
    this.gesture = gesture
    this.past.value = [...this.past.peek(), this.now()]
  }
}

const same = (a: Placement, b: Placement): boolean => a.offset === b.offset && a.rate === b.rate
