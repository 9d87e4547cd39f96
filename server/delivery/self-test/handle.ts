/** Serves the self-test's clip under /media/self-test/ with the addresses that assets have, to anybody signed in. */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { MediaError } from '#media/ingest/index.ts'
import { actorFromHeaders } from '#server/people/index.ts'
import { masterPlaylist, mediaPlaylist } from '../playlists.ts'
import { type Answer, notModified, REVALIDATE, sendBytes } from '../send.ts'
import { type SelfTestClip, selfTestClip } from './clip.ts'

const PREFIX = '/media/self-test/'
const PLAYLIST = 'application/vnd.apple.mpegurl'

/** True when the address was one of the self-test's, answered whatever the outcome. */
export async function handleSelfTest(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const path = (req.url ?? '/').split('?', 1)[0] ?? '/'
  if (!path.startsWith(PREFIX)) return false
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    res.writeHead(405, { allow: 'GET, HEAD', 'content-length': 0 }).end()
    return true
  }
  if (!(await actorFromHeaders(req.headers))) {
    refuse(res, 404, 'There is nothing here.')
    return true
  }
  try {
    const part = await partOf(await selfTestClip(), path.slice(PREFIX.length))
    if (part) send(req, res, part.bytes, part.type)
    else refuse(res, 404, 'There is nothing here.')
  } catch (error) {
    if (!(error instanceof MediaError)) throw error
    refuse(res, 503, `The test clip could not be made: ${error.message}`)
  }
  return true
}

interface Part {
  readonly bytes: Uint8Array
  readonly type: string
}

const text = (body: string, type: string): Part => ({ bytes: Buffer.from(body), type })

async function partOf(clip: SelfTestClip, name: string): Promise<Part | null> {
  if (name === 'manifest.json') return text(JSON.stringify(clip.manifest), 'application/json')
  if (name === 'index.bin') return { bytes: clip.index, type: 'application/octet-stream' }
  if (name === 'master.m3u8')
    return text(
      masterPlaylist(clip.manifest, (path) => path),
      PLAYLIST,
    )
  const m = /^v\/([a-z0-9]+)\/(?:(playlist\.m3u8)|(init\.mp4)|(\d{1,4})\.m4s)$/.exec(name)
  const pack = m ? clip.renditions.get(m[1]!) : undefined
  if (!m || !pack) return null
  if (m[2])
    return text(
      mediaPlaylist(pack.durations, (part) => part),
      PLAYLIST,
    )
  if (m[3]) return { bytes: pack.init(), type: 'video/mp4' }
  const k = Number(m[4])
  return k < pack.segments.length ? { bytes: await pack.segment(k), type: 'video/mp4' } : null
}

function send(req: IncomingMessage, res: ServerResponse, bytes: Uint8Array, type: string): void {
  const etag = `"${createHash('sha1').update(bytes).digest('base64url')}"`
  const head: Answer = { type, etag, cache: REVALIDATE }
  if (!notModified(req, res, head)) sendBytes(req, res, bytes, head)
}

function refuse(res: ServerResponse, status: number, sentence: string): void {
  const body = Buffer.from(`${sentence}\n`)
  res.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': body.length,
    'cache-control': 'no-store',
  })
  res.end(body)
}
