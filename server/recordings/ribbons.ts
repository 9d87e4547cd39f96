/**
 * The ribbon of a library row: the intervals of the recording's first interval track as fractions of its length with
 * their colours. Where several layers mark that track, the fullest one that people made is drawn.
 */
import { layerIsSeen, type Standing } from '../documents/index.ts'
import { db } from '../platform/db.ts'

/** [start, end, colour], start and end in 0…1. */
export type Ribbon = [start: number, end: number, color: string][]

/** A ribbon is a few hundred pixels wide. */
const MOST = 400
const UNKNOWN = '#8a8f98'

interface Mark {
  recordingId: string
  labelId: string
  start: bigint
  end: bigint
}

export async function ribbons(
  durations: ReadonlyMap<string, number | null>,
  colors: ReadonlyMap<string, string>,
  standing: Standing,
): Promise<Map<string, Ribbon>> {
  const ids = [...durations].flatMap(([id, duration]) => (duration ? [id] : []))
  if (!ids.length) return new Map()
  const marks = await db().$queryRaw<Mark[]>`
    WITH first_track AS (
      SELECT DISTINCT ON ("recordingId") "recordingId", "id" FROM "track"
      WHERE "recordingId" = ANY(${ids}) AND "kind" = 'intervals' ORDER BY "recordingId", "order", "id"
    ), fullest AS (
      SELECT DISTINCT ON (a."recordingId") a."recordingId", a."trackId", a."layerId"
      FROM "annotation" a JOIN first_track t ON t."recordingId" = a."recordingId" AND t."id" = a."trackId"
      JOIN "layer" l ON l."recordingId" = a."recordingId" AND l."id" = a."layerId" AND l."kind" <> 'model'
        AND ${layerIsSeen(standing, 'l')}
      GROUP BY a."recordingId", a."trackId", a."layerId"
      ORDER BY a."recordingId", count(*) DESC, a."layerId"
    )
    SELECT x."recordingId", x."labelId", x."start", x."end" FROM (
      SELECT a.*, row_number() OVER (PARTITION BY a."recordingId" ORDER BY a."end" - a."start" DESC) AS place
      FROM "annotation" a JOIN fullest f
        ON f."recordingId" = a."recordingId" AND f."trackId" = a."trackId" AND f."layerId" = a."layerId"
    ) x WHERE x.place <= ${MOST} ORDER BY x."recordingId", x."start"`
  const drawn = new Map<string, Ribbon>()
  for (const { recordingId, labelId, start, end } of marks) {
    const duration = durations.get(recordingId) ?? 0
    if (!duration) continue
    const from = fraction(start, duration)
    const to = fraction(end, duration)
    if (to <= from) continue
    const ribbon = drawn.get(recordingId) ?? []
    if (!ribbon.length) drawn.set(recordingId, ribbon)
    ribbon.push([from, to, colors.get(labelId) ?? UNKNOWN])
  }
  return drawn
}

/** Five digits are finer than any screen. */
const fraction = (ticks: bigint, duration: number): number =>
  Math.round(Math.min(1, Math.max(0, Number(ticks) / duration)) * 1e5) / 1e5
