/**
 * Answers every address under /media/. Bytes go from the file to the socket in this process; nothing passes Next.
 * Whatever is not there, or not for this reader, is 404 in the same words.
 */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { decodeHeader, HEADER_BYTES, placeOfTile } from '#media/core/signal/tile-layout.ts'
import { MediaError } from '#media/ingest/index.ts'
import { manifestOrNull } from '#server/assets/index.ts'
import { PlainError } from '#server/platform/errors.ts'
import { log } from '#server/platform/log.ts'
import { assetFile } from '#server/platform/storage.ts'
import { type Grant, grantFor } from './access.ts'
import { type MediaAddress, parseMediaPath, signUntil } from './media-url.ts'
import { forgetFile, withFile, withIndex, withOriginal, withSound, withVideo } from './packages.ts'
import { masterPlaylist, mediaPlaylist } from './playlists.ts'
import { builtSegment } from './segment-cache.ts'
import { type Answer, IMMUTABLE, notModified, REVALIDATE, sendBytes, sendFile } from './send.ts'
import { sendMade, sendWaveform } from './sound-looks.ts'

const PLAYLIST = 'application/vnd.apple.mpegurl'

/** True when the address was one of media, answered whatever the outcome. */
export async function handleMedia(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const url = req.url ?? '/'
  if (!url.startsWith('/media/')) return false
  const mark = url.indexOf('?')
  const pathname = mark < 0 ? url : url.slice(0, mark)
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    res.writeHead(405, { allow: 'GET, HEAD', 'content-length': 0 }).end()
    return true
  }
  try {
    const address = parseMediaPath(pathname)
    const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1))
    const grant = address && (await grantFor(req, pathname, query, address.assetId))
    if (!address || !grant) refuse(res, 404, NOTHING)
    else await answer(req, res, pathname, address, grant, query.get('v'))
  } catch (error) {
    fail(res, error, pathname)
  }
  return true
}

const NOTHING = 'There is nothing here.'

function fail(res: ServerResponse, error: unknown, pathname: string): void {
  if (res.headersSent) {
    res.destroy()
    return
  }
  if (error instanceof PlainError) {
    const missing = error.code === 'not-found' || error.code === 'unavailable'
    refuse(res, missing ? 404 : 503, missing ? NOTHING : error.message)
  } else if (error instanceof MediaError) {
    log().warn({ err: error, pathname }, 'a version of a recording could not be given out')
    refuse(res, 503, error.message)
  } else throw error
}

function refuse(res: ServerResponse, status: number, sentence: string): void {
  const body = Buffer.from(`${sentence}\n`)
  res.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': body.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  res.end(body)
}

function answer(
  req: IncomingMessage,
  res: ServerResponse,
  pathname: string,
  { assetId, what }: MediaAddress,
  grant: Grant,
  version: string | null,
): Promise<void> {
  switch (what.kind) {
    case 'manifest':
      return sendManifest(req, res, assetId)
    case 'master':
      return sendMaster(req, res, pathname, assetId, grant)
    case 'index':
      return sendIndex(req, res, assetId)
    case 'source':
      return sendSource(req, res, assetId)
    case 'peaks':
      return sendAssetFile(req, res, assetFile(assetId, 'peaks.bin'), 'application/octet-stream', REVALIDATE)
    case 'thumbs':
      return sendAssetFile(req, res, assetFile(assetId, `thumbs-${what.sheet}.jpg`), 'image/jpeg', REVALIDATE)
    case 'signal':
      return sendTile(req, res, assetId, what, version)
    case 'waveform':
      return sendWaveform(req, res, assetId, what, version)
    case 'close':
    case 'spectrum':
    case 'loudness':
      return sendMade(req, res, assetId, what, version)
    case 'v':
      return withVideo(assetId, what.rendition, ({ pack, tag }) => {
        return sendPart(
          req,
          res,
          pathname,
          what.part,
          { pack, seconds: pack.durations, tag, version },
          grant,
          'video/mp4',
        )
      })
    case 's':
      return withSound(assetId, what.rendition, ({ pack, tag }) =>
        sendPart(
          req,
          res,
          pathname,
          what.part,
          { pack, seconds: pack.segments, tag, version },
          grant,
          'audio/mp4',
        ),
      )
  }
}

interface Parts {
  readonly pack: { init(): Uint8Array; segment(k: number): Promise<Uint8Array> }
  readonly seconds: readonly number[]
  readonly tag: string
  /** `?v=` of the request: the tag, where the address came from a playlist. */
  readonly version: string | null
}

