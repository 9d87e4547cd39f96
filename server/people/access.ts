/**
 * Access is denied unless granted by membership. Who is no member is told that the thing does not exist; who is, but
 * with too low a role, is told which role it takes. Nothing is remembered between calls: a changed role counts at once.
 */
import { asWork, type Work } from '#media/core/document/standing.ts'
import { type Db, db, prepared } from '../platform/db.ts'
import { notFound, PlainError } from '../platform/errors.ts'
import type { Actor } from './actor.ts'
import { aRole, type Role, reaches } from './roles.ts'

export interface ProjectAccess {
  role: Role
  /** How annotators work in the project; what one may see of others' work follows from it. */
  work: Work
}
export interface RecordingAccess extends ProjectAccess {
  projectId: string
}
export interface AssetAccess extends RecordingAccess {
  recordingId: string
}

export function requireSignedIn<A extends Actor>(actor: A | null | undefined): A {
  if (!actor) throw new PlainError('not-signed-in', 'You are not signed in. Sign in to go on.')
  return actor
}

export async function requireProject(
  actor: Actor | null,
  projectId: string,
  min: Role,
  tx: Db = db(),
): Promise<ProjectAccess> {
  const { userId } = requireSignedIn(actor)
  const row = await tx.member.findUnique({
    where: { projectId_userId: { projectId, userId } },
    select: { role: true, project: { select: { work: true } } },
  })
  if (!row) throw notFound('This project')
  return granted({ role: row.role, work: asWork(row.project.work) }, min)
}

const RECORDING = `
  SELECT r."projectId", m."role"::text AS "role", p."work"
  FROM "recording" r JOIN "member" m ON m."projectId" = r."projectId" AND m."userId" = $1
  JOIN "project" p ON p."id" = r."projectId"
  WHERE r."id" = $2 AND ($3::boolean OR r."deletedAt" IS NULL)`
const ASSET = `
  SELECT a."recordingId", r."projectId", m."role"::text AS "role", p."work"
  FROM "asset" a JOIN "recording" r ON r."id" = a."recordingId"
  JOIN "member" m ON m."projectId" = r."projectId" AND m."userId" = $1
  JOIN "project" p ON p."id" = r."projectId"
  WHERE a."id" = $2 AND r."deletedAt" IS NULL`

/** @param deleted also finds recordings that were removed and can be brought back. */
export async function requireRecording(
  actor: Actor | null,
  recordingId: string,
  min: Role,
  { deleted = false }: { deleted?: boolean } = {},
): Promise<RecordingAccess> {
  const { userId } = requireSignedIn(actor)
  const [row] = await prepared<RecordingAccess>('recording-access', RECORDING, [userId, recordingId, deleted])
  if (!row) throw notFound('This recording')
  return granted(row, min)
}

export async function requireAsset(actor: Actor | null, assetId: string, min: Role): Promise<AssetAccess> {
  const { userId } = requireSignedIn(actor)
  const [row] = await prepared<AssetAccess>('asset-access', ASSET, [userId, assetId])
  if (!row) throw notFound('This file')
  return granted(row, min)
}

export function requireAdmin(actor: Actor | null, what: string): void {
  if (!requireSignedIn(actor).admin)
    throw new PlainError('not-allowed', `Only an administrator of this installation may ${what}.`)
}

function granted<T extends ProjectAccess>(row: T, min: Role): T {
  if (!reaches(row.role, min))
    throw new PlainError(
      'not-allowed',
      `This takes the role of ${aRole(min)}; you are ${aRole(row.role)} here. Ask an owner of the project.`,
    )
  return { ...row, work: asWork(row.work) }
}
