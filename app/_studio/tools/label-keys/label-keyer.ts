/**
 * Labelling by key, while it plays, stepping or at rest: the frame on the screen is the frame that is labelled. On a
 * gapless track the next phase ends the former. What has been started is stored at once, one frame long, and grows on
 * the screen until it is ended.
 *
 *   toggle   a press starts, the next press of the same key ends, however long the key is held
 *   hold     the key going down starts, the key coming up ends
 *
 * Which of the two is a person's choice; with Shift a single press does the other.
 */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import { endLabel, startLabel } from '#media/core/commands/index.ts'
import type { Label, TrackRecord } from '#media/core/document/records.ts'
import { currentText } from '../../../_text/current-text.ts'
import type { Session } from '../../session/session.ts'
import { relabelSelected } from '../relabel/relabel.ts'
import { shownFrame } from '../shown-frame.ts'

export interface RunningLabel {
  readonly annotationId: string
  readonly trackId: string
  readonly labelId: string
}

export const LABEL_MODES = ['toggle', 'hold'] as const
export type LabelMode = (typeof LABEL_MODES)[number]

const STORAGE_KEY = 'scrubline.label-mode'

export class LabelKeyer {
  readonly mode: Signal<LabelMode> = signal('toggle')
  /** The next label key gives the selected annotations its label instead of starting one. */
  readonly relabelling: Signal<boolean> = signal(false)
  /** Started by key and not ended yet. */
  readonly running: ReadonlySignal<readonly RunningLabel[]>
  /** Asked before anything starts, as long as something is selected: true for a label that was taken care of. */
  readonly first = new Set<(label: Label) => boolean>()
  private readonly runningSignal = signal<readonly RunningLabel[]>([])
  private readonly session: Session
  /** Annotations that end when the key of their label comes up, by label. */
  private readonly held = new Map<string, string>()

  constructor(session: Session) {
    this.session = session
    this.running = this.runningSignal
    if (typeof localStorage === 'undefined') return
    if (localStorage.getItem(STORAGE_KEY) === 'hold') this.mode.value = 'hold'
  }

  setMode(mode: LabelMode): void {
    this.mode.value = mode
    try {
      localStorage.setItem(STORAGE_KEY, mode)
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  }

  /** The track a label goes to: the active one if it takes it, else the first unlocked one that lists it. */
  trackFor(labelId: string): TrackRecord | null {
    const { store } = this.session
    const labels = store.labels.peek()
    const active = store.track(this.session.activeTrackId.peek() ?? '')
    if (active && labels.allows(active, labelId)) return active
    const takers = store.tracks.filter((t) => !t.hidden && labels.allows(t, labelId))
    return takers.find((t) => !t.locked && t.labelIds.includes(labelId)) ?? takers[0] ?? null
  }

  isRunning(labelId: string): boolean {
    return this.runningSignal.peek().some((r) => r.labelId === labelId)
  }

  /** The key of a label went down. `other`: this once the other way than the person's choice. */
  press(label: Label, other = false): void {
    if (this.relabelling.peek()) {
      this.relabelling.value = false
      relabelSelected(this.session, label.id)
      return
    }
    for (const taken of this.first) if (taken(label)) return
    const track = this.trackFor(label.id)
    if (!track) {
      this.session.tell('refused', currentText().editing.cannot.noTaker(label.name))
      return
    }
    this.forgetGone()
    const running = this.runningSignal.peek().find((r) => r.trackId === track.id && r.labelId === label.id)
    if (running) {
      this.end(running)
      return
    }
    const started = this.start(track, label.id)
    if (started && (this.mode.peek() === 'hold') !== other) this.held.set(label.id, started.annotationId)
  }

  /** The key of a label came up. */
  release(label: Label): void {
    const annotationId = this.held.get(label.id)
    if (!annotationId) return
    this.held.delete(label.id)
    const running = this.runningSignal.peek().find((r) => r.annotationId === annotationId)
    if (running) this.end(running)
  }

  /** Ends everything that runs, at the shown frame. */
  endAll(): void {
    this.forgetGone()
    for (const running of this.runningSignal.peek()) this.end(running)
  }

  /** Escape: what was started stays as it is stored, one frame long, and grows no more. */
  letGo(): boolean {
    const any = this.runningSignal.peek().length > 0 || this.relabelling.peek()
    this.relabelling.value = false
    this.held.clear()
    this.runningSignal.value = []
    return any
  }

  /** What runs from here on; null when nothing does. */
  private start(track: TrackRecord, labelId: string): RunningLabel | null {
    const { session } = this
    const exclusive = track.policy !== 'allowed' && track.kind === 'intervals'
    const former = exclusive ? this.runningSignal.peek().find((r) => r.trackId === track.id) : undefined
    const result = session.run(startLabel, {
      trackId: track.id,
      layerId: session.activeLayerId.peek(),
      labelId,
      frame: shownFrame(session),
      until: session.clock.duration,
      running: former?.annotationId ?? null,
    })
    if (!result.ok) return null
    session.activeTrackId.value = track.id
    session.select(result.focus)
    const [annotationId] = result.focus
    // Phases run on by themselves and events have no length: nothing to end.
    if (!annotationId || track.kind === 'events' || track.policy === 'gapless') return null
    const others = this.runningSignal.peek().filter((r) => r !== former)
    const started = { annotationId, trackId: track.id, labelId }
    this.runningSignal.value = [...others, started]
    return started
  }

  private end(running: RunningLabel): void {
    const result = this.session.run(endLabel, { id: running.annotationId, frame: shownFrame(this.session) })
    if (result.ok || result.rule === 'missing')
      this.runningSignal.value = this.runningSignal.peek().filter((r) => r !== running)
  }

  /** What was undone or deleted meanwhile runs no more; what was merged runs on as what stands for it. */
  private forgetGone(): void {
    const { store } = this.session
    const labels = store.labels.peek()
    const kept = this.runningSignal.peek().flatMap((r) => {
      const now = store.annotation(r.annotationId)
      if (now?.labelId === r.labelId) return r
      return now && labels.present({ ...now, labelId: r.labelId }) === now.labelId
        ? { ...r, labelId: now.labelId }
        : []
    })
    const before = this.runningSignal.peek()
    if (kept.length !== before.length || kept.some((r, i) => r !== before[i])) this.runningSignal.value = kept
  }
}
