/** Writes small fragmented MP4s for the tests of the reader. */
type Part = Uint8Array | string | readonly number[]

export function box(type: string, ...parts: Part[]): Uint8Array<ArrayBuffer> {
  const bytes = parts.map((p) =>
    typeof p === 'string' ? new TextEncoder().encode(p) : p instanceof Uint8Array ? p : Uint8Array.from(p),
  )
  const size = 8 + bytes.reduce((sum, b) => sum + b.length, 0)
  const out = new Uint8Array(size)
  new DataView(out.buffer).setUint32(0, size)
  out.set(new TextEncoder().encode(type), 4)
  let at = 8
  for (const b of bytes) {
    out.set(b, at)
    at += b.length
  }
  return out
}

export const u32 = (...values: number[]): Uint8Array => {
  const out = new Uint8Array(values.length * 4)
  const view = new DataView(out.buffer)
  values.forEach((v, i) => {
    view.setUint32(i * 4, v >>> 0)
  })
  return out
}

export const joined = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const out = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0))
  let at = 0
  for (const p of parts) {
    out.set(p, at)
    at += p.length
  }
  return out
}

export const AVCC = [1, 0x64, 0x00, 0x28, 0xff, 0xe0, 0x00]

/** @param config the codec's own box, e.g. box('avcC', AVCC) */
export function initOf(
  entry = 'avc1',
  config = box('avcC', AVCC),
  timescale = 90_000,
): Uint8Array<ArrayBuffer> {
  const visual = new Uint8Array(78)
  new DataView(visual.buffer).setUint16(24, 640)
  new DataView(visual.buffer).setUint16(26, 360)
  const stsd = box('stsd', u32(0, 1), box(entry, visual, config))
  const handler = (type: string) => box('hdlr', u32(0, 0), type, u32(0, 0, 0), [0])
  const media = (type: string, track: number, ...stbl: Uint8Array[]) =>
    box(
      'trak',
      box('tkhd', u32(0, 0, 0, track, 0)),
      box(
        'mdia',
        box('mdhd', u32(0, 0, 0, timescale, 0, 0)),
        handler(type),
        box('minf', box('stbl', ...stbl)),
      ),
    )
  return joined(
    box('ftyp', 'iso6', u32(0)),
    box(
      'moov',
      media('soun', 1),
      media('vide', 2, stsd),
      box('mvex', box('trex', u32(0, 1, 1, 0, 0, 0)), box('trex', u32(0, 2, 1, 3000, 0, 0x01010000))),
    ),
  )
}

export interface FragmentSample {
  /** NAL header byte of the picture: 0x65 IDR, 0x41 reference, 0x01 disposable. */
  readonly nal: number
  readonly duration?: number
  /** Composition offset. */
  readonly offset?: number
  readonly flags?: number
  readonly bytes?: number
}

/** One moof and mdat for track 2. */
export function segmentOf(start: number, samples: readonly FragmentSample[]): Uint8Array<ArrayBuffer> {
  const data = joined(
    ...samples.map((s) => {
      const length = s.bytes ?? 12
      const out = new Uint8Array(length)
      new DataView(out.buffer).setUint32(0, length - 4)
      out[4] = s.nal
      return out
    }),
  )
  const rows = samples.map((s) =>
    u32(
      s.duration ?? 3000,
      s.bytes ?? 12,
      s.flags ?? (s.nal === 0x65 ? 0x02000000 : 0x01010000),
      s.offset ?? 0,
    ),
  )
  const moof = (place: number) =>
    box(
      'moof',
      box('mfhd', u32(0, 1)),
      box(
        'traf',
        box('tfhd', u32(0x020000, 2)),
        box('tfdt', u32(0x01000000, 0, start)),
        box('trun', u32(0x01000f01, samples.length, place), ...rows),
      ),
    )
  return joined(moof(moof(0).length + 8), box('mdat', data))
}
