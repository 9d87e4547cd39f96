/** Clips that show what a label means and what it does not: kept in the schema, played from the recordings they lie in. */
import { type LabelExample, type LabelSet, labelSetSchema } from '#media/core/document/records.ts'
import { type Actor, requireProject } from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { db } from '../platform/db.ts'
import { notFound, PlainError } from '../platform/errors.ts'
import { announceLabelSet, inForce, lockLabelSet, writeLabelSet } from '../projects/index.ts'

const MOST = 20

export interface ExampleView extends LabelExample {
  /** Null when the one who asks may not see the recording, or it is gone: then nothing can be played. */
  recording: { name: string; assetId: string; offset: number; rate: number } | null
}

export async function examplesOf(
  actor: Actor,
  input: { projectId: string; labelId: string },
): Promise<ExampleView[]> {
  const { projectId, labelId } = input
  await requireProject(actor, projectId, 'viewer')
  const label = (await inForce(projectId)).labels.find((one) => one.id === labelId)
  const examples = label?.examples ?? []
  if (!examples.length) return []
  // Whatever project it lies in: a schema that was taken over from another one names recordings there.
  const recordings = await db().recording.findMany({
    where: {
      id: { in: examples.map((one) => one.recordingId) },
      deletedAt: null,
      project: { members: { some: { userId: actor.userId } } },
    },
    select: {
      id: true,
      name: true,
      projectId: true,
      assets: {
        where: { state: { in: ['ready', 'preparing'] } },
        orderBy: { createdAt: 'asc' },
        select: { id: true, offset: true, rate: true, manifest: true },
      },
    },
  })
  for (const { id, projectId } of recordings)
    await audit({
      ...{ userId: actor.userId, action: 'recording.read', projectId, recordingId: id },
      detail: { exampleOf: labelId },
    })
  return examples.map((example) => {
    const recording = recordings.find((one) => one.id === example.recordingId)
    const asset = recording?.assets.find((one) => (one.manifest as { video?: unknown } | null)?.video)
    if (!recording || !asset) return { ...example, recording: null }
    const { id: assetId, rate } = asset
    return { ...example, recording: { name: recording.name, assetId, offset: Number(asset.offset), rate } }
  })
}

export async function addExample(
  actor: Actor,
  input: { projectId: string; labelId: string; example: LabelExample },
): Promise<LabelSet> {
  const { projectId, labelId, example } = input
  const recording = await db().recording.count({
    where: { id: example.recordingId, projectId, deletedAt: null },
  })
  return changeExamples(actor, projectId, labelId, (examples, name) => {
    if (!recording) throw notFound('The recording of this example')
    if (examples.length >= MOST)
      throw new PlainError('conflict', `“${name}” has ${MOST} examples already. Remove one first.`)
    if (examples.some((one) => samePlace(one, example)))
      throw new PlainError('conflict', `This stretch is an example of “${name}” already.`)
    return [...examples, example]
  })
}

export async function removeExample(
  actor: Actor,
  input: { projectId: string; labelId: string; example: LabelExample },
): Promise<LabelSet> {
  const { projectId, labelId, example } = input
  return changeExamples(actor, projectId, labelId, (examples) =>
    examples.filter((one) => !samePlace(one, example)),
  )
}

const samePlace = (a: LabelExample, b: LabelExample): boolean =>
  a.recordingId === b.recordingId && a.start === b.start && a.end === b.end && a.kind === b.kind

/** On the version in force, whatever it is: nobody's draft stands in the way of a single example. */
async function changeExamples(
  actor: Actor,
  projectId: string,
  labelId: string,
  change: (examples: LabelExample[], labelName: string) => LabelExample[],
): Promise<LabelSet> {
  const saved = await db().$transaction(async (tx) => {
    await requireProject(actor, projectId, 'editor', tx)
    const before = await lockLabelSet(tx, projectId)
    const label = before.labels.find((one) => one.id === labelId)
    if (!label) throw notFound('This label')
    const examples = change(label.examples, label.name)
    const next = labelSetSchema.parse({
      ...before,
      version: before.version + 1,
      labels: before.labels.map((one) => (one === label ? { ...one, examples } : one)),
    })
    await writeLabelSet(tx, projectId, actor.userId, next)
    return next
  })
  announceLabelSet(projectId, saved.version)
  return saved
}
