/**
 * Copy, cut and paste of annotations, across tracks and recordings. What is copied goes to the system's clipboard as
 * text and is kept here as well, for browsers that do not give it back.
 */
import { type Signal, signal } from '@preact/signals-core'
import { clipOf, cut, duplicate, paste } from '#media/core/commands/index.ts'
import type { Tick } from '#media/core/time/tick.ts'
import { currentText } from '../../../_text/current-text.ts'
import type { Session } from '../../session/session.ts'
import { alignTo } from '../../timeline/snapping.ts'
import { shownFrame } from '../shown-frame.ts'
import { clipToText, readClip } from './clip-text.ts'
import { isPlain, type PastePlan, planPaste } from './paste-plan.ts'
import type { SystemClipboard } from './system-clipboard.ts'

export class Clipboard {
  /** A paste of which something must be said first. */
  readonly question: Signal<PastePlan | null> = signal(null)
  private readonly session: Session
  private readonly system: SystemClipboard
  private kept: string | null = null

  constructor(session: Session, system: SystemClipboard) {
    this.session = session
    this.system = system
  }

  /** How many were copied. */
  copy(): number {
    const { session } = this
    const clip = clipOf(session.state, session.selection.peek())
    if (!clip.items.length) {
      session.tell('refused', currentText().editing.cannot.copy)
      return 0
    }
    this.kept = clipToText(clip, {
      recordingId: session.recordingId,
      recordingName: session.recordingName,
      document: session.store,
      nameOfLabel: (id) => session.store.labels.peek().nameOf(id),
    })
    this.system.write(this.kept)
    return clip.items.length
  }

  cut(): void {
    const ids = [...this.session.selection.peek()]
    if (this.copy()) this.session.run(cut, { ids, children: 'remove' })
  }

  /** Reads the clipboard, then pastes at the shown frame. */
  async pasteFromSystem(): Promise<void> {
    const at = shownFrame(this.session).start
    this.paste((await this.system.read()) ?? this.kept ?? '', at)
  }

  /** Pastes at once when everything finds its place; else asks with what would be left out. */
  paste(text: string, at: Tick = shownFrame(this.session).start): void {
    const { session } = this
    const read = readClip(text)
    if (!read.ok) {
      session.tell('refused', read.message)
      return
    }
    const plan = planPaste(session, read.clip, at)
    if (isPlain(plan)) this.carryOut(plan)
    else this.question.value = plan
  }

  /** Pastes what the plan has a place for. */
  carryOut(plan: PastePlan): void {
    this.question.value = null
    const { session } = this
    const layerId = session.activeLayerId.peek()
    const result = session.run(paste, { clip: plan.clip, at: plan.at, layerId })
    if (!result.ok) return
    session.select(result.focus)
    session.bringIntoView(result.focus)
  }

  /**
   * Copies the selected to where they end, without touching the clipboard; events, which have no length, to the
   * shown frame.
   */
  duplicate(): void {
    const { session } = this
    const all = [...session.selection.peek()].flatMap((id) => session.store.annotation(id) ?? [])
    if (!all.length) {
      session.tell('refused', currentText().editing.cannot.duplicate)
      return
    }
    const start = Math.min(...all.map((a) => a.start))
    const end = Math.max(...all.map((a) => a.end))
    const shown = shownFrame(session)
    const to = end > start ? end : shown.start === start ? shown.end : shown.start
    if (to + end - start > session.clock.duration || (to === end && to >= session.clock.duration)) {
      session.tell('refused', currentText().editing.cannot.noRoom)
      return
    }
    const result = session.run(duplicate, {
      ids: all.map((a) => a.id),
      by: to - start,
      align: alignTo(session.clock),
    })
    if (result.ok) session.select(result.focus)
  }
}
