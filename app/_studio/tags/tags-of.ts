/** Tags of an utterance: what lies within its time on tracks of intervals, in layers that are seen. */
import type { DocumentState } from '#media/core/document/model.ts'
import type { AnnotationRecord } from '#media/core/document/records.ts'

export function tagsOf(
  document: Pick<DocumentState, 'tracks' | 'lanesOf'>,
  utterance: Pick<AnnotationRecord, 'id' | 'start' | 'end'>,
): AnnotationRecord[] {
  const found: AnnotationRecord[] = []
  for (const track of document.tracks) {
    if (track.kind !== 'intervals' || track.hidden) continue
    for (const [, lane] of document.lanesOf(track.id))
      for (const a of lane.query(utterance.start, utterance.end))
        if (a.start >= utterance.start && a.end <= utterance.end && a.end > a.start) found.push(a)
  }
  return found
}
