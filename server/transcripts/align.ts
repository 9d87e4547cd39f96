/** Asks the worker when words of known text are said, and gives its answer out on the recording's clock. */
import { type Placement, toAsset, toRecording } from '#media/core/asset/placement.ts'
import { secondsOf, TICKS_PER_SECOND, type Tick, tick } from '#media/core/time/tick.ts'
import { ALIGN_STEP_NAME, type FoundWord } from '../jobs/align-words/definition.ts'
import { enqueue, WATCHED } from '../jobs/queue.ts'
import type { Actor } from '../people/index.ts'
import { requireAsset } from '../people/index.ts'
import { db } from '../platform/db.ts'
import { notFound, PlainError } from '../platform/errors.ts'

/** Longest stretch that words are looked for in, seconds: what is longer is cut into utterances first. */
const LONGEST = 120

/** Words in the order in which they are said, somewhere in `[start, end)` of the recording. */
export interface WordsToAlign {
  readonly start: number
  readonly end: number
  readonly words: readonly string[]
}

export async function beginAlignment(
  actor: Actor,
  { assetId, pieces }: { assetId: string; pieces: readonly WordsToAlign[] },
): Promise<{ jobId: string }> {
  const { projectId } = await requireAsset(actor, assetId, 'annotator')
  const asset = await db().asset.findUniqueOrThrow({
    where: { id: assetId },
    select: { fileName: true, title: true, probe: true, offset: true, rate: true },
  })
  const name = asset.title || asset.fileName
  const sounds = (asset.probe as { audio?: unknown[] } | null)?.audio
  if (!sounds) throw new PlainError('unavailable', `${name} is still being prepared. Try again in a moment.`)
  if (!sounds.length) throw new PlainError('conflict', `${name} has no sound to find words in.`)
  const placement = placementOf(asset)
  const payload = pieces.map(({ start, end, words }) => {
    const from = Math.max(0, secondsOf(toAsset(placement, start)))
    const to = secondsOf(toAsset(placement, end))
    if (!(to > from))
      throw new PlainError('bad-input', `There is no sound of ${name} at this place. Choose another file.`)
    if (to - from > LONGEST)
      throw new PlainError('bad-input', 'An utterance of more than two minutes is too long. Split it first.')
    return { from, to, words: [...words] }
  })
  const options = { assetId, projectId, priority: WATCHED }
  return { jobId: await enqueue('align-words', { assetId, pieces: payload }, options) }
}

/** When a word is said, on the recording's clock, and how well the sound fits: 0…1. */
export interface AlignedTime {
  readonly start: Tick
  readonly end: Tick
  readonly fit: number
}

export interface AlignmentView {
  /** queued, running, done, failed, cancelled */
  readonly state: string
  /** 0…1 */
  readonly progress: number
  readonly problem: string | null
  /** As the pieces that were asked for; null for one where the words were not found. Null until done. */
  readonly pieces: readonly (readonly AlignedTime[] | null)[] | null
}

export async function alignment(actor: Actor, jobId: string): Promise<AlignmentView> {
  const run = await db().jobRun.findUnique({ where: { id: jobId } })
  if (!run?.assetId || run.name !== 'align-words') throw notFound('This alignment')
  await requireAsset(actor, run.assetId, 'annotator')
  const asset = await db().asset.findUniqueOrThrow({
    where: { id: run.assetId },
    select: { offset: true, rate: true },
  })
  const placement = placementOf(asset)
  const at = (seconds: number): Tick => toRecording(placement, Math.round(seconds * TICKS_PER_SECOND))
  const found = (run.steps as Record<string, unknown>)[ALIGN_STEP_NAME] as (FoundWord[] | null)[] | undefined
  return {
    state: run.state,
    progress: run.progress,
    problem: run.problem,
    pieces:
      run.state === 'done' && found
        ? found.map((words) => words?.map(([s, e, fit]) => ({ start: at(s), end: at(e), fit })) ?? null)
        : null,
  }
}

const placementOf = ({ offset, rate }: { offset: bigint; rate: number }): Placement => ({
  offset: tick(Number(offset)),
  rate,
})
