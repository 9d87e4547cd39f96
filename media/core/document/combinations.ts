/** Legal combinations of a track, as instrument, verb and target: which an annotation breaks, and what would do. */
import { clockText } from './clock-text.ts'
import type { LabelBook } from './label-book.ts'
import type { AnnotationRecord, AttributeValue, TrackRecord } from './records.ts'

/** A sentence when no row agrees with every field that the annotation has; null when one does. */
export function combinationProblem(
  labels: LabelBook,
  track: TrackRecord,
  a: AnnotationRecord,
): string | null {
  const { combinations } = track
  if (!combinations) return null
  const { fields, rows } = combinations
  const has = fields.map((field) => (field === 'label' ? a.labelId : a.attributes[field]))
  const agrees = (row: readonly string[]) => has.map((value, i) => matches(value, row[i] ?? ''))
  if (!rows.length || rows.some((row) => agrees(row).every(Boolean))) return null

  const name = (field: string) =>
    labels.attributesOf(a.labelId, track).find((d) => d.key === field)?.name ?? field
  const say = (field: string, value: string) =>
    field === 'label' ? labels.nameOf(value) : `${name(field)} ${value}`
  const given = fields.flatMap((field, i) =>
    isEmpty(has[i]) ? [] : [say(field, [has[i]].flat().map(String).join(', '))],
  )
  // What comes nearest, the first field weighing most.
  const weight = (row: readonly string[]) =>
    agrees(row).reduce((sum, fits, i) => sum + (fits ? 2 + 1 / (i + 1) : 0), 0)
  const nearest = [...rows].sort((x, y) => weight(y) - weight(x))
  const shown = nearest
    .slice(0, 3)
    .map((row) => fields.map((field, i) => say(field, row[i] ?? '')).join(' + '))
  const more = rows.length > shown.length ? `, and ${rows.length - shown.length} more` : ''
  return `${given.join(' + ')} at ${clockText(a.start)} is not a combination that “${track.name}” allows. Near it are: ${shown.join('; ')}${more}.`
}

const isEmpty = (value: AttributeValue | undefined): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && !value.length)

function matches(value: AttributeValue | undefined, wanted: string): boolean {
  if (value === undefined || isEmpty(value)) return true
  return Array.isArray(value) ? value.includes(wanted) : String(value) === wanted
}
