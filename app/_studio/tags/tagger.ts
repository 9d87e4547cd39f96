/**
 * Tagging by key: while an utterance is selected, a label's key puts the label on it, with its very bounds, on the
 * label's own track; where words of it are chosen, with the bounds of these. A label for words marks the words. The same
 * key again takes it away. On a track that takes one at a time, another key changes the tag.
 */
import { effect, type Signal, signal, untracked } from '@preact/signals-core'
import { addEntity, create, relabel, remove, removeEntity } from '#media/core/commands/index.ts'
import type { AnnotationRecord, Label } from '#media/core/document/records.ts'
import { spanTimes, trimSpan } from '#media/core/document/span-times.ts'
import { currentText } from '../../_text/current-text.ts'
import type { Session } from '../session/session.ts'
import type { LabelKeyer } from '../tools/label-keys/label-keyer.ts'

/** Characters of an utterance's text that are chosen. */
export interface TextSpan {
  readonly annotationId: string
  readonly from: number
  readonly to: number
}

export class Tagger implements Disposable {
  readonly span: Signal<TextSpan | null> = signal(null)
  /** The entity or utterance from which a relation is being drawn; null while none is. */
  readonly relatingFrom: Signal<string | null> = signal(null)
  private readonly session: Session
  private readonly keyer: LabelKeyer
  private readonly stack = new DisposableStack()

  constructor(session: Session, keyer: LabelKeyer) {
    this.session = session
    this.keyer = keyer
    const press = (label: Label) => this.press(label)
    keyer.first.add(press)
    this.stack.defer(() => keyer.first.delete(press))
    // Words of what is not selected any more are not chosen any more.
    this.stack.defer(
      effect(() => {
        const selected = session.selection.value
        untracked(() => {
          const span = this.span.peek()
          if (span && !selected.has(span.annotationId)) this.span.value = null
        })
      }),
    )
  }

  /** Whether the label was one for what is selected here. */
  press(label: Label): boolean {
    if (label.use === 'relation') return false
    const said = this.utterances()
    if (!said.length) return false
    const span = this.chosen(said)
    if (label.use === 'text' || (label.private && span)) {
      if (span) this.mark(label, span)
      else this.session.tell('refused', currentText().entities.chooseWords(label.name))
      return true
    }
    const track = this.keyer.trackFor(label.id)
    if (track?.kind !== 'intervals') return false
    for (const utterance of said) this.tag(label, track.id, utterance, span)
    return true
  }

  /** Takes the tag or the mark away, or puts it. */
  mark(label: Label, span: TextSpan): void {
    const { session } = this
    const utterance = session.store.annotation(span.annotationId)
    const trimmed = trimSpan(utterance?.speech?.text ?? '', span.from, span.to)
    const there = session.store
      .entitiesOf(span.annotationId)
      .find((e) => trimmed && e.from === trimmed.from && e.to === trimmed.to && e.labelId === label.id)
    if (there) session.run(removeEntity, { id: there.id })
    else session.run(addEntity, { ...span, labelId: label.id })
  }

  [Symbol.dispose](): void {
    this.stack.dispose()
  }

  /** Selected, in order of time. */
  private utterances(): AnnotationRecord[] {
    const { store, selection } = this.session
    return [...selection.peek()]
      .flatMap((id) => store.annotation(id) ?? [])
      .filter((a) => store.track(a.trackId)?.kind === 'transcript')
      .sort((a, b) => a.start - b.start)
  }

  private chosen(said: readonly AnnotationRecord[]): TextSpan | null {
    const span = this.span.peek()
    return span && span.to > span.from && said.some((a) => a.id === span.annotationId) ? span : null
  }

  private tag(label: Label, trackId: string, utterance: AnnotationRecord, span: TextSpan | null): void {
    const { session } = this
    const words = span?.annotationId === utterance.id ? span : null
    const { start, end } = words ? spanTimes(utterance, words.from, words.to) : utterance
    const layerId = session.activeLayerId.peek()
    const here = session.store
      .lane(trackId, layerId)
      .query(start, end)
      .filter((a) => a.start === start && a.end === end)
    const same = here.find((a) => a.labelId === label.id)
    if (same) session.run(remove, { ids: [same.id] })
    else if (here.length && session.store.track(trackId)?.policy !== 'allowed')
      session.run(relabel, { ids: here.map((a) => a.id), labelId: label.id })
    else session.run(create, { trackId, layerId, labelId: label.id, start, end })
  }
}
