import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { boss } from '#server/jobs/boss.ts'
import { enqueue, WATCHED } from '#server/jobs/queue.ts'
import { db } from '#server/platform/db.ts'
import { makeProject } from '#server/projects/index.ts'
import { testDatabase } from '#test/kit/database.ts'
import { person, serve } from '#test/kit/people.ts'

await testDatabase()
await serve([])

test('what somebody opens is prepared before what was there first', async () => {
  const ann = await person('Ann')
  const { id: projectId } = await makeProject({ name: 'P', template: 'gait', ownerId: ann.userId })
  await boss()
  const queued = async (name: string) => {
    const { id: recordingId } = await ann.api.recordings.create({ projectId, name })
    const asset = await db().asset.create({
      data: { recordingId, fileName: `${name}.mp4`, state: 'preparing' },
    })
    const job = await enqueue('transcode-asset', { assetId: asset.id }, { assetId: asset.id, projectId })
    return { recordingId, job }
  }
  const first = await queued('first')
  const second = await queued('second')
  await ann.api.recordings.get({ recordingId: second.recordingId })
  const priorityOf = async (id: string) => {
    const rows = await db().$queryRaw<{ priority: number }[]>`
      SELECT priority FROM pgboss.job WHERE id = ${id}::uuid`
    return rows[0]?.priority
  }
  for (let i = 0; i < 100 && (await priorityOf(second.job)) !== WATCHED; i++) await sleep(50)
  expect([await priorityOf(first.job), await priorityOf(second.job)]).toEqual([0, WATCHED])
})
