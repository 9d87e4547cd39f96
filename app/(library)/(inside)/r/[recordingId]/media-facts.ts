/** What a file is, in words for people who know video. A value that is not known is left out. Pure. */
import type { Text } from '#app/_text/text.ts'
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

function channelsOf(n: number, t: Text['recording']): string {
  return n === 1 ? t.mono : n === 2 ? t.stereo : n === 6 ? '5.1' : t.channelCount(n)
}

function soundOf(
  stream: Record<string, unknown>,
  { recording: t, values }: Pick<Text, 'recording' | 'values'>,
): string {
  const rate = number(stream.sampleRate)
  const channels = number(stream.channels)
  return [
    codecOf(stream),
    rate === null ? null : `${(rate / 1000).toLocaleString(values.locale)} kHz`,
    channels === null ? null : channelsOf(channels, t),
    words(stream.title) ?? words(stream.language),
  ]
    .filter(Boolean)
    .join(', ')
}

/** Frames since 00:00:00:00 as the recorder counted them, "10:00:00:00" or with ; where it drops. */
function timecodeText(
  {
    startFrame,
    nominalRate,
    dropFrame,
  }: {
    startFrame: number
    nominalRate: number
    dropFrame: boolean
  },
  t: Text['recording'],
): string {
  if (dropFrame) return t.dropFrame(startFrame, nominalRate)
  const two = (n: number): string => String(n).padStart(2, '0')
  const seconds = Math.floor(startFrame / nominalRate)
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, startFrame % nominalRate]
    .map(two)
    .join(':')
}

/** The file's video streams in words, and which of them is shown; empty when there is no choice. */
export function pictureStreams(probe: unknown, t: Text['recording']): { words: string[]; shown: number } {
  const look = asRecord(probe)
  const streams = Array.isArray(look.video) ? look.video.map(asRecord) : []
  if (streams.length < 2) return { words: [], shown: 0 }
  return {
    words: streams.map((stream, i) =>
      [
        t.pictureStream(i + 1),
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

export function mediaFacts(
  { bytes: size, manifest, probe, sha256 }: MediaFile,
  text: Pick<Text, 'recording' | 'values'>,
): Fact[] {
  const { recording: t, values } = text
  const names = t.facts
  const look: ProbeLook = asRecord(probe)
  const streams = Array.isArray(look.video) ? look.video.map(asRecord) : []
  const sounds = Array.isArray(look.audio) ? look.audio.map(asRecord) : []
  const shown = number(asRecord(probe).shownVideo) ?? 0
  const picture = manifest?.video ?? null
  const signal = manifest?.signal ?? null
  const container = words(look.container)
  const created = words(look.createdAt)
  const facts: [string, string | null | undefined][] = [
    [names.length, manifest && clockOfTicks(manifest.duration)],
    [
      names.channels,
      signal &&
        `${signal.channels.length}: ${signal.channels
          .slice(0, 6)
          .map((c) => c.name)
          .join(', ')}${signal.channels.length > 6 ? ' …' : ''}`,
    ],
    [
      names.sampled,
      signal &&
        `${Number(signal.rate.toPrecision(8)).toLocaleString(values.locale, { maximumFractionDigits: 8, useGrouping: false })} Hz, ${t.samples(signal.samples)}`,
    ],
    [names.frames, picture?.frames.toLocaleString(values.locale)],
    [
      names.rate,
      picture && (picture.constantRate ? frameRate(picture.constantRate, values) : t.variableRate),
    ],
    [names.picture, picture && `${picture.displayWidth} × ${picture.displayHeight}`],
    [names.codec, (streams[shown] && codecOf(streams[shown])) ?? picture?.codec],
    [names.scan, picture?.interlaced ? t.interlaced : null],
    [names.rotation, picture && picture.rotation !== 0 ? t.clockwise(picture.rotation) : null],
    [
      names.pixels,
      picture && picture.sampleAspect[0] !== picture.sampleAspect[1] ? picture.sampleAspect.join(':') : null,
    ],
    [names.timecode, picture?.timecode && timecodeText(picture.timecode, t)],
    ...sounds.map((sound, i): [string, string] => [
      sounds.length > 1 ? names.soundNumber(i + 1) : names.sound,
      soundOf(sound, text),
    ]),
    [names.sound, manifest && sounds.length === 0 && !manifest.audio && !signal ? t.noSound : null],
    [
      names.container,
      container && (container === 'samples' ? t.sampleTable : (CONTAINERS[container] ?? container)),
    ],
    [names.recorded, created?.slice(0, 16).replace('T', ' ')],
    [names.size, bytes(size, values)],
    ['SHA-256', sha256 && `${sha256.slice(0, 12)}…`],
  ]
  return facts.flatMap(([name, value]) => (value ? [{ name, value }] : []))
}

/** "1080p", "for scrubbing", "sound 1" …: what a version of the file is for. */
export function renditionWords(name: string, t: Text['recording']): string {
  const sound = /^audio-(\d+)$/.exec(name)
  if (sound) return t.soundVersion(Number(sound[1]) + 1)
  return (t.renditions as Readonly<Record<string, string>>)[name] ?? name
}
