/** How somebody stands towards a project's documents; who is no member is told that it does not exist. */
import { asWork, type Standing } from '#media/core/document/standing.ts'
import type { Actor, Role } from '../people/index.ts'
import { requireProject } from '../people/index.ts'
import { db } from '../platform/db.ts'

export async function projectStanding(
  actor: Actor,
  projectId: string,
  min: Role = 'viewer',
): Promise<Standing> {
  const { role } = await requireProject(actor, projectId, min)
  const { work } = await db().project.findUniqueOrThrow({
    where: { id: projectId },
    select: { work: true },
  })
  return { userId: actor.userId, role, work: asWork(work) }
}
