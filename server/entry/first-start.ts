/**
 * What a start does once the server answers: makes the one-time link of the owner, and on a fresh installation the
 * project "Demo", whose recording and true labels a job draws. SCRUBLINE_DEMO=off leaves it out.
 */
import { boss, closeBoss } from '#server/jobs/boss.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { makeSignInLink } from '#server/people/index.ts'
import { closeDb, db } from '#server/platform/db.ts'
import { env } from '#server/platform/env.ts'
import { log } from '#server/platform/log.ts'
import { makeProject } from '#server/projects/index.ts'
import { closeBus } from '#server/realtime/bus.ts'

export async function prepareFirstStart(): Promise<{ origin: string; signInUrl: string | null }> {
  try {
    const link = await makeSignInLink()
    if (link && process.env.SCRUBLINE_DEMO !== 'off') {
      // A product without its demo is still a product.
      await makeDemoProject(link.userId).catch((error) => log().error({ err: error }, 'no demo project'))
    }
    return { origin: env().origin, signInUrl: link?.url ?? null }
  } finally {
    await closeBoss()
    await closeBus()
    await closeDb()
  }
}

/** Only where there never was a project: one that was deleted does not come back. */
async function makeDemoProject(userId: string): Promise<void> {
  if ((await db().project.count()) > 0) return
  if ((await db().auditRow.count({ where: { action: 'project.created' } })) > 0) return
  await boss()
  await db().$transaction(async (tx) => {
    const { id: projectId } = await makeProject(
      {
        name: 'Demo',
        description: 'A recording that Scrubline drew itself, with its true labels.',
        template: 'procedure',
        ownerId: userId,
      },
      tx,
    )
    await enqueue('make-demo', { projectId, userId }, { projectId, tx })
  })
}
