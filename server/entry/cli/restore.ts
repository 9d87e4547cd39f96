import fs from 'node:fs'
import path from 'node:path'
import { restoreBackup } from '#server/backup/index.ts'
import { isEmptyFolder } from '#server/platform/data-folder.ts'
import { PlainError } from '#server/platform/errors.ts'
import type { Command } from './command.ts'
import { inEnvironment, withOwnDatabase } from './installation.ts'

export const restore: Command = {
  name: 'restore',
  usage: 'FILE',
  summary: 'bring a backup back into an empty data folder',
  options: {},
  takes: [1, 1],
  async run({ args, dataDir, output }) {
    const file = path.resolve(args[0] as string)
    if (!fs.existsSync(file)) throw new PlainError('not-found', `There is no file ${file}.`)
    if (!isEmptyFolder(dataDir)) {
      throw new PlainError(
        'conflict',
        `The data folder ${dataDir} is not empty: a backup is restored into an empty one only. Name another with --data.`,
      )
    }
    const bar = output.progress('Restore')
    const result = await withOwnDatabase(
      dataDir,
      'scrubline restore',
      (url) =>
        inEnvironment(url, false, () =>
          restoreBackup({ file, databaseUrl: url, dataDir, onProgress: bar.update }),
        ),
      { migrated: false },
    )
      .catch((error) => {
        // It was empty before, and half a restore is worth nothing.
        for (const name of fs.readdirSync(dataDir))
          fs.rmSync(path.join(dataDir, name), { recursive: true, force: true })
        throw error
      })
      .finally(bar.end)
    output.result(result, [
      `Restored ${result.rows} rows and ${result.originals} originals, as they were on ${result.createdAt}, into ${dataDir}.`,
      ...(result.queued > 0 ? [`${result.queued} jobs go on with the next start.`] : []),
      ...(result.missingReferences.length > 0
        ? [`Imported by reference and not there now: ${result.missingReferences.join(', ')}.`]
        : []),
    ])
    return 0
  },
}
