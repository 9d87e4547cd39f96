/** For tests that let jobs run: a project to put files in, and waiting until nothing is left to do. */
import { setTimeout as sleep } from 'node:timers/promises'
import { db } from '#server/platform/db.ts'

export async function makeTestProject(): Promise<{ projectId: string; userId: string }> {
  const user = await db().user.create({
    data: { id: crypto.randomUUID(), name: 'Ada', email: `${crypto.randomUUID()}@example.org` },
  })
  const project = await db().project.create({ data: { name: 'Test', template: 'procedure' } })
  await db().member.create({ data: { projectId: project.id, userId: user.id, role: 'owner' } })
  return { projectId: project.id, userId: user.id }
}

/** Waits until no job of the asset is queued or running. @throws when that takes too long */
export async function jobsDone(assetId: string, seconds = 60): Promise<void> {
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    const open = await db().jobRun.count({ where: { assetId, state: { in: ['queued', 'running'] } } })
    if (open === 0) return
    await sleep(50)
  }
  const runs = await db().jobRun.findMany({ where: { assetId }, omit: { steps: true } })
  throw new Error(`jobs of ${assetId} are not done after ${seconds} s: ${JSON.stringify(runs)}`)
}
