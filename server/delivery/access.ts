/**
 * Who may read media: a member of the recording's project by session cookie, or whoever holds a signed address. To
 * everybody else nothing exists. Reading a recording is audited once per person, recording and hour, not per segment.
 */
import type { IncomingMessage } from 'node:http'
import { actorFromHeaders, requireAsset } from '#server/people/index.ts'
import { audit } from '#server/platform/audit.ts'
import { db } from '#server/platform/db.ts'
import { PlainError } from '#server/platform/errors.ts'
import { FreshAnswers } from './fresh-answers.ts'
import { signedUntil } from './media-url.ts'

export interface Grant {
  /** Unix seconds until which a signed address is good; null for a session. */
  readonly signedUntil: number | null
}

/** Null when the asset is not for this reader, or does not exist. */
export async function grantFor(
  req: IncomingMessage,
  pathname: string,
  query: URLSearchParams,
  assetId: string,
): Promise<Grant | null> {
  const until = signedUntil(pathname, query)
  const reader =
    until === null
      ? await answers.get(`${assetId} ${req.headers.cookie ?? ''}`, () => byMembership(req, assetId))
      : await answers.get(`${assetId}/signed`, () => bySignature(assetId))
  if (!reader) return null
  await noteReading(reader)
  return { signedUntil: until }
}

interface Reader {
  readonly userId: string | null
  readonly recordingId: string
  readonly projectId: string
}

const answers = new FreshAnswers<Reader | null>()

async function byMembership(req: IncomingMessage, assetId: string): Promise<Reader | null> {
  const actor = await actorFromHeaders(req.headers)
  if (!actor) return null
  try {
    const { recordingId, projectId } = await requireAsset(actor, assetId, 'viewer')
    return { userId: actor.userId, recordingId, projectId }
  } catch (error) {
    if (error instanceof PlainError) return null
    throw error
  }
}

async function bySignature(assetId: string): Promise<Reader | null> {
  const asset = await db().asset.findFirst({
    where: { id: assetId, recording: { deletedAt: null } },
    select: { recordingId: true, recording: { select: { projectId: true } } },
  })
  return asset && { userId: null, recordingId: asset.recordingId, projectId: asset.recording.projectId }
}

const HOUR = 3_600_000
const noted = new Map<string, number>()

/** The row is written before the first byte goes out. */
async function noteReading({ userId, recordingId, projectId }: Reader): Promise<void> {
  const key = `${userId ?? ''} ${recordingId}`
  const now = Date.now()
  if (now - (noted.get(key) ?? Number.NEGATIVE_INFINITY) < HOUR) return
  noted.set(key, now)
  if (noted.size > 10_000) for (const [k, at] of noted) if (now - at >= HOUR) noted.delete(k)
  try {
    await audit({
      userId,
      action: 'recording.read',
      projectId,
      recordingId,
      detail: { by: userId ? 'session' : 'signed address' },
    })
  } catch (error) {
    noted.delete(key)
    throw error
  }
}
