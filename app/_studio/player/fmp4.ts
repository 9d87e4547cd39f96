/**
 * Reads fragmented MP4 as it is delivered: from the init segment what a decoder must be told, from a media segment
 * where each coded picture lies and when it is shown. Isomorphic; knows nothing of the network or of decoders.
 */

export interface VideoInit {
  /** RFC 6381: "avc1.640028". */
  readonly codec: string
  /** avcC or hvcC as WebCodecs wants it; null for codecs that carry their set-up in the stream. */
  readonly description: Uint8Array<ArrayBuffer> | null
  readonly codedWidth: number
  readonly codedHeight: number
  /** Units of a sample's time in a second. */
  readonly timescale: number
  readonly trackId: number
  readonly family: 'avc' | 'hevc' | 'av1' | 'vp9' | 'vp8'
  /** Bytes of a NAL unit's length field; 0 where the stream has none. */
  readonly nalLength: number
  readonly defaults: { readonly duration: number; readonly size: number; readonly flags: number }
}

/** One coded picture, in delivery (decoding) order. */
export interface CodedSample {
  /** Place within the segment's bytes. */
  readonly offset: number
  readonly size: number
  /** Presentation time, units of the init's timescale. */
  readonly pts: number
  readonly duration: number
  /** A decoder can start here: sync sample, and an IDR, CRA or BLA where the codec tells them apart. */
  readonly key: boolean
  /** No other picture needs it. */
  readonly disposable: boolean
}

export class Fmp4Error extends Error {}

interface Box {
  readonly type: string
  readonly start: number
  readonly body: number
  readonly end: number
}

const fourcc = (v: DataView, o: number) =>
  String.fromCharCode(v.getUint8(o), v.getUint8(o + 1), v.getUint8(o + 2), v.getUint8(o + 3))

function* boxes(v: DataView, from: number, to: number): Generator<Box> {
  let start = from
  while (start + 8 <= to) {
    let size = v.getUint32(start)
    let header = 8
    const type = fourcc(v, start + 4)
    if (size === 1 && start + 16 <= to) {
      size = Number(v.getBigUint64(start + 8))
      header = 16
    } else if (size === 0) size = to - start
    if (size < header || start + size > to) throw new Fmp4Error(`the box ${type} at byte ${start} is cut off`)
    yield { type, start, body: start + header, end: start + size }
    start += size
  }
}

