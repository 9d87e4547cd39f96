import path from 'node:path'
import { importModel } from '#media/infer/shelf/import-model.ts'
import { inferencePlaces } from '#server/platform/storage.ts'
import { type Command, word } from './command.ts'
import { withModels } from './models-folder.ts'

export const modelsImport: Command = {
  name: 'models import',
  usage: 'FOLDER [--id ID] [--replace]',
  summary:
    'take a model from a folder: Whisper as Hugging Face has it, Silero VAD, YAMNet, or any with a manifest',
  options: { id: { type: 'string' }, replace: { type: 'boolean' } },
  takes: [1, 1],
  async run(input) {
    return withModels(input.dataDir, async () => {
      const folder = path.resolve(input.args[0] as string)
      const id = word(input, 'id')
      const model = await importModel(inferencePlaces().modelsDir, folder, {
        ...(id ? { id } : {}),
        replace: input.flags.replace === true,
      })
      const { title, task } = model.manifest
      input.output.result({ id: model.id, version: model.version, title, task, folder: model.path }, [
        `${title} is there now as ${model.id}.`,
      ])
      return 0
    })
  },
}
