/** Answers with bytes: entity tags, ranges, and bodies that wait for slow readers. */
import fs from 'node:fs'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { giveBuffer, POOLED_BYTES, takeBuffer } from './buffer-pool.ts'

export const IMMUTABLE = 'private, max-age=31536000, immutable'
export const REVALIDATE = 'private, no-cache'

export interface Answer {
  readonly type: string
  /** Strong, with its quotes. */
  readonly etag: string
  readonly cache: string
  readonly extra?: OutgoingHttpHeaders
}

export type ByteRange = { readonly start: number; readonly end: number }

/**
 * The one range a request asks for, both ends included; null for none, or for what may be ignored (several ranges,
 * other units); 'unsatisfiable' when it lies outside.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | null | 'unsatisfiable' {
  const m = /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '')
  if (!m || (m[1] === '' && m[2] === '')) return null
  if (m[1] === '') {
    const last = Number(m[2])
    if (last === 0 || size === 0) return 'unsatisfiable'
    return { start: Math.max(0, size - last), end: size - 1 }
  }
  const start = Number(m[1])
  const end = m[2] === '' ? size - 1 : Math.min(Number(m[2]), size - 1)
  if (m[2] !== '' && Number(m[2]) < start) return null
  return start >= size ? 'unsatisfiable' : { start, end }
}

/** True when the reader has this very thing already; then the answer is 304 and done. */
export function notModified(req: IncomingMessage, res: ServerResponse, answer: Answer): boolean {
  const known = req.headers['if-none-match']
  if (known === undefined) return false
  const tags = known.split(',').map((t) => t.trim().replace(/^W\//, ''))
  if (!tags.includes('*') && !tags.includes(answer.etag)) return false
  res.writeHead(304, { etag: answer.etag, 'cache-control': answer.cache, vary: 'cookie' })
  res.end()
  return true
}

/** Bytes that are in memory. */
export function sendBytes(
  req: IncomingMessage,
  res: ServerResponse,
  bytes: Uint8Array,
  answer: Answer,
): void {
  const range = rangeFor(req, bytes.byteLength, answer.etag)
  if (range === 'unsatisfiable') {
    refuseRange(res, bytes.byteLength, answer)
    return
  }
  writeHead(res, bytes.byteLength, range, answer)
  if (req.method === 'HEAD') res.end()
  else res.end(range ? bytes.subarray(range.start, range.end + 1) : bytes)
}

/** Bytes of an open file: small ranges in one read, large ones piece by piece as fast as they are taken. */
export async function sendFile(
  req: IncomingMessage,
  res: ServerResponse,
  file: { readonly fd: number; readonly size: number },
  answer: Answer,
): Promise<void> {
  const range = rangeFor(req, file.size, answer.etag)
  if (range === 'unsatisfiable') {
    refuseRange(res, file.size, answer)
    return
  }
  const start = range?.start ?? 0
  const length = range ? range.end - range.start + 1 : file.size
  if (req.method === 'HEAD' || length === 0) {
    writeHead(res, file.size, range, answer)
    res.end()
    return
  }
  // The first piece is read before the head goes out: a file that cannot be read is still an honest error then.
  let next = readPiece(file.fd, start, length)
  await next
  writeHead(res, file.size, range, answer)
  for (let done = 0; done < length; ) {
    const piece = await next
    done += piece.length
    // The next piece is read while this one is on its way.
    if (done < length) {
      next = readPiece(file.fd, start + done, length - done)
      next.catch(() => {})
    }
    if (res.destroyed) return
    const taken = (error?: Error | null): void => {
      if (!error) giveBuffer(piece.buffer)
    }
    const bytes = piece.buffer.subarray(0, piece.length)
    if (done === length) res.end(bytes, taken)
    else if (!res.write(bytes, taken)) await drained(res)
  }
}

function rangeFor(req: IncomingMessage, size: number, etag: string): ByteRange | null | 'unsatisfiable' {
  const condition = req.headers['if-range']
  if (condition !== undefined && condition !== etag) return null
  return parseRange(req.headers.range, size)
}

function writeHead(res: ServerResponse, size: number, range: ByteRange | null, a: Answer): void {
  const headers: OutgoingHttpHeaders = {
    'content-type': a.type,
    'content-length': range ? range.end - range.start + 1 : size,
    'accept-ranges': 'bytes',
    'cache-control': a.cache,
    etag: a.etag,
    vary: 'cookie',
    'x-content-type-options': 'nosniff',
    ...a.extra,
  }
  if (range) headers['content-range'] = `bytes ${range.start}-${range.end}/${size}`
  res.writeHead(range ? 206 : 200, headers)
}

function refuseRange(res: ServerResponse, size: number, a: Answer): void {
  res.writeHead(416, { 'content-range': `bytes */${size}`, etag: a.etag, 'content-length': 0 })
  res.end()
}

/** Up to a buffer full from `position` on. */
function readPiece(fd: number, position: number, left: number): Promise<{ buffer: Buffer; length: number }> {
  return new Promise((resolve, reject) => {
    const buffer = takeBuffer()
    const length = Math.min(POOLED_BYTES, left)
    let done = 0
    const more = (): void => {
      fs.read(fd, buffer, done, length - done, position + done, (error, n) => {
        if (error) return reject(error)
        if (n === 0) return reject(new Error('the file became shorter while it was read'))
        done += n
        if (done < length) more()
        else resolve({ buffer, length })
      })
    }
    more()
  })
}

function drained(res: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      res.off('drain', go)
      res.off('close', go)
      resolve()
    }
    res.once('drain', go)
    res.once('close', go)
  })
}
