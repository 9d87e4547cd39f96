/**
 * What every command is: a pure function of a document and arguments that gives one diff with a sentence for the undo
 * menu and the log, or a refusal that names the rule. Nothing is changed by calling one.
 */
import type { Diff } from '../document/diff.ts'
import type { LabelBook } from '../document/label-book.ts'
import type { DocumentState } from '../document/model.ts'
import type { Refusal } from '../document/refusal.ts'

export interface CommandState {
  readonly document: DocumentState
  readonly labels: LabelBook
}

export interface Done {
  readonly ok: true
  readonly diff: Diff
  /** What was done, past tense, in human words: "Moved Calot triangle dissection to 00:04:12". */
  readonly sentence: string
  /** Annotations to select and to scroll to. */
  readonly focus: readonly string[]
}

export type CommandResult = Done | Refusal
export type Command<Args> = (state: CommandState, args: Args) => CommandResult
