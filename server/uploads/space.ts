/** Whether an upload fits: the free space, less what other uploads still have to bring, less a reserve for renditions. */
import fs from 'node:fs/promises'
import { db } from '../platform/db.ts'
import { inWords } from '../platform/disk.ts'
import { env } from '../platform/env.ts'
import { PlainError } from '../platform/errors.ts'
import { uploadsDir } from '../platform/storage.ts'
import { receivedBytes } from './files.ts'

/** Kept free for the database and for work in progress. */
const RESERVE = 1024 ** 3

export async function requireSpace(bytes: number, fileName: string): Promise<void> {
  const limit = env().maxUploadBytes
  if (limit !== null && bytes > limit)
    throw new PlainError(
      'too-large',
      `"${fileName}" has ${inWords(bytes)}; files of up to ${inWords(limit)} are taken here.`,
    )
  const free = await spaceForUploads()
  if (bytes > free)
    throw new PlainError(
      'too-large',
      `"${fileName}" has ${inWords(bytes)}, but only ${inWords(Math.max(0, free))} are free for uploads on the server. Free some space there, or ask whoever runs it.`,
    )
}

export async function spaceForUploads(): Promise<number> {
  await fs.mkdir(uploadsDir(), { recursive: true })
  const disk = await fs.statfs(uploadsDir())
  const coming = await db().upload.findMany({ where: { assetId: null }, select: { id: true, bytes: true } })
  let promised = 0
  for (const { id, bytes } of coming)
    promised += Math.max(0, Number(bytes) - ((await receivedBytes(id)) ?? 0))
  return disk.bavail * disk.bsize - promised - RESERVE
}
