/** The step that makes the waveforms of all sound streams. */
import fs from 'node:fs/promises'
import path from 'node:path'
import { channelNames } from '#media/core/asset/channel-names.ts'
import type { SoundStream } from '#media/core/asset/manifest.ts'
import { encodePeaks } from '#media/core/signal/peaks.ts'
import { secondsOf, type Tick } from '#media/core/time/tick.ts'
import { MediaError } from '#media/ingest/index.ts'
import { bucketsFor, waveformChannels } from '#media/ingest/waveform/plan.ts'
import { makePeaks } from '#media/ingest/waveform/run.ts'
import { extendManifest, withWarning } from '#server/assets/index.ts'
import { assetFile, commitFile } from '#server/platform/storage.ts'
import type { JobContext } from '../context.ts'
import { lengthOf, type PreparedSource } from '../prepared-source.ts'

type Context = JobContext<{ assetId: string }>

export async function addPeaks(
  context: Context,
  source: PreparedSource,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const { assetId } = context.payload
  const streams = source.report.audio
  const buckets = bucketsFor(streams.reduce((sum, s) => sum + waveformChannels(s.channels), 0))
  const sounds: SoundStream[] = []
  let longest = 0
  for (const k of streams.keys()) {
    try {
      const made = await addStream(context, source, k, buckets, (f) => onProgress((k + f) / streams.length))
      if (!made) continue
      sounds.push(made.sound)
      longest = Math.max(longest, made.length)
    } catch (error) {
      // One damaged stream does not take the others' waveforms away.
      if (!(error instanceof MediaError) || error.code === 'cancelled' || error.code === 'tool-missing')
        throw error
      await extendManifest(assetId, (m) =>
        withWarning(m, `The waveform of sound stream ${k + 1} could not be drawn: ${error.message}`),
      )
    }
  }
  if (!sounds.length) return
  await extendManifest(assetId, (m) => ({
    ...m,
    peaks: true,
    sounds,
    // Of a file with sound alone the samples say how long it is; the header only claims it.
    duration: m.video ? m.duration : (longest as Tick),
  }))
}

async function addStream(
  { payload, signal, tmp }: Context,
  source: PreparedSource,
  k: number,
  buckets: number,
  onProgress: (fraction: number) => void,
): Promise<{ sound: SoundStream; length: number } | null> {
  const stream = source.report.audio[k]!
  const origin = source.origin === null ? null : secondsOf(source.origin)
  const plan = { source: source.path, stream, origin, buckets }
  const peaks = await makePeaks(plan, { seconds: lengthOf(source), onProgress, signal })
  const finest = peaks.levels.at(-1)!
  if (finest.length === 0) return null
  const stamp = Math.floor(Date.now() / 1000)
  const file = path.join(tmp, `peaks-${k}.bin`)
  await fs.writeFile(file, encodePeaks(peaks, stamp))
  await commitFile(file, assetFile(payload.assetId, `peaks-${k}.bin`))
  const names = channelNames(stream.channels, stream.layout)
  return {
    sound: {
      stream: k,
      title: [stream.title, stream.language === 'und' ? '' : stream.language].filter(Boolean).join(' · '),
      channels:
        names.length === peaks.channels
          ? [...names]
          : Array.from({ length: peaks.channels }, (_, i) => `${i + 1}`),
      rate: stream.sampleRate,
      stamp,
    },
    length: finest.length * finest.ticks,
  }
}
