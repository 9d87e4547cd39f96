/** What can be suggested here, and asking for it. */
import { modelsFor } from '#media/infer/shelf/index.ts'
import { enqueue, WATCHED } from '../jobs/queue.ts'
import type { OptionField, OptionValue, OptionValues } from '../jobs/suggest/task.ts'
import { type AnyTask, TASKS, taskOf } from '../jobs/suggest/tasks/index.ts'
import type { Actor } from '../people/index.ts'
import { requireAsset, requireRecording } from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { db } from '../platform/db.ts'
import { PlainError } from '../platform/errors.ts'
import { inferencePlaces } from '../platform/storage.ts'

export interface TaskView {
  readonly id: string
  readonly title: string
  readonly options: readonly OptionField[]
  /** Null when it needs none. */
  readonly modelTask: string | null
  readonly modelOptional: boolean
  readonly models: readonly { readonly id: string; readonly version: string; readonly title: string }[]
}

/** For the dialog: every task, with the models that are there for it. */
export async function suggestionTasks(actor: Actor, recordingId: string): Promise<TaskView[]> {
  await requireRecording(actor, recordingId, 'viewer')
  const { modelsDir } = inferencePlaces()
  return Promise.all(
    TASKS.map(async ({ id, title, options, modelTask, modelOptional }: AnyTask) => ({
      ...{ id, title, options, modelTask, modelOptional: modelOptional ?? false },
      models: (modelTask === null ? [] : await modelsFor(modelsDir, modelTask)).map((model) => ({
        ...{ id: model.id, version: model.version, title: model.manifest.title },
      })),
    })),
  )
}

export interface SuggestionRequest {
  readonly assetId: string
  /** Sound stream of the file. */
  readonly stream: number
  readonly task: string
  readonly model: string | null
  readonly options: OptionValues
}

/** Editors alone: what comes of it stands in front of everybody. */
export async function startSuggestion(actor: Actor, request: SuggestionRequest): Promise<{ jobId: string }> {
  const { projectId, recordingId } = await requireAsset(actor, request.assetId, 'editor')
  const task = taskOf(request.task)
  if (!task) throw new PlainError('unsupported', `This version of Scrubline cannot do "${request.task}".`)
  const { fileName, title, probe } = await db().asset.findUniqueOrThrow({
    where: { id: request.assetId },
    select: { fileName: true, title: true, probe: true },
  })
  const name = title || fileName
  const sounds = (probe as { audio?: unknown[] } | null)?.audio
  if (!sounds) throw new PlainError('unavailable', `${name} is still being prepared. Try again in a moment.`)
  if (!sounds[request.stream])
    throw new PlainError('conflict', `${name} has no such sound. Choose another file.`)
  await requireModel(task, request.model)
  const payload = { ...request, options: valuesOf(task, request.options), userId: actor.userId }
  const about = { task: task.id, model: request.model }
  const jobId = await enqueue('suggest', payload, {
    assetId: request.assetId,
    projectId,
    priority: WATCHED,
    about,
  })
  const detail = { task: task.id, model: request.model, assetId: request.assetId }
  await audit({ userId: actor.userId, action: 'suggestions.asked', projectId, recordingId, detail })
  return { jobId }
}

async function requireModel(task: AnyTask, model: string | null): Promise<void> {
  if (task.modelTask === null || (model === null && task.modelOptional)) return
  const there = await modelsFor(inferencePlaces().modelsDir, task.modelTask)
  if (model === null) throw new PlainError('bad-input', 'Choose a model for this.')
  if (!there.some((m) => m.id === model))
    throw new PlainError(
      'unavailable',
      `The model ${model} is not on this machine. An administrator puts it there: the page Models says how.`,
    )
}

/** The values of the task's own fields; what is left out has its default. */
function valuesOf(task: AnyTask, given: OptionValues): OptionValues {
  return Object.fromEntries(
    task.options.map((field) => [
      field.key,
      Object.hasOwn(given, field.key) ? checked(field, given[field.key]!) : field.default,
    ]),
  )
}

function checked(field: OptionField, value: OptionValue): OptionValue {
  const wrong = (what: string) => new PlainError('bad-input', `${field.title}: ${what}.`)
  switch (field.kind) {
    case 'number':
      if (typeof value !== 'number' || !(value >= field.min && value <= field.max))
        throw wrong(`a number from ${field.min} to ${field.max}`)
      return value
    case 'choice':
      if (!field.choices.some((c) => c.value === value))
        throw wrong(`one of ${field.choices.map((c) => c.title).join(', ')}`)
      return value
    case 'text':
      if (typeof value !== 'string' || value.length > field.most) throw wrong(`at most ${field.most} letters`)
      return value
    case 'boolean':
      if (typeof value !== 'boolean') throw wrong('yes or no')
      return value
    case 'speakers':
      if (value !== null && !(Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 20))
        throw wrong('a whole number from 1 to 20, or none')
      return value
  }
}
