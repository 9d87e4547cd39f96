/** The open renditions of assets: opened on first use, kept open, opened anew when a file was replaced. */
import fs from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FrameIndex } from '#media/core/time/frame-index.ts'
import { decodeFrameIndex, encodeFrameIndex } from '#media/core/time/frame-index-codec.ts'
import {
  type AudioPackage,
  openAudio,
  openVideo,
  type ProbeReport,
  soundOrigin,
  type VideoPackage,
} from '#media/ingest/index.ts'
import { openJit } from '#media/ingest/open-jit.ts'
import { openSource } from '#server/assets/index.ts'
import { db } from '#server/platform/db.ts'
import { notFound } from '#server/platform/errors.ts'
import { assetFile, tmpDir } from '#server/platform/storage.ts'
import { KeptOpen } from './kept-open.ts'

interface Opened<P> {
  readonly pack: P
  readonly path: string
  /** Changes when the file at `path` is another one. */
  readonly tag: string
}

const videos = new KeptOpen<Opened<VideoPackage>>(64, (o) => o.pack.close())
const sounds = new KeptOpen<Opened<AudioPackage>>(64, (o) => o.pack.close())
const indexes = new KeptOpen<OpenIndex>(32, () => {})
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

/** A file as it lies, for byte ranges. @throws PlainError 'not-found' when it is not there */
export function withFile<R>(path: string, work: (file: OpenFile) => Promise<R>): Promise<R> {
  const open = async (): Promise<OpenFile> => {
    const tag = await tagOf(path)
    const handle = await fs.open(path, 'r')
    return { handle, fd: handle.fd, size: (await handle.stat()).size, tag }
  }
  return files.use(path, open, work, async (f) => (await tagOf(path)) === f.tag)
}

/** Closes what is open of an asset, as after it was prepared anew. */
export function forgetAsset(assetId: string): void {
  const mine = (key: string): boolean => key === assetId || key.startsWith(`${assetId}/`)
  videos.forget(mine)
  sounds.forget(mine)
  indexes.forget(mine)
}

export function forgetAll(): void {
  for (const kept of [videos, sounds, indexes, files]) kept.forget(() => true)
}

const isSame = async (o: { path: string; tag: string }): Promise<boolean> => (await tagOf(o.path)) === o.tag

/** @throws PlainError 'not-found' */
async function tagOf(path: string): Promise<string> {
  const stat = await fs.stat(path).catch(() => null)
  if (!stat?.isFile()) throw notFound('This file')
  return `${stat.size.toString(36)}-${Math.round(stat.mtimeMs).toString(36)}`
}

async function probeOf(assetId: string): Promise<ProbeReport> {
  const asset = await db().asset.findUnique({ where: { id: assetId }, select: { probe: true } })
  if (!asset?.probe) throw notFound('This file')
  return asset.probe as unknown as ProbeReport
}

async function openRendition(assetId: string, rendition: string): Promise<Opened<VideoPackage>> {
  return withIndex(assetId, async ({ index }) => {
    if (rendition !== 'source' && rendition !== 'jit') {
      const path = assetFile(assetId, `${rendition}.mp4`)
      const tag = await tagOf(path)
      return { pack: await openVideo(path, { index }), path, tag }
    }
    const stream = (await probeOf(assetId)).video[0]
    if (!stream) throw notFound('This picture')
    const path = await openSource(assetId)
    const tag = await tagOf(path)
    const pack =
      rendition === 'jit'
        ? await openJit(path, { stream, index, tmp: tmpDir() })
        : await openVideo(path, { index, trackId: stream.trackId })
    return { pack, path, tag }
  })
}

/** Sound that was made for delivery where there is such a file, else the source's own. */
async function openSound(assetId: string, rendition: string): Promise<Opened<AudioPackage>> {
  const m = /^audio-(\d{1,3})$/.exec(rendition)
  if (!m) throw notFound('This sound')
  const made = assetFile(assetId, `${rendition}.mp4`)
  const madeTag = await tagOf(made).catch(() => null)
  if (madeTag) return { pack: await openAudio(made, { origin: 0 }), path: made, tag: madeTag }
  const report = await probeOf(assetId)
  const stream = report.audio[Number(m[1])]
  if (!stream || stream.directProblem !== null) throw notFound('This sound')
  const path = await openSource(assetId)
  const tag = await tagOf(path)
  const origin = report.video.length
    ? await withIndex(assetId, ({ index }) => soundOrigin(report, index))
    : null
  return { pack: await openAudio(path, { trackId: stream.trackId, origin }), path, tag }
}
