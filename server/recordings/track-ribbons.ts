/**
 * Every track of a recording as a ribbon, for the overview on its page: what is marked where, all layers together.
 */
import { layerIsSeen, standingOf } from '../documents/index.ts'
import { type Actor, requireRecording } from '../people/index.ts'
import { db } from '../platform/db.ts'
import { inForce } from '../projects/index.ts'

export interface TrackRibbon {
  id: string
  name: string
  kind: 'intervals' | 'events'
  /** All annotations, also those beyond the marks. */
  annotations: number
  /** In the order of time, ticks; an event has start = end. */
  marks: { start: number; end: number; color: string; label: string }[]
}

/** More marks than pixels tell nothing. */
const MOST = 1500
const UNKNOWN = { color: '#8a8f98', name: 'Unknown label' }

interface Mark {
  trackId: string
  labelId: string
  start: bigint
  end: bigint
}

export async function trackRibbons(actor: Actor, recordingId: string): Promise<TrackRibbon[]> {
  const access = await requireRecording(actor, recordingId, 'viewer')
  const { projectId } = access
  const seen = layerIsSeen(standingOf(actor, access), 'l')
  const [tracks, labels, counts, marks] = await Promise.all([
    db().track.findMany({
      where: { recordingId, hidden: false },
      orderBy: [{ order: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true, kind: true },
    }),
    inForce(projectId),
    db().$queryRaw<{ trackId: string; annotations: number }[]>`
      SELECT a."trackId", count(*)::int AS "annotations"
      FROM "annotation" a JOIN "layer" l ON l."recordingId" = a."recordingId" AND l."id" = a."layerId"
      WHERE a."recordingId" = ${recordingId} AND ${seen} GROUP BY a."trackId"`,
    // The longest are drawn where there are too many.
    db().$queryRaw<Mark[]>`
      SELECT "trackId", "labelId", "start", "end" FROM (
        SELECT a.*, row_number() OVER (PARTITION BY a."trackId" ORDER BY a."end" - a."start" DESC, a."id") AS place
        FROM "annotation" a JOIN "layer" l ON l."recordingId" = a."recordingId" AND l."id" = a."layerId"
        WHERE a."recordingId" = ${recordingId} AND ${seen}
      ) x WHERE place <= ${MOST} ORDER BY "start", "id"`,
  ])
  const looks = new Map(labels.labels.map((label) => [label.id, label]))
  const totals = new Map(counts.map((row) => [row.trackId, row.annotations]))
  const byTrack = Map.groupBy(marks, (mark) => mark.trackId)
  return tracks.map((track) => ({
    id: track.id,
    name: track.name,
    kind: track.kind === 'events' ? 'events' : 'intervals',
    annotations: totals.get(track.id) ?? 0,
    marks: (byTrack.get(track.id) ?? []).map(({ labelId, start, end }) => {
      const { color, name } = looks.get(labelId) ?? UNKNOWN
      return { start: Number(start), end: Number(end), color, label: name }
    }),
  }))
}
