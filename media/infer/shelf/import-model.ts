/**
 * Taking a model from a folder: what lies there is recognised, copied, summed up, and gets a manifest. A folder that has
 * a manifest already is checked against it. Nothing appears on the shelf before it is whole.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import { ModelError } from '../model-error.ts'
import { type ModelManifest, manifestSchema } from './manifest.ts'
import { MANIFEST, type ModelFolder, openModel } from './shelf.ts'

/** What a folder was recognised as; files and their sums come later. */
type Recognised = Omit<ModelManifest, 'files'> & { readonly take: readonly string[] }

const BASE = { preprocessing: {}, labels: [], decoding: {}, calibration: null }

/**
 * @param id how it is to be called; the recognised name when left out
 * @throws ModelError when nothing is recognised, or one of that id is there already and `replace` is not said
 */
export async function importModel(
  root: string,
  folder: string,
  { id, replace = false }: { id?: string; replace?: boolean } = {},
): Promise<ModelFolder> {
  const names = await fs.readdir(folder).catch(() => {
    throw new ModelError('missing', `There is no folder ${folder}.`)
  })
  const found = (await withManifest(folder, names)) ?? (await recognise(folder, names))
  if (!found)
    throw new ModelError(
      'broken',
      `Nothing in ${folder} is recognised as a model. Known are: a Whisper directory of Hugging Face (config.json with model.safetensors), the safetensors file of Silero VAD, YAMNet's .tflite with its class map, and any folder with a ${MANIFEST}.`,
    )
  const { take, ...rest } = found
  const manifest = { ...rest, id: id ?? rest.id }
  const target = path.join(root, manifest.id)
  if (!replace && (await fs.stat(target).catch(() => null)))
    throw new ModelError(
      'broken',
      `There is a model ${manifest.id} already. Say --replace to take this one instead.`,
    )
  const making = path.join(root, `.making-${manifest.id}-${process.pid}`)
  await fs.rm(making, { recursive: true, force: true })
  try {
    const files = []
    for (const name of take) {
      await fs.mkdir(path.dirname(path.join(making, name)), { recursive: true })
      await fs.copyFile(path.join(folder, name), path.join(making, name))
      const { size } = await fs.stat(path.join(making, name))
      files.push({ path: name, bytes: size, sha256: await sha256Of(path.join(making, name)) })
    }
    const whole = manifestSchema.parse({ ...manifest, files })
    await fs.writeFile(path.join(making, MANIFEST), `${JSON.stringify(whole, null, 2)}\n`)
    await fs.rm(target, { recursive: true, force: true })
    await fs.rename(making, target)
  } finally {
    await fs.rm(making, { recursive: true, force: true })
  }
  return openModel(root, manifest.id)
}

async function withManifest(folder: string, names: readonly string[]): Promise<Recognised | null> {
  if (!names.includes(MANIFEST)) return null
  const parsed = manifestSchema.safeParse(
    JSON.parse(await fs.readFile(path.join(folder, MANIFEST), 'utf8').catch(() => 'null')),
  )
  if (!parsed.success)
    throw new ModelError(
      'broken',
      `${path.join(folder, MANIFEST)}: ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}.`,
    )
  const { files, ...manifest } = parsed.data
  for (const { path: name, sha256 } of files)
    if ((await sha256Of(path.join(folder, name)).catch(() => '')) !== sha256)
      throw new ModelError('broken', `${name} in ${folder} is not the file that its manifest describes.`)
  return { ...manifest, take: files.map((f) => f.path) }
}

async function recognise(folder: string, names: readonly string[]): Promise<Recognised | null> {
  const sound = { kind: 'sound', rate: 16_000 } as const
  const config = names.includes('config.json')
    ? (JSON.parse(await fs.readFile(path.join(folder, 'config.json'), 'utf8')) as Record<string, unknown>)
    : null
  const weights = names.filter((n) => n.endsWith('.safetensors'))
  if (config?.model_type === 'whisper' && weights.length)
    return {
      ...BASE,
      ...{
        id: whisperId(folder),
        version: '1',
        task: 'transcribe',
        title: `Whisper (${path.basename(folder)})`,
      },
      ...{ architecture: 'whisper', format: 'hugging-face', input: sound, licence: '', source: [] },
      take: names.filter((n) => /\.(json|txt|safetensors)$/.test(n)),
    }
  const silero = weights.find((n) => /silero.*vad|vad.*silero/i.test(n))
  if (silero)
    return {
      ...BASE,
      ...{
        id: 'silero-vad',
        version: /op15|v5|v6/.exec(silero)?.[0] ?? '1',
        task: 'vad',
        title: 'Silero VAD',
      },
      ...{ architecture: 'silero-vad', format: 'safetensors', input: sound, licence: 'MIT' },
      ...{ source: ['https://github.com/snakers4/silero-vad'], take: [silero] },
    }
  const lite = names.find((n) => /yamnet.*\.tflite$/i.test(n))
  const map = names.find((n) => /class_map.*\.csv$/i.test(n))
  if (lite && map)
    return {
      ...BASE,
      ...{ id: 'yamnet', version: '1', task: 'classify-audio', title: 'YAMNet' },
      ...{ architecture: 'yamnet', format: 'tflite', input: sound, licence: 'Apache-2.0' },
      ...{
        source: ['https://github.com/tensorflow/models/tree/master/research/audioset/yamnet'],
        take: [lite, map],
      },
    }
  return null
}

function whisperId(folder: string): string {
  const name = path
    .basename(path.resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
  return name.startsWith('whisper') ? name : `whisper-${name}`.slice(0, 80)
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
