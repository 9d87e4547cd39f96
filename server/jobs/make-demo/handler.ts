/**
 * Makes the demo recording: drawn and encoded, adopted like any file of a person, and once its frames are indexed its
 * true labels go into the document the ordinary way.
 */
import fs from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import type { Diff } from '#media/core/document/diff.ts'
import { newId } from '#media/core/document/ids.ts'
import type { AnnotationRecord } from '#media/core/document/records.ts'
import type { FrameIndex } from '#media/core/time/frame-index.ts'
import { runFfmpeg } from '#media/ingest/ffmpeg.ts'
import { adoptFile, manifestOrNull } from '#server/assets/index.ts'
import { drawDemo, FRAMES, HEIGHT, RATE, type TrueLabel, trueLabels, WIDTH } from '#server/demo/index.ts'
import { changeOnServer, SHARED_LAYER_ID } from '#server/documents/index.ts'
import { db } from '#server/platform/db.ts'
import { PlainError } from '#server/platform/errors.ts'
import type { JobContext, JobHandler } from '../context.ts'
import { preparedSource } from '../prepared-source.ts'
import type { makeDemo } from './definition.ts'
import { filmArgs } from './film-args.ts'

type Context = JobContext<z.output<typeof makeDemo.payload>>

const NAME = 'Cholecystectomy, drawn by Scrubline'
const DRAWING = 0.94
const WAIT_MS = 10 * 60_000

export const handler: JobHandler<Context['payload']> = {
  async run(context) {
    const made = await context.step('recording', () => draw(context))
    context.progress(DRAWING, 'Waiting until its frames are found')
    await waitUntilPlayable(made.assetId, context.signal)
    context.progress(0.98, 'Writing its labels')
    await context.step('labels', () => writeLabels(context.payload.projectId, made))
  },
}

async function draw({
  payload,
  signal,
  tmp,
  progress,
}: Context): Promise<{ recordingId: string; assetId: string }> {
  progress(0, 'Setting the scene')
  const drawing = await drawDemo()
  try {
    const sound = path.join(tmp, 'sound.wav')
    const output = path.join(tmp, 'demo.mp4')
    await fs.writeFile(sound, drawing.sound)
    await runFfmpeg(filmArgs({ width: WIDTH, height: HEIGHT, rate: RATE, sound, output }), {
      input: drawing.pictures,
      signal,
      onProgress: (p) => progress((p.frame / FRAMES) * DRAWING, 'Drawing the demo recording'),
    })
    const { projectId, userId } = payload
    const fileName = 'scrubline-demo.mp4'
    return await adoptFile({ path: output, fileName, projectId, userId, recordingName: NAME, how: 'move' })
  } finally {
    await drawing.stop()
  }
}

async function waitUntilPlayable(assetId: string, signal: AbortSignal): Promise<void> {
  const end = Date.now() + WAIT_MS
  while (!(await manifestOrNull(assetId))) {
    const { state, problem } = await db().asset.findUniqueOrThrow({ where: { id: assetId } })
    if (state === 'failed')
      throw new PlainError('internal', `The demo recording could not be prepared: ${problem}`)
    if (Date.now() > end) throw new PlainError('internal', 'The demo recording was not prepared in time.')
    await sleep(500, undefined, { signal })
  }
}

async function writeLabels(
  projectId: string,
  made: { recordingId: string; assetId: string },
): Promise<number> {
  const { index } = await preparedSource(made.assetId)
  if (index?.length !== FRAMES)
    throw new PlainError(
      'internal',
      `The demo recording has ${index?.length ?? 0} frames instead of ${FRAMES}.`,
    )
  // A repeated attempt finds its own labels.
  const there = await db().annotation.count({ where: { recordingId: made.recordingId } })
  if (there > 0) return there
  const added: Record<string, AnnotationRecord> = {}
  for (const label of trueLabels()) {
    const record = annotationOf(label, index)
    added[record.id] = record
  }
  const diff: Diff = { added, updated: {}, removed: {} }
  const sentence = 'Wrote down what was drawn'
  await changeOnServer(projectId, { recordingId: made.recordingId, userId: null, role: null, diff, sentence })
  return Object.keys(added).length
}

/** The shown frame is inside: an interval ends where its last frame ends; a moment is its frame's start. */
export function annotationOf(label: TrueLabel, index: FrameIndex): AnnotationRecord {
  const moment = label.track === 'moment'
  return {
    type: 'annotation',
    id: newId(),
    trackId: label.track,
    layerId: SHARED_LAYER_ID,
    labelId: label.label,
    start: index.tickOf(label.first),
    end: moment ? index.tickOf(label.first) : index.endOf(label.last),
    attributes: { ...label.attributes },
    note: label.note ?? '',
    authorId: null,
    confidence: null,
    origin: 'import:demo',
  }
}
