/**
 * Retiming many annotations at once: everything after a moment moved on, a stretch of time made longer or shorter.
 * All leave their places before any arrives, so they never meet each other's old ones; on a gapless track the
 * neighbours that stay give way or follow.
 */
import type { AnnotationRecord, Speech, TraceRecord, TrackRecord } from '../document/records.ts'
import { type Refusal, refuse } from '../document/refusal.ts'
import { carried, retimed } from '../speech/fit.ts'
import { addTicks, TICKS_PER_SECOND, type Tick, tick } from '../time/tick.ts'
import { type Align, aligned } from './align.ts'
import type { Command } from './command.ts'
import { type ChildrenOption, Draft, locateAll } from './draft.ts'
import { givesWay, placeAll } from './place.ts'
import { clockText, nameOf, these } from './words.ts'

export interface RippleArgs {
  readonly trackIds: Iterable<string>
  readonly layerId: string
  /** What starts here or later moves. What runs over this moment stays, and on a gapless track fills the room. */
  readonly from: Tick
  /** Ticks, negative is earlier. */
  readonly by: number
  /** The frame boundary nearest to a time. */
  readonly align?: Align
  readonly children?: ChildrenOption
}

export const ripple: Command<RippleArgs> = (state, args) => {
  const draft = new Draft(state)
  const items: Retimed[] = []
  let traces = 0
  for (const id of new Set(args.trackIds)) {
    const track = state.document.get(id)
    if (track?.type !== 'track') return refuse('missing', 'This track is not there any more.')
    for (const a of state.document.lane(id, args.layerId).query(args.from, Number.POSITIVE_INFINITY)) {
      if (a.start < args.from) continue
      const [start, end] = [addTicks(a.start, args.by), addTicks(a.end, args.by)]
      const times = aligned(args.align, start, end, a.start === a.end)
      const speech = carried(a.speech, times.start - a.start, times)
      items.push({ track, annotation: a, ...times, speech })
    }
    for (const trace of state.document.traces(id, args.layerId)) {
      if (trace.start < args.from) continue
      draft.set<TraceRecord>(trace.id, { start: addTicks(trace.start, args.by) })
      traces++
    }
  }
  if (!items.length && !traces)
    return refuse('nothing', `On these tracks nothing starts at ${clockText(args.from)} or later.`)
  const refusal = retime(draft, items)
  if (refusal) return refusal
  const all = items.map((item) => item.annotation)
  const what = all.length
    ? these(state, all)
    : traces === 1
      ? 'a stretch of trace'
      : `${traces} stretches of trace`
  const way = args.by < 0 ? 'earlier' : 'later'
  return draft.finish(
    `Shifted ${what} from ${clockText(args.from)} on ${lengthText(Math.abs(args.by))} ${way}`,
    all.map((a) => a.id),
    args.children,
  )
}

export interface StretchArgs {
  readonly ids: Iterable<string>
  /** Two moments as they are … */
  readonly from: readonly [Tick, Tick]
  /** … and where they shall be. What lies between and around follows in proportion. */
  readonly to: readonly [Tick, Tick]
  readonly align?: Align
  readonly children?: ChildrenOption
}

export const stretch: Command<StretchArgs> = (state, args) => {
  const located = locateAll(state, args.ids)
  if (!located.ok) return located
  const [a, b] = args.from
  const [c, d] = args.to
  if (b <= a || d <= c) return refuse('length', 'The second anchor must lie after the first.')
  const to = (t: Tick) => tick(Math.round(c + ((t - a) * (d - c)) / (b - a)))
  const draft = new Draft(state)
  const items = located.items.map((item) => {
    const { start, end, speech } = item.annotation
    const times = aligned(args.align, to(start), to(end), start === end)
    return { ...item, ...times, speech: retimed(speech, to, times) }
  })
  const refusal = retime(draft, items)
  if (refusal) return refusal
  const all = items.map((item) => item.annotation)
  return draft.finish(
    `Stretched ${these(state, all)} to ${clockText(c)} – ${clockText(d)}`,
    all.map((x) => x.id),
    args.children,
  )
}

/** An annotation and the times it shall have. */
interface Retimed {
  readonly track: TrackRecord
  readonly annotation: AnnotationRecord
  readonly start: Tick
  readonly end: Tick
  readonly speech: Speech | null
}

function retime(draft: Draft, items: readonly Retimed[]): Refusal | null {
  const { state } = draft
  const moved = new Set(items.map((item) => item.annotation.id))
  const placed: { track: TrackRecord; annotation: AnnotationRecord }[] = []
  for (const { annotation, track, start, end, speech } of items) {
    if (annotation.end > annotation.start && end <= start)
      return refuse(
        'length',
        `${nameOf(state, annotation)} at ${clockText(annotation.start)} would have no length.`,
        annotation.id,
      )
    const next = { ...annotation, start, end, speech }
    if (track.policy === 'gapless' && track.kind !== 'events') {
      const refusal = shiftInRow(draft, annotation, next, moved)
      if (refusal) return refusal
    } else placed.push({ track, annotation: next })
  }
  for (const { track, annotation } of placed) if (givesWay(track)) draft.lift(annotation.id)
  placeAll(draft, placed, moved)
  return null
}

/** On a gapless track the neighbours that stay give way or follow. */
export function shiftInRow(
  draft: Draft,
  before: AnnotationRecord,
  next: AnnotationRecord,
  moved: ReadonlySet<string>,
): Refusal | null {
  const { state } = draft
  const row = state.document.lane(before.trackId, before.layerId).neighbours(before)
  draft.add(next)
  if (row.before && !moved.has(row.before.id)) {
    if (next.start <= (draft.annotation(row.before.id)?.start ?? 0)) return swallowed(row.before)
    draft.set<AnnotationRecord>(row.before.id, { end: next.start })
  }
  if (row.after && !moved.has(row.after.id)) {
    if (next.end >= row.after.end) return swallowed(row.after)
    draft.set<AnnotationRecord>(row.after.id, { start: next.end })
  }
  return null

  function swallowed(neighbour: AnnotationRecord): Refusal {
    return refuse(
      'overlap',
      `${nameOf(state, before)} would cover ${nameOf(state, neighbour)} at ${clockText(neighbour.start)} altogether.`,
      neighbour.id,
    )
  }
}

/** "2.5 s", "40 ms". */
function lengthText(ticks: number): string {
  const s = ticks / TICKS_PER_SECOND
  return s < 1 ? `${Number((s * 1000).toFixed(1))} ms` : `${Number(s.toFixed(2))} s`
}
