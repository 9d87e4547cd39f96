/** Moving annotations along time, to another track or layer. Lengths stay; the caller has chosen frames. */
import type { AnnotationRecord, TrackRecord } from '../document/records.ts'
import { refuse } from '../document/refusal.ts'
import { carried } from '../speech/fit.ts'
import { addTicks, type Tick } from '../time/tick.ts'
import { type Align, aligned } from './align.ts'
import type { Command } from './command.ts'
import { type ChildrenOption, Draft, locateAll } from './draft.ts'
import { closeHole, placeAll } from './place.ts'
import { shiftInRow } from './shift.ts'
import { clockText, nameOf, these } from './words.ts'

export interface MoveArgs {
  readonly ids: Iterable<string>
  /** Ticks, negative is earlier. */
  readonly by: number
  readonly trackId?: string
  readonly layerId?: string
  /** The frame boundary nearest to a time: where frames differ in length, a moved end may fall between two. */
  readonly align?: Align
  readonly children?: ChildrenOption
}

export const move: Command<MoveArgs> = (state, args) => {
  const located = locateAll(state, args.ids)
  if (!located.ok) return located
  const { items } = located
  const draft = new Draft(state)
  const moved = new Set(items.map((item) => item.annotation.id))
  const placed: { track: TrackRecord; annotation: AnnotationRecord }[] = []
  for (const { annotation, track } of items) {
    const to = args.trackId ? state.document.get(args.trackId) : track
    if (to?.type !== 'track') return refuse('missing', 'This track is not there any more.')
    const times = movedTimes(annotation, args)
    const next: AnnotationRecord = {
      ...annotation,
      trackId: to.id,
      layerId: args.layerId ?? annotation.layerId,
      ...times,
      speech: carried(annotation.speech, times.start - annotation.start, times),
    }
    const stays = next.trackId === annotation.trackId && next.layerId === annotation.layerId
    if (stays && track.policy === 'gapless' && track.kind !== 'events') {
      const refusal = shiftInRow(draft, annotation, next, moved)
      if (refusal) return refusal
    } else placed.push({ track: to, annotation: next })
  }
  // All leave before any arrives, so that moved ones never meet each other's old places.
  for (const { annotation } of placed) draft.lift(annotation.id)
  for (const { annotation, track } of items)
    if (!draft.get(annotation.id)) closeHole(draft, track, annotation.layerId, annotation.start)
  placeAll(draft, placed, moved)

  const [first] = items
  const track = args.trackId ? ` on ${draft.view.track(args.trackId)?.name}` : ''
  const sentence =
    items.length === 1 && first
      ? `Moved ${nameOf(state, first.annotation)} to ${clockText(first.annotation.start + args.by)}${track}`
      : `Moved ${these(
          state,
          items.map((i) => i.annotation),
        )}${track}`
  return draft.finish(sentence, [...moved], args.children)
}

function movedTimes(a: AnnotationRecord, { by, align }: MoveArgs): { start: Tick; end: Tick } {
  return aligned(align, addTicks(a.start, by), addTicks(a.end, by), a.start === a.end)
}
