/**
 * What is marked around a moment of a recording: the lanes under a clip that is played. It reads a window of a document
 * from the rows, without opening the document, however many annotations that has.
 *
 * What begins in the window is found by its start. What began before and reaches in is found among those that are short
 * enough, which began at most LONG before, and among the few that are longer, which have an index of their own.
 */

import type { LayerRecord } from '#media/core/document/records.ts'
import { seesAll, seesLayer } from '#media/core/document/standing.ts'
import { standingOf } from '../documents/index.ts'
import { type Actor, requireRecording } from '../people/index.ts'
import { db, prepared } from '../platform/db.ts'

/** 30 s in ticks; the same number stands in the index `annotation_long_idx`. */
export const LONG = 21_168_000_000

export const WINDOW = `
  SELECT "id", "trackId", "layerId", "labelId", "start", "end" FROM "annotation"
  WHERE "recordingId" = $1 AND "start" >= $2::bigint - ${LONG} AND "start" < $3::bigint
    AND "end" - "start" <= ${LONG} AND ("end" > $2::bigint OR "start" >= $2::bigint)
  UNION ALL
  SELECT "id", "trackId", "layerId", "labelId", "start", "end" FROM "annotation"
  WHERE "recordingId" = $1 AND "end" - "start" > ${LONG} AND "start" < $3::bigint AND "end" > $2::bigint
  LIMIT $4`

const MOST = 2000

interface WindowRow {
  id: string
  trackId: string
  layerId: string
  labelId: string
  start: string
  end: string
}

export interface AroundMark {
  id: string
  labelId: string
  start: number
  end: number
}

export interface MarksAround {
  /** From top to bottom, those with something in the window. */
  tracks: { id: string; name: string; marks: AroundMark[] }[]
}

export async function marksAround(
  actor: Actor,
  input: { recordingId: string; start: number; end: number },
): Promise<MarksAround> {
  const { recordingId, start, end } = input
  const standing = standingOf(actor, await requireRecording(actor, recordingId, 'viewer'))
  const [tracks, layers, rows] = await Promise.all([
    db().track.findMany({
      where: { recordingId, hidden: false },
      orderBy: [{ order: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true },
    }),
    db().layer.findMany({ where: { recordingId } }),
    prepared<WindowRow>('marks-around', WINDOW, [recordingId, start, end, MOST]),
  ])
  const seen = seesAll(standing)
    ? null
    : new Set(
        layers.filter((l) => seesLayer(standing, { ...l, type: 'layer' } as LayerRecord)).map((l) => l.id),
      )
  const byTrack = Map.groupBy(
    rows.filter((row) => !seen || seen.has(row.layerId)),
    (row) => row.trackId,
  )
  return {
    tracks: tracks.flatMap(({ id, name }) => {
      const marks = byTrack.get(id)?.map((row) => ({
        id: row.id,
        labelId: row.labelId,
        start: Number(row.start),
        end: Number(row.end),
      }))
      return marks ? [{ id, name, marks: marks.sort((a, b) => a.start - b.start) }] : []
    }),
  }
}
