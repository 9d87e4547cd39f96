/** What a list of clips needs of a recording's media: where its picture is, and its thumbnails. */
import { db } from '../platform/db.ts'

export interface ClipMedia {
  assetId: string
  /** The file's place on the recording's clock, ticks. */
  offset: number
  /** Of the file, ticks. */
  duration: number
  picture: boolean
  thumbnails: {
    every: number
    width: number
    height: number
    columns: number
    rows: number
    count: number
  } | null
}

type Row = Omit<ClipMedia, 'offset'> & { recordingId: string; offset: bigint }

/** The main file of each, as `mainFile` in media/core/asset chooses it; none for signals alone, which do not play. */
export async function mediaOf(recordingIds: readonly string[]): Promise<Map<string, ClipMedia>> {
  const rows = await db().$queryRaw<Row[]>`
    SELECT DISTINCT ON ("recordingId") "recordingId", "id" AS "assetId", "offset",
      ("manifest"->>'duration')::float8 AS "duration",
      coalesce(jsonb_typeof("manifest"->'video') = 'object', false) AS "picture",
      NULLIF("manifest"->'thumbnails', 'null'::jsonb) AS "thumbnails"
    FROM "asset" WHERE "recordingId" = ANY(${recordingIds}) AND "manifest" IS NOT NULL
      AND (jsonb_typeof("manifest"->'video') = 'object' OR jsonb_typeof("manifest"->'audio') = 'object')
    ORDER BY "recordingId", coalesce(jsonb_typeof("manifest"->'video') = 'object', false) DESC, "main" DESC,
      coalesce(jsonb_typeof("manifest"->'audio') = 'object', false) DESC, "createdAt", "id"`
  return new Map(
    rows.map(({ recordingId, offset, ...row }) => [recordingId, { ...row, offset: Number(offset) }]),
  )
}
