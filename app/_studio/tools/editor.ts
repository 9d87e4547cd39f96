/**
 * The hands of a person in an open document: what of editing lives longer than one gesture. Dialogs and panels read it,
 * keys drive it, tests too.
 */
import { batch, type Signal, signal } from '@preact/signals-core'
import type { Session } from '../session/session.ts'
import type { Timeline } from '../timeline/timeline.ts'
import { Adjudicator } from './adjudicate/adjudicator.ts'
import { AttributeMode } from './attributes/attribute-mode.ts'
import { type BulkChange, carryOut } from './bulk/change-plan.ts'
import { Clipboard } from './clipboard/clipboard.ts'
import type { SystemClipboard } from './clipboard/system-clipboard.ts'
import type { LabelKeyer } from './label-keys/label-keyer.ts'
import { Nudger } from './nudge/nudger.ts'

/** Which of editing's dialogs is open. */
export type EditDialog = 'select' | 'change' | 'retime'

/** How long after its key a browser's `paste` event may come. */
const PASTE_EVENT_MS = 60

export interface EditorOptions {
  readonly session: Session
  readonly timeline: Timeline
  readonly keyer: LabelKeyer
  readonly clipboard: SystemClipboard
}

export class Editor implements Disposable {
  readonly session: Session
  readonly timeline: Timeline
  readonly keyer: LabelKeyer
  readonly nudger: Nudger
  readonly clipboard: Clipboard
  readonly attributes: AttributeMode
  readonly adjudicator: Adjudicator
  readonly dialog: Signal<EditDialog | null> = signal(null)
  private pasting: ReturnType<typeof setTimeout> | null = null

  constructor({ session, timeline, keyer, clipboard }: EditorOptions) {
    this.session = session
    this.timeline = timeline
    this.keyer = keyer
    this.nudger = new Nudger(timeline)
    this.attributes = new AttributeMode(session)
    this.adjudicator = new Adjudicator(session)
    this.clipboard = new Clipboard(session, clipboard)
  }

  /** The key of pasting was pressed; pastes what a `paste` event brings, else asks the system's clipboard. */
  pasteSoon(): void {
    if (this.pasting) clearTimeout(this.pasting)
    this.pasting = setTimeout(() => {
      this.pasting = null
      void this.clipboard.pasteFromSystem()
    }, PASTE_EVENT_MS)
  }

  /** The browser's `paste` event, where nobody is typing. */
  pasted(text: string): void {
    if (this.pasting) clearTimeout(this.pasting)
    this.pasting = null
    if (this.session.editable) this.clipboard.paste(text)
  }

  /** One change of many; what is given has been looked at by `planChange`. */
  change(ids: readonly string[], change: BulkChange): boolean {
    const result = this.session.run((state, args: readonly string[]) => carryOut(state, args, change), ids)
    return result.ok
  }

  /** Selects the next annotation of the track, or the one before; the playhead stays. */
  selectBeside(direction: 1 | -1): void {
    const { session } = this
    const selected = [...session.selection.peek()].flatMap((id) => session.store.annotation(id) ?? [])
    const from = direction > 0 ? selected.at(-1) : selected[0]
    const trackId = from?.trackId ?? session.activeTrackId.peek()
    if (!trackId) return
    const lane = session.store.lane(trackId, from?.layerId ?? session.activeLayerId.peek())
    const { after, before } = from
      ? lane.neighbours(from)
      : { after: lane.firstFrom(session.clock.now()), before: lane.lastBefore(session.clock.now()) }
    const next = direction > 0 ? after : before
    if (!next) return
    batch(() => {
      session.activeTrackId.value = trackId
      session.select([next.id])
      session.bringIntoView([next.id])
    })
  }

  /** Everything that carries a label of what is selected, on the same tracks and layers. */
  selectSame(): void {
    const { session } = this
    const lanes = new Map<string, Set<string>>()
    for (const id of session.selection.peek()) {
      const a = session.store.annotation(id)
      if (!a) continue
      const key = `${a.trackId} ${a.layerId}`
      lanes.set(key, (lanes.get(key) ?? new Set()).add(a.labelId))
    }
    const found = [...lanes].flatMap(([key, labels]) => {
      const [trackId, layerId] = key.split(' ') as [string, string]
      return [...session.store.lane(trackId, layerId).all()].filter((a) => labels.has(a.labelId))
    })
    session.select(found.map((a) => a.id))
  }

  /** Selects the annotation that the last refusal named and brings it into view. */
  showInTheWay(): void {
    const { session } = this
    const id = session.notice.peek()?.annotationId
    if (!id || !session.store.annotation(id)) return
    batch(() => {
      session.select([id])
      session.bringIntoView([id])
      session.dismissNotice()
    })
  }

  [Symbol.dispose](): void {
    if (this.pasting) clearTimeout(this.pasting)
    this.nudger[Symbol.dispose]()
  }
}
