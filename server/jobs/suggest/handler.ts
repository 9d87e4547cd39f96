/**
 * Sound to samples, samples through a pipeline in a process of its own, and the result into the model's layer. The parts
 * that a pipeline finished lie beside the asset, so that a retry after a killed worker goes on behind the last of them.
 */
import fs from 'node:fs/promises'
import path from 'node:path'
import { secondsOf, tick } from '#media/core/time/tick.ts'
import { chooseBackend } from '#media/infer/backends/probe.ts'
import { type HostResult, runPipeline } from '#media/infer/host/run.ts'
import type { SoundInput } from '#media/infer/pipelines/pipeline.ts'
import { openModel } from '#media/infer/shelf/index.ts'
import { decodeSamples, SPEECH_RATE } from '#media/ingest/sound-match/samples.ts'
import { db } from '#server/platform/db.ts'
import { env } from '#server/platform/env.ts'
import { PlainError } from '#server/platform/errors.ts'
import { log } from '#server/platform/log.ts'
import { assetFile, inferencePlaces } from '#server/platform/storage.ts'
import { writeSuggestions } from '#server/suggestions/index.ts'
import type { JobContext, JobHandler } from '../context.ts'
import { lengthOf, preparedSource } from '../prepared-source.ts'
import { type SuggestOutcome, WRITE_STEP } from './definition.ts'
import type { OptionValues, SuggestInput } from './task.ts'
import { type AnyTask, taskOf } from './tasks/index.ts'

interface Payload {
  assetId: string
  stream: number
  task: string
  model: string | null
  options: OptionValues
  userId: string
}

/** Share of the work that decoding the sound takes, for the bar. */
const DECODING = 0.05

export const handler: JobHandler<Payload> = {
  async run(context) {
    const { payload } = context
    const task = taskOf(payload.task)
    if (!task) throw new PlainError('unsupported', `This version of Scrubline cannot do "${payload.task}".`)
    await context.step<SuggestOutcome>(WRITE_STEP, () => suggestNow(context, task))
    await fs.rm(partsOf(context), { recursive: true, force: true })
  },
  async failed(context) {
    if (context.assetId) await fs.rm(partsOf(context), { recursive: true, force: true })
  },
}

const partsOf = ({ payload, jobId }: JobContext<Payload>): string =>
  assetFile(payload.assetId, `suggest-${jobId}`)

async function suggestNow(context: JobContext<Payload>, task: AnyTask): Promise<SuggestOutcome> {
  const { payload, signal, progress, jobId } = context
  const { modelsDir, tensorflowDir, backendFile } = inferencePlaces()
  // Asked for first: who lacks the model does not wait for the sound.
  const model = payload.model === null ? null : await openModel(modelsDir, payload.model)
  const asset = await db().asset.findUniqueOrThrow({
    where: { id: payload.assetId },
    select: { recordingId: true, recording: { select: { projectId: true } } },
  })
  const { recordingId } = asset
  const { projectId } = asset.recording
  progress(0, 'Choosing how to compute')
  const wanted = env().tfjsBackend
  const backend = await chooseBackend({ wanted, tensorflowDir, cacheFile: backendFile, signal })
  log().info({ backend }, `job ${jobId} computes with ${backend.title}, ${backend.facts.device}`)
  const { sound, seconds } = await soundOf(context)
  const input: SuggestInput = { sound, model: payload.model, options: payload.options }
  const more = await task.more?.({ projectId, recordingId, assetId: payload.assetId })
  const { output, usage }: HostResult<unknown> = await runPipeline(
    task.pipeline,
    { ...input, ...more },
    {
      ...{ backend, tensorflowDir, modelsDir, signal },
      partsDir: partsOf(context),
      onProgress: (fraction, sentence) => progress(DECODING + (1 - DECODING) * 0.98 * fraction, sentence),
    },
  )
  log().info({ usage, task: task.id, model: payload.model }, `job ${jobId} has its result`)
  progress(0.99, 'Writing the suggestions')
  const written = await writeSuggestions({
    ...{ projectId, recordingId, task, output, options: payload.options, userId: payload.userId },
    model: model ? `${model.id}@${model.version}` : `${task.pipeline}@1`,
  })
  return { ...written, backend: backend.id, speed: usage.ms > 0 ? seconds / (usage.ms / 1000) : null }
}

async function soundOf({ payload, tmp, signal, progress }: JobContext<Payload>): Promise<{
  sound: SoundInput
  seconds: number
}> {
  const { assetId } = payload
  const { offset, rate, fileName } = await db().asset.findUniqueOrThrow({
    where: { id: assetId },
    select: { offset: true, rate: true, fileName: true },
  })
  const source = await preparedSource(assetId)
  const stream = source.report.audio[payload.stream]
  if (!stream) throw new PlainError('conflict', `${fileName} has no such sound. Choose another file.`)
  const samples = path.join(tmp, 'sound.f32')
  const count = await decodeSamples(
    { source: source.path, stream, origin: source.origin === null ? null : secondsOf(source.origin) },
    samples,
    {
      ...{ seconds: lengthOf(source), clockRate: rate, signal },
      onProgress: (fraction) => progress(DECODING * fraction, 'Reading the sound'),
    },
  )
  if (count === 0) throw new PlainError('broken-file', `The sound of ${fileName} is empty.`)
  return {
    sound: { samples, rate: SPEECH_RATE, start: tick(Number(offset)) },
    seconds: count / SPEECH_RATE,
  }
}
