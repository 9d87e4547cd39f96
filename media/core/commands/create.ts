/** New annotations: an interval that was drawn, an event that was placed. */
import { newId } from '../document/ids.ts'
import type { AnnotationRecord, AttributeValue } from '../document/records.ts'
import { refuse } from '../document/refusal.ts'
import { maxTick, minTick, type Tick } from '../time/tick.ts'
import type { Command, CommandResult, CommandState } from './command.ts'
import { type ChildrenOption, Draft, locate } from './draft.ts'
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

export interface CreateInsideArgs extends NewAnnotation {
  /** The annotation of the parent track to lie inside. */
  readonly parentId: string
  /** What was drawn; kept inside the parent. All of the parent's free room when left out. */
  readonly start?: Tick
  readonly end?: Tick
}

/**
 * Inside another: as long as the parent, or as the first free room in it where the track takes one at a time. An event
 * goes to the parent's start. On a track with its parent's bounds it has these.
 */
export const createInside: Command<CreateInsideArgs> = (state, args) => {
  const found = locate(state, args.parentId)
  if (!found.ok) return found
  const { annotation: parent } = found
  const track = state.document.get(args.trackId)
  if (track?.type !== 'track') return refuse('missing', 'This track is not there any more.')
  if (track.parentId !== parent.trackId)
    return refuse('parent', `“${track.name}” does not lie inside “${found.track.name}”.`, parent.id)
  const same = track.parentRule === 'same-bounds'
  const start = same ? parent.start : maxTick(args.start ?? parent.start, parent.start)
  const end = same ? parent.end : minTick(args.end ?? parent.end, parent.end)
  if (track.kind === 'events') return insert(state, args, start, start)
  if (end <= start)
    return refuse(
      'parent',
      `That lies outside ${nameOf(state, parent)} at ${clockText(parent.start)}.`,
      parent.id,
    )
  const drawn = args.start !== undefined || args.end !== undefined
  const room =
    drawn || same || track.policy === 'allowed' ? { start, end } : freeRoom(state, args, start, end)
  if (room) return insert(state, args, room.start, room.end)
  const [first] = state.document.lane(track.id, args.layerId).query(start, end)
  return refuse(
    'overlap',
    `${nameOf(state, parent)} at ${clockText(parent.start)} is full on “${track.name}” already.`,
    first?.id ?? parent.id,
  )
}

/** The first stretch of [start, end) where nothing is. */
function freeRoom(
  state: CommandState,
  { trackId, layerId }: NewAnnotation,
  start: Tick,
  end: Tick,
): { start: Tick; end: Tick } | null {
  let at = start
  for (const a of state.document.lane(trackId, layerId).query(start, end)) {
    if (a.start > at) return { start: at, end: a.start }
    at = maxTick(at, a.end)
  }
  return at < end ? { start: at, end } : null
}

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
    speakerId: null,
    speech: null,
  }
}
