/** Whether an annotation still lacks something that its label or its track asks for. Cheap enough for every one in view. */
import type { LabelBook } from '#media/core/document/label-book.ts'
import type { AnnotationRecord, TrackRecord } from '#media/core/document/records.ts'

/** Null when nothing is required on the track: then nobody need look. */
export function missingOn(track: TrackRecord, book: LabelBook): ((a: AnnotationRecord) => boolean) | null {
  const byLabel = new Map<string, readonly string[]>()
  for (const label of book.set.labels) {
    const keys = label.attributes.filter((d) => d.required).map((d) => d.key)
    if (keys.length) byLabel.set(label.id, keys)
  }
  const own = track.requiredAttributes
  if (!own.length && !book.labelsOf(track).some((label) => byLabel.has(label.id))) return null
  const lacks = (a: AnnotationRecord, key: string) => {
    const value = a.attributes[key]
    return value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  }
  return (a) =>
    own.some((key) => lacks(a, key)) || (byLabel.get(a.labelId)?.some((key) => lacks(a, key)) ?? false)
}
