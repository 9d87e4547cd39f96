/**
 * Makes scrub rendition and ladder in one ffmpeg process, compares each with the frame index and adds those that
 * conform. One that does not is left out and said so: playback goes on with the others.
 */
import fs from 'node:fs/promises'
import path from 'node:path'
import type { z } from 'zod'
import { MediaError, openVideo } from '#media/ingest/index.ts'
import { openJit } from '#media/ingest/open-jit.ts'
import { type Rung, rungsFor } from '#media/ingest/transcode/plan.ts'
import { makeLadder } from '#media/ingest/transcode/run.ts'
import { verifyTimes } from '#media/ingest/transcode/verify.ts'
import {
  extendManifest,
  manifestOf,
  markFailed,
  markReady,
  saveRendition,
  withRendition,
  withWarning,
} from '#server/assets/index.ts'
import { db } from '#server/platform/db.ts'
import { assetFile, commitFile } from '#server/platform/storage.ts'
import type { JobContext, JobHandler } from '../context.ts'
import { videoRendition } from '../ingest-asset/first-manifest.ts'
import { indexSource } from '../ingest-asset/make-playable.ts'
import { type PreparedSource, preparedSource } from '../prepared-source.ts'
import { CANCELLED } from '../queue.ts'
import { addCuts } from './cuts.ts'
import type { transcodeAsset } from './definition.ts'

type Context = JobContext<z.output<typeof transcodeAsset.payload>>

export const handler: JobHandler<Context['payload']> = {
  async run(context) {
    const { assetId } = context.payload
    const source = await preparedSource(assetId)
    const stream = source.report.video[source.shown]
    if (!stream || !source.index) return markReady(assetId)
    const direct = (await manifestOf(assetId)).video?.direct ?? false
    const made = await readyNames(assetId)
    const rungs = rungsFor(stream.width, stream.height, direct).filter((rung) => !made.has(rung.name))
    let failures = await context.step('ladder', () => ladder(context, source, rungs))
    if (!direct && rungs.length > 0 && failures.length === rungs.length) {
      context.progress(0, 'Counting the frames by decoding')
      await context.step('frames counted', () => countFrames(context))
      const counted = await preparedSource(assetId)
      failures = await context.step('ladder again', () => ladder(context, counted, rungs))
    }
    if (!direct && rungs.length > 0 && failures.length === rungs.length)
      throw new MediaError('mismatch', failures[0] ?? 'No version of this file could be made for playing.')
    await context.step('cuts', () => addCuts(context))
    await markReady(assetId)
  },

  async failed(context, problem, state) {
    const { assetId } = context.payload
    const direct = await manifestOf(assetId).then(
      (m) => m.video?.direct ?? true,
      () => false,
    )
    if (!direct) return markFailed(assetId, state === 'cancelled' ? CANCELLED : problem)
    const why = state === 'cancelled' ? 'it was cancelled.' : problem
    await extendManifest(assetId, (m) =>
      withWarning(m, `Smaller versions for quick scrubbing are missing: ${why}`),
    )
    await markReady(assetId)
  },
}

async function readyNames(assetId: string): Promise<Set<string>> {
  const rows = await db().rendition.findMany({ where: { assetId, state: 'ready' }, select: { name: true } })
  return new Set(rows.map((row) => row.name))
}

/** The container's own table was wrong: what decodes is what there is. Labels are times and stay where they are. */
async function countFrames(context: Context): Promise<number> {
  const { assetId } = context.payload
  const frames = await indexSource(context, assetId, true)
  const { index } = await preparedSource(assetId)
  const pack = index && (await jitOf(context, assetId))
  await extendManifest(assetId, (m) => {
    const counted = {
      ...m,
      duration: index?.duration ?? m.duration,
      video: m.video && { ...m.video, frames },
      warnings: m.warnings.filter((w) => !NOT_USED.test(w)),
    }
    return withWarning(pack ? withRendition(counted, pack) : counted, COUNTED)
  })
  return frames
}

const NOT_USED = /^The \S+ version is not used:/
const COUNTED =
  "The file's own table of frames does not fit its pictures; its frames were counted by decoding them."

async function jitOf(context: Context, assetId: string) {
  const { path: source, report, shown, index } = await preparedSource(assetId)
  const pack = await openJit(source, { stream: report.video[shown]!, index: index!, tmp: context.tmp })
  try {
    return videoRendition('jit', pack)
  } finally {
    await pack.close()
  }
}

/** @returns a sentence for each rung that does not conform */
async function ladder(context: Context, source: PreparedSource, rungs: readonly Rung[]): Promise<string[]> {
  if (rungs.length === 0) return []
  const { payload, signal, tmp } = context
  const index = source.index!
  const sentence =
    rungs.length === 1 ? 'Making the version for scrubbing' : `Making ${rungs.length} versions for playing`
  context.progress(0, sentence)
  const outputs = rungs.map((rung) => path.join(tmp, `${rung.name}.mp4`))
  await makeLadder({
    source: source.path,
    stream: source.report.video[source.shown]!,
    index,
    rungs,
    outputs,
    signal,
    onProgress: (fraction) => context.progress(fraction * 0.97, sentence),
  })
  context.progress(0.98, 'Comparing every frame with the original')
  const failures: string[] = []
  for (const [i, rung] of rungs.entries()) {
    const problem = await adopt(payload.assetId, rung, outputs[i]!, source)
    if (problem) failures.push(problem)
  }
  return failures
}

/** Compares a rendition with the index and puts it in place. @returns why it does not conform, or null */
async function adopt(
  assetId: string,
  rung: Rung,
  file: string,
  source: PreparedSource,
): Promise<string | null> {
  const index = source.index!
  try {
    await verifyTimes(file, index)
    const pack = await openVideo(file, { index })
    const rendition = videoRendition(rung.name, pack)
    await pack.close()
    const { size } = await fs.stat(file)
    await commitFile(file, assetFile(assetId, `${rung.name}.mp4`))
    await saveRendition(assetId, rung.name, 'ready', `assets/${assetId}/${rung.name}.mp4`, size)
    await extendManifest(assetId, (m) => withRendition(m, rendition))
    return null
  } catch (error) {
    if (!(error instanceof MediaError)) throw error
    await saveRendition(assetId, rung.name, 'failed', null, 0)
    const sentence = `The ${rung.name} version is not used: ${error.message}`
    await extendManifest(assetId, (m) => withWarning(m, sentence))
    return sentence
  }
}
