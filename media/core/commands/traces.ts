/** Writing and erasing what a person rates, or a program computes, as a value over time. */
import { newId } from '../document/ids.ts'
import { MAX_TRACE_VALUES, type TraceRecord, type TrackRecord } from '../document/records.ts'
import { type Refusal, refuse } from '../document/refusal.ts'
import { addTicks, TICKS_PER_SECOND, type Tick, tick } from '../time/tick.ts'
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
  /** Ticks by which they lie earlier than they were given; 0 when left out. */
  readonly lag?: number
}

export interface WriteTracesArgs {
  readonly layerId: string
  readonly start: Tick
  readonly step: number
  readonly lag?: number
  /** As many values on each. */
  readonly tracks: readonly { readonly trackId: string; readonly values: readonly number[] }[]
}

/** What was rated on several scales at once, as one change: valence and arousal from a grid. */
export const writeTraces: Command<WriteTracesArgs> = (state, args) => {
  const names: string[] = []
  const draft = new Draft(state)
  const [first] = args.tracks
  if (!first?.values.length) return refuse('nothing', 'There are no values to write.')
  for (const { trackId, values } of args.tracks) {
    const track = traceTrack(state, trackId)
    if (!track.ok) return track
    if (values.length !== first.values.length)
      return refuse('value', 'Values that were rated together are as many on each track.')
    const put = putValues(draft, { ...args, trackId, values })
    if (put) return put
    names.push(track.track.name)
  }
  const end = addTicks(args.start, args.step * first.values.length)
  return draft.finish(`Wrote ${names.join(' and ')} from ${clockText(args.start)} to ${clockText(end)}`, [])
}

/**
 * Replaces what lay there. A value of an older stretch that is partly covered goes altogether. What is written right
 * after a stretch of the same step goes on in its record, so that rating in small pieces leaves few records.
 */
export const writeTrace: Command<WriteTraceArgs> = (state, args) => {
  const track = traceTrack(state, args.trackId)
  if (!track.ok) return track
  if (!args.values.length) return refuse('nothing', 'There are no values to write.')
  const end = addTicks(args.start, args.step * args.values.length)
  const draft = new Draft(state)
  const put = putValues(draft, args)
  if (put) return put
  return draft.finish(`Wrote ${track.track.name} from ${clockText(args.start)} to ${clockText(end)}`, [])
}

function putValues(draft: Draft, args: WriteTraceArgs): Refusal | null {
  const { step, lag = 0 } = args
  if (!Number.isSafeInteger(step) || step < 1)
    return refuse('value', 'The values of a trace lie a whole number of ticks apart.')
  const end = addTicks(args.start, step * args.values.length)
  clear(draft, args.trackId, args.layerId, args.start, end)
  let { start } = args
  let rest = args.values
  const before = draft
    .traces(args.trackId, args.layerId)
    .find(
      (t) =>
        t.step === step && t.lag === lag && endOf(t) === args.start && t.values.length < MAX_TRACE_VALUES,
    )
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
      lag,
    })
  return null
}

export interface SetTraceLagArgs {
  readonly trackIds: readonly string[]
  readonly layerId: string
  /** Stretches that share time with [start, end) are moved. */
  readonly start: Tick
  readonly end: Tick
  /** What lies earlier than it was given by this much afterwards, ticks. */
  readonly lag: number
}

/** Another reaction lag for what was rated: every stretch moves by the difference and replaces what it comes to lie on. */
export const setTraceLag: Command<SetTraceLagArgs> = (state, args) => {
  if (!Number.isSafeInteger(args.lag) || args.lag < 0)
    return refuse('value', 'A reaction lag is not less than 0.')
  const draft = new Draft(state)
  const names: string[] = []
  for (const trackId of args.trackIds) {
    const track = traceTrack(state, trackId)
    if (!track.ok) return track
    names.push(track.track.name)
    const moved = draft
      .traces(trackId, args.layerId)
      .filter((t) => t.start < args.end && endOf(t) > args.start && t.lag !== args.lag)
    for (const t of moved) draft.remove(t.id)
    for (const t of moved) {
      const from = t.start + t.lag - args.lag
      // What would lie before the recording begins is not kept.
      const skipped = from < 0 ? Math.ceil(-from / t.step) : 0
      const values = t.values.slice(skipped)
      if (!values.length) continue
      const start = tick(from + skipped * t.step)
      clear(draft, trackId, args.layerId, start, addTicks(start, t.step * values.length))
      draft.add({ ...t, start, values, lag: args.lag })
    }
  }
  const seconds = (args.lag / TICKS_PER_SECOND).toFixed(2)
  return draft.finish(`Set the reaction lag of ${names.join(' and ')} to ${seconds} s`, [])
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
