/** The tus server: what is checked when an upload is made, continued and finished. */
import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import { displayName } from '../assets/index.ts'
import {
  type Actor,
  actorFromHeaders,
  requireProject,
  requireRecording,
  requireSignedIn,
} from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { db } from '../platform/db.ts'
import { notFound, PlainError } from '../platform/errors.ts'
import { uploadsDir } from '../platform/storage.ts'
import { adoptUpload } from './adopt-upload.ts'
import { answerOf } from './answers.ts'
import { isUploadId } from './files.ts'
import { requireSpace } from './space.ts'

/** In the answer to the last part, and to every question about a finished upload. */
export const RECORDING_HEADER = 'Scrubline-Recording'
export const ASSET_HEADER = 'Scrubline-Asset'
export const DUPLICATE_HEADER = 'Scrubline-Duplicate'

const holder = globalThis as { scrublineTus?: { dir: string; server: Server } }

export async function tusServer(): Promise<Server> {
  const dir = uploadsDir()
  if (holder.scrublineTus?.dir === dir) return holder.scrublineTus.server
  await fs.mkdir(dir, { recursive: true })
  const server = create(dir)
  holder.scrublineTus = { dir, server }
  return server
}

/** Takes an upload's row away with its bytes, before the answer is sent. */
class OwnStore extends FileStore {
  override async remove(id: string): Promise<void> {
    await super.remove(id)
    await db().upload.deleteMany({ where: { id, assetId: null } })
  }
}

function create(dir: string): Server {
  return new Server({
    path: '/upload',
    relativeLocation: true,
    datastore: new OwnStore({ directory: dir }),
    // Our own pages only: no other origin is told anything.
    allowedOrigins: () => false,
    exposedHeaders: [RECORDING_HEADER, ASSET_HEADER, DUPLICATE_HEADER],
    namingFunction: () => randomBytes(16).toString('hex'),
    disableTerminationForFinishedUploads: true,
    async onIncomingRequest(req, id) {
      const actor = requireSignedIn(await actorFromHeaders(req.headers))
      if (req.method === 'POST') return
      await requireOwnUpload(actor, id)
    },
    async onUploadCreate(req, upload) {
      const actor = requireSignedIn(await actorFromHeaders(req.headers))
      const wanted = await readWish(actor, upload.metadata ?? {}, upload.size)
      await requireSpace(wanted.bytes, wanted.fileName)
      const row = { id: upload.id, userId: actor.userId, ...wanted, bytes: BigInt(wanted.bytes) }
      await db().upload.create({ data: row })
      await audit({
        userId: actor.userId,
        action: 'upload.begun',
        projectId: wanted.projectId,
        ...(wanted.recordingId && { recordingId: wanted.recordingId }),
        detail: { fileName: wanted.fileName, bytes: wanted.bytes },
      })
      return { metadata: { filename: wanted.fileName, projectId: wanted.projectId } }
    },
    async onUploadFinish(_req, upload) {
      return { headers: finishedHeaders(await adoptUpload(upload.id)) }
    },
    onResponseError: (_req, error) => answerOf(error),
  })
}

export function finishedHeaders(adopted: {
  recordingId: string
  assetId: string
  duplicate: boolean
}): Record<string, string> {
  return {
    [RECORDING_HEADER]: adopted.recordingId,
    [ASSET_HEADER]: adopted.assetId,
    [DUPLICATE_HEADER]: adopted.duplicate ? 'yes' : 'no',
  }
}

/** Only who began an upload may go on with it, and only while they may still upload to that project. */
export async function requireOwnUpload(actor: Actor, id: string) {
  const row = isUploadId(id) ? await db().upload.findUnique({ where: { id } }) : null
  if (!row || row.userId !== actor.userId) throw notFound('This upload')
  await requireProject(actor, row.projectId, 'annotator')
  return row
}

/** What the uploader asks for, from tus metadata: text of unknown origin. */
async function readWish(actor: Actor, metadata: Record<string, string | null>, size: number | undefined) {
  const { projectId, recordingId } = metadata
  if (size === undefined || !Number.isSafeInteger(size) || size < 0)
    throw new PlainError('bad-input', 'Say how long the file is before sending it.')
  if (!projectId) throw new PlainError('bad-input', 'Say which project the file belongs to.')
  await requireProject(actor, projectId, 'annotator')
  if (recordingId) {
    const access = await requireRecording(actor, recordingId, 'annotator')
    if (access.projectId !== projectId) throw notFound('This recording')
  }
  const fileName = displayName(metadata.filename ?? '')
  return { projectId, recordingId: recordingId || null, fileName, bytes: size }
}
