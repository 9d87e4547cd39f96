/**
 * A file enters the store: hashed as a stream, put under its SHA-256, and its recording, asset and job rows are made
 * in one transaction. The bytes are in place before the rows are: a crash between the two leaves a blob without
 * rows, never rows without bytes.
 */
import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { enqueue } from '#server/jobs/queue.ts'
import { announce } from '#server/jobs/watch.ts'
import { audit } from '#server/platform/audit.ts'
import { db } from '#server/platform/db.ts'
import { notFound, PlainError } from '#server/platform/errors.ts'
import { blobPath, commitFile, tmpDir } from '#server/platform/storage.ts'
import { displayName, recordingNameOf } from './names.ts'
import { retryAsset } from './retry.ts'

export interface AdoptRequest {
  /** Where the file lies now. */
  path: string
  /** As the person named it; text only. */
  fileName: string
  projectId: string
  /** Adds the file to this recording; else a recording is made. */
  recordingId?: string | undefined
  /** Where it begins on the recording's clock, ticks; 0 when not said. */
  offset?: number | undefined
  recordingName?: string
  userId: string
  /** `move` takes the file away, `copy` leaves it, `reference` leaves the bytes where they are for good. */
  how: 'move' | 'copy' | 'reference'
}

export interface Adopted {
  recordingId: string
  assetId: string
  /** The project held the same bytes before. Without a `recordingId` in the request nothing new was made. */
  duplicate: boolean
}

export async function adoptFile(request: AdoptRequest): Promise<Adopted> {
  const stat = await fs.promises.stat(request.path).catch(() => null)
  const fileName = displayName(request.fileName)
  if (!stat) throw new PlainError('bad-input', `"${fileName}" is not there.`)
  if (!stat.isFile()) throw new PlainError('bad-input', `"${fileName}" is not a file.`)

  const { sha256, reference } = await store(request)
  const result = await db().$transaction(async (tx) => {
    // Two uploads of the same bytes at the same moment must not both be new.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${sha256}))`
    // Between storing and locking, a permanent removal may have taken the last other user's bytes away.
    if (!reference && !(await exists(blobPath(sha256))))
      throw new PlainError(
        'unavailable',
        `"${fileName}" was removed elsewhere at this very moment. Try again.`,
      )
    const bytes = BigInt(stat.size)
    await tx.blob.upsert({
      where: { sha256 },
      create: { sha256, bytes, reference },
      // The store's own copy is worth more than a reference.
      update: reference ? {} : { reference: null },
    })
    const inProject = { sha256, recording: { projectId: request.projectId, deletedAt: null } }
    // The recording itself first: adopting the same file into it again must find what the first time made.
    const same =
      (request.recordingId
        ? await tx.asset.findFirst({ where: { ...inProject, recordingId: request.recordingId } })
        : null) ?? (await tx.asset.findFirst({ where: inProject, orderBy: { createdAt: 'asc' } }))
    if (same && (!request.recordingId || same.recordingId === request.recordingId))
      return {
        recordingId: same.recordingId,
        assetId: same.id,
        duplicate: true,
        state: same.state,
        jobId: null,
      }

    const recordingId = request.recordingId ?? (await createRecording(tx, request, fileName))
    if (request.recordingId) {
      const found = await tx.recording.count({
        where: { id: recordingId, projectId: request.projectId, deletedAt: null },
      })
      if (!found) throw notFound('This recording')
    }
    const asset = await tx.asset.create({
      data: { recordingId, sha256, fileName, bytes, state: 'preparing', offset: BigInt(request.offset ?? 0) },
    })
    await audit(
      {
        userId: request.userId,
        action: 'asset.added',
        projectId: request.projectId,
        recordingId,
        detail: { assetId: asset.id, fileName, sha256 },
      },
      tx,
    )
    const options = { assetId: asset.id, projectId: request.projectId, tx }
    const jobId = await enqueue('ingest-asset', { assetId: asset.id }, options)
    return { recordingId, assetId: asset.id, duplicate: same !== null, state: asset.state, jobId }
  })
  if (result.jobId) await announce(result.jobId)
  else if (result.state === 'failed') await retryAsset(result.assetId)
  return { recordingId: result.recordingId, assetId: result.assetId, duplicate: result.duplicate }
}

type Tx = Parameters<Parameters<ReturnType<typeof db>['$transaction']>[0]>[0]

async function createRecording(tx: Tx, request: AdoptRequest, fileName: string): Promise<string> {
  const name = request.recordingName?.trim() || recordingNameOf(fileName)
  const made = await tx.recording.create({ data: { projectId: request.projectId, name } })
  return made.id
}

/** Hashes the file and puts it where blobs lie. */
async function store(request: AdoptRequest): Promise<{ sha256: string; reference: string | null }> {
  if (request.how === 'reference') {
    const sha256 = await hashFile(request.path)
    const kept = await exists(blobPath(sha256))
    return { sha256, reference: kept ? null : await fs.promises.realpath(request.path) }
  }
  if (request.how === 'move') {
    const sha256 = await hashFile(request.path)
    if (await exists(blobPath(sha256))) await fs.promises.rm(request.path, { force: true })
    else
      await commitFile(request.path, blobPath(sha256)).catch(async (error) => {
        if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
        await copyIn(request.path)
        await fs.promises.rm(request.path, { force: true })
      })
    return { sha256, reference: null }
  }
  return { sha256: await copyIn(request.path), reference: null }
}

/** Copies and hashes in one reading. */
async function copyIn(from: string): Promise<string> {
  await fs.promises.mkdir(tmpDir(), { recursive: true })
  const tmp = path.join(tmpDir(), `adopt-${randomUUID()}`)
  const hash = createHash('sha256')
  const tap = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  try {
    await pipeline(fs.createReadStream(from, { highWaterMark: 1 << 20 }), tap, fs.createWriteStream(tmp))
    const sha256 = hash.digest('hex')
    if (!(await exists(blobPath(sha256)))) await commitFile(tmp, blobPath(sha256))
    return sha256
  } finally {
    await fs.promises.rm(tmp, { force: true })
  }
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of fs.createReadStream(file, { highWaterMark: 1 << 20 }))
    hash.update(chunk as Buffer)
  return hash.digest('hex')
}

const exists = (file: string): Promise<boolean> =>
  fs.promises.access(file).then(
    () => true,
    () => false,
  )
