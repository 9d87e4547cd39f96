/** The open renditions of assets: opened on first use, kept open, opened anew when a file was replaced. */
import fs from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FrameIndex } from '#media/core/time/frame-index.ts'
import { decodeFrameIndex, encodeFrameIndex } from '#media/core/time/frame-index-codec.ts'
import type { Tick } from '#media/core/time/tick.ts'
import {
  type AudioPackage,
  type AudioStreamReport,
  openAudio,
  openVideo,
  type ProbeReport,
  soundOrigin,
  type VideoPackage,
} from '#media/ingest/index.ts'
import { openJit } from '#media/ingest/open-jit.ts'
import { openSource, shownVideo } from '#server/assets/index.ts'
import { db } from '#server/platform/db.ts'
import { notFound } from '#server/platform/errors.ts'
import { assetFile, tmpDir } from '#server/platform/storage.ts'
import { contentType } from './content-type.ts'
import { KeptOpen } from './kept-open.ts'
import { forgetSegments } from './segment-cache.ts'

interface Opened<P> {
  readonly pack: P
  /** The files it was made from: the rendition or original, and the frame index. */
  readonly paths: readonly string[]
  /** Changes when one of the files is another one, as after the recording was prepared anew. */
  readonly tag: string
}

const videos = new KeptOpen<Opened<VideoPackage>>(64, (o) => o.pack.close())
const sounds = new KeptOpen<Opened<AudioPackage>>(64, (o) => o.pack.close())
const indexes = new KeptOpen<OpenIndex>(32, () => {})
const originals = new KeptOpen<Original>(256, () => {})
const files = new KeptOpen<OpenFile>(128, (f) => f.handle.close())

export interface OpenIndex {
  readonly index: FrameIndex
  /** As browsers get it: without byte places. */
  readonly delivered: Uint8Array
  /** The same compressed, made once. */
  zipped(): Promise<Uint8Array>
  readonly tag: string
}

export interface OpenFile {
  readonly handle: fs.FileHandle
  readonly fd: number
  readonly size: number
  readonly tag: string
}

/** @throws PlainError 'not-found' while there is none */
export function withIndex<R>(assetId: string, work: (index: OpenIndex) => Promise<R> | R): Promise<R> {
  const path = assetFile(assetId, 'index.bin')
  const open = async (): Promise<OpenIndex> => {
    const tag = await tagOf(path)
    const index = decodeFrameIndex(await fs.readFile(path))
    const delivered = encodeFrameIndex(index, { bytes: false })
    let zipped: Promise<Uint8Array> | null = null
    return {
      index,
      delivered,
      zipped: () => {
        zipped ??= promisify(gzip)(delivered)
        return zipped
      },
      tag,
    }
  }
  return indexes.use(assetId, open, work, async (i) => (await tagOf(path)) === i.tag)
}

export function withVideo<R>(
  assetId: string,
  rendition: string,
  work: (opened: Opened<VideoPackage>) => Promise<R>,
): Promise<R> {
  return videos.use(`${assetId}/${rendition}`, () => openRendition(assetId, rendition), work, isSame)
}

export function withSound<R>(
  assetId: string,
  rendition: string,
  work: (opened: Opened<AudioPackage>) => Promise<R>,
): Promise<R> {
  return sounds.use(`${assetId}/${rendition}`, () => openSound(assetId, rendition), work, isSame)
}

export interface Original {
  readonly path: string
  readonly type: string
  /** As the person named it. */
  readonly fileName: string
}

/** Where an asset's original lies and what it is, looked up at most once a second. @throws PlainError */
export function withOriginal<R>(assetId: string, work: (original: Original) => Promise<R>): Promise<R> {
  const open = async (): Promise<Original> => {
    const asset = await db().asset.findUnique({
      where: { id: assetId },
      select: { fileName: true, probe: true },
    })
    if (!asset) throw notFound('This file')
    const container = (asset.probe as { container?: string } | null)?.container
    return { path: await openSource(assetId), type: contentType(container), fileName: asset.fileName }
  }
  return originals.use(assetId, open, work, async (o) => (await openSource(assetId)) === o.path)
}

/** A file as it lies, for byte ranges. @throws PlainError 'not-found' when it is not there */
export function withFile<R>(path: string, work: (file: OpenFile) => Promise<R>): Promise<R> {
  const open = async (): Promise<OpenFile> => {
    const tag = await tagOf(path)
    const handle = await fs.open(path, 'r')
    return { handle, fd: handle.fd, size: (await handle.stat()).size, tag }
  }
  return files.use(path, open, work, async (f) => (await tagOf(path)) === f.tag)
}

