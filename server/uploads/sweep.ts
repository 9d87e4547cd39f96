/**
 * Care for uploads: at start those that were complete when the process died are adopted; every hour those that nobody
 * has touched for a week are removed, as are the rows of finished ones, which only answer late questions.
 */
import fs from 'node:fs/promises'
import { db } from '../platform/db.ts'
import { log } from '../platform/log.ts'
import { uploadsDir } from '../platform/storage.ts'
import { adoptUpload } from './adopt-upload.ts'
import { isUploadId, receivedBytes, removeUploadFiles } from './files.ts'

export const KEPT_DAYS = 7
const HOUR = 3_600_000

/** Adopts what is complete. @returns how many; one that fails is logged and stays for the next start. */
export async function adoptFinishedUploads(): Promise<number> {
  let adopted = 0
  for (const { id, bytes } of await db().upload.findMany({ where: { assetId: null } })) {
    if ((await receivedBytes(id)) !== Number(bytes)) continue
    try {
      await adoptUpload(id)
      adopted++
    } catch (error) {
      log().error({ err: error, upload: id }, 'a complete upload could not be taken in')
    }
  }
  return adopted
}

/** @returns how many uploads were given up. */
export async function removeAbandonedUploads(now = Date.now()): Promise<number> {
  const old = await db().upload.findMany({
    where: { updatedAt: { lt: new Date(now - KEPT_DAYS * 24 * HOUR) } },
    select: { id: true, assetId: true },
  })
  for (const { id } of old) {
    await removeUploadFiles(id)
    await db().upload.deleteMany({ where: { id } })
  }
  await removeOrphans(now)
  return old.filter((row) => row.assetId === null).length
}

/** Files without a row: the process died between the two. An hour's grace for those just being made. */
async function removeOrphans(now: number): Promise<void> {
  const names = await fs.readdir(uploadsDir()).catch(() => [])
  const ids = new Set(names.map((name) => name.split('.')[0] ?? '').filter(isUploadId))
  const known = await db().upload.findMany({
    where: { id: { in: [...ids] }, assetId: null },
    select: { id: true },
  })
  for (const { id } of known) ids.delete(id)
  for (const id of ids) {
    const newest = await newestChange(names.filter((name) => name.startsWith(id)))
    if (newest < now - HOUR) await removeUploadFiles(id)
  }
}

async function newestChange(names: string[]): Promise<number> {
  let newest = 0
  for (const name of names) {
    const stat = await fs.stat(`${uploadsDir()}/${name}`).catch(() => null)
    newest = Math.max(newest, stat?.mtimeMs ?? 0)
  }
  return newest
}

/** Starts the care in the process that serves /upload. Dispose to stop it. */
export function startUploadCare(): Disposable {
  const look = async () => {
    try {
      await adoptFinishedUploads()
      await removeAbandonedUploads()
    } catch (error) {
      log().error({ err: error }, 'looking after uploads failed')
    }
  }
  void look()
  const timer = setInterval(look, HOUR)
  timer.unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
