/** Uploads of a project that are under way or were interrupted. */
import type { Actor } from '../people/index.ts'
import { requireProject } from '../people/index.ts'
import { db } from '../platform/db.ts'
import { receivedBytes } from './files.ts'

export interface UploadView {
  id: string
  recordingId: string | null
  fileName: string
  bytes: number
  received: number
  userName: string
  yours: boolean
  createdAt: Date
  /** Of the last part that arrived. */
  updatedAt: Date
}

export async function uploadsOf(actor: Actor, projectId: string): Promise<UploadView[]> {
  await requireProject(actor, projectId, 'viewer')
  const rows = await db().upload.findMany({
    where: { projectId, assetId: null },
    orderBy: { createdAt: 'desc' },
    take: 200,
  })
  const users = await db().user.findMany({
    where: { id: { in: rows.map((row) => row.userId) } },
    select: { id: true, name: true },
  })
  const names = new Map(users.map((user) => [user.id, user.name]))
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      recordingId: row.recordingId,
      fileName: row.fileName,
      bytes: Number(row.bytes),
      received: (await receivedBytes(row.id)) ?? 0,
      userName: names.get(row.userId) ?? 'somebody who left',
      yours: row.userId === actor.userId,
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
    })),
  )
}
