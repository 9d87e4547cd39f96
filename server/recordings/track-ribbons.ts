/**
 * Every track of a recording as a ribbon, for the overview on its page: what is marked where, all layers together.
 */
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
  const { projectId } = await requireRecording(actor, recordingId, 'viewer')
  const [tracks, labels, counts, marks] = await Promise.all([
    db().track.findMany({
      where: { recordingId, hidden: false },
      orderBy: [{ order: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true, kind: true },
    }),
    inForce(projectId),
    db().annotation.groupBy({ by: ['trackId'], where: { recordingId }, _count: { _all: true } }),
    // The longest are drawn where there are too many.
    db().$queryRaw<Mark[]>`
      SELECT "trackId", "labelId", "start", "end" FROM (
        SELECT *, row_number() OVER (PARTITION BY "trackId" ORDER BY "end" - "start" DESC, "id") AS place
        FROM "annotation" WHERE "recordingId" = ${recordingId}
      ) x WHERE place <= ${MOST} ORDER BY "start", "id"`,
  ])
  const looks = new Map(labels.labels.map((label) => [label.id, label]))
  const totals = new Map(counts.map((row) => [row.trackId, row._count._all]))
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
