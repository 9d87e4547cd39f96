/**
 * Attributes by key. While it is on, one attribute of the selected has the keys: its choices are set by theirs, and the
 * next one takes its turn. A text or number takes the typing itself; its field has the focus then.
 */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import type { AttributeValue } from '#media/core/document/records.ts'
import { currentText } from '../../../_text/current-text.ts'
import type { Session } from '../../session/session.ts'
import { type AttributeState, attributeStates, setForAll, YES } from './attribute-states.ts'

export class AttributeMode {
  /** Key of the attribute that has the keys; null when the mode is off. */
  readonly active: Signal<string | null> = signal(null)
  readonly state: ReadonlySignal<AttributeState | null>
  private readonly session: Session

  constructor(session: Session) {
    this.session = session
    this.state = computed(() => {
      const key = this.active.value
      session.selection.value
      session.store.version.value
      return key === null ? null : (this.states().find((s) => s.definition.key === key) ?? null)
    })
  }

  states(): AttributeState[] {
    return attributeStates(this.session, this.selected())
  }

  /** On, with the first that lacks a required value, else the first; off when it was on. */
  toggle(): void {
    if (this.active.peek() !== null) {
      this.active.value = null
      return
    }
    const states = this.states()
    const first = states.find((s) => s.missing) ?? states[0]
    if (first) this.active.value = first.definition.key
    else if (this.selected().length) this.session.tell('refused', currentText().editing.cannot.noneInCommon)
    else this.session.tell('refused', currentText().editing.cannot.attributes)
  }

  /** False when it was off. */
  close(): boolean {
    const on = this.active.peek() !== null
    this.active.value = null
    return on
  }

  /** The next attribute, or the one before; beyond the last the mode is off. */
  step(by: 1 | -1): void {
    const states = this.states()
    const at = states.findIndex((s) => s.definition.key === this.active.peek())
    this.active.value = states[at + by]?.definition.key ?? null
  }

  /** A key of a choice: sets it for all that are selected, or in a list of several adds it or takes it away. */
  choose(choice: string): void {
    const state = this.state.peek()
    if (!state) return
    const wrong = state.choices.find((c) => c.value === choice)?.notWith
    if (wrong !== null && wrong !== undefined) {
      this.session.tell(
        'refused',
        currentText().editing.cannot.notTogether(state.definition.name, choice, wrong),
      )
      return
    }
    const { definition } = state
    if (definition.kind === 'choices') {
      const now = Array.isArray(state.value) ? state.value : []
      const next = definition.choices.filter((c) => (c === choice ? !now.includes(c) : now.includes(c)))
      this.set(next.length ? next : null)
      return
    }
    this.set(definition.kind === 'boolean' ? choice === YES : choice)
    this.step(1)
  }

  /** Takes the value away. */
  clear(): void {
    this.set(null)
  }

  private set(value: AttributeValue | null): void {
    const key = this.active.peek()
    if (key !== null) setForAll(this.session, this.selected(), key, value)
  }

  private selected() {
    return [...this.session.selection.peek()].flatMap((id) => this.session.store.annotation(id) ?? [])
  }
}
