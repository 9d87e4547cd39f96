/**
 * Moves the active edge of what is selected by whole frames, by key. A key held down is one change; the picture follows
 * the edge, stays on it for a moment so that it can be judged, and then the playhead is back where it was.
 */
import type { Signal } from '@preact/signals-core'
import { type Command, type CommandResult, move, trimEdges } from '#media/core/commands/index.ts'
import type { AnnotationRecord } from '#media/core/document/records.ts'
import type { FrameNo, Tick } from '#media/core/time/tick.ts'
import { currentText } from '../../../_text/current-text.ts'
import type { Gesture } from '../../session/gesture.ts'
import { alignTo } from '../../timeline/snapping.ts'
import type { Timeline } from '../../timeline/timeline.ts'
import { type HeldPlayhead, holdPlayhead } from '../hold-playhead.ts'
import { stayInside } from '../stay-inside.ts'

/** `both` moves the whole annotation. */
export const ACTIVE_EDGES = ['end', 'start', 'both'] as const
export type ActiveEdge = (typeof ACTIVE_EDGES)[number]

/** How long the picture stays on the edge after the last key. */
const LINGER_MS = 1200

interface Running {
  readonly gesture: Gesture
  /** What is nudged, as it was before the first key. */
  readonly annotations: readonly AnnotationRecord[]
  frames: number
  refused: CommandResult | null
}

export class Nudger implements Disposable {
  readonly edge: Signal<ActiveEdge>
  private readonly timeline: Timeline
  private running: Running | null = null
  private playhead: HeldPlayhead | null = null
  private timer: ReturnType<typeof setTimeout> | null = null

  constructor(timeline: Timeline) {
    this.timeline = timeline
    this.edge = timeline.activeEdge
  }

  /** The next of end, start, both. */
  cycleEdge(): void {
    const at = ACTIVE_EDGES.indexOf(this.edge.peek())
    this.edge.value = ACTIVE_EDGES[(at + 1) % ACTIVE_EDGES.length]!
  }

  /** A key went down, or repeats. */
  nudge(frames: number): void {
    const running = this.running ?? this.begin()
    if (!running) return
    this.stopTimer()
    const before = running.frames
    running.frames = before + frames
    const result = this.show(running)
    running.refused = null
    if (!result.ok && result.rule !== 'nothing') {
      // The edge stays where it last could be.
      running.frames = before
      running.refused = result
      if (before) this.show(running)
    }
  }

  /** The key came up: what was nudged is one change. */
  finish(): void {
    const { running } = this
    if (!running) return
    this.running = null
    if (running.frames) running.gesture.commit()
    else running.gesture.cancel()
    const { refused } = running
    if (refused && !refused.ok)
      this.timeline.session.tell('refused', refused.message, refused.annotationId, refused.rule)
    this.timer = setTimeout(() => this.settle(), LINGER_MS)
  }

  /** Escape while the key is down: nothing was nudged. */
  cancel(): boolean {
    if (!this.running) return false
    this.running.gesture.cancel()
    this.running = null
    this.settle()
    return true
  }

  /** The playhead goes back, unless the person has moved it meanwhile. */
  settle(): void {
    this.stopTimer()
    this.playhead?.giveBack(true)
    this.playhead = null
  }

  [Symbol.dispose](): void {
    this.cancel()
    this.stopTimer()
  }

  private begin(): Running | null {
    const { session } = this.timeline
    const annotations = [...session.selection.peek()].flatMap((id) => session.store.annotation(id) ?? [])
    if (!annotations.length) {
      session.tell('refused', currentText().editing.cannot.nudge)
      return null
    }
    this.playhead ??= holdPlayhead(this.timeline, annotations[0]!.id)
    this.running = { gesture: session.gesture(), annotations, frames: 0, refused: null }
    return this.running
  }

  private show(running: Running): CommandResult {
    const { session } = this.timeline
    const { annotations, gesture, frames } = running
    const [first] = annotations
    const whole = this.edge.peek() === 'both' || annotations.some((a) => a.start === a.end)
    const edge: 'start' | 'end' = whole || this.edge.peek() === 'start' ? 'start' : 'end'
    const to = this.target(first!, edge, frames)
    const run = <Args>(command: Command<Args>, args: Args) => gesture.show(() => command(session.state, args))
    const result = whole
      ? run(move, {
          ids: annotations.map((a) => a.id),
          by: stayInside(annotations, to - first!.start, session.clock.duration),
          align: alignTo(session.clock),
        })
      : run(trimEdges, {
          edges: annotations.map((a) => ({ id: a.id, edge, to: this.target(a, edge, frames) })),
        })
    if (result.ok || result.rule === 'nothing') this.playhead?.showEdge(edge, to)
    return result
  }

  /** Where an edge comes to, so many frames away from where it was. */
  private target(a: AnnotationRecord, edge: 'start' | 'end', frames: number): Tick {
    const { clock } = this.timeline.session
    const frame = clock.frameAt(edge === 'start' ? a.start : ((a.end - 1) as Tick))
    const last = clock.frameAt((clock.duration - 1) as Tick)
    const to = Math.max(0, Math.min(last, frame + frames)) as FrameNo
    return clock.boundsOf(to)[edge]
  }

  private stopTimer(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }
}
