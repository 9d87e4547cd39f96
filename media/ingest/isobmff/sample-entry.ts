/**
 * Sample entries (`stsd`): which codec a track holds, in the words browsers take (RFC 6381), and the box that sets
 * up its decoder. QuickTime's older layouts of sound entries are read too.
 */
import type { Box, BoxReader } from './boxes.ts'
import { type AacConfig, readDecoderConfig } from './esds.ts'

export interface SampleEntry {
  /** avc1, hvc1, vp09, av01, mp4a, Opus, sowt … */
  readonly type: string
  /** Null where RFC 6381 has no word for it, or its set-up box is missing. */
  readonly codec: string | null
  /** The whole set-up box (avcC, hvcC, vpcC, av1C, esds, dOps, dfLa), header included. */
  readonly config: Uint8Array | null
  readonly video: {
    readonly width: number
    readonly height: number
    readonly sampleAspect: readonly [number, number]
    /** Whole `colr` box of type nclx; null without. */
    readonly colr: Uint8Array | null
  } | null
  readonly audio: {
    readonly channels: number
    readonly sampleRate: number
    readonly aac: AacConfig | null
  } | null
}

export function readSampleEntries(r: BoxReader, stsd: Box, kind: 'video' | 'audio'): SampleEntry[] {
  return [...r.boxes(stsd.body + 8, stsd.end)].map((entry) =>
    kind === 'video' ? videoEntry(r, entry) : audioEntry(r, entry),
  )
}

function videoEntry(r: BoxReader, entry: Box): SampleEntry {
  const inner = [...r.boxes(entry.body + 78, entry.end)]
  const box = (type: string): Box | undefined => inner.find((b) => b.type === type)
  const configBox = box('avcC') ?? box('hvcC') ?? box('vpcC') ?? box('av1C') ?? box('esds') ?? null
  const pasp = box('pasp')
  const colr = box('colr')
  const aspect: [number, number] = pasp ? [r.u32(pasp.body), r.u32(pasp.body + 4)] : [1, 1]
  return {
    type: entry.type,
    codec: configBox ? videoCodec(r, entry.type, configBox) : null,
    config: configBox ? r.slice(configBox.start, configBox.end) : null,
    video: {
      width: r.u16(entry.body + 24),
      height: r.u16(entry.body + 26),
      sampleAspect: aspect[0] > 0 && aspect[1] > 0 ? aspect : [1, 1],
      colr: colr && r.fourcc(colr.body) === 'nclx' ? r.slice(colr.start, colr.end) : null,
    },
    audio: null,
  }
}

function audioEntry(r: BoxReader, entry: Box): SampleEntry {
  const version = r.u16(entry.body + 8)
  let channels = r.u16(entry.body + 16)
  let sampleRate = r.u32(entry.body + 24) >>> 16
  // QuickTime's version 1 adds 16 bytes and version 2 adds 36; MP4 reuses version 1 with a box instead.
  let at = entry.body + 28
  if (version === 2) {
    sampleRate = r.view.getFloat64(entry.body + 32)
    channels = r.u32(entry.body + 40)
    at += 36
  } else if (version === 1 && ![...r.boxes(at, entry.end)].some((b) => /^(esds|dOps|srat)$/.test(b.type)))
    at += 16
  let inner = [...r.boxes(at, entry.end)]
  const wave = inner.find((b) => b.type === 'wave')
  if (wave) inner = [...r.boxes(wave.body, wave.end), ...inner]
  const configBox = inner.find((b) => /^(esds|dOps|dfLa|alac|dac3|dec3)$/.test(b.type)) ?? null
  let codec: string | null = null
  let aac: AacConfig | null = null
  if (configBox?.type === 'esds') {
    const decoder = readDecoderConfig(r, configBox)
    codec = decoder.codec
    aac = decoder.aac
    if (aac) {
      channels = aac.channels || channels
      sampleRate = aac.outputRate || sampleRate
    }
  } else if (entry.type === '.mp3') codec = 'mp4a.6b'
  else if (configBox?.type === 'dOps') {
    codec = 'opus'
    channels = r.u8(configBox.body + 1)
    sampleRate = 48_000
  } else if (configBox?.type === 'dfLa') codec = 'flac'
  else if (entry.type === 'ac-3' || entry.type === 'ec-3' || entry.type === 'alac') codec = entry.type
  return {
    type: entry.type,
    codec,
    config: configBox ? r.slice(configBox.start, configBox.end) : null,
    video: null,
    audio: { channels, sampleRate, aac },
  }
}

const hex = (n: number): string => n.toString(16).padStart(2, '0')
const two = (n: number): string => String(n).padStart(2, '0')

function videoCodec(r: BoxReader, type: string, config: Box): string | null {
  const at = config.body
  switch (config.type) {
    case 'avcC':
      return `${type === 'avc3' ? 'avc3' : 'avc1'}.${hex(r.u8(at + 1))}${hex(r.u8(at + 2))}${hex(r.u8(at + 3))}`
    case 'hvcC':
      return hevcCodec(r, type === 'hev1' ? 'hev1' : 'hvc1', at)
    case 'vpcC': {
      const level = r.u8(at + 5)
      return `vp09.${two(r.u8(at + 4))}.${two(level || 10)}.${two(r.u8(at + 6) >> 4)}`
    }
    case 'av1C': {
      const [b1, b2] = [r.u8(at + 1), r.u8(at + 2)]
      const depth = b2 & 0x40 ? (b2 & 0x20 ? 12 : 10) : 8
      return `av01.${b1 >> 5}.${two(b1 & 31)}${b2 & 0x80 ? 'H' : 'M'}.${two(depth)}`
    }
    case 'esds':
      return readDecoderConfig(r, config).codec
    default:
      return null
  }
}

/** ISO/IEC 14496-15 annex E: hvc1.<profile>.<compatibility, bits reversed>.<tier and level>[.<constraints>…] */
function hevcCodec(r: BoxReader, type: string, at: number): string {
  const b = r.u8(at + 1)
  const space = ['', 'A', 'B', 'C'][b >> 6]!
  let compatibility = 0
  const raw = r.u32(at + 2)
  for (let i = 0; i < 32; i++) if (raw & (1 << i)) compatibility |= 1 << (31 - i)
  const constraints: string[] = []
  for (let i = 0; i < 6; i++)
    constraints.push(
      r
        .u8(at + 6 + i)
        .toString(16)
        .toUpperCase(),
    )
  while (constraints.at(-1) === '0') constraints.pop()
  const parts = [
    type,
    `${space}${b & 31}`,
    (compatibility >>> 0).toString(16).toUpperCase(),
    `${b & 32 ? 'H' : 'L'}${r.u8(at + 12)}`,
    ...constraints,
  ]
  return parts.join('.')
}
