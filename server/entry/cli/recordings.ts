import { db } from '#server/platform/db.ts'
import type { Command } from './command.ts'
import { withInstallation } from './installation.ts'
import { table } from './output.ts'

export const recordings: Command = {
  name: 'recordings',
  usage: '[PROJECT]',
  summary: 'list the recordings, of one project or of all',
  options: {},
  takes: [0, 1],
  async run({ args, dataDir, output }) {
    const rows = await withInstallation(dataDir, 'scrubline recordings', async () => {
      const project = args[0]
      const found = await db().recording.findMany({
        where: {
          deletedAt: null,
          ...(project ? { project: { OR: [{ id: project }, { name: project }] } } : {}),
        },
        orderBy: { createdAt: 'asc' },
        select: {
          id: true,
          name: true,
          stage: true,
          revision: true,
          project: { select: { name: true } },
          _count: { select: { annotations: true } },
          assets: { select: { state: true } },
        },
      })
      return found.map((r) => ({
        id: r.id,
        name: r.name,
        project: r.project.name,
        stage: r.stage,
        files: r.assets.map((a) => a.state),
        annotations: r._count.annotations,
        revision: r.revision,
      }))
    })
    output.result(
      rows,
      rows.length === 0
        ? ['There are no recordings yet.']
        : table(
            ['NAME', 'PROJECT', 'STAGE', 'FILES', 'ANNOTATIONS', 'ID'],
            rows.map((r) => [
              r.name,
              r.project,
              r.stage,
              r.files.join(', ') || 'none',
              String(r.annotations),
              r.id,
            ]),
          ),
    )
    return 0
  },
}
