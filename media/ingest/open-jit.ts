/**
 * A source that browsers cannot play, as a row of segments like any other version of it, each encoded when it is asked
 * for. The segment after the asked one is made ahead; finished ones are kept for a while.
 */
import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import type { FrameIndex } from '../core/time/frame-index.ts'
import { openMovie } from './isobmff/movie.ts'
import { makeJitSegment } from './jit.ts'
import { jitRows } from './jit-rows.ts'
import { MediaError } from './media-error.ts'
import { readSamples } from './package/read-samples.ts'
import { initSegment, segmentHeadSize, videoEntry, writeSegmentHead } from './package/write-boxes.ts'
import type { VideoPackage } from './package-types.ts'
import type { VideoStreamReport } from './report.ts'

export interface OpenJitOptions {
  readonly stream: VideoStreamReport
  /** The source's index. */
  readonly index: FrameIndex
  /** Folder for files that live for a moment. */
  readonly tmp: string
  /** Longest shorter side of the picture; 720. */
  readonly short?: number
}

type Bytes = Uint8Array<ArrayBuffer>

const KEPT = 32
const AT_ONCE = 2
/** Said of a stream whose size is not known before it is made. */
const ASSUMED_BITRATE = 4_000_000

/** @throws MediaError when not even the first frame can be made */
export async function openJit(source: string, options: OpenJitOptions): Promise<VideoPackage> {
  const { index, stream } = options
  const { timebase, pts, endPts } = index.data
  const origin = pts[0]!
  const rows = jitRows(index)
  const stop = new AbortController()
  const made = new Map<number, Promise<Bytes>>()
  const waiting: (() => void)[] = []
  let running = 0

  const slot = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
    running++
    try {
      return await work()
    } finally {
      running--
      waiting.shift()?.()
    }
  }
  const encode = async <T>(first: number, last: number, use: (file: string) => Promise<T>): Promise<T> => {
    await fs.mkdir(options.tmp, { recursive: true })
    const output = path.join(options.tmp, `jit-${randomUUID()}.mp4`)
    try {
      await makeJitSegment({
        path: source,
        stream,
        index,
        first,
        last,
        output,
        short: options.short,
        signal: stop.signal,
      })
      return await use(output)
    } finally {
      await fs.rm(output, { force: true })
    }
  }
  const ticksOfFrame = (n: number): number => ((n < pts.length ? pts[n]! : endPts) - origin) * timebase.num
  const build = (k: number): Promise<Bytes> => {
    const [first, , count] = rows[k]!
    return slot(() => encode(first, first + count - 1, (file) => repackage(file, k, first, count)))
  }
  const repackage = async (file: string, k: number, first: number, count: number): Promise<Bytes> => {
    const movie = await openMovie(file)
    try {
      const table = movie.table(movie.video[0]!)
      if (table.count !== count)
        throw new MediaError('mismatch', `Frames ${first} to ${first + count - 1} could not be made exactly.`)
      const order = Uint32Array.from({ length: count }, (_, i) => i)
      const bytes = table.size.reduce((sum, size) => sum + size, 0)
      const head = segmentHeadSize(count)
      const out = new Uint8Array(head + bytes)
      await readSamples(movie.handle.fd, table.offset, table.size, order, 0, count, out, head)
      writeSegmentHead(out, k + 1, ticksOfFrame(first), count, bytes, (i, write) => {
        const duration = ticksOfFrame(first + i + 1) - ticksOfFrame(first + i)
        write(duration, table.size[i]!, i === 0 ? 0x02000000 : 0x01010000, 0)
      })
      return out
    } finally {
      await movie.close()
    }
  }
  const segment = (k: number): Promise<Bytes> => {
    const known = made.get(k)
    if (known) return known
    const fresh = build(k)
    made.set(k, fresh)
    fresh.catch(() => made.delete(k))
    for (const old of made.keys()) {
      if (made.size <= KEPT) break
      made.delete(old)
    }
    return fresh
  }

  const entry = await encode(0, 0, async (file) => {
    const movie = await openMovie(file)
    try {
      return movie.video[0]!.entries[0]!
    } finally {
      await movie.close()
    }
  })
  const { width, height, colr } = entry.video!
  const init = initSegment({
    kind: 'video',
    timescale: timebase.den,
    width,
    height,
    entry: videoEntry(entry.type, width, height, entry.config!, colr),
  })
  return {
    codec: entry.codec!,
    width,
    height,
    bitrate: ASSUMED_BITRATE,
    segments: rows,
    durations: rows.map(
      ([first, , count]) => (ticksOfFrame(first + count) - ticksOfFrame(first)) / timebase.den,
    ),
    init: () => init,
    async segment(k) {
      if (!rows[k]) throw new RangeError(`there is no segment ${k}`)
      const bytes = await segment(k)
      if (rows[k + 1] && running < AT_ONCE) segment(k + 1).catch(() => {})
      return bytes
    },
    async close() {
      stop.abort()
      await Promise.allSettled(made.values())
    },
  }
}
