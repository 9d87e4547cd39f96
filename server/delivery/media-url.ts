/**
 * The addresses of media, and signing them. A signature holds for one path until one moment; a signed playlist hands
 * out its segments' addresses signed for the same moment, so nothing else of the recording is opened by it.
 */
import { kindFrom, SPECTRUM_LEVELS, type SpectrumKind } from '#media/core/sound/spectrum.ts'
import { PlainError } from '#server/platform/errors.ts'
import { sign, verify } from '#server/platform/secret.ts'

/** One thing of an asset. `v` is picture, `s` sound; `part` is playlist, init or a segment's number. */
export type MediaPart =
  | { readonly kind: 'manifest' | 'index' | 'master' | 'source' | 'peaks' }
  | { readonly kind: 'thumbs'; readonly sheet: number }
  | { readonly kind: 'signal'; readonly level: number; readonly tile: number }
  /** Of a sound stream: its stored waveform, the waveform close by, its spectrogram, its loudness. */
  | {
      readonly kind: 'waveform'
      readonly stream: number
      readonly part: 'head' | { readonly level: number; readonly tile: number }
    }
  | { readonly kind: 'close'; readonly stream: number; readonly tile: number }
  | {
      readonly kind: 'spectrum'
      readonly stream: number
      readonly of: SpectrumKind
      readonly level: number
      readonly tile: number
    }
  | { readonly kind: 'loudness'; readonly stream: number }
  | {
      readonly kind: 'v' | 's'
      readonly rendition: string
      readonly part: 'playlist' | 'init' | number
    }

export interface MediaAddress {
  readonly assetId: string
  readonly what: MediaPart
}

const ASSET = /^[0-9a-zA-Z_-]{1,64}$/
const RENDITION = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const NAMED: Readonly<Record<string, 'manifest' | 'index' | 'master' | 'source' | 'peaks'>> = {
  'manifest.json': 'manifest',
  'index.bin': 'index',
  'master.m3u8': 'master',
  source: 'source',
  'peaks.bin': 'peaks',
}

/** Null for every path that is not exactly one of those that exist; nothing is decoded, so nothing can be smuggled. */
export function parseMediaPath(pathname: string): MediaAddress | null {
  const [empty, media, a, assetId, ...rest] = pathname.split('/')
  if (empty !== '' || media !== 'media' || a !== 'a' || !assetId || !ASSET.test(assetId)) return null
  const [first = '', second = '', third = ''] = rest
  const named = Object.hasOwn(NAMED, first) ? NAMED[first] : undefined
  if (rest.length === 1 && named) return { assetId, what: { kind: named } }
  if (rest.length === 2 && first === 'thumbs') {
    const sheet = /^(0|[1-9]\d{0,4})\.jpg$/.exec(second)
    return sheet ? { assetId, what: { kind: 'thumbs', sheet: Number(sheet[1]) } } : null
  }
  if (rest.length === 3 && first === 'signal') {
    const level = /^(0|[1-9]\d?)$/.exec(second)
    const tile = /^(0|[1-9]\d{0,9})\.bin$/.exec(third)
    return level && tile
      ? { assetId, what: { kind: 'signal', level: Number(level[1]), tile: Number(tile[1]) } }
      : null
  }
  if (first === 'sound') {
    const what = soundPart(rest.slice(1))
    return what && { assetId, what }
  }
  if (rest.length !== 3 || (first !== 'v' && first !== 's')) return null
  if (second.length > 32 || !RENDITION.test(second)) return null
  const part = partOf(third)
  return part === null ? null : { assetId, what: { kind: first, rendition: second, part } }
}

const STREAM = /^(0|[1-9]\d?)$/
const LEVEL = /^(0|[1-9]\d?)$/
const TILE = /^(0|[1-9]\d{0,8})\.bin$/

/** `<stream>/waveform.bin`, `<stream>/waveform/<level>/<tile>.bin`, `<stream>/spectrum/<kind>/<level>/<tile>.bin` … */
function soundPart([streamText = '', name = '', ...rest]: string[]): MediaPart | null {
  if (!STREAM.test(streamText)) return null
  const stream = Number(streamText)
  const tile = (text: string | undefined) => {
    const m = TILE.exec(text ?? '')
    return m ? Number(m[1]) : null
  }
  const level = (text: string | undefined) => (LEVEL.test(text ?? '') ? Number(text) : null)
  if (rest.length === 0 && name === 'waveform.bin') return { kind: 'waveform', stream, part: 'head' }
  if (rest.length === 0 && name === 'loudness.bin') return { kind: 'loudness', stream }
  if (rest.length === 1 && name === 'close') {
    const n = tile(rest[0])
    return n === null ? null : { kind: 'close', stream, tile: n }
  }
  if (rest.length === 2 && name === 'waveform') {
    const [l, n] = [level(rest[0]), tile(rest[1])]
    return l === null || n === null ? null : { kind: 'waveform', stream, part: { level: l, tile: n } }
  }
  if (rest.length === 3 && name === 'spectrum') {
    const [of, l, n] = [kindFrom(rest[0]!), level(rest[1]), tile(rest[2])]
    if (!of || l === null || l >= SPECTRUM_LEVELS || n === null) return null
    return { kind: 'spectrum', stream, of, level: l, tile: n }
  }
  return null
}

function partOf(name: string): 'playlist' | 'init' | number | null {
  if (name === 'playlist.m3u8') return 'playlist'
  if (name === 'init.mp4') return 'init'
  const segment = /^(0|[1-9]\d{0,6})\.m4s$/.exec(name)
  return segment ? Number(segment[1]) : null
}

const PURPOSE = 'media-url'

/** A path with `?exp=…&sig=…` that opens it, and for a playlist what it lists, without a session for so many seconds. */
export function signMediaUrl(path: string, seconds: number): string {
  if (!parseMediaPath(path)) throw new PlainError('bad-input', `${path} is not the address of a recording.`)
  return signUntil(path, Math.floor(Date.now() / 1000 + seconds))
}

export const signUntil = (path: string, exp: number): string =>
  `${path}?exp=${exp}&sig=${sign(PURPOSE, `${exp} ${path}`)}`

/** The moment (Unix seconds) until which the address is good, or null when it is not signed, forged or over. */
export function signedUntil(path: string, query: URLSearchParams): number | null {
  const exp = query.get('exp') ?? ''
  const sig = query.get('sig') ?? ''
  if (!/^\d{1,12}$/.test(exp) || sig === '') return null
  if (!verify(PURPOSE, `${exp} ${path}`, sig)) return null
  return Number(exp) > Date.now() / 1000 ? Number(exp) : null
}
