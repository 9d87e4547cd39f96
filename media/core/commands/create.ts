/** New annotations: an interval that was drawn, an event that was placed. */
import { newId } from '../document/ids.ts'
import type { AnnotationRecord, AttributeValue } from '../document/records.ts'
import { refuse } from '../document/refusal.ts'
import type { Tick } from '../time/tick.ts'
import type { Command, CommandResult, CommandState } from './command.ts'
import { type ChildrenOption, Draft } from './draft.ts'
import { place } from './place.ts'
import { clockText, nameOf } from './words.ts'

export interface NewAnnotation {
  readonly trackId: string
  readonly layerId: string
  readonly labelId: string
  /** Made here when left out. */
  readonly id?: string
  readonly attributes?: Readonly<Record<string, AttributeValue>>
  readonly note?: string
}

export interface CreateArgs extends NewAnnotation {
  readonly start: Tick
  readonly end: Tick
  readonly children?: ChildrenOption
}

export const create: Command<CreateArgs> = (state, args) => insert(state, args, args.start, args.end)

/** An event on a track of events, at one moment. */
export const createEvent: Command<NewAnnotation & { readonly at: Tick }> = (state, args) =>
  insert(state, args, args.at, args.at)

function insert(
  state: CommandState,
  args: NewAnnotation & { children?: ChildrenOption },
  start: Tick,
  end: Tick,
): CommandResult {
  const track = state.document.get(args.trackId)
  if (track?.type !== 'track') return refuse('missing', 'This track is not there any more.')
  const a = annotationOf(args, start, end)
  const draft = new Draft(state)
  place(draft, track, a)
  const verb = start === end ? 'Marked' : 'Added'
  return draft.finish(`${verb} ${nameOf(state, a)} at ${clockText(start)}`, [a.id], args.children)
}

export function annotationOf(args: NewAnnotation, start: Tick, end: Tick): AnnotationRecord {
  return {
    type: 'annotation',
    id: args.id ?? newId(),
    trackId: args.trackId,
    layerId: args.layerId,
    labelId: args.labelId,
    start,
    end,
    attributes: { ...args.attributes },
    note: args.note ?? '',
    authorId: null,
    confidence: null,
    origin: null,
  }
}
