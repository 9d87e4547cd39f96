/**
 * Permanent removal, by an owner, of a recording that was removed before. The rows and everything made from its files
 * go; an original goes only when no other file in the installation has the same bytes. A file imported by reference
 * stays where its owner put it. The audit log keeps that it happened.
 */
import fs from 'node:fs/promises'
import { cancelJob } from '../jobs/queue.ts'
import type { Actor } from '../people/index.ts'
import { requireRecording } from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { type Db, db } from '../platform/db.ts'
import { PlainError } from '../platform/errors.ts'
import { assetDir, blobPath } from '../platform/storage.ts'
import { announce } from './recordings.ts'

export async function removeForever(
  actor: Actor,
  recordingId: string,
): Promise<{ files: number; originals: number }> {
  const { projectId } = await requireRecording(actor, recordingId, 'owner', { deleted: true })
  await cancelJobs(recordingId)
  const removed = await db().$transaction(async (tx) => {
    const recording = await tx.recording.findUnique({
      where: { id: recordingId },
      include: { assets: { select: { id: true, sha256: true } } },
    })
    if (!recording?.deletedAt)
      throw new PlainError(
        'conflict',
        'Remove the recording first; what was removed can then be deleted for good.',
      )
    const hashes = [...new Set(recording.assets.flatMap((asset) => asset.sha256 ?? []))].sort()
    // The lock that adopting a file takes: the same bytes cannot come in while we decide that nobody has them.
    for (const hash of hashes) await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${hash}))`
    await tx.recording.delete({ where: { id: recordingId } })
    const originals = await removeUnused(hashes, tx)
    const detail = { name: recording.name, files: recording.assets.length, originals }
    await audit({ userId: actor.userId, action: 'recording.deleted', projectId, recordingId, detail }, tx)
    return { assetIds: recording.assets.map((asset) => asset.id), originals }
  })
  for (const id of removed.assetIds) await fs.rm(assetDir(id), { recursive: true, force: true })
  announce(projectId, recordingId)
  return { files: removed.assetIds.length, originals: removed.originals }
}

async function cancelJobs(recordingId: string): Promise<void> {
  const jobs = await db().jobRun.findMany({
    where: { asset: { recordingId }, state: { in: ['queued', 'running'] } },
    select: { id: true },
  })
  for (const { id } of jobs) await cancelJob(id)
}

/** Removes the originals that no asset has any more. @returns how many. */
async function removeUnused(hashes: string[], tx: Db): Promise<number> {
  const unused = await tx.$queryRaw<{ sha256: string; reference: string | null }[]>`
    DELETE FROM "blob" b WHERE b."sha256" = ANY(${hashes})
      AND NOT EXISTS (SELECT 1 FROM "asset" a WHERE a."sha256" = b."sha256")
    RETURNING b."sha256", b."reference"`
  // Inside the lock. Should the transaction then fail, the row is back and the next look says the bytes are missing.
  for (const blob of unused) if (blob.reference === null) await fs.rm(blobPath(blob.sha256), { force: true })
  return unused.length
}
