/** The utterances that the panel shows: of every transcript track, in one's own layer or a model's, in order of time. */
import type { DocumentState } from '#media/core/document/model.ts'
import type { AnnotationRecord } from '#media/core/document/records.ts'

export interface ShownUtterance {
  readonly annotation: AnnotationRecord
  /** Somebody else begins before this one has ended, or began before and goes on. */
  readonly overlaps: boolean
}

export function utterancesOf(document: DocumentState, layerId: string): ShownUtterance[] {
  const all: AnnotationRecord[] = []
  for (const track of document.tracks)
    if (track.kind === 'transcript' && !track.hidden) all.push(...document.lane(track.id, layerId).all())
  all.sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1))
  let latest = Number.NEGATIVE_INFINITY
  return all.map((annotation, i) => {
    const next = all[i + 1]
    const overlaps = annotation.start < latest || (next !== undefined && next.start < annotation.end)
    latest = Math.max(latest, annotation.end)
    return { annotation, overlaps }
  })
}

/** The one that is being said, or the last that was; -1 before the first. */
export function utteranceAt(all: readonly ShownUtterance[], t: number): number {
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (all[middle]!.annotation.start <= t) low = middle + 1
    else high = middle
  }
  return low - 1
}
