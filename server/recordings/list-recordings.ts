/**
 * The rows of the library: everything a row shows, in four queries whatever the number of recordings. Manifests stay in
 * the database, since their segment lists are long; only the facts a row needs are taken out of them.
 */
import { spanOf } from '#media/core/asset/placement.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { layerIsSeen, type Standing, seesAll, standingOf } from '../documents/index.ts'
import type { Actor } from '../people/index.ts'
import { requireProject } from '../people/index.ts'
import { db } from '../platform/db.ts'
import { inForce } from '../projects/index.ts'
import { placementOf } from './placement.ts'
import { type Ribbon, ribbons } from './ribbons.ts'

export interface AssetSummary {
  id: string
  fileName: string
  bytes: number
  /** uploading, preparing, ready, failed */
  state: string
  problem: string | null
  /** Ticks; null until known. */
  duration: number | null
  offset: number
  rate: number
  codec: string | null
  width: number | null
  height: number | null
  thumbnails: {
    every: number
    width: number
    height: number
    columns: number
    rows: number
    count: number
  } | null
  /** The job at work on it, else null. */
  job: { id: string; name: string; step: string; progress: number; secondsLeft: number | null } | null
}

export interface RecordingRow {
  id: string
  name: string
  note: string
  stage: string
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
  /** Ticks from the first file's start to the last one's end; null until a file is known. */
  duration: number | null
  /** failed before preparing before ready; empty without files. */
  state: 'empty' | 'preparing' | 'ready' | 'failed'
  assets: AssetSummary[]
  annotations: number
  people: { userId: string; name: string }[]
  ribbon: Ribbon
}

type Row = Omit<RecordingRow, 'assets' | 'people' | 'ribbon' | 'state' | 'duration'>

/** @param deleted lists what was removed and can be brought back. */
export async function listRecordings(
  actor: Actor,
  input: { projectId: string; deleted?: boolean | undefined },
): Promise<RecordingRow[]> {
  const { projectId, deleted = false } = input
  const standing = standingOf(actor, await requireProject(actor, projectId, deleted ? 'editor' : 'viewer'))
  const rows = await db().$queryRaw<Row[]>`
    SELECT r."id", r."name", r."note", r."stage", r."createdAt", r."updatedAt", r."deletedAt",
      (SELECT count(*)::int FROM "annotation" a WHERE a."recordingId" = r."id" AND ${annotationIsSeen(standing)}) AS "annotations"
    FROM "recording" r
    WHERE r."projectId" = ${projectId} AND (r."deletedAt" IS NOT NULL) = ${deleted}
    ORDER BY r."updatedAt" DESC, r."id" LIMIT 5000`
  const ids = rows.map((row) => row.id)
  const [assets, people, labels] = await Promise.all([
    assetsOf(ids),
    peopleOf(ids, standing),
    inForce(projectId),
  ])
  const durations = new Map(ids.map((id) => [id, durationOf(assets.get(id) ?? [])]))
  const colors = new Map(labels.labels.map((label) => [label.id, label.color]))
  const drawn = await ribbons(durations, colors, standing)
  return rows.map((row) => {
    const files = assets.get(row.id) ?? []
    return {
      ...row,
      duration: durations.get(row.id) ?? null,
      state: stateOf(files),
      assets: files,
      people: people.get(row.id) ?? [],
      ribbon: drawn.get(row.id) ?? [],
    }
  })
}

/** Without a join where everything is seen: there the count needs no layer. */
const annotationIsSeen = (standing: Standing): Prisma.Sql =>
  seesAll(standing)
    ? Prisma.sql`TRUE`
    : Prisma.sql`EXISTS (SELECT 1 FROM "layer" l
        WHERE l."recordingId" = a."recordingId" AND l."id" = a."layerId" AND ${layerIsSeen(standing, 'l')})`

function stateOf(assets: readonly AssetSummary[]): RecordingRow['state'] {
  if (!assets.length) return 'empty'
  if (assets.some((asset) => asset.state === 'failed')) return 'failed'
  return assets.every((asset) => asset.state === 'ready') ? 'ready' : 'preparing'
}

function durationOf(assets: readonly AssetSummary[]): number | null {
  const ends = assets.flatMap((asset) =>
    asset.duration === null ? [] : [spanOf(placementOf(asset), asset.duration).end],
  )
  return ends.length ? Math.max(0, ...ends) : null
}

interface AssetRow extends Omit<AssetSummary, 'job' | 'bytes' | 'offset'> {
  recordingId: string
  bytes: bigint
  offset: bigint
  jobId: string | null
  jobName: string
  step: string
  progress: number
  secondsLeft: number | null
}

async function assetsOf(ids: string[]): Promise<Map<string, AssetSummary[]>> {
  const rows = await db().$queryRaw<AssetRow[]>`
    SELECT a."id", a."recordingId", a."fileName", a."bytes", a."state", a."problem", a."offset", a."rate",
      (a."manifest"->>'duration')::float8 AS "duration", a."manifest"->'video'->>'codec' AS "codec",
      (a."manifest"->'video'->>'displayWidth')::int AS "width",
      (a."manifest"->'video'->>'displayHeight')::int AS "height",
      NULLIF(a."manifest"->'thumbnails', 'null'::jsonb) AS "thumbnails",
      j."id" AS "jobId", j."name" AS "jobName", j."step", j."progress", j."secondsLeft"
    FROM "asset" a LEFT JOIN LATERAL (
      SELECT * FROM "job_run" j WHERE j."assetId" = a."id" AND j."state" IN ('queued', 'running')
      ORDER BY (j."state" = 'running') DESC, j."createdAt" LIMIT 1) j ON true
    WHERE a."recordingId" = ANY(${ids}) ORDER BY a."createdAt", a."id"`
  const found = new Map<string, AssetSummary[]>()
  for (const { recordingId, jobId, jobName, step, progress, secondsLeft, bytes, offset, ...row } of rows) {
    const job = jobId === null ? null : { id: jobId, name: jobName, step, progress, secondsLeft }
    push(found, recordingId, { ...row, bytes: Number(bytes), offset: Number(offset), job })
  }
  return found
}

async function peopleOf(ids: string[], standing: Standing): Promise<Map<string, RecordingRow['people']>> {
  const rows = await db().$queryRaw<{ recordingId: string; userId: string; name: string }[]>`
    SELECT v."recordingId", u."id" AS "userId", u."name"
    FROM "revision" v JOIN "user" u ON u."id" = v."authorId"
    WHERE v."recordingId" = ANY(${ids})
    GROUP BY v."recordingId", u."id", u."name" ORDER BY max(v."createdAt") DESC`
  const found = new Map<string, RecordingRow['people']>()
  for (const { recordingId, ...person } of rows)
    if (seesAll(standing) || person.userId === standing.userId) push(found, recordingId, person)
  return found
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
