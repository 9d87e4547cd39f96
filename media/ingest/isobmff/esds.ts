/** The MPEG-4 elementary stream descriptor: which codec, and for AAC its AudioSpecificConfig. */
import type { Box, BoxReader } from './boxes.ts'

export interface AacConfig {
  /** 2 = LC, 5 = HE (SBR), 29 = HE v2, 42 = xHE. */
  readonly objectType: number
  readonly sampleRate: number
  /** What the decoder gives out: doubled by SBR. */
  readonly outputRate: number
  readonly channels: number
}

const RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350]
const CHANNELS = [0, 1, 2, 3, 4, 5, 6, 8]

export function readDecoderConfig(r: BoxReader, esds: Box): { codec: string | null; aac: AacConfig | null } {
  let at = esds.body + 4
  const end = esds.end
  let objectType: number | null = null
  let aac: AacConfig | null = null
  while (at + 2 <= end) {
    const tag = r.u8(at++)
    let length = 0
    for (let i = 0; i < 4 && at < end; i++) {
      const b = r.u8(at++)
      length = (length << 7) | (b & 127)
      if (!(b & 128)) break
    }
    if (tag === 3) {
      const flags = r.u8(at + 2)
      at += 3
      if (flags & 0x80) at += 2
      if (flags & 0x40) at += 1 + r.u8(at)
      if (flags & 0x20) at += 2
    } else if (tag === 4) {
      objectType = r.u8(at)
      at += 13
    } else if (tag === 5) {
      if (objectType === 0x40) aac = readAudioSpecificConfig(r.slice(at, Math.min(end, at + length)))
      at += length
    } else at += length
  }
  if (objectType === null) return { codec: null, aac: null }
  const name = objectType.toString(16).padStart(2, '0')
  if (objectType === 0x40) return { codec: `mp4a.40.${aac?.objectType ?? 2}`, aac }
  // 0x20 is MPEG-4 part 2 picture, 0x60…0x65 MPEG-2 picture; the rest is sound.
  return {
    codec:
      objectType === 0x20 || (objectType >= 0x60 && objectType <= 0x65) ? `mp4v.${name}` : `mp4a.${name}`,
    aac,
  }
}

export function readAudioSpecificConfig(bytes: Uint8Array): AacConfig | null {
  let bit = 0
  const take = (n: number): number => {
    let v = 0
    for (let i = 0; i < n; i++, bit++) v = (v << 1) | (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1)
    return v >>> 0
  }
  if (bytes.length < 2) return null
  const type = (): number => {
    const t = take(5)
    return t === 31 ? 32 + take(6) : t
  }
  const rate = (): number => {
    const i = take(4)
    return i === 15 ? take(24) : (RATES[i] ?? 0)
  }
  const objectType = type()
  const sampleRate = rate()
  const channels = CHANNELS[take(4)] ?? 0
  let outputRate = sampleRate
  if (objectType === 5 || objectType === 29) outputRate = rate()
  return { objectType, sampleRate, outputRate, channels }
}
