import { writeBackup } from '#server/backup/index.ts'
import { inWords } from '#server/platform/disk.ts'
import type { Command } from './command.ts'
import { withInstallation } from './installation.ts'

export const backup: Command = {
  name: 'backup',
  usage: 'FILE [--renditions]',
  summary: 'write everything into one checked file; with --renditions also what was made from the originals',
  options: { renditions: { type: 'boolean' } },
  takes: [1, 1],
  async run({ args, flags, dataDir, output }) {
    const bar = output.progress('Backup')
    const result = await withInstallation(dataDir, 'scrubline backup', ({ databaseUrl }) =>
      writeBackup({
        file: args[0] as string,
        databaseUrl,
        dataDir,
        renditions: flags.renditions === true,
        onProgress: bar.update,
      }),
    ).finally(bar.end)
    output.result(result, [
      `${result.file}: ${result.rows} rows and ${result.originals} originals, ${inWords(result.bytes)}.`,
      ...(result.references.length > 0
        ? [`Not inside, because they were imported by reference: ${result.references.join(', ')}.`]
        : []),
    ])
    return 0
  },
}
