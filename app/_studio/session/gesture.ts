/**
 * A change in the making: dragging an edge, sliding a value. Each move computes a command from the state before the
 * gesture and shows it in place of the last; release makes it one change, Escape leaves nothing.
 */
import { batch } from '@preact/signals-core'
import type { CommandResult } from '#media/core/commands/command.ts'
import type { Refusal } from '#media/core/document/refusal.ts'
import { currentText } from '../../_text/current-text.ts'

export interface Gesture extends Disposable {
  /** Shows what a command would do, in place of what this gesture showed before. */
  show(compute: () => CommandResult): CommandResult
  /** Makes what is shown one change with one entry in the history; null when nothing is shown. */
  commit(): CommandResult | null
  /** Back to the state before the gesture. */
  cancel(): void
}

/** What a gesture needs of its session. */
export interface GestureHost {
  /** Takes the preview off. */
  before(): void
  preview(result: CommandResult): void
  allowed(): Refusal | null
  make(result: CommandResult): CommandResult
  done(): void
}

export class GestureInProgress implements Gesture {
  private readonly host: GestureHost
  private shown: CommandResult | null = null
  private over = false

  constructor(host: GestureHost) {
    this.host = host
  }

  show(compute: () => CommandResult): CommandResult {
    const refusal = this.host.allowed()
    if (this.over || refusal)
      return (
        refusal ?? { ok: false, rule: 'nothing', message: currentText().sync.gestureOver, annotationId: null }
      )
    return batch(() => {
      this.host.before()
      this.shown = compute()
      this.host.preview(this.shown)
      return this.shown
    })
  }

  commit(): CommandResult | null {
    if (this.over) return null
    this.finish()
    return this.shown ? this.host.make(this.shown) : null
  }

  cancel(): void {
    if (!this.over) this.finish()
  }

  [Symbol.dispose](): void {
    this.cancel()
  }

  private finish(): void {
    this.over = true
    this.host.before()
    this.host.done()
  }
}
