/**
 * A filter dims what it does not match; nothing is hidden. It is asked once a lane, and again when the lane or the
 * filter changed, and answers from columns wherever it can: a million rows are tested without making a record.
 */
import type { AnnotationRecord } from '#media/core/document/records.ts'
import { blockEnds, type Lane, placeOfId } from './columns.ts'

/** What a filter sees of one lane. Rows are in order of start. */
export interface FilterLane {
  readonly trackId: string
  readonly layerId: string
  readonly count: number
  readonly start: Float64Array
  readonly end: Float64Array
  labelIdAt(row: number): string
  idAt(row: number): string
  /** The whole record. It is made when nobody looked at it before, so ask only for what columns do not tell. */
  recordAt(row: number): AnnotationRecord | undefined
  /** Row of an annotation; -1 when it is not in this lane. */
  rowOf(id: string, start: number): number
}

export interface TimelineFilter {
  /** All or none of a lane, or a test of its rows. */
  matches(lane: FilterLane): boolean | ((row: number) => boolean)
}

/** Exactly these annotations. Costs the ids, not the document. */
export function filterByIds(
  ids: Iterable<string>,
  annotation: (id: string) => AnnotationRecord | undefined,
): TimelineFilter {
  const wanted = [...ids]
  return {
    matches(lane) {
      const rows = new Set<number>()
      for (const id of wanted) {
        const a = annotation(id)
        if (!a || a.trackId !== lane.trackId || a.layerId !== lane.layerId) continue
        const row = lane.rowOf(id, a.start)
        if (row >= 0) rows.add(row)
      }
      return rows.size > 0 && ((row) => rows.has(row))
    },
  }
}

export function filterByLabels(labelIds: ReadonlySet<string>): TimelineFilter {
  return { matches: (lane) => (row) => labelIds.has(lane.labelIdAt(row)) }
}

/** Which rows of a lane match: `all`, `none`, or 1 for each that does. */
export type Matched = 'all' | 'none' | Uint8Array

export function matchedRows(filter: TimelineFilter, lane: FilterLane): Matched {
  const answer = filter.matches(lane)
  if (typeof answer === 'boolean') return answer ? 'all' : 'none'
  const rows = new Uint8Array(lane.count)
  let found = 0
  for (let i = 0; i < rows.length; i++)
    if (answer(i)) {
      rows[i] = 1
      found++
    }
  return found === 0 ? 'none' : found === lane.count ? 'all' : rows
}

/** The lane with matching rows only, for pyramids of what is to stand out. */
export function onlyMatching(lane: Lane, rows: Uint8Array): Lane {
  const kept: number[] = []
  for (let i = 0; i < rows.length; i++) if (rows[i]) kept.push(i)
  const start = Float64Array.from(kept, (i) => lane.start[i]!)
  const end = Float64Array.from(kept, (i) => lane.end[i]!)
  return {
    ...lane,
    count: kept.length,
    start,
    end,
    label: Uint16Array.from(kept, (i) => lane.label[i]!),
    style: Uint16Array.from(kept, (i) => lane.style[i]!),
    blockEnd: blockEnds(end),
    idAt: (place) => lane.idAt(kept[place]!),
    recordAt: (place) => lane.recordAt(kept[place]!),
  }
}

/** A lane as filters see it. */
export function filterLane(lane: Lane, trackId: string, labelIdOf: (place: number) => string): FilterLane {
  return {
    trackId,
    layerId: lane.layerId,
    count: lane.count,
    start: lane.start,
    end: lane.end,
    labelIdAt: (row) => labelIdOf(lane.label[row]!),
    idAt: (row) => lane.idAt(row),
    recordAt: (row) => lane.recordAt(row),
    rowOf: (id, start) => placeOfId(lane, start, id),
  }
}
