/** First reads of the lists, on the server. */
import type { Actor } from '#server/people/index.ts'
import { listProjects } from '#server/projects/index.ts'
import { listRecordings } from '#server/recordings/index.ts'
import type { ListedRow } from './list-order.ts'

export async function listRows(
  actor: Actor,
): Promise<{ projects: ListedRow['project'][]; rows: ListedRow[] }> {
  const projects = (await listProjects(actor)).map(({ id, name, role }) => ({ id, name, role }))
  const lists = await Promise.all(
    projects.map(async (project) =>
      (await listRecordings(actor, { projectId: project.id })).map((row) => ({ ...row, project })),
    ),
  )
  return { projects, rows: lists.flat() }
}
