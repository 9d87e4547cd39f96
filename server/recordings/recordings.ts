/** Changes of a recording's own facts. Removing is soft: the recording is hidden and can be brought back. */
import type { Actor } from '../people/index.ts'
import { reaches, requireProject, requireRecording } from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { type Db, db } from '../platform/db.ts'
import { PlainError } from '../platform/errors.ts'
import { publish } from '../realtime/bus.ts'

/** A person's word on the work. */
export const STAGES = ['open', 'review', 'complete'] as const
export type Stage = (typeof STAGES)[number]

export async function createRecording(
  actor: Actor,
  input: { projectId: string; name: string },
): Promise<{ id: string }> {
  await requireProject(actor, input.projectId, 'annotator')
  const made = await db().$transaction(async (tx) => {
    const { id } = await tx.recording.create({ data: input, select: { id: true } })
    await audit(
      { userId: actor.userId, action: 'recording.created', projectId: input.projectId, recordingId: id },
      tx,
    )
    return { id }
  })
  announce(input.projectId, made.id)
  return made
}

export async function renameRecording(
  actor: Actor,
  input: { recordingId: string; name?: string | undefined; note?: string | undefined },
): Promise<void> {
  const { recordingId, ...data } = input
  const { projectId } = await requireRecording(actor, recordingId, 'editor')
  await change(actor, projectId, recordingId, 'recording.renamed', {}, (tx) =>
    tx.recording.update({ where: { id: recordingId }, data }),
  )
}

/** Annotators hand work in and take it back; only editors call it complete or open it again. */
export async function setStage(actor: Actor, input: { recordingId: string; stage: Stage }): Promise<void> {
  const { recordingId, stage } = input
  const { projectId, role } = await requireRecording(actor, recordingId, 'annotator')
  const { stage: from } = await db().recording.findUniqueOrThrow({ where: { id: recordingId } })
  if ((stage === 'complete' || from === 'complete') && !reaches(role, 'editor'))
    throw new PlainError(
      'not-allowed',
      'Only an editor or owner may call a recording complete or open it again.',
    )
  if (from === stage) return
  await change(actor, projectId, recordingId, 'recording.staged', { from, to: stage }, (tx) =>
    tx.recording.update({ where: { id: recordingId }, data: { stage } }),
  )
}

export async function removeRecording(actor: Actor, recordingId: string): Promise<void> {
  const { projectId } = await requireRecording(actor, recordingId, 'editor')
  await change(actor, projectId, recordingId, 'recording.removed', {}, (tx) =>
    tx.recording.update({ where: { id: recordingId }, data: { deletedAt: new Date() } }),
  )
}

export async function restoreRecording(actor: Actor, recordingId: string): Promise<void> {
  const { projectId } = await requireRecording(actor, recordingId, 'editor', { deleted: true })
  await change(actor, projectId, recordingId, 'recording.restored', {}, (tx) =>
    tx.recording.update({ where: { id: recordingId }, data: { deletedAt: null } }),
  )
}

async function change(
  actor: Actor,
  projectId: string,
  recordingId: string,
  action: string,
  detail: Record<string, string>,
  write: (tx: Db) => Promise<unknown>,
): Promise<void> {
  await db().$transaction(async (tx) => {
    await write(tx)
    await audit({ userId: actor.userId, action, projectId, recordingId, detail }, tx)
  })
  announce(projectId, recordingId)
}

/** Tells open library pages that a row has changed. */
export const announce = (projectId: string, recordingId: string): void =>
  publish(`project:${projectId}:recordings`, { recordingId })
