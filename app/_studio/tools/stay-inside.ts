/** Nothing that is moved may leave the recording: what rests on frames would else be cut short at the ends unseen. */
import type { AnnotationRecord } from '#media/core/document/records.ts'

/** The part of a move that keeps all of them between the start and the end of the recording. */
export function stayInside(annotations: readonly AnnotationRecord[], by: number, duration: number): number {
  let least = Number.NEGATIVE_INFINITY
  let most = Number.POSITIVE_INFINITY
  for (const a of annotations) {
    least = Math.max(least, -a.start)
    most = Math.min(most, duration - a.end)
  }
  return Math.max(Math.min(0, least), Math.min(Math.max(0, most), by))
}

/** The first of them that would leave it; null when all stay. */
export function leaves(
  annotations: readonly AnnotationRecord[],
  by: number,
  duration: number,
): AnnotationRecord | null {
  return annotations.find((a) => a.start + by < 0 || a.end + by > duration) ?? null
}
