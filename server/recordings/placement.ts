/**
 * Where the files of a recording lie on its clock, what they are called, and which of them is the main one. The main
 * file's frames are what annotations stand on: it keeps its place once there are annotations, and its rate is 1.
 */

import { mainFile } from '#media/core/asset/main-file.ts'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import {
  FARTHEST_OFFSET,
  GREATEST_RATE,
  LEAST_RATE,
  type Placement,
  placementText,
  rateText,
} from '#media/core/asset/placement.ts'
import { tick } from '#media/core/time/tick.ts'
import type { Actor } from '../people/index.ts'
import { requireAsset, requireRecording } from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { type Db, db } from '../platform/db.ts'
import { PlainError } from '../platform/errors.ts'
import { publish } from '../realtime/bus.ts'
import { announce } from './recordings.ts'

/** News that a file of the recording has another place, name or role. */
export const filesTopic = (recordingId: string): string => `recording:${recordingId}:files`

export interface FilePlace {
  id: string
  fileName: string
  /** "" for the file's name. */
  title: string
  offset: number
  rate: number
  /** Whether the recording's clock and frames are this file's. */
  main: boolean
  /** Whether it can be played. */
  playable: boolean
}

export async function filePlaces(actor: Actor, recordingId: string): Promise<FilePlace[]> {
  await requireRecording(actor, recordingId, 'viewer')
  return placesOf(recordingId)
}

export interface PlaceRequest {
  assetId: string
  offset?: number | undefined
  rate?: number | undefined
  title?: string | undefined
}

/** Moves a file on the recording's clock, sets its rate, or names it. What is left out stays. */
export async function placeFile(actor: Actor, request: PlaceRequest): Promise<FilePlace> {
  const { assetId, offset, rate, title } = request
  const { projectId, recordingId } = await requireAsset(actor, assetId, 'editor')
  if (offset !== undefined && !(Number.isSafeInteger(offset) && Math.abs(offset) <= FARTHEST_OFFSET))
    throw new PlainError(
      'bad-input',
      'A file may begin at most seven days before or after the recording does.',
    )
  if (rate !== undefined && !(rate >= LEAST_RATE && rate <= GREATEST_RATE))
    throw new PlainError(
      'bad-input',
      `A rate lies between ${LEAST_RATE} and ${GREATEST_RATE}; 1 means that the file’s clock agrees with the recording’s.`,
    )
  await db().$transaction(async (tx) => {
    // One after the other, so that the main file cannot change between the check and the write.
    await tx.$queryRaw`SELECT 1 FROM "recording" WHERE "id" = ${recordingId} FOR UPDATE`
    const files = await placesOf(recordingId, tx)
    const file = files.find((f) => f.id === assetId)
    if (!file) throw new PlainError('not-found', 'This file does not exist, or you may not see it.')
    if (file.main) await keepMain(tx, recordingId, file, { offset, rate })
    const next = { offset: offset ?? file.offset, rate: rate ?? file.rate, title: title ?? file.title }
    const from = { offset: file.offset, rate: file.rate, title: file.title }
    if (next.offset === from.offset && next.rate === from.rate && next.title === from.title) return
    await tx.asset.update({ where: { id: assetId }, data: { ...next, offset: BigInt(next.offset) } })
    await tx.recording.update({ where: { id: recordingId }, data: { updatedAt: new Date() } })
    const moved = next.offset !== from.offset || next.rate !== from.rate
    const detail = {
      assetId,
      fileName: file.fileName,
      from: moved ? placementText(placementOf(from)) : from.title || file.fileName,
      to: moved ? placementText(placementOf(next)) : next.title || file.fileName,
      before: from,
      after: next,
    }
    const action = moved ? 'asset.moved' : 'asset.named'
    await audit({ userId: actor.userId, action, projectId, recordingId, detail }, tx)
  })
  tell(projectId, recordingId)
  return (await placesOf(recordingId)).find((f) => f.id === assetId)!
}

