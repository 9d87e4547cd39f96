import { chooseBackend } from '#media/infer/backends/probe.ts'
import { listModels } from '#media/infer/shelf/index.ts'
import { env } from '#server/platform/env.ts'
import { inferencePlaces } from '#server/platform/storage.ts'
import type { Command } from './command.ts'
import { withModels } from './models-folder.ts'
import { table } from './output.ts'

export const models: Command = {
  name: 'models list',
  usage: '',
  summary: 'list the models on this machine, and how they would be computed',
  options: {},
  takes: [0, 0],
  async run({ dataDir, output }) {
    return withModels(dataDir, async () => {
      const { modelsDir, tensorflowDir, backendFile } = inferencePlaces()
      const entries = await listModels(modelsDir)
      const backend = await chooseBackend({
        wanted: env().tfjsBackend,
        tensorflowDir,
        cacheFile: backendFile,
      })
      output.result({ folder: modelsDir, backend, models: entries }, [
        ...(entries.length === 0
          ? [`There are no models in ${modelsDir} yet. "scrubline models import FOLDER" takes one.`]
          : table(
              ['ID', 'TASK', 'VERSION', 'LICENCE', 'STATE'],
              entries.map((one) =>
                one.state === 'ready'
                  ? [one.id, one.model.manifest.task, one.model.version, one.model.manifest.licence, 'ready']
                  : [one.id, '', '', '', one.problem],
              ),
            )),
        `Computing with ${backend.title} on ${backend.facts.device}.`,
      ])
      return 0
    })
  },
}
