/** Several edges at once, each to its own time: nudging what is selected. Neighbours on a gapless track follow. */
import type { AnnotationRecord } from '../document/records.ts'
import { refuse } from '../document/refusal.ts'
import type { Tick } from '../time/tick.ts'
import type { Command } from './command.ts'
import { type ChildrenOption, Draft, locate } from './draft.ts'
import { place } from './place.ts'
import { clockText, nameOf, these } from './words.ts'

export interface EdgeTo {
  readonly id: string
  readonly edge: 'start' | 'end'
  readonly to: Tick
}

export interface TrimEdgesArgs {
  readonly edges: readonly EdgeTo[]
  readonly children?: ChildrenOption
}

export const trimEdges: Command<TrimEdgesArgs> = (state, args) => {
  const draft = new Draft(state)
  const all: AnnotationRecord[] = []
  const ids = new Set(args.edges.map((e) => e.id))
  for (const { id, edge, to } of args.edges) {
    const found = locate(state, id)
    if (!found.ok) return found
    const { annotation, track } = found
    if (track.kind === 'events')
      return refuse('length', `${nameOf(state, annotation)} is an event and has no edges to move.`, id)
    all.push(annotation)
    const now = draft.annotation(id)!
    if (track.policy !== 'gapless') {
      place(draft, track, { ...now, [edge]: to }, ids)
      continue
    }
    const row = state.document.lane(annotation.trackId, annotation.layerId).neighbours(annotation)
    const neighbour = edge === 'start' ? row.before : row.after
    draft.set<AnnotationRecord>(id, { [edge]: to })
    if (neighbour) draft.set<AnnotationRecord>(neighbour.id, { [edge === 'start' ? 'end' : 'start']: to })
  }
  // An edge that passed its other one, of these or of a neighbour, is told of before the rules speak of overlaps.
  for (const id of Object.keys(draft.diff.updated)) {
    const a = draft.annotation(id)
    if (a && a.end <= a.start)
      return refuse('length', `${nameOf(state, a)} at ${clockText(a.start)} would have no length.`, id)
  }
  const [first] = args.edges
  const which = new Set(args.edges.map((e) => e.edge)).size === 1 ? `the ${first?.edge}` : 'the edges'
  const where = args.edges.length === 1 && first ? ` to ${clockText(first.to)}` : ''
  return draft.finish(`Moved ${which} of ${these(state, all)}${where}`, [...ids], args.children)
}
