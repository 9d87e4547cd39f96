/** Writing and erasing what a person rates, or a program computes, as a value over time. */
import { newId } from '../document/ids.ts'
import { MAX_TRACE_VALUES, type TraceRecord, type TrackRecord } from '../document/records.ts'
import { type Refusal, refuse } from '../document/refusal.ts'
import { addTicks, type Tick, tick } from '../time/tick.ts'
import type { Command, CommandState } from './command.ts'
import { Draft } from './draft.ts'
import { clockText } from './words.ts'

export interface WriteTraceArgs {
  readonly trackId: string
  readonly layerId: string
  readonly start: Tick
  /** Ticks from value to value. */
  readonly step: number
  /** As many as there are; long ones are kept in several records. */
  readonly values: readonly number[]
}

/**
 * Replaces what lay there. A value of an older stretch that is partly covered goes altogether. What is written right
 * after a stretch of the same step goes on in its record, so that rating in small pieces leaves few records.
 */
export const writeTrace: Command<WriteTraceArgs> = (state, args) => {
  const track = traceTrack(state, args.trackId)
  if (!track.ok) return track
  if (!args.values.length) return refuse('nothing', 'There are no values to write.')
  const { step } = args
  if (!Number.isSafeInteger(step) || step < 1)
    return refuse('value', 'The values of a trace lie a whole number of ticks apart.')
  const end = addTicks(args.start, step * args.values.length)
  const draft = new Draft(state)
  clear(draft, args.trackId, args.layerId, args.start, end)
  let { start } = args
  let rest = args.values
  const before = draft
    .traces(args.trackId, args.layerId)
    .find((t) => t.step === step && endOf(t) === args.start && t.values.length < MAX_TRACE_VALUES)
  if (before) {
    const taken = Math.min(rest.length, MAX_TRACE_VALUES - before.values.length)
    draft.set<TraceRecord>(before.id, { values: [...before.values, ...rest.slice(0, taken)] })
    start = addTicks(start, taken * step)
    rest = rest.slice(taken)
  }
  for (let i = 0; i < rest.length; i += MAX_TRACE_VALUES)
    draft.add({
      type: 'trace',
      id: newId(),
      trackId: args.trackId,
      layerId: args.layerId,
      start: addTicks(start, i * step),
      step,
      values: rest.slice(i, i + MAX_TRACE_VALUES),
      authorId: null,
    })
  return draft.finish(`Wrote ${track.track.name} from ${clockText(args.start)} to ${clockText(end)}`, [])
}

export interface EraseTraceArgs {
  readonly trackId: string
  readonly layerId: string
  readonly start: Tick
  readonly end: Tick
}

export const eraseTrace: Command<EraseTraceArgs> = (state, args) => {
  const track = traceTrack(state, args.trackId)
  if (!track.ok) return track
  const draft = new Draft(state)
  if (!clear(draft, args.trackId, args.layerId, args.start, args.end))
    return refuse(
      'nothing',
      `“${track.track.name}” has no values between ${clockText(args.start)} and ${clockText(args.end)}.`,
    )
  return draft.finish(
    `Erased ${track.track.name} from ${clockText(args.start)} to ${clockText(args.end)}`,
    [],
  )
}

const endOf = (t: TraceRecord): Tick => addTicks(t.start, t.step * t.values.length)

/** Takes away every value that shares time with [start, end). Whether there was any. */
export function clear(draft: Draft, trackId: string, layerId: string, start: Tick, end: Tick): boolean {
  let any = false
  for (const t of draft.traces(trackId, layerId)) {
    if (t.start >= end || endOf(t) <= start) continue
    any = true
    const left = Math.max(0, Math.floor((start - t.start) / t.step))
    const right = Math.ceil((end - t.start) / t.step)
    if (left) draft.set<TraceRecord>(t.id, { values: t.values.slice(0, left) })
    else draft.remove(t.id)
    if (right < t.values.length)
      draft.add({
        ...t,
        id: newId(),
        start: tick(t.start + right * t.step),
        values: t.values.slice(right),
      })
  }
  return any
}

function traceTrack(state: CommandState, id: string): { ok: true; track: TrackRecord } | Refusal {
  const track = state.document.get(id)
  if (track?.type !== 'track') return refuse('missing', 'This track is not there any more.')
  if (track.kind !== 'trace') return refuse('kind', `“${track.name}” holds ${track.kind}, not a trace.`)
  return { ok: true, track }
}
