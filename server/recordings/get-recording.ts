/** One recording with its files, jobs and people: what the recording page and the studio open with. */
import type { Work } from '#media/core/document/standing.ts'
import { seesAll, standingOf } from '../documents/index.ts'
import { prioritise } from '../jobs/queue.ts'
import type { Actor, Role } from '../people/index.ts'
import { requireRecording } from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { db } from '../platform/db.ts'
import { log } from '../platform/log.ts'
import { type AssetView, assetViews } from './assets.ts'

export interface RecordingView {
  id: string
  name: string
  note: string
  stage: string
  /** Of the last accepted change of its document. */
  revision: number
  createdAt: Date
  updatedAt: Date
  project: { id: string; name: string; template: string }
  /** Yours. */
  role: Role
  /** How annotators work in its project. */
  work: Work
  assets: AssetView[]
  /** Who changed the document, and how often; only oneself where one works blind. */
  people: { userId: string; name: string; changes: number; lastAt: Date }[]
}

export async function getRecording(actor: Actor, recordingId: string): Promise<RecordingView> {
  const access = await requireRecording(actor, recordingId, 'viewer')
  const { projectId, role, work } = access
  const [row, assets, people] = await Promise.all([
    db().recording.findUniqueOrThrow({
      where: { id: recordingId },
      include: { project: { select: { id: true, name: true, template: true } } },
    }),
    assetViews({ recordingId }),
    db().$queryRaw<RecordingView['people']>`
      SELECT u."id" AS "userId", u."name", count(*)::int AS "changes", max(v."createdAt") AS "lastAt"
      FROM "revision" v JOIN "user" u ON u."id" = v."authorId"
      WHERE v."recordingId" = ${recordingId} GROUP BY u."id", u."name" ORDER BY "lastAt" DESC`,
  ])
  await audit({ userId: actor.userId, action: 'recording.read', projectId, recordingId })
  // What someone looks at is prepared first; the page does not wait for that.
  for (const asset of assets)
    if (asset.state === 'preparing')
      void prioritise(asset.id).catch((error) => log().warn({ err: error }, 'could not prioritise'))
  const { id, name, note, stage, revision, createdAt, updatedAt, project } = row
  const seen = seesAll(standingOf(actor, access)) ? people : people.filter((p) => p.userId === actor.userId)
  return { id, name, note, stage, revision, createdAt, updatedAt, project, role, work, assets, people: seen }
}
