/** Rules for what is not an annotation: threads of comments, stretches of traces. */
import { clockText } from './clock-text.ts'
import type { Overlay } from './overlay.ts'
import type { CommentRecord, TraceRecord } from './records.ts'
import { type Refusal, refuse } from './refusal.ts'

export function checkMarks(view: Overlay): Refusal | null {
  for (const record of view.after.values()) {
    const refusal =
      record.type === 'comment'
        ? comment(view, record)
        : record.type === 'trace'
          ? trace(view, record)
          : record.type === 'track'
            ? scale(view, record.id)
            : null
    if (refusal) return refusal
  }
  for (const record of Object.values(view.diff.removed)) {
    if (record.type !== 'comment' || record.threadId !== null) continue
    const answer = view.base.comments.find((c) => c.threadId === record.id && view.get(c.id))
    if (answer)
      return refuse(
        'thread',
        `The comment at ${clockText(record.start)} has an answer that would be left alone. Remove the whole thread.`,
        record.annotationId,
      )
  }
  return null
}

function comment(view: Overlay, c: CommentRecord): Refusal | null {
  const here = `The comment at ${clockText(c.start)}`
  if (c.end < c.start) return refuse('length', `${here} would end before it starts.`, c.annotationId)
  if (c.threadId === null) return null
  const first = view.get(c.threadId)
  if (first?.type !== 'comment')
    return refuse('thread', 'The comment that this answers is not there any more.', c.annotationId)
  if (first.threadId !== null)
    return refuse('thread', 'An answer belongs to the first comment of its thread.', c.annotationId)
  if (c.resolvedBy !== null)
    return refuse('thread', `${here} is an answer; only a whole thread is resolved.`, c.annotationId)
  // An answer that lost its place as the first of a thread of its own.
  if (view.base.comments.some((other) => other.threadId === c.id && view.get(other.id)))
    return refuse('thread', `${here} has answers itself and cannot be one.`, c.annotationId)
  return null
}

/** Of a trace track without a scale. */
const DEFAULT_SCALE = { min: 0, max: 1, unit: '' }

function trace(view: Overlay, t: TraceRecord): Refusal | null {
  const track = view.track(t.trackId)
  if (!track) return refuse('missing', 'The track of these values is not there any more.')
  if (track.kind !== 'trace') return refuse('kind', `“${track.name}” holds ${track.kind}, not a trace.`)
  if (view.get(t.layerId)?.type !== 'layer')
    return refuse('layer', `The layer of these values of “${track.name}” is not there any more.`)
  const outside = outsideOf(track.scale ?? DEFAULT_SCALE, t)
  if (outside) return refuse('value', `“${track.name}” ${outside}`)
  const end = endOf(t)
  if (!Number.isSafeInteger(end)) return refuse('value', `These values of “${track.name}” reach too far.`)
  const other = view
    .traces(t.trackId, t.layerId)
    .find((o) => o.id !== t.id && o.start < end && endOf(o) > t.start)
  if (!other) return null
  return refuse(
    'trace',
    `“${track.name}” has values at ${clockText(Math.max(t.start, other.start))} already, by another stretch.`,
  )
}

/** A scale that became narrower must hold what is there. */
function scale(view: Overlay, trackId: string): Refusal | null {
  const track = view.track(trackId)
  if (track?.kind !== 'trace' || !('scale' in (view.diff.updated[trackId] ?? {}))) return null
  for (const t of view.traces(trackId)) {
    const outside = outsideOf(track.scale ?? DEFAULT_SCALE, t)
    if (outside) return refuse('value', `“${track.name}” ${outside}`)
  }
  return null
}

function outsideOf(s: { min: number; max: number; unit: string }, t: TraceRecord): string | null {
  const i = t.values.findIndex((v) => !(v >= s.min && v <= s.max))
  if (i < 0) return null
  const unit = s.unit ? ` ${s.unit}` : ''
  return `goes from ${s.min} to ${s.max}${unit}; ${t.values[i]} at ${clockText(t.start + i * t.step)} lies outside.`
}

const endOf = (t: TraceRecord): number => t.start + t.step * t.values.length
