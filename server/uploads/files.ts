/** Where an upload's bytes lie while they come in: uploads/<id>, with tus' own facts beside it in <id>.json. */
import fs from 'node:fs/promises'
import path from 'node:path'
import { uploadsDir } from '../platform/storage.ts'

/** Ids are made by us; anything else never reaches a path. */
export const isUploadId = (id: string): boolean => /^[0-9a-f]{32}$/.test(id)

export function uploadFile(id: string): string {
  if (!isUploadId(id)) throw new RangeError('not the id of an upload')
  return path.join(uploadsDir(), id)
}

/** Bytes received so far; null when there is no file. */
export async function receivedBytes(id: string): Promise<number | null> {
  const stat = await fs.stat(uploadFile(id)).catch(() => null)
  return stat?.isFile() ? stat.size : null
}

export async function removeUploadFiles(id: string): Promise<void> {
  const file = uploadFile(id)
  for (const each of [file, `${file}.json`, `${file}.adopt`]) await fs.rm(each, { force: true })
}
