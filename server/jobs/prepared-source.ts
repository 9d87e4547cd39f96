/** What the steps of a job need of an asset that was probed and indexed before. */
import fs from 'node:fs/promises'
import type { FrameIndex } from '#media/core/time/frame-index.ts'
import { decodeFrameIndex } from '#media/core/time/frame-index-codec.ts'
import { secondsOf, type Tick } from '#media/core/time/tick.ts'
import { type ProbeReport, soundOrigin } from '#media/ingest/index.ts'
import { openSource, shownVideo } from '#server/assets/index.ts'
import { db } from '#server/platform/db.ts'
import { notFound, PlainError } from '#server/platform/errors.ts'
import { assetFile } from '#server/platform/storage.ts'

export interface PreparedSource {
  readonly path: string
  readonly report: ProbeReport
  readonly shown: number
  /** Null without picture. */
  readonly index: FrameIndex | null
  /** Start of frame 0 on the file's clock, ticks; null without picture. */
  readonly origin: Tick | null
}

export async function preparedSource(assetId: string): Promise<PreparedSource> {
  const asset = await db().asset.findUnique({ where: { id: assetId }, select: { probe: true } })
  if (!asset) throw notFound('This file')
  if (!asset.probe) throw new PlainError('unavailable', 'This file has not been looked into yet.')
  const report = asset.probe as unknown as ProbeReport
  const shown = shownVideo(asset.probe)
  const index =
    report.video.length > 0 ? decodeFrameIndex(await fs.readFile(assetFile(assetId, 'index.bin'))) : null
  return { path: await openSource(assetId), report, shown, index, origin: soundOrigin(report, index, shown) }
}

/** Length of the asset in seconds, for progress. */
export const lengthOf = (source: PreparedSource): number =>
  source.index ? secondsOf(source.index.duration) : (source.report.duration ?? 0)
