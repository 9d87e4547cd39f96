/** Writes the boxes of a fragmented MP4 with one track: the init part, and the head of a segment. */

type Bytes = Uint8Array<ArrayBuffer>
type Part = Uint8Array | readonly number[] | string

export function box(type: string, ...parts: Part[]): Bytes {
  const all = parts.map((p) =>
    typeof p === 'string'
      ? Uint8Array.from(p, (c) => c.charCodeAt(0))
      : p instanceof Uint8Array
        ? p
        : Uint8Array.from(p),
  )
  const size = 8 + all.reduce((sum, p) => sum + p.byteLength, 0)
  const out = new Uint8Array(size)
  new DataView(out.buffer).setUint32(0, size)
  for (let i = 0; i < 4; i++) out[4 + i] = type.charCodeAt(i)
  let at = 8
  for (const p of all) {
    out.set(p, at)
    at += p.byteLength
  }
  return out
}

export function u32(...values: number[]): Bytes {
  const out = new Uint8Array(values.length * 4)
  const view = new DataView(out.buffer)
  values.forEach((v, i) => {
    view.setUint32(i * 4, v >>> 0)
  })
  return out
}

export const u16 = (...values: number[]): Bytes =>
  Uint8Array.from(values.flatMap((v) => [(v >> 8) & 255, v & 255]))

const IDENTITY = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)

export interface InitTrack {
  readonly kind: 'video' | 'audio'
  readonly timescale: number
  readonly width: number
  readonly height: number
  readonly entry: Uint8Array
}

/** ftyp + moov for one track: no samples, no edit list, an upright picture. */
export function initSegment(t: InitTrack): Bytes {
  const video = t.kind === 'video'
  return concat(
    box('ftyp', 'iso6', u32(0), 'iso6cmfcmp41'),
    box(
      'moov',
      box('mvhd', u32(0, 0, 0, 1000, 0, 0x10000, 0x01000000, 0, 0), IDENTITY, u32(0, 0, 0, 0, 0, 0, 2)),
      box(
        'trak',
        box(
          'tkhd',
          u32(3, 0, 0, 1, 0, 0, 0, 0, 0, video ? 0 : 0x01000000),
          IDENTITY,
          u32(t.width << 16, t.height << 16),
        ),
        box(
          'mdia',
          box('mdhd', u32(0, 0, 0, t.timescale, 0, 0x55c40000)),
          box('hdlr', u32(0, 0), video ? 'vide' : 'soun', u32(0, 0, 0), [0]),
          box(
            'minf',
            video ? box('vmhd', u32(1, 0, 0)) : box('smhd', u32(0, 0)),
            box('dinf', box('dref', u32(0, 1), box('url ', u32(1)))),
            box(
              'stbl',
              box('stsd', u32(0, 1), t.entry),
              box('stts', u32(0, 0)),
              box('stsc', u32(0, 0)),
              box('stsz', u32(0, 0, 0)),
              box('stco', u32(0, 0)),
            ),
          ),
        ),
      ),
      box('mvex', box('trex', u32(0, 1, 1, 0, 0, 0))),
    ),
  )
}

/** Square pixels are stated: the viewer applies the source's own aspect. */
export function videoEntry(
  type: string,
  width: number,
  height: number,
  config: Uint8Array,
  colr: Uint8Array | null,
): Bytes {
  return box(
    type,
    u32(0),
    u16(0, 1),
    u32(0, 0, 0, 0),
    u16(width, height),
    u32(0x480000, 0x480000, 0),
    u16(1),
    new Uint8Array(32),
    u16(24, 0xffff),
    config,
    ...(colr ? [colr] : []),
    box('pasp', u32(1, 1)),
  )
}

export function audioEntry(type: string, channels: number, sampleRate: number, config: Uint8Array): Bytes {
  const rate = sampleRate < 65_536 ? sampleRate : 0
  return box(type, u32(0), u16(0, 1), u32(0, 0), u16(channels, 16, 0, 0), u32(rate * 65_536), config)
}

export interface SampleRow {
  readonly duration: number
  readonly size: number
  readonly flags: number
  /** pts − dts; may be negative. */
  readonly offset: number
}

/** Bytes before the media bytes of a segment with `n` samples: moof and the header of mdat. */
export const segmentHeadSize = (n: number): number => 8 + 16 + 8 + 16 + 20 + 20 + n * 16 + 8

/** Writes moof and the header of mdat at the start of `out`. */
export function writeSegmentHead(
  out: Uint8Array<ArrayBuffer>,
  sequence: number,
  decodeTime: number,
  n: number,
  mediaBytes: number,
  row: (i: number, write: (duration: number, size: number, flags: number, offset: number) => void) => void,
): void {
  const view = new DataView(out.buffer, out.byteOffset)
  const moof = segmentHeadSize(n) - 8
  let at = 0
  const put = (value: number): void => {
    view.setUint32(at, value)
    at += 4
  }
  const header = (size: number, type: string): void => {
    put(size)
    for (let i = 0; i < 4; i++) out[at++] = type.charCodeAt(i)
  }
  header(moof, 'moof')
  header(16, 'mfhd')
  put(0)
  put(sequence)
  header(moof - 24, 'traf')
  header(16, 'tfhd')
  put(0x020000)
  put(1)
  header(20, 'tfdt')
  put(0x01000000)
  view.setBigUint64(at, BigInt(decodeTime))
  at += 8
  header(20 + n * 16, 'trun')
  put(0x01000f01)
  put(n)
  put(moof + 8)
  const write = (duration: number, size: number, flags: number, offset: number): void => {
    put(duration)
    put(size)
    put(flags)
    view.setInt32(at, offset)
    at += 4
  }
  for (let i = 0; i < n; i++) row(i, write)
  header(mediaBytes + 8, 'mdat')
}

export function concat(...parts: Uint8Array[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, p) => sum + p.byteLength, 0))
  let at = 0
  for (const p of parts) {
    out.set(p, at)
    at += p.byteLength
  }
  return out
}
