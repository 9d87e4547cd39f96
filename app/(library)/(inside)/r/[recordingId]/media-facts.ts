/** What a file is, in words for people who know video. A value that is not known is left out. Pure. */
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import { bytes, clockOfTicks, frameRate } from '../../../_parts/format.ts'

export interface Fact {
  name: string
  value: string
}

/** The little of a probe that is shown; it is kept as JSON and may be of an older version. */
interface ProbeLook {
  container?: unknown
  createdAt?: unknown
  video?: unknown
  audio?: unknown
}

const CONTAINERS: Record<string, string> = {
  mp4: 'MP4',
  mov: 'QuickTime',
  matroska: 'Matroska',
  webm: 'WebM',
  mpegts: 'MPEG transport stream',
  mpeg: 'MPEG program stream',
  avi: 'AVI',
  asf: 'Windows Media',
  ogg: 'Ogg',
  wav: 'WAV',
  mp3: 'MP3',
  flac: 'FLAC',
  samples: 'table of samples',
}

const CODECS: Record<string, string> = {
  h264: 'H.264',
  hevc: 'HEVC',
  vp8: 'VP8',
  vp9: 'VP9',
  av1: 'AV1',
  mpeg4: 'MPEG-4 part 2',
  mpeg2video: 'MPEG-2',
  mjpeg: 'Motion JPEG',
  prores: 'ProRes',
  wmv3: 'WMV 9',
  aac: 'AAC',
  opus: 'Opus',
  mp3: 'MP3',
  ac3: 'AC-3',
  flac: 'FLAC',
  vorbis: 'Vorbis',
}

const asRecord = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
const words = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const number = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null

/** "H.264 High" from a stream of the probe. */
function codecOf(stream: Record<string, unknown>): string | null {
  const codec = words(stream.codec)
  if (codec === null) return null
  const name = codec.startsWith('pcm_') ? `PCM (${codec.slice(4)})` : (CODECS[codec] ?? codec)
  const depth = number(stream.bitDepth)
  return [name, words(stream.profile), depth !== null && depth > 8 ? `${depth} bit` : null]
    .filter(Boolean)
    .join(' ')
}

const CHANNELS: Record<number, string> = { 1: 'mono', 2: 'stereo', 6: '5.1' }

function soundOf(stream: Record<string, unknown>): string {
  const rate = number(stream.sampleRate)
  const channels = number(stream.channels)
  return [
    codecOf(stream),
    rate === null ? null : `${rate / 1000} kHz`,
    channels === null ? null : (CHANNELS[channels] ?? `${channels} channels`),
    words(stream.title) ?? words(stream.language),
  ]
    .filter(Boolean)
    .join(', ')
}

/** Frames since 00:00:00:00 as the recorder counted them, "10:00:00:00" or with ; where it drops. */
function timecodeText({
  startFrame,
  nominalRate,
  dropFrame,
}: {
  startFrame: number
  nominalRate: number
  dropFrame: boolean
}): string {
  if (dropFrame) return `begins at frame ${startFrame.toLocaleString('en')}, drop-frame ${nominalRate}`
  const two = (n: number): string => String(n).padStart(2, '0')
  const seconds = Math.floor(startFrame / nominalRate)
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, startFrame % nominalRate]
    .map(two)
    .join(':')
}

/** The file's video streams in words, and which of them is shown; empty when there is no choice. */
export function pictureStreams(probe: unknown): { words: string[]; shown: number } {
  const look = asRecord(probe)
  const streams = Array.isArray(look.video) ? look.video.map(asRecord) : []
  if (streams.length < 2) return { words: [], shown: 0 }
  return {
    words: streams.map((stream, i) =>
      [
        `Picture ${i + 1}`,
        number(stream.width) && number(stream.height) ? `${stream.width} × ${stream.height}` : null,
        codecOf(stream),
      ]
        .filter(Boolean)
        .join(', '),
    ),
    shown: number(look.shownVideo) ?? 0,
  }
}

export interface MediaFile {
  bytes: number
  sha256: string | null
  manifest: AssetManifest | null
  probe: unknown
}

export function mediaFacts({ bytes: size, manifest, probe, sha256 }: MediaFile): Fact[] {
  const look: ProbeLook = asRecord(probe)
  const streams = Array.isArray(look.video) ? look.video.map(asRecord) : []
  const sounds = Array.isArray(look.audio) ? look.audio.map(asRecord) : []
  const shown = number(asRecord(probe).shownVideo) ?? 0
  const picture = manifest?.video ?? null
  const signal = manifest?.signal ?? null
  const container = words(look.container)
  const created = words(look.createdAt)
  const facts: [string, string | null | undefined][] = [
    ['Length', manifest && clockOfTicks(manifest.duration)],
    [
      'Channels',
      signal &&
        `${signal.channels.length}: ${signal.channels
          .slice(0, 6)
          .map((c) => c.name)
          .join(', ')}${signal.channels.length > 6 ? ' …' : ''}`,
    ],
    [
      'Sampled',
      signal && `${Number(signal.rate.toPrecision(8))} Hz, ${signal.samples.toLocaleString('en')} samples`,
    ],
    ['Frames', picture?.frames.toLocaleString('en')],
    [
      'Rate',
      picture &&
        (picture.constantRate ? frameRate(picture.constantRate) : 'variable; every frame has its own time'),
    ],
    ['Picture', picture && `${picture.displayWidth} × ${picture.displayHeight}`],
    ['Codec', (streams[shown] && codecOf(streams[shown])) ?? picture?.codec],
    ['Scan', picture?.interlaced ? 'interlaced' : null],
    ['Rotation', picture && picture.rotation !== 0 ? `${picture.rotation}° clockwise` : null],
    [
      'Pixel shape',
      picture && picture.sampleAspect[0] !== picture.sampleAspect[1] ? picture.sampleAspect.join(':') : null,
    ],
    ['Timecode', picture?.timecode && timecodeText(picture.timecode)],
    ...sounds.map((sound, i): [string, string] => [
      sounds.length > 1 ? `Sound ${i + 1}` : 'Sound',
      soundOf(sound),
    ]),
    ['Sound', manifest && sounds.length === 0 && !manifest.audio && !signal ? 'none' : null],
    ['Container', container && (CONTAINERS[container] ?? container)],
    ['Recorded', created?.slice(0, 16).replace('T', ' ')],
    ['Size', bytes(size)],
    ['SHA-256', sha256 && `${sha256.slice(0, 12)}…`],
  ]
  return facts.flatMap(([name, value]) => (value ? [{ name, value }] : []))
}

const RENDITIONS: Record<string, string> = {
  source: 'as recorded',
  scrub: 'for scrubbing',
  jit: 'made while watching',
}

/** "1080p", "for scrubbing", "sound 1" …: what a version of the file is for. */
export function renditionWords(name: string): string {
  const sound = /^audio-(\d+)$/.exec(name)
  if (sound) return `sound ${Number(sound[1]) + 1}`
  return RENDITIONS[name] ?? name
}
