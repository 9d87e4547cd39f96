/** Where the bytes of an original lie. */
import fs from 'node:fs/promises'
import { db } from '#server/platform/db.ts'
import { notFound, PlainError } from '#server/platform/errors.ts'
import { blobPath } from '#server/platform/storage.ts'

/**
 * Path of the original's bytes, checked to be there with the length they had.
 * @throws PlainError 'broken-file' when a file imported by reference was moved or changed
 */
export async function openSource(assetId: string): Promise<string> {
  const asset = await db().asset.findUnique({ where: { id: assetId }, include: { blob: true } })
  if (!asset) throw notFound('This file')
  if (!asset.blob)
    throw new PlainError('unavailable', `"${asset.fileName}" has not been uploaded completely yet.`)
  const path = asset.blob.reference ?? blobPath(asset.blob.sha256)
  const stat = await fs.stat(path).catch(() => null)
  if (!stat)
    throw new PlainError(
      'broken-file',
      asset.blob.reference
        ? `"${path}" was imported by reference and is no longer there. Put it back, or import it again.`
        : `The original of "${asset.fileName}" is missing in the data folder. Restore it from a backup.`,
    )
  if (BigInt(stat.size) !== asset.blob.bytes)
    throw new PlainError(
      'broken-file',
      `"${path}" has changed since it was imported: it had ${asset.blob.bytes} bytes and has ${stat.size}.`,
    )
  return path
}
