/**
 * One person's undo and redo. Both stacks hold changes that were made; undoing one makes another change, its inverse,
 * which then lies on the other stack. So a history can be built again from the stored revisions of its person: an
 * ordinary one goes on the undo stack, one that says what it takes back moves it to the other.
 */
import { type Diff, isEmptyDiff } from '../document/diff.ts'
import { invert } from '../document/invert.ts'
import { reconcile } from '../document/reconcile.ts'
import { type Refusal, refuse } from '../document/refusal.ts'
import type { CommandState } from './command.ts'

export interface HistoryEntry {
  /** Name of the change: client and sequence number, see `refOf`. */
  readonly ref: string
  readonly diff: Diff
  /** What was done, also after it was undone and redone. */
  readonly sentence: string
}

/** A revision as the server keeps it. */
export interface OwnRevision extends HistoryEntry {
  /** Name of the change that this one takes back; null for an ordinary change. */
  readonly undoes: string | null
}

export interface UndoStep {
  readonly ok: true
  readonly diff: Diff
  readonly sentence: string
  readonly undoes: string
  readonly focus: readonly string[]
}

export const refOf = (clientId: string, seq: number): string => `${clientId}:${seq}`

const DEPTH = 500

export class History {
  private readonly undoStack: HistoryEntry[] = []
  private readonly redoStack: HistoryEntry[] = []

  /** From one's own revisions, oldest first. */
  static from(revisions: Iterable<OwnRevision>): History {
    const history = new History()
    for (const revision of revisions) history.add(revision)
    return history
  }

  get nextUndo(): HistoryEntry | null {
    return this.undoStack.at(-1) ?? null
  }

  get nextRedo(): HistoryEntry | null {
    return this.redoStack.at(-1) ?? null
  }

  /** Takes note of a change that was made. */
  add(change: OwnRevision): void {
    if (change.undoes === null) {
      push(this.undoStack, change)
      this.redoStack.length = 0
      return
    }
    const undone = take(this.undoStack, change.undoes)
    if (undone) {
      push(this.redoStack, { ref: change.ref, diff: change.diff, sentence: undone.sentence })
      return
    }
    const redone = take(this.redoStack, change.undoes)
    if (redone) push(this.undoStack, { ref: change.ref, diff: change.diff, sentence: redone.sentence })
  }

  /** A change that turned out not to count: it was refused by the server. */
  forget(ref: string): void {
    take(this.undoStack, ref)
    take(this.redoStack, ref)
  }

  /** What undoing would change now; null when there is nothing to undo. Call `add` with it once it is made. */
  undo(state: CommandState): UndoStep | Refusal | null {
    return step(state, this.nextUndo, 'Undid')
  }

  redo(state: CommandState): UndoStep | Refusal | null {
    return step(state, this.nextRedo, 'Redid')
  }
}

function step(state: CommandState, entry: HistoryEntry | null, verb: string): UndoStep | Refusal | null {
  if (!entry) return null
  const result = reconcile(state.document, state.labels, invert(entry.diff), { strict: true })
  if (!result.ok) return result
  if (isEmptyDiff(result.diff))
    return refuse('changed', `Nothing of “${entry.sentence}” is left to take back: others changed it since.`)
  const { diff } = result
  return {
    ok: true,
    diff,
    sentence: `${verb}: ${entry.sentence}`,
    undoes: entry.ref,
    focus: [...Object.keys(diff.added), ...Object.keys(diff.updated)],
  }
}

function push(stack: HistoryEntry[], entry: HistoryEntry): void {
  stack.push(entry)
  if (stack.length > DEPTH) stack.shift()
}

function take(stack: HistoryEntry[], ref: string): HistoryEntry | null {
  const i = stack.findLastIndex((entry) => entry.ref === ref)
  return i < 0 ? null : (stack.splice(i, 1)[0] ?? null)
}
