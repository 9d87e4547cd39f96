/**
 * Putting an interval where others may be, as the track's policy says.
 *
 *   trims     others give way: cut back, cut in two, or removed where the new one covers them
 *   gapless   the same, and the neighbours are stretched so that no hole is left
 *   others    nothing happens here; the rules refuse what may not be
 */
import { newId } from '../document/ids.ts'
import type { AnnotationRecord, TrackRecord } from '../document/records.ts'
import { type Tick, tick } from '../time/tick.ts'
import { cutInTwo } from './divide-speech.ts'
import type { Draft } from './draft.ts'

/** Adds or moves `a` in the draft and makes room for it. `keep`: annotations that must not give way. */
export function place(
  draft: Draft,
  track: TrackRecord,
  a: AnnotationRecord,
  keep?: ReadonlySet<string>,
): void {
  placeAll(draft, [{ track, annotation: a }], keep)
}

/** Several at once: holes are closed when all are in their places, or one would run on to where another goes. */
export function placeAll(
  draft: Draft,
  placed: readonly { readonly track: TrackRecord; readonly annotation: AnnotationRecord }[],
  keep?: ReadonlySet<string>,
): void {
  for (const { track, annotation: a } of placed) {
    if (givesWay(track) && a.end > a.start) carve(draft, a, keep)
    draft.add(a)
  }
  for (const { track, annotation } of placed) {
    const now = draft.annotation(annotation.id)
    if (now && track.policy === 'gapless' && track.kind !== 'events') closeAround(draft, now)
  }
}

/** Whether what lies on a track gives way to what is put there. */
export const givesWay = (track: TrackRecord): boolean =>
  (track.policy === 'trims' || track.policy === 'gapless') && track.kind !== 'events'

function carve(draft: Draft, a: AnnotationRecord, keep?: ReadonlySet<string>): void {
  for (const other of draft.view.query(a.trackId, a.layerId, a.start, a.end)) {
    if (other.id === a.id || keep?.has(other.id)) continue
    const before = other.start < a.start
    const after = other.end > a.end
    if (before && after) {
      const middle = tick(Math.round((a.start + a.end) / 2))
      cutInTwo(draft, other, { id: newId(), leftEnd: a.start, rightStart: a.end, at: middle })
    } else if (before) draft.set<AnnotationRecord>(other.id, { end: a.start })
    else if (after) draft.set<AnnotationRecord>(other.id, { start: a.end })
    else draft.remove(other.id)
  }
}

/** Stretches the one before up to `a`, and `a` up to the one after. */
function closeAround(draft: Draft, a: AnnotationRecord): void {
  const left = draft.view.lastBefore(a.trackId, a.layerId, a.start)
  if (left && left.end < a.start) draft.set<AnnotationRecord>(left.id, { end: a.start })
  const right = draft.view.firstFrom(a.trackId, a.layerId, a.end)
  if (right && right.start > a.end) draft.set<AnnotationRecord>(a.id, { end: right.start })
}

/** On a gapless track, what was before a hole runs on over it. */
export function closeHole(draft: Draft, track: TrackRecord, layerId: string, at: Tick): void {
  if (track.policy !== 'gapless' || track.kind === 'events') return
  const left = draft.view.lastBefore(track.id, layerId, at)
  const right = draft.view.firstFrom(track.id, layerId, at)
  if (left && right && left.end < right.start) draft.set<AnnotationRecord>(left.id, { end: right.start })
}