/** Closes one file, as when it was found to be another than was asked for. */
export const forgetFile = (path: string): void => files.forget((key) => key === path)

/** Closes what is open of an asset, as after it was prepared anew. */
export function forgetAsset(assetId: string): void {
  const mine = (key: string): boolean => key === assetId || key.startsWith(`${assetId}/`)
  videos.forget(mine)
  sounds.forget(mine)
  indexes.forget(mine)
  originals.forget(mine)
}

export function forgetAll(): void {
  forgetSegments()
  for (const kept of [videos, sounds, indexes, originals, files]) kept.forget(() => true)
}

const isSame = async (o: { paths: readonly string[]; tag: string }): Promise<boolean> =>
  (await tagOfAll(o.paths)) === o.tag

const tagOfAll = async (paths: readonly string[]): Promise<string> =>
  (await Promise.all(paths.map(tagOf))).join('.')

/** @throws PlainError 'not-found' */
async function tagOf(path: string): Promise<string> {
  const stat = await fs.stat(path).catch(() => null)
  if (!stat?.isFile()) throw notFound('This file')
  return `${stat.size.toString(36)}-${Math.round(stat.mtimeMs).toString(36)}`
}

/** What the probe said, and which of the video streams the recording shows. */
async function probeOf(assetId: string): Promise<{ report: ProbeReport; shown: number }> {
  const asset = await db().asset.findUnique({ where: { id: assetId }, select: { probe: true } })
  if (!asset?.probe) throw notFound('This file')
  return { report: asset.probe as unknown as ProbeReport, shown: shownVideo(asset.probe) }
}

async function openRendition(assetId: string, rendition: string): Promise<Opened<VideoPackage>> {
  const own = rendition !== 'source' && rendition !== 'jit'
  const path = own ? assetFile(assetId, `${rendition}.mp4`) : await openSource(assetId)
  const paths = [path, assetFile(assetId, 'index.bin')]
  // The tag is taken first: a file replaced while it is opened is noticed at the next look.
  const tag = await tagOfAll(paths)
  return withIndex(assetId, async ({ index }) => {
    if (own) return { pack: await openVideo(path, { index }), paths, tag }
    const { report, shown } = await probeOf(assetId)
    const stream = report.video[shown]
    if (!stream) throw notFound('This picture')
    const pack =
      rendition === 'jit'
        ? await openJit(path, { stream, index, tmp: tmpDir() })
        : await openVideo(path, { index, trackId: stream.trackId })
    return { pack, paths, tag }
  })
}

export interface SoundSource {
  readonly source: string
  readonly stream: AudioStreamReport
  /** Start of frame 0 on the source's clock, ticks; null without picture. */
  readonly origin: Tick | null
  /** The file that was made for delivery, where there is one. */
  readonly made: string | null
}

/** Where the samples of a sound stream come from. @throws PlainError 'not-found' */
export async function soundSource(assetId: string, k: number): Promise<SoundSource> {
  const { report, shown } = await probeOf(assetId)
  const stream = report.audio[k]
  if (!stream) throw notFound('This sound')
  const made = assetFile(assetId, `audio-${k}.mp4`)
  const pictured = report.video.length > 0
  return {
    source: await openSource(assetId),
    stream,
    origin: pictured ? await withIndex(assetId, ({ index }) => soundOrigin(report, index, shown)) : null,
    made: (await tagOf(made).catch(() => null)) ? made : null,
  }
}

/** Sound that was made for delivery where there is such a file, else the source's own. */
async function openSound(assetId: string, rendition: string): Promise<Opened<AudioPackage>> {
  const m = /^audio-(\d{1,3})$/.exec(rendition)
  if (!m) throw notFound('This sound')
  const made = assetFile(assetId, `${rendition}.mp4`)
  const madeTag = await tagOf(made).catch(() => null)
  if (madeTag) return { pack: await openAudio(made, { origin: 0 }), paths: [made], tag: madeTag }
  const { report, shown } = await probeOf(assetId)
  const stream = report.audio[Number(m[1])]
  if (!stream || stream.directProblem !== null) throw notFound('This sound')
  const source = await openSource(assetId)
  const pictured = report.video.length > 0
  const paths = pictured ? [source, assetFile(assetId, 'index.bin')] : [source]
  const tag = await tagOfAll(paths)
  const origin = pictured ? await withIndex(assetId, ({ index }) => soundOrigin(report, index, shown)) : null
  return { pack: await openAudio(source, { trackId: stream.trackId, origin }), paths, tag }
}
