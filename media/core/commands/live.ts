/**
 * Labelling by key while the recording plays. The key that starts an interval makes it at once, one frame long, so that
 * a crash loses at most its length; the key that ends it stretches it to the frame shown then. On a gapless track
 * nothing needs ending: a new phase closes the old one and runs on to where the old one ended, or to the end of all.
 */
import type { AnnotationRecord, TrackRecord } from '../document/records.ts'
import { refuse } from '../document/refusal.ts'
import { maxTick, type Tick } from '../time/tick.ts'
import type { Command, CommandResult, CommandState } from './command.ts'
import { annotationOf, create, createEvent } from './create.ts'
import { type ChildrenOption, Draft, locate } from './draft.ts'
import { place } from './place.ts'
import { trimEnd } from './trim.ts'
import { clockText, nameOf } from './words.ts'

/** The frame on the screen when the key was pressed. */
export interface FrameBounds {
  readonly start: Tick
  readonly end: Tick
}

export interface StartLabelArgs {
  readonly trackId: string
  readonly layerId: string
  readonly labelId: string
  readonly frame: FrameBounds
  /** End of the recording, to which a phase runs on. */
  readonly until: Tick
  readonly id?: string
  /** An interval of this track that is running: it ends here. */
  readonly running?: string | null
  readonly children?: ChildrenOption
}

export const startLabel: Command<StartLabelArgs> = (state, args) => {
  const track = state.document.get(args.trackId)
  if (track?.type !== 'track') return refuse('missing', 'This track is not there any more.')
  const { start, end } = args.frame
  if (track.kind === 'events') return createEvent(state, { ...args, at: start })
  if (track.policy === 'gapless') return startPhase(state, track, args)
  const running = args.running ? state.document.get(args.running) : undefined
  if (running?.type !== 'annotation' || track.policy === 'allowed')
    return create(state, { ...args, start, end })
  const draft = new Draft(state)
  if (running.start === start) {
    draft.set<AnnotationRecord>(running.id, { labelId: args.labelId })
    return draft.finish(`Changed ${nameOf(state, running)} to ${state.labels.nameOf(args.labelId)}`, [
      running.id,
    ])
  }
  if (running.start < start) draft.set<AnnotationRecord>(running.id, { end: start })
  const a = annotationOf(args, start, end)
  place(draft, track, a)
  return draft.finish(`Started ${nameOf(state, a)} at ${clockText(start)}`, [a.id], args.children)
}

function startPhase(state: CommandState, track: TrackRecord, args: StartLabelArgs): CommandResult {
  const at = args.frame.start
  const lane = state.document.lane(track.id, args.layerId)
  const [current] = lane.at(at)
  const name = state.labels.nameOf(args.labelId)
  const draft = new Draft(state)
  if (current?.labelId === args.labelId)
    return refuse(
      'nothing',
      `${name} is running here already, since ${clockText(current.start)}.`,
      current.id,
    )
  if (current?.start === at) {
    draft.set<AnnotationRecord>(current.id, { labelId: args.labelId })
    return draft.finish(`Changed ${nameOf(state, current)} to ${name}`, [current.id])
  }
  const after = lane.firstFrom(at)
  const end = current ? current.end : after ? after.start : maxTick(args.until, args.frame.end)
  const a = annotationOf(args, at, end)
  place(draft, track, a)
  return draft.finish(`Started ${name} at ${clockText(at)}`, [a.id], args.children)
}

export interface EndLabelArgs {
  readonly id: string
  readonly frame: FrameBounds
  readonly children?: ChildrenOption
}

/** The shown frame is the last inside. */
export const endLabel: Command<EndLabelArgs> = (state, args) => {
  const found = locate(state, args.id)
  if (!found.ok) return found
  const { annotation: a } = found
  if (args.frame.end <= a.start)
    return refuse('length', `${nameOf(state, a)} starts at ${clockText(a.start)}, after this moment.`, a.id)
  const result = trimEnd(state, { id: a.id, to: args.frame.end, children: args.children })
  if (!result.ok) return result
  return { ...result, sentence: `Ended ${nameOf(state, a)} at ${clockText(args.frame.end)}` }
}
