/** The step that makes the waveform of the first sound stream. */
import fs from 'node:fs/promises'
import path from 'node:path'
import { encodePeaks } from '#media/core/signal/peaks.ts'
import { secondsOf, type Tick } from '#media/core/time/tick.ts'
import { makePeaks } from '#media/ingest/waveform/run.ts'
import { extendManifest } from '#server/assets/index.ts'
import { assetFile, commitFile } from '#server/platform/storage.ts'
import type { JobContext } from '../context.ts'
import { lengthOf, type PreparedSource } from '../prepared-source.ts'

export async function addPeaks(
  { payload, signal, tmp }: JobContext<{ assetId: string }>,
  source: PreparedSource,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const stream = source.report.audio[0]
  if (!stream) return
  const origin = source.origin === null ? null : secondsOf(source.origin)
  const plan = { source: source.path, stream, origin }
  const peaks = await makePeaks(plan, { seconds: lengthOf(source), onProgress, signal })
  const finest = peaks.levels.at(-1)!
  if (finest.length === 0) return
  const file = path.join(tmp, 'peaks.bin')
  await fs.writeFile(file, encodePeaks(peaks))
  await commitFile(file, assetFile(payload.assetId, 'peaks.bin'))
  // Of a file with sound alone the samples say how long it is; the header only claims it.
  const length = (finest.length * finest.ticks) as Tick
  await extendManifest(payload.assetId, (m) => ({
    ...m,
    peaks: true,
    duration: m.video ? m.duration : length,
  }))
}
