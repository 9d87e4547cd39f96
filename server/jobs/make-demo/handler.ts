/**
 * Makes the demo recording: drawn and encoded, adopted like any file of a person, and once its frames are indexed its
 * true labels go into the document the ordinary way.
 */
import fs from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import { runFfmpeg } from '#media/ingest/ffmpeg.ts'
import { adoptFile, manifestOrNull } from '#server/assets/index.ts'
import { drawDemo, FRAMES, HEIGHT, RATE, WIDTH } from '#server/demo/index.ts'
import { db } from '#server/platform/db.ts'
import { PlainError } from '#server/platform/errors.ts'
import type { JobContext, JobHandler } from '../context.ts'
import { preparedSource } from '../prepared-source.ts'
import { DEMO_FILE, type makeDemo } from './definition.ts'
import { filmArgs } from './film-args.ts'
import { writeTrueLabels } from './write-true-labels.ts'

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
    const fileName = DEMO_FILE
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
  return writeTrueLabels(projectId, made.recordingId, index)
}