async function sendPart(
  req: IncomingMessage,
  res: ServerResponse,
  pathname: string,
  part: 'playlist' | 'init' | number,
  { pack, seconds, tag, version }: Parts,
  grant: Grant,
  type: string,
): Promise<void> {
  if (part === 'playlist') {
    const folder = pathname.slice(0, pathname.lastIndexOf('/') + 1)
    const until = grant.signedUntil
    const text = mediaPlaylist(seconds, (name) =>
      until === null ? `${name}?v=${tag}` : `${lastPart(signUntil(folder + name, until))}&v=${tag}`,
    )
    return sendText(req, res, text, PLAYLIST, REVALIDATE)
  }
  if (typeof part === 'number' && part >= seconds.length) return refuse(res, 404, NOTHING)
  // An address that names its version always means the same bytes; without one, a recording that was prepared anew
  // (another of its video streams is shown) must be noticed.
  const cache = version === tag ? IMMUTABLE : REVALIDATE
  const head: Answer = { type, etag: `"${type[0]}-${tag}-${part}"`, cache }
  if (notModified(req, res, head)) return
  sendBytes(
    req,
    res,
    part === 'init' ? pack.init() : await builtSegment(`${pathname} ${tag}`, () => pack.segment(part)),
    head,
  )
}

const lastPart = (address: string): string => address.slice(address.lastIndexOf('/') + 1)

async function sendManifest(req: IncomingMessage, res: ServerResponse, assetId: string): Promise<void> {
  const manifest = await manifestOrNull(assetId)
  if (!manifest) return refuse(res, 404, NOTHING)
  sendText(req, res, JSON.stringify(manifest), 'application/json; charset=utf-8', REVALIDATE)
}

async function sendMaster(
  req: IncomingMessage,
  res: ServerResponse,
  pathname: string,
  assetId: string,
  grant: Grant,
): Promise<void> {
  const manifest = await manifestOrNull(assetId)
  if (!manifest?.renditions.some((r) => r.state === 'ready')) return refuse(res, 404, NOTHING)
  const folder = pathname.slice(0, pathname.lastIndexOf('/') + 1)
  const until = grant.signedUntil
  const text = masterPlaylist(manifest, (path) =>
    until === null ? path : signUntil(folder + path, until).slice(folder.length),
  )
  sendText(req, res, text, PLAYLIST, REVALIDATE)
}

function sendText(
  req: IncomingMessage,
  res: ServerResponse,
  text: string,
  type: string,
  cache: string,
): void {
  const bytes = Buffer.from(text)
  const head: Answer = { type, cache, etag: `"${createHash('sha1').update(bytes).digest('base64url')}"` }
  if (!notModified(req, res, head)) sendBytes(req, res, bytes, head)
}

/** The index of an hour is up to a quarter of a megabyte; it is compressed once and kept. */
async function sendIndex(req: IncomingMessage, res: ServerResponse, assetId: string): Promise<void> {
  return withIndex(assetId, async (open) => {
    const zipped = /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''))
    const head: Answer = {
      type: 'application/octet-stream',
      etag: `"${open.tag}${zipped ? '-gz' : ''}"`,
      cache: REVALIDATE,
      extra: zipped
        ? { 'content-encoding': 'gzip', vary: 'cookie, accept-encoding' }
        : { vary: 'cookie, accept-encoding' },
    }
    if (notModified(req, res, head)) return
    sendBytes(req, res, zipped ? await open.zipped() : open.delivered, head)
  })
}

async function sendSource(req: IncomingMessage, res: ServerResponse, assetId: string): Promise<void> {
  await withOriginal(assetId, ({ path, type, fileName }) => {
    const name = encodeURIComponent(fileName).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
    return sendAssetFile(req, res, path, type, IMMUTABLE, {
      'content-disposition': `inline; filename*=UTF-8''${name}`,
    })
  })
}

/** One tile of a file of samples, cut out of its level's file. */
async function sendTile(
  req: IncomingMessage,
  res: ServerResponse,
  assetId: string,
  { level, tile }: { level: number; tile: number },
  version: string | null,
  again = true,
): Promise<void> {
  const path = assetFile(assetId, `signal-${level}.bin`)
  const older = await withFile(path, async (file) => {
    const bytesOfHead = Buffer.alloc(HEADER_BYTES)
    await file.handle.read(bytesOfHead, 0, HEADER_BYTES, 0)
    const head = decodeHeader(bytesOfHead)
    // The samples were read anew a moment ago, and the file that is kept open is the former one.
    if (version !== null && version !== String(head.stamp)) return true
    const place = placeOfTile(head, level, tile)
    if (!place) return refuse(res, 404, NOTHING)
    const answer: Answer = {
      type: 'application/octet-stream',
      etag: `"${head.stamp.toString(36)}-${level}-${tile}"`,
      cache: version === null ? REVALIDATE : IMMUTABLE,
    }
    if (notModified(req, res, answer)) return
    const bytes = Buffer.alloc(place.bytes)
    const { bytesRead } = await file.handle.read(bytes, 0, place.bytes, place.offset)
    if (bytesRead !== place.bytes) throw new PlainError('unavailable', 'This part of the signal is missing.')
    sendBytes(req, res, bytes, answer)
  })
  if (!older) return
  if (!again) return refuse(res, 404, NOTHING)
  forgetFile(path)
  await sendTile(req, res, assetId, { level, tile }, version, false)
}

async function sendAssetFile(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  type: string,
  cache: string,
  extra: Record<string, string> = {},
): Promise<void> {
  await withFile(path, async (file) => {
    const head: Answer = { type, etag: `"${file.tag}"`, cache, extra }
    if (!notModified(req, res, head)) await sendFile(req, res, file, head)
  })
}
