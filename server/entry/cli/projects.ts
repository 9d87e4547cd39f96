import { db } from '#server/platform/db.ts'
import type { Command } from './command.ts'
import { withInstallation } from './installation.ts'
import { table } from './output.ts'

export const projects: Command = {
  name: 'projects',
  usage: '',
  summary: 'list the projects with their recordings and people',
  options: {},
  takes: [0, 0],
  async run({ dataDir, output }) {
    const rows = await withInstallation(dataDir, 'scrubline projects', async () => {
      const found = await db().project.findMany({
        orderBy: { createdAt: 'asc' },
        include: {
          _count: { select: { members: true, recordings: { where: { deletedAt: null } } } },
        },
      })
      return found.map(({ id, name, template, createdAt, _count }) => ({
        id,
        name,
        template,
        recordings: _count.recordings,
        people: _count.members,
        createdAt: createdAt.toISOString(),
      }))
    })
    output.result(
      rows,
      rows.length === 0
        ? ['There are no projects yet.']
        : table(
            ['NAME', 'TEMPLATE', 'RECORDINGS', 'PEOPLE', 'ID'],
            rows.map((row) => [row.name, row.template, String(row.recordings), String(row.people), row.id]),
          ),
    )
    return 0
  },
}
