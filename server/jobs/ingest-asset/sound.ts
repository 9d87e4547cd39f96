/** The step that makes every sound stream deliverable: as it lies in the file where browsers play it, else as AAC. */
import fs from 'node:fs/promises'
import path from 'node:path'
import { secondsOf } from '#media/core/time/tick.ts'
import { type AudioPackage, canDeliverSoundDirectly, MediaError, openAudio } from '#media/ingest/index.ts'
import { makeSound } from '#media/ingest/transcode/sound.ts'
import { extendManifest, saveRendition, withRendition, withWarning } from '#server/assets/index.ts'
import { assetFile, commitFile } from '#server/platform/storage.ts'
import type { JobContext } from '../context.ts'
import { lengthOf, type PreparedSource } from '../prepared-source.ts'

type Context = JobContext<{ assetId: string }>

export async function addSound(
  context: Context,
  source: PreparedSource,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const { assetId } = context.payload
  const streams = source.report.audio
  for (const [k, stream] of streams.entries()) {
    const part = (f: number): void => onProgress((k + f) / streams.length)
    try {
      await addStream(context, source, k, part)
    } catch (error) {
      if (!(error instanceof MediaError) || error.code === 'cancelled' || error.code === 'tool-missing')
        throw error
      await extendManifest(assetId, (m) =>
        withWarning(m, `Sound stream ${k + 1} is left out: ${error.message}`),
      )
      continue
    }
    const origin = source.origin === null ? 0 : secondsOf(source.origin)
    const early = origin - (stream.startTime ?? origin)
    if (source.origin !== null && early > 0.001)
      await extendManifest(assetId, (m) =>
        withWarning(
          m,
          `Sound stream ${k + 1} begins ${early.toFixed(3)} s before the picture; that part is not played.`,
        ),
      )
  }
}

async function addStream(
  { payload, signal, tmp }: Context,
  source: PreparedSource,
  k: number,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const { assetId } = payload
  const name = `audio-${k}`
  if (canDeliverSoundDirectly(source.report, k)) {
    const pack = await openAudio(source.path, { stream: k, origin: source.origin }).catch(
      (error: unknown) => {
        if (error instanceof MediaError && error.code === 'unsupported') return null
        throw error
      },
    )
    if (pack) {
      await saveRendition(assetId, name, 'ready', null, 0)
      return note(assetId, name, pack, source, k)
    }
  }
  const stream = source.report.audio[k]!
  const output = path.join(tmp, `${name}.mp4`)
  const origin = source.origin === null ? null : secondsOf(source.origin)
  await makeSound(
    { source: source.path, stream, origin, output },
    { seconds: lengthOf(source), onProgress, signal },
  )
  const pack = await openAudio(output, { origin: 0 })
  const { size } = await fs.stat(output)
  const file = assetFile(assetId, `${name}.mp4`)
  await commitFile(output, file)
  await saveRendition(assetId, name, 'ready', `assets/${assetId}/${name}.mp4`, size)
  await note(assetId, name, pack, source, k)
}

async function note(
  assetId: string,
  name: string,
  pack: AudioPackage,
  source: PreparedSource,
  k: number,
): Promise<void> {
  const stream = source.report.audio[k]!
  const { codec, channels, sampleRate, bitrate } = pack
  const segments = [...pack.segments]
  await pack.close()
  const title = [stream.title, stream.language === 'und' ? '' : stream.language].filter(Boolean).join(' · ')
  await extendManifest(assetId, (m) =>
    withRendition(m, {
      name,
      kind: 'audio',
      state: 'ready',
      codec,
      channels,
      sampleRate,
      bitrate,
      title,
      segments,
    }),
  )
}
