/** Moving one edge of an interval, or the edge that two of them share. */
import type { AnnotationRecord, TrackRecord } from '../document/records.ts'
import { type Refusal, refuse } from '../document/refusal.ts'
import type { Tick } from '../time/tick.ts'
import type { Command, CommandResult, CommandState } from './command.ts'
import { type ChildrenOption, Draft, locate } from './draft.ts'
import { place } from './place.ts'
import { clockText, nameOf } from './words.ts'

export interface TrimArgs {
  readonly id: string
  readonly to: Tick
  readonly children?: ChildrenOption
}

export const trimStart: Command<TrimArgs> = (state, args) => trim(state, args, 'start')
export const trimEnd: Command<TrimArgs> = (state, args) => trim(state, args, 'end')

function trim(state: CommandState, args: TrimArgs, edge: 'start' | 'end'): CommandResult {
  const found = locate(state, args.id)
  if (!found.ok) return found
  const { annotation, track } = found
  const next: AnnotationRecord = { ...annotation, [edge]: args.to }
  if (track.kind === 'events' || next.end <= next.start) return tooShort(state, annotation, track)
  const draft = new Draft(state)
  const neighbour = sharedNeighbour(state, annotation, track, edge)
  if (neighbour) {
    const refusal = roll(draft, neighbour, edge === 'start' ? 'end' : 'start', args.to)
    if (refusal) return refusal
    draft.add(next)
  } else place(draft, track, next)
  const what = edge === 'start' ? 'the start' : 'the end'
  const sentence = `Moved ${what} of ${nameOf(state, annotation)} to ${clockText(args.to)}`
  return draft.finish(sentence, [annotation.id], args.children)
}

export interface RollArgs {
  readonly leftId: string
  readonly rightId: string
  readonly to: Tick
  readonly children?: ChildrenOption
}

/** The edge between two neighbours that touch: one grows as the other shrinks. */
export const rollEdge: Command<RollArgs> = (state, args) => {
  const left = locate(state, args.leftId)
  if (!left.ok) return left
  const right = locate(state, args.rightId)
  if (!right.ok) return right
  const [a, b] = [left.annotation, right.annotation]
  if (a.trackId !== b.trackId || a.layerId !== b.layerId || a.end !== b.start)
    return refuse('gap', `${nameOf(state, a)} and ${nameOf(state, b)} do not touch.`, b.id)
  const draft = new Draft(state)
  const refusal = roll(draft, a, 'end', args.to) ?? roll(draft, b, 'start', args.to)
  if (refusal) return refusal
  const sentence = `Moved the edge between ${nameOf(state, a)} and ${nameOf(state, b)} to ${clockText(args.to)}`
  return draft.finish(sentence, [a.id, b.id], args.children)
}

function roll(draft: Draft, a: AnnotationRecord, edge: 'start' | 'end', to: Tick): Refusal | null {
  const next: AnnotationRecord = { ...a, [edge]: to }
  if (next.end <= next.start)
    return refuse('overlap', `${nameOf(draft.state, a)} at ${clockText(a.start)} would be covered.`, a.id)
  draft.add(next)
  return null
}

/** The neighbour that shares the edge on a gapless track. */
function sharedNeighbour(
  state: CommandState,
  a: AnnotationRecord,
  track: TrackRecord,
  edge: 'start' | 'end',
): AnnotationRecord | null {
  if (track.policy !== 'gapless') return null
  const row = state.document.lane(a.trackId, a.layerId).neighbours(a)
  return edge === 'start' ? row.before : row.after
}

function tooShort(state: CommandState, a: AnnotationRecord, track: TrackRecord): Refusal {
  return track.kind === 'events'
    ? refuse('length', `${nameOf(state, a)} is an event and has no edges to move.`, a.id)
    : refuse('length', `${nameOf(state, a)} would have no length.`, a.id)
}