/** Makes a camera the main one. Annotations keep their times; their frame numbers are those of its picture. */
export async function chooseMain(actor: Actor, assetId: string): Promise<void> {
  const { projectId, recordingId } = await requireAsset(actor, assetId, 'editor')
  await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "recording" WHERE "id" = ${recordingId} FOR UPDATE`
    const row = await tx.asset.findUniqueOrThrow({ where: { id: assetId } })
    const manifest = row.manifest as AssetManifest | null
    const name = row.title || row.fileName
    if (!manifest?.video)
      throw new PlainError(
        'conflict',
        manifest
          ? `${name} has no picture; only a camera can be the main one.`
          : `${name} is still being prepared. It can be the main camera as soon as it can be played.`,
      )
    if (row.rate !== 1)
      throw new PlainError(
        'conflict',
        `The clock of ${name} runs ${rateText(row.rate)} beside the recording’s, so labels could not stand exactly on its frames. Set its rate to 1 first.`,
      )
    const before = (await placesOf(recordingId, tx)).find((f) => f.main)
    if (before?.id === assetId) return
    await tx.asset.updateMany({ where: { recordingId, main: true }, data: { main: false } })
    await tx.asset.update({ where: { id: assetId }, data: { main: true } })
    const detail = { assetId, fileName: row.fileName, before: before?.id ?? null }
    await audit({ userId: actor.userId, action: 'asset.main-chosen', projectId, recordingId, detail }, tx)
  })
  tell(projectId, recordingId)
}

interface PlaceRow {
  id: string
  fileName: string
  title: string
  offset: bigint
  rate: number
  main: boolean
  known: boolean
  video: boolean
  audio: boolean
}

/** Manifests stay in the database: an open studio asks for this often, and their segment lists are long. */
async function placesOf(recordingId: string, tx: Db = db()): Promise<FilePlace[]> {
  const rows = await tx.$queryRaw<PlaceRow[]>`
    SELECT "id", "fileName", "title", "offset", "rate", "main", "manifest" IS NOT NULL AS "known",
      coalesce(jsonb_typeof("manifest"->'video') = 'object', false) AS "video",
      coalesce(jsonb_typeof("manifest"->'audio') = 'object', false) AS "audio"
    FROM "asset" WHERE "recordingId" = ${recordingId} ORDER BY "createdAt", "id"`
  const files = rows.map(({ known, video, audio, ...row }) => ({
    ...row,
    manifest: known ? { video: video ? {} : null, audio: audio ? {} : null } : null,
  }))
  // Which is the main one is derived in one way, here as in the browser.
  const main = mainFile(files)
  return files.map(({ id, fileName, title, offset, rate, manifest }) => ({
    id,
    fileName,
    title,
    offset: Number(offset),
    rate,
    main: id === main?.id,
    playable: manifest !== null,
  }))
}

/** @throws PlainError when the frames under existing annotations would move */
async function keepMain(
  tx: Db,
  recordingId: string,
  file: FilePlace,
  { offset, rate }: { offset?: number | undefined; rate?: number | undefined },
): Promise<void> {
  const name = file.title || file.fileName
  if (rate !== undefined && rate !== 1)
    throw new PlainError(
      'conflict',
      `${name} is the main camera: its clock is the recording’s. Correct the other files against it, or choose another main camera first.`,
    )
  if (offset === undefined || offset === file.offset) return
  if (await tx.annotation.findFirst({ where: { recordingId }, select: { id: true } }))
    throw new PlainError(
      'conflict',
      `${name} is the main camera, and annotations stand on its frames. Move the other files instead.`,
    )
}

function tell(projectId: string, recordingId: string): void {
  announce(projectId, recordingId)
  publish(filesTopic(recordingId), null)
}

export const placementOf = (row: { offset: bigint | number; rate: number }): Placement => ({
  offset: tick(Number(row.offset)),
  rate: row.rate,
})
