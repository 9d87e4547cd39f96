/** The folder of models: which there are, and opening one. A model is a folder of its id with a manifest in it. */
import fs from 'node:fs/promises'
import path from 'node:path'
import { ModelError } from '../model-error.ts'
import { type ModelManifest, type ModelTask, manifestSchema, modelIdSchema } from './manifest.ts'

/** A model that can be used. */
export interface ModelFolder {
  readonly id: string
  readonly version: string
  /** Absolute. */
  readonly path: string
  readonly manifest: ModelManifest
}

/** A folder on the shelf, whether it can be used or not. */
export type ShelfEntry =
  | { readonly state: 'ready'; readonly id: string; readonly model: ModelFolder; readonly bytes: number }
  | { readonly state: 'broken'; readonly id: string; readonly problem: string }

export const MANIFEST = 'manifest.json'

/** What lies on the shelf, by id; nothing when the folder is not there. Reads manifests and sizes, no weights. */
export async function listModels(root: string): Promise<ShelfEntry[]> {
  const names = await fs.readdir(root, { withFileTypes: true }).catch(() => [])
  const folders = names.filter(
    (one) => (one.isDirectory() || one.isSymbolicLink()) && modelIdSchema.safeParse(one.name).success,
  )
  const entries = await Promise.all(
    folders.map(async ({ name: id }): Promise<ShelfEntry> => {
      try {
        const model = await openModel(root, id)
        return {
          state: 'ready',
          id,
          model,
          bytes: model.manifest.files.reduce((n, { bytes }) => n + bytes, 0),
        }
      } catch (error) {
        return { state: 'broken', id, problem: (error as Error).message }
      }
    }),
  )
  return entries.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Models for a task, by id. */
export async function modelsFor(root: string, task: ModelTask | string): Promise<ModelFolder[]> {
  return (await listModels(root)).flatMap((one) =>
    one.state === 'ready' && one.model.manifest.task === task ? [one.model] : [],
  )
}

/**
 * @throws ModelError missing when there is none of the id; broken when its manifest cannot be read or a file of it is
 *   gone or of another length. Sums are checked when a model is fetched and by `verifyModel`, not at every opening.
 */
export async function openModel(root: string, id: string): Promise<ModelFolder> {
  if (!modelIdSchema.safeParse(id).success) throw new ModelError('missing', `"${id}" is no name of a model.`)
  const folder = path.join(root, id)
  const text = await fs.readFile(path.join(folder, MANIFEST), 'utf8').catch(() => null)
  if (text === null)
    throw new ModelError(
      'missing',
      `The model ${id} is not on this machine. "scrubline models pull ${id}" gets it, "scrubline models import" takes one from a folder.`,
    )
  const manifest = parseManifest(text, path.join(folder, MANIFEST))
  if (manifest.id !== id)
    throw new ModelError('broken', `${path.join(folder, MANIFEST)} is of ${manifest.id}. Name the folder so.`)
  for (const { path: name, bytes } of manifest.files) {
    const size = await fs.stat(path.join(folder, name)).then(
      (stat) => stat.size,
      () => null,
    )
    if (size !== bytes)
      throw new ModelError(
        'broken',
        `The model ${id} is not whole: ${name} ${size === null ? 'is missing' : `has ${size} bytes instead of ${bytes}`}. Get it again.`,
      )
  }
  return { id, version: manifest.version, path: folder, manifest }
}

function parseManifest(text: string, file: string): ModelManifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new ModelError('broken', `${file} is no JSON. Get the model again.`, { cause })
  }
  const parsed = manifestSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new ModelError('broken', `${file} cannot be used: ${issue?.path.join('.')}: ${issue?.message}.`)
}
