/**
 * Two people on one edge: the later one wins, and the earlier is told whose value stands there now and can put theirs
 * back. Putting back is a change like any other, under the rules of the track.
 */

import type { CommandResult, CommandState } from '#media/core/commands/command.ts'
import { fieldOf, sameValue } from '#media/core/document/apply.ts'
import { checkChange } from '#media/core/document/check-change.ts'
import { type Diff, EMPTY_DIFF, type FieldChange } from '#media/core/document/diff.ts'
import { refuse } from '#media/core/document/refusal.ts'
import { currentText } from '../../_text/current-text.ts'
import type { Revision } from './replica.ts'

export interface ReplacedValue {
  readonly annotationId: string
  /** As diffs name it: `end`, `labelId`, `attributes.severity`. */
  readonly field: string
  readonly mine: unknown
  readonly theirs: unknown
}

export interface Overwriting {
  readonly revision: number
  /** Who did it; null where that is hidden. */
  readonly authorId: string | null
  readonly values: readonly ReplacedValue[]
}

export function overwritingOf(revision: Revision, userId: string): Overwriting | null {
  const values = (revision.overwrote ?? []).flatMap(({ id, field, by }): ReplacedValue[] => {
    const change = revision.diff.updated[id]?.[field]
    return by === userId && change ? [{ annotationId: id, field, mine: change[0], theirs: change[1] }] : []
  })
  return values.length ? { revision: revision.revision, authorId: revision.authorId, values } : null
}

/** The change that puts one's own values back, as far as their annotations are still there. */
export function putBack({ document, labels }: CommandState, overwriting: Overwriting): CommandResult {
  const updated: Record<string, Record<string, FieldChange>> = {}
  for (const { annotationId, field, mine } of overwriting.values) {
    const present = document.get(annotationId)
    if (!present) continue
    const now = fieldOf(present, field)
    if (!sameValue(now, mine)) updated[annotationId] = { ...updated[annotationId], [field]: [now, mine] }
  }
  const ids = Object.keys(updated)
  if (!ids.length) return refuse('nothing', currentText().sync.nothingToPutBack)
  const diff: Diff = { ...EMPTY_DIFF, updated }
  const refusal = checkChange(document, labels, diff)
  if (refusal) return refusal
  const first = document.get(ids[0]!)
  const name =
    ids.length === 1 && first?.type === 'annotation'
      ? labels.nameOf(first.labelId)
      : `${ids.length} annotations`
  return { ok: true, diff, sentence: `Put ${name} back as it was`, focus: ids }
}
