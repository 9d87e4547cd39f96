/** The bytes of a text file as UTF-8 from its beginning, whatever Unicode it was saved in. */
import { Buffer } from 'node:buffer'
import fs from 'node:fs'
import { open } from 'node:fs/promises'

export const PIECE = 1 << 20

/** @returns pieces without a byte order mark; `size` of a piece is what was read of the file for it */
export async function* readText(
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<{ bytes: Uint8Array; read: number }> {
  const stream = fs.createReadStream(path, { highWaterMark: PIECE, ...(signal && { signal }) })
  let decoder: TextDecoder | null = null
  let first = true
  for await (const piece of stream) {
    let bytes = piece as Buffer
    const read = bytes.length
    if (first) {
      first = false
      const order = orderOf(bytes)
      if (order) decoder = new TextDecoder(order)
      else if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3)
    }
    yield { bytes: decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes, read }
  }
}

const orderOf = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null =>
  bytes[0] === 0xff && bytes[1] === 0xfe
    ? 'utf-16le'
    : bytes[0] === 0xfe && bytes[1] === 0xff
      ? 'utf-16be'
      : null

/** The beginning as text; bytes that are no UTF-8 are taken for Western European. */
export async function headText(path: string, most: number): Promise<{ text: string; whole: boolean }> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const bytes = Buffer.alloc(Math.min(size, most))
    let filled = 0
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    const part = bytes.subarray(0, filled)
    const order = orderOf(part)
    const whole = filled === size
    if (order) return { text: new TextDecoder(order).decode(part.subarray(0, filled & ~1)), whole }
    const utf8 = new TextDecoder('utf-8').decode(part)
    // A character that is cut at the end is no sign of another encoding.
    const broken = utf8.slice(0, -2).includes('\ufffd')
    return { text: broken ? new TextDecoder('windows-1252').decode(part) : utf8, whole }
  } finally {
    await handle.close()
  }
}

/** The last lines of the file as bytes, from the beginning of a line; all of it when it is short. */
export async function tailBytes(path: string, most: number): Promise<Uint8Array> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const bytes = Buffer.alloc(Math.min(size, most))
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, size - bytes.length)
    const part = bytes.subarray(0, bytesRead)
    return size > most ? part.subarray(part.indexOf(10) + 1) : part
  } finally {
    await handle.close()
  }
}
