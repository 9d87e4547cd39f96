/** Gathers what a format's writer needs: one consistent state of the document, its schema, its media and its people. */
import fs from 'node:fs/promises'
import { mainFile } from '#media/core/asset/main-file.ts'
import type { ExportInput, MediaReference } from '#media/core/formats/index.ts'
import type { FrameIndex } from '#media/core/time/frame-index.ts'
import { decodeFrameIndex } from '#media/core/time/frame-index-codec.ts'
import { tick } from '#media/core/time/tick.ts'
import { manifestOrNull } from '../assets/index.ts'
import { readDocument, type Standing } from '../documents/index.ts'
import { db } from '../platform/db.ts'
import { notFound, PlainError } from '../platform/errors.ts'
import { assetFile } from '../platform/storage.ts'

/**
 * Without asking who: the caller has checked access.
 * @param standing whose eyes it is read with; null for everything
 * @throws PlainError when the recording does not exist
 */
export async function exportInputOf(recordingId: string, standing: Standing | null): Promise<ExportInput> {
  const recording = await db().recording.findFirst({
    where: { id: recordingId, deletedAt: null },
    select: { id: true, name: true, project: { select: { id: true, name: true } } },
  })
  if (!recording) throw notFound('This recording')
  const { project } = recording
  const { snapshot, labelSet } = await readDocument(recordingId, project.id, standing)
  const authors = snapshot.records
    .flatMap((r) => ['authorId' in r ? r.authorId : null, r.type === 'comment' ? r.resolvedBy : null])
    .filter((id) => id !== null)
  const users = await db().user.findMany({
    where: { id: { in: [...new Set(authors)] } },
    select: { id: true, name: true },
  })
  return {
    project,
    recording: { id: recording.id, name: recording.name },
    snapshot,
    labelSet,
    media: await mainMedia(recordingId),
    people: Object.fromEntries(users.map((u) => [u.id, u.name])),
    madeAt: new Date().toISOString(),
  }
}

/**
 * The file that frame numbers refer to: the main one. Its rate is 1. @throws PlainError while its frames are still being counted: an export without frame numbers would be half a result
 */
async function mainMedia(recordingId: string): Promise<MediaReference | null> {
  const assets = await db().asset.findMany({
    where: { recordingId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, fileName: true, sha256: true, offset: true, main: true, state: true },
  })
  const usable = assets.filter((a) => a.state !== 'failed')
  const known = await Promise.all(usable.map(async (a) => ({ ...a, manifest: await manifestOrNull(a.id) })))
  const main = mainFile(known)
  if (!main) {
    if (usable.length)
      throw new PlainError(
        'unavailable',
        'The frames of this recording are still being counted. Export again in a moment, so that the file has its frame numbers.',
      )
    return null
  }
  const manifest = main.manifest!
  return {
    fileName: main.fileName,
    mimeType: mimeTypeOf(main.fileName, manifest.video !== null),
    sha256: main.sha256,
    offset: tick(Number(main.offset)),
    duration: tick(manifest.duration),
    index: manifest.video ? await readIndex(main.id) : null,
  }
}

async function readIndex(assetId: string): Promise<FrameIndex> {
  const bytes = await fs.readFile(assetFile(assetId, 'index.bin'))
  return decodeFrameIndex(bytes)
}

const MIME_TYPES: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  mkv: 'video/x-matroska',
  webm: 'video/webm',
  avi: 'video/x-msvideo',
  wmv: 'video/x-ms-wmv',
  mpg: 'video/mpeg',
  mpeg: 'video/mpeg',
  ts: 'video/mp2t',
  mts: 'video/mp2t',
  wav: 'audio/x-wav',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
}

const mimeTypeOf = (fileName: string, video: boolean): string =>
  MIME_TYPES[/\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''] ??
  (video ? 'video/mp4' : 'audio/x-wav')
