/**
 * A change in the making: dragging an edge, sliding a value. Each move computes a command from the state before the
 * gesture and shows it in place of the last; release makes it one change, Escape leaves nothing.
 */
import type { CommandResult } from '#media/core/commands/command.ts'

export interface Gesture extends Disposable {
  /** Shows what a command would do, in place of what this gesture showed before. */
  show(compute: () => CommandResult): CommandResult
  /** Makes what is shown one change with one entry in the history; null when nothing is shown. */
  commit(): CommandResult | null
  /** Back to the state before the gesture. */
  cancel(): void
}
