/**
 * One change of many annotations, looked at before it is made: which of them it fits, and which would be refused by
 * which rule. What fits is one change with one sentence.
 */
import {
  type Align,
  type CommandResult,
  type CommandState,
  copyToLayer,
  move,
  relabel,
  remove,
  setAttribute,
} from '#media/core/commands/index.ts'
import { clockText } from '#media/core/document/clock-text.ts'
import type { AttributeValue } from '#media/core/document/records.ts'
import { type Rule, refuse } from '#media/core/document/refusal.ts'
import { currentText } from '../../../_text/current-text.ts'
import { leaves } from '../stay-inside.ts'

export type BulkChange =
  | { readonly kind: 'label'; readonly labelId: string }
  | { readonly kind: 'attribute'; readonly key: string; readonly value: AttributeValue | null }
  | { readonly kind: 'shift'; readonly by: number; readonly align: Align; readonly duration: number }
  | { readonly kind: 'track'; readonly trackId: string }
  | { readonly kind: 'layer'; readonly layerId: string }
  | { readonly kind: 'copy'; readonly layerId: string }
  | { readonly kind: 'delete' }

export interface Refused {
  readonly id: string
  readonly rule: Rule
  readonly message: string
  /** The annotation in the way, where the rule names another one. */
  readonly inTheWay: string | null
}

export interface ChangePlan {
  readonly fits: readonly string[]
  readonly refused: readonly Refused[]
  /** What would be written into the history; null when nothing fits. */
  readonly sentence: string | null
}

/** Beyond so many, annotations are not tried one by one: then all fit or none. */
const MOST_TRIED = 3000

export function carryOut(state: CommandState, ids: readonly string[], change: BulkChange): CommandResult {
  switch (change.kind) {
    case 'label':
      return relabel(state, { ids, labelId: change.labelId })
    case 'attribute':
      return setAttribute(state, { ids, key: change.key, value: change.value })
    case 'shift': {
      const all = ids.flatMap((id) => {
        const a = state.document.get(id)
        return a?.type === 'annotation' ? [a] : []
      })
      const out = leaves(all, change.by, change.duration)
      if (out)
        return refuse(
          'length',
          currentText().editing.cannot.leaves(state.labels.nameOf(out.labelId), clockText(out.start)),
          out.id,
        )
      return move(state, { ids, by: change.by, align: change.align })
    }
    case 'track':
      return move(state, { ids, by: 0, trackId: change.trackId })
    case 'layer':
      return move(state, { ids, by: 0, layerId: change.layerId })
    case 'copy':
      return copyToLayer(state, { ids, layerId: change.layerId })
    case 'delete':
      return remove(state, { ids, children: 'remove' })
  }
}

export function planChange(state: CommandState, ids: readonly string[], change: BulkChange): ChangePlan {
  const whole = carryOut(state, ids, change)
  if (whole.ok) return { fits: ids, refused: [], sentence: whole.sentence }
  if (whole.rule === 'nothing' || ids.length > MOST_TRIED)
    return { fits: [], refused: [asRefused(whole.annotationId ?? ids[0] ?? '', whole)], sentence: null }
  const refused: Refused[] = []
  let fits = ids.filter((id) => {
    const alone = carryOut(state, [id], change)
    // One that would stay as it is does no harm among the others.
    if (alone.ok || alone.rule === 'nothing') return true
    refused.push(asRefused(id, alone))
    return false
  })
  // Some fit alone and not together: the one that is named gives way, until the rest fits.
  for (let tries = 0; fits.length && tries < 50; tries++) {
    const rest = carryOut(state, fits, change)
    if (rest.ok) return { fits, refused, sentence: rest.sentence }
    const out = rest.annotationId && fits.includes(rest.annotationId) ? rest.annotationId : fits.at(-1)!
    refused.push(asRefused(out, rest))
    fits = fits.filter((id) => id !== out)
  }
  return { fits: [], refused, sentence: null }
}

function asRefused(
  id: string,
  { rule, message, annotationId }: { rule: Rule; message: string; annotationId: string | null },
): Refused {
  return { id, rule, message, inTheWay: annotationId === id ? null : annotationId }
}
