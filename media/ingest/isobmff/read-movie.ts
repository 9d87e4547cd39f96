/**
 * Finds and reads the parts of an MP4 or MOV that say where everything is (`moov`, and each `moof` of a fragmented
 * file), without touching the media bytes: a few reads, also when `moov` is at the end of a file of many gigabytes.
 */
import type { FileHandle } from 'node:fs/promises'
import { MediaError } from '../media-error.ts'
import { BoxReader } from './boxes.ts'

export interface MovieParts {
  /** Bytes of the whole `moov` box. */
  readonly moov: Uint8Array
  /** Major brand of `ftyp`; "qt  " for old QuickTime files that have none. */
  readonly brand: string
  /** Every `moof` box in file order, and where it starts in the file. */
  readonly fragments: readonly { readonly bytes: Uint8Array; readonly at: number }[]
  readonly size: number
}

/** Boxes that may stand at the top of a file; anything else there means that this is not an MP4. */
const TOP =
  /^(ftyp|moov|moof|mdat|free|skip|wide|pnot|uuid|sidx|ssix|styp|emsg|prft|mfra|meta|pdin|udta|junk|PICT)$/
const LARGEST_MOOV = 1 << 30

/** True when the first bytes are those of an MP4 or MOV. */
export function looksLikeMovie(head: Uint8Array): boolean {
  return (
    head.byteLength >= 8 && /^(ftyp|moov|mdat|wide|free|skip|pnot|styp)$/.test(new BoxReader(head).fourcc(4))
  )
}

/** @throws MediaError 'empty', 'not-media' or 'truncated' */
export async function readMovieParts(handle: FileHandle): Promise<MovieParts> {
  const size = (await handle.stat()).size
  if (size === 0) throw new MediaError('empty', 'The file is empty (0 bytes). Copy or upload it again.')
  const header = new Uint8Array(16)
  let moov: Uint8Array | null = null
  let brand = 'qt  '
  let fragmented = false
  let cutOff = false
  const fragments: { bytes: Uint8Array; at: number }[] = []
  let at = 0
  while (at + 8 <= size) {
    const { bytesRead } = await handle.read(header, 0, 16, at)
    if (bytesRead < 8) break
    const head = new BoxReader(header.subarray(0, bytesRead))
    const type = head.fourcc(4)
    let length = head.u32(0)
    if (length === 1 && bytesRead === 16) length = head.u64(8)
    else if (length === 0) length = size - at
    if (!TOP.test(type) && !/^[\x20-\x7e\xa9]{4}$/.test(type)) {
      if (at === 0) throw notMovie()
      break
    }
    if (length < 8) break
    if (at + length > size) cutOff = true
    if (type === 'ftyp' && bytesRead >= 12) brand = head.fourcc(8)
    if (type === 'moov' && !moov) {
      if (cutOff) break
      moov = await readAll(handle, at, length)
      fragmented = hasExtends(moov)
      if (!fragmented) break
    } else if (type === 'moof') {
      if (cutOff) break
      fragments.push({ bytes: await readAll(handle, at, length), at })
    }
    at += length
  }
  if (!moov) {
    if (cutOff || at > size)
      throw new MediaError(
        'truncated',
        'The file breaks off before its index (the moov box), so no picture in it can be found. The recording or the copy was cut short: copy it again from the camera.',
      )
    throw new MediaError(
      'truncated',
      'The file has no index (the moov box is missing), as when a camera loses power while recording. Copy it again, or repair it with the camera maker’s tool.',
    )
  }
  return { moov, brand, fragments, size }
}

function hasExtends(moov: Uint8Array): boolean {
  const reader = new BoxReader(moov)
  const [box] = reader.boxes(0, moov.byteLength)
  return box ? reader.find(box, 'mvex') !== null : false
}

async function readAll(handle: FileHandle, at: number, length: number): Promise<Uint8Array> {
  if (length > LARGEST_MOOV) throw new MediaError('unsupported', 'The index of the file is larger than 1 GB.')
  const bytes = new Uint8Array(length)
  let done = 0
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, at + done)
    if (bytesRead === 0) throw new MediaError('truncated', 'The file ends inside its index.')
    done += bytesRead
  }
  return bytes
}

const notMovie = (): MediaError =>
  new MediaError('not-media', 'The file is not an MP4 or MOV, whatever its name says.')
