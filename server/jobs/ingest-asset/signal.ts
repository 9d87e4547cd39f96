/** The steps that turn a text file of samples into tiles. */
import fs from 'node:fs/promises'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import type { Described } from '#media/core/signal/describe-table.ts'
import { type SignalQuestion, type SignalSettings, settingsFrom } from '#media/core/signal/settings.ts'
import { TICKS_PER_SECOND, type Tick, tickFromSeconds } from '#media/core/time/tick.ts'
import { type MadeSignal, MediaError, makeTiles } from '#media/ingest/index.ts'
import {
  forgetPreparation,
  markReady,
  openSource,
  saveManifest,
  saveProbe,
  signalOf,
} from '#server/assets/index.ts'
import { db } from '#server/platform/db.ts'
import { assetFile, commitFile } from '#server/platform/storage.ts'
import type { JobContext } from '../context.ts'

type Context = JobContext<{ assetId: string }>

/** Keeps what the file's beginning says, for the settings on the recording's page; what a person has chosen stays. */
export async function noteSignal(
  assetId: string,
  described: Extract<Described, { kind: 'signal' }>,
  source: string,
): Promise<void> {
  const { table, question } = described
  const asset = await db().asset.findUniqueOrThrow({ where: { id: assetId }, select: { probe: true } })
  const chosen = signalOf(asset.probe)?.chosen ?? null
  await forgetPreparation(assetId)
  const { size } = await fs.stat(source)
  const report = {
    version: 1,
    container: 'samples',
    bytes: size,
    duration: null,
    bitrate: null,
    createdAt: null,
    video: [],
    audio: [],
    other: [],
    timecode: null,
    warnings: [],
    signal: { table, settings: chosen ?? settingsFrom(table), question: chosen ? null : question, chosen },
  }
  await saveProbe(assetId, report, 0)
}

const QUESTIONS: Record<SignalQuestion, string> = {
  rate: 'The file does not say how many samples a second it holds. Say so below, and it is read.',
  'time-unit':
    'The file does not say whether its times are seconds, milliseconds or sample numbers. Say so below, and it is read.',
}

export async function ingestSignal({ payload, progress, step, signal, tmp }: Context): Promise<void> {
  const { assetId } = payload
  progress(0.02, 'Reading the samples')
  await step('samples', async () => {
    const asset = await db().asset.findUniqueOrThrow({ where: { id: assetId }, select: { probe: true } })
    const kept = signalOf(asset.probe)
    if (!kept) throw new MediaError('failed', 'This file has not been looked into yet.')
    if (kept.question) throw new MediaError('failed', QUESTIONS[kept.question])
    const made = await makeTiles(await openSource(assetId), kept.settings, {
      folder: tmp,
      signal,
      onProgress: (f) => progress(0.02 + 0.96 * f, 'Reading the samples'),
    })
    for (const [level, file] of made.files.entries())
      await commitFile(file, assetFile(assetId, `signal-${level}.bin`))
    await saveManifest(assetId, manifestOfSignal(assetId, kept.settings, made))
    return null
  })
  await markReady(assetId)
}

export function manifestOfSignal(assetId: string, settings: SignalSettings, made: MadeSignal): AssetManifest {
  const { shape, rate, ranges, warnings } = made
  const start = tickFromSeconds(made.start)
  return {
    version: 1,
    assetId,
    duration: Math.max(1, start + Math.round((shape.samples / rate) * TICKS_PER_SECOND)) as Tick,
    video: null,
    audio: null,
    renditions: [],
    thumbnails: null,
    peaks: false,
    sounds: [],
    signal: {
      channels: settings.channels.map(({ name, unit }, c) => ({
        name,
        unit,
        min: ranges[c]?.min ?? null,
        max: ranges[c]?.max ?? null,
      })),
      rate,
      samples: shape.samples,
      start,
      stamp: made.stamp,
    },
    cuts: [],
    warnings: [...warnings],
  }
}
