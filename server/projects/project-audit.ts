/** The audit log of a project, for its owners. */
import type { Actor } from '../people/index.ts'
import { requireProject } from '../people/index.ts'
import { db } from '../platform/db.ts'

export interface AuditView {
  /** Decimal; grows with time. Give the last one to get what is older. */
  id: string
  at: Date
  userId: string | null
  userName: string | null
  action: string
  recordingId: string | null
  recordingName: string | null
  detail: unknown
}

export async function projectAudit(
  actor: Actor,
  input: { projectId: string; recordingId?: string | undefined; before?: string | undefined; limit: number },
): Promise<AuditView[]> {
  await requireProject(actor, input.projectId, 'owner')
  const rows = await db().auditRow.findMany({
    where: {
      projectId: input.projectId,
      ...(input.recordingId && { recordingId: input.recordingId }),
      ...(input.before && { id: { lt: BigInt(input.before) } }),
    },
    orderBy: { id: 'desc' },
    take: input.limit,
  })
  const people = await namesOf(
    rows.map((row) => row.userId),
    (id) => db().user.findMany({ where: { id }, select: { id: true, name: true } }),
  )
  const recordings = await namesOf(
    rows.map((row) => row.recordingId),
    (id) => db().recording.findMany({ where: { id }, select: { id: true, name: true } }),
  )
  return rows.map((row) => ({
    id: String(row.id),
    at: row.at,
    userId: row.userId,
    userName: (row.userId && people.get(row.userId)) ?? null,
    action: row.action,
    recordingId: row.recordingId,
    recordingName: (row.recordingId && recordings.get(row.recordingId)) ?? null,
    detail: row.detail,
  }))
}

async function namesOf(
  ids: readonly (string | null)[],
  find: (id: { in: string[] }) => Promise<{ id: string; name: string }[]>,
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  return new Map((await find({ in: wanted })).map((row) => [row.id, row.name]))
}