function find(v: DataView, from: number, to: number, ...path: string[]): Box | null {
  let box: Box | null = { type: '', start: from, body: from, end: to }
  for (const type of path) {
    const within: Box = box
    box = null
    for (const b of boxes(v, within.body, within.end))
      if (b.type === type) {
        box = b
        break
      }
    if (!box) return null
  }
  return box
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** @throws Fmp4Error when there is no video track that a decoder could be set up for. */
export function parseInit(bytes: Uint8Array): VideoInit {
  const v = viewOf(bytes)
  const moov = find(v, 0, v.byteLength, 'moov')
  if (!moov) throw new Fmp4Error('the init segment holds no moov box')
  for (const trak of boxes(v, moov.body, moov.end)) {
    if (trak.type !== 'trak') continue
    const hdlr = find(v, trak.body, trak.end, 'mdia', 'hdlr')
    if (!hdlr || fourcc(v, hdlr.body + 8) !== 'vide') continue
    return videoTrack(bytes, v, moov, trak)
  }
  throw new Fmp4Error('the init segment holds no video track')
}

function videoTrack(bytes: Uint8Array, v: DataView, moov: Box, trak: Box): VideoInit {
  const tkhd = need(find(v, trak.body, trak.end, 'tkhd'), 'tkhd')
  const mdhd = need(find(v, trak.body, trak.end, 'mdia', 'mdhd'), 'mdhd')
  const stsd = need(find(v, trak.body, trak.end, 'mdia', 'minf', 'stbl', 'stsd'), 'stsd')
  const trackId = v.getUint32(tkhd.body + (v.getUint8(tkhd.body) ? 20 : 12))
  const timescale = v.getUint32(mdhd.body + (v.getUint8(mdhd.body) ? 20 : 12))
  const entry = need([...boxes(v, stsd.body + 8, stsd.end)][0] ?? null, 'sample entry')
  const codec = codecOf(bytes, v, entry)
  let defaults = { duration: 0, size: 0, flags: 0 }
  const mvex = find(v, moov.body, moov.end, 'mvex')
  if (mvex)
    for (const b of boxes(v, mvex.body, mvex.end))
      if (b.type === 'trex' && v.getUint32(b.body + 4) === trackId)
        defaults = {
          duration: v.getUint32(b.body + 12),
          size: v.getUint32(b.body + 16),
          flags: v.getUint32(b.body + 20),
        }
  return {
    ...codec,
    codedWidth: v.getUint16(entry.body + 24),
    codedHeight: v.getUint16(entry.body + 26),
    timescale,
    trackId,
    defaults,
  }
}

function need<T>(box: T | null, name: string): T {
  if (!box) throw new Fmp4Error(`the init segment lacks its ${name}`)
  return box
}

const hex = (n: number) => n.toString(16).padStart(2, '0')
const two = (n: number) => String(n).padStart(2, '0')

function codecOf(
  bytes: Uint8Array,
  v: DataView,
  entry: Box,
): Pick<VideoInit, 'codec' | 'description' | 'family' | 'nalLength'> {
  const config = (type: string) => {
    for (const b of boxes(v, entry.body + 78, entry.end)) if (b.type === type) return b
    throw new Fmp4Error(`the init segment lacks its ${type} box`)
  }
  const body = (b: Box) => Uint8Array.from(bytes.subarray(b.body, b.end))
  switch (entry.type) {
    case 'avc1':
    case 'avc3': {
      const c = body(config('avcC'))
      return {
        codec: `${entry.type}.${hex(c[1]!)}${hex(c[2]!)}${hex(c[3]!)}`,
        description: c,
        family: 'avc',
        nalLength: (c[4]! & 3) + 1,
      }
    }
    case 'hvc1':
    case 'hev1': {
      const c = body(config('hvcC'))
      return {
        codec: hevcString(entry.type, c),
        description: c,
        family: 'hevc',
        nalLength: (c[21]! & 3) + 1,
      }
    }
    case 'av01': {
      const c = body(config('av1C'))
      const depth = c[2]! & 0x40 ? (c[2]! & 0x20 ? 12 : 10) : 8
      return {
        codec: `av01.${c[1]! >> 5}.${two(c[1]! & 31)}${c[2]! & 0x80 ? 'H' : 'M'}.${two(depth)}`,
        description: null,
        family: 'av1',
        nalLength: 0,
      }
    }
    case 'vp09':
    case 'vp08': {
      const b = config('vpcC')
      const [profile, level, depth] = [
        v.getUint8(b.body + 4),
        v.getUint8(b.body + 5),
        v.getUint8(b.body + 6) >> 4,
      ]
      return entry.type === 'vp08'
        ? { codec: 'vp8', description: null, family: 'vp8', nalLength: 0 }
        : {
            codec: `vp09.${two(profile)}.${two(level)}.${two(depth)}`,
            description: null,
            family: 'vp9',
            nalLength: 0,
          }
    }
    default:
      throw new Fmp4Error(`pictures of the kind ${entry.type} cannot be decoded here`)
  }
}

/** ISO 14496-15 annex E: hvc1.<profile space+idc>.<compatibility, reversed>.<tier+level>[.<constraints>]. */
function hevcString(entry: string, c: Uint8Array): string {
  const space = ['', 'A', 'B', 'C'][c[1]! >> 6]!
  let compatibility = 0
  const flags = ((c[2]! << 24) | (c[3]! << 16) | (c[4]! << 8) | c[5]!) >>> 0
  for (let i = 0; i < 32; i++) if (flags & (1 << i)) compatibility |= 1 << (31 - i)
  const constraints = [...c.subarray(6, 12)]
  while (constraints.length && constraints.at(-1) === 0) constraints.pop()
  return [
    entry,
    `${space}${c[1]! & 31}`,
    (compatibility >>> 0).toString(16),
    `${c[1]! & 0x20 ? 'H' : 'L'}${c[12]!}`,
    ...constraints.map((x) => x.toString(16)),
  ].join('.')
}

/**
 * The coded pictures of a media segment in decoding order.
 * @throws Fmp4Error when the segment is cut off or a sample lies outside it.
 */
export function parseSegment(bytes: Uint8Array, init: VideoInit): CodedSample[] {
  const v = viewOf(bytes)
  const samples: CodedSample[] = []
  for (const moof of boxes(v, 0, v.byteLength)) {
    if (moof.type !== 'moof') continue
    for (const traf of boxes(v, moof.body, moof.end))
      if (traf.type === 'traf') readTraf(bytes, v, moof, traf, init, samples)
  }
  for (const s of samples)
    if (s.offset < 0 || s.offset + s.size > bytes.byteLength)
      throw new Fmp4Error('a picture lies outside its segment')
  return samples
}

function readTraf(
  bytes: Uint8Array,
  v: DataView,
  moof: Box,
  traf: Box,
  init: VideoInit,
  out: CodedSample[],
): void {
  let base = moof.start
  let { duration, size, flags } = init.defaults
  let dts = 0
  for (const b of boxes(v, traf.body, traf.end)) {
    const flagBits = b.type === 'tfhd' || b.type === 'trun' ? v.getUint32(b.body) & 0xffffff : 0
    if (b.type === 'tfhd') {
      if (v.getUint32(b.body + 4) !== init.trackId) return
      let o = b.body + 8
      if (flagBits & 0x01) {
        base = Number(v.getBigUint64(o))
        o += 8
      }
      if (flagBits & 0x02) o += 4
      if (flagBits & 0x08) {
        duration = v.getUint32(o)
        o += 4
      }
      if (flagBits & 0x10) {
        size = v.getUint32(o)
        o += 4
      }
      if (flagBits & 0x20) flags = v.getUint32(o)
    } else if (b.type === 'tfdt') {
      dts = v.getUint8(b.body) ? Number(v.getBigUint64(b.body + 4)) : v.getUint32(b.body + 4)
    } else if (b.type === 'trun') {
      const signed = v.getUint8(b.body) > 0
      const count = v.getUint32(b.body + 4)
      let o = b.body + 8
      let offset = base
      let firstFlags: number | null = null
      if (flagBits & 0x1) {
        offset = base + v.getInt32(o)
        o += 4
      }
      if (flagBits & 0x4) {
        firstFlags = v.getUint32(o)
        o += 4
      }
      for (let i = 0; i < count; i++) {
        let d = duration
        let s = size
        let f = i === 0 && firstFlags !== null ? firstFlags : flags
        let c = 0
        if (flagBits & 0x100) {
          d = v.getUint32(o)
          o += 4
        }
        if (flagBits & 0x200) {
          s = v.getUint32(o)
          o += 4
        }
        if (flagBits & 0x400) {
          f = v.getUint32(o)
          o += 4
        }
        if (flagBits & 0x800) {
          c = signed ? v.getInt32(o) : v.getUint32(o)
          o += 4
        }
        const sync = (f & 0x10000) === 0
        out.push({
          offset,
          size: s,
          pts: dts + c,
          duration: d,
          key: sync && startsDecoder(bytes, offset, s, init),
          disposable: !sync && (((f >> 22) & 3) === 2 || isUnreferenced(bytes, offset, s, init)),
        })
        offset += s
        dts += d
      }
    }
  }
}

/** The types of the picture NAL units in a sample. */
function firstPictureNal(bytes: Uint8Array, offset: number, size: number, init: VideoInit): number | null {
  const end = Math.min(offset + size, bytes.byteLength)
  let o = offset
  while (o + init.nalLength < end) {
    let length = 0
    for (let i = 0; i < init.nalLength; i++) length = length * 256 + bytes[o + i]!
    const header = bytes[o + init.nalLength]!
    const type = init.family === 'avc' ? header & 31 : (header >> 1) & 63
    if (init.family === 'avc' ? type >= 1 && type <= 5 : type < 32) return header
    o += init.nalLength + length
  }
  return null
}

/**
 * Containers mark some pictures as sync samples that a WebCodecs decoder refuses to start at: in H.264 only an IDR
 * will do, a recovery point will not.
 */
function startsDecoder(bytes: Uint8Array, offset: number, size: number, init: VideoInit): boolean {
  if (init.family !== 'avc') return true
  const header = firstPictureNal(bytes, offset, size, init)
  return header !== null && (header & 31) === 5
}

function isUnreferenced(bytes: Uint8Array, offset: number, size: number, init: VideoInit): boolean {
  if (init.family !== 'avc') return false
  const header = firstPictureNal(bytes, offset, size, init)
  return header !== null && ((header >> 5) & 3) === 0
}
