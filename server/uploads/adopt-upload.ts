/**
 * A finished upload becomes an asset, once. The file is handed over under a second name (a hard link), and the first name
 * goes only after the upload's row knows its asset: whenever the process dies in between, doing it again finds the
 * same bytes and the same asset. While it runs, everybody who asks waits for the same answer.
 */
import fs from 'node:fs/promises'
import { adoptFile } from '../assets/index.ts'
import { audit } from '../platform/audit.ts'
import { db } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { publish } from '../realtime/bus.ts'
import { removeUploadFiles, uploadFile } from './files.ts'

export interface AdoptedUpload {
  recordingId: string
  assetId: string
  duplicate: boolean
}

const running = new Map<string, Promise<AdoptedUpload>>()

export function adoptUpload(id: string): Promise<AdoptedUpload> {
  const known = running.get(id)
  if (known) return known
  const work = adopt(id).finally(() => running.delete(id))
  running.set(id, work)
  return work
}

async function adopt(id: string): Promise<AdoptedUpload> {
  const row = await db().upload.findUnique({ where: { id } })
  if (!row) throw notFound('This upload')
  if (row.assetId && row.recordingId)
    return { recordingId: row.recordingId, assetId: row.assetId, duplicate: false }
  const adopted = await adoptFile({
    path: await secondName(id),
    fileName: row.fileName,
    projectId: row.projectId,
    ...(row.recordingId && { recordingId: row.recordingId }),
    userId: row.userId,
    how: 'move',
  })
  const { recordingId, assetId, duplicate } = adopted
  await db().$transaction(async (tx) => {
    await tx.upload.update({ where: { id }, data: { assetId, recordingId } })
    const detail = { assetId, fileName: row.fileName, bytes: Number(row.bytes), duplicate }
    await audit(
      { userId: row.userId, action: 'asset.uploaded', projectId: row.projectId, recordingId, detail },
      tx,
    )
  })
  await removeUploadFiles(id)
  publish(`project:${row.projectId}:recordings`, { recordingId })
  return { recordingId, assetId, duplicate }
}

/** Where the disk knows no hard links the file itself is handed over. */
async function secondName(id: string): Promise<string> {
  const file = uploadFile(id)
  const second = `${file}.adopt`
  await fs.rm(second, { force: true })
  try {
    await fs.link(file, second)
    return second
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw notFound('This upload')
    return file
  }
}
