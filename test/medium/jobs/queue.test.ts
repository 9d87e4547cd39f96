import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { endAdrift } from '#server/jobs/adrift.ts'
import { boss, closeBoss } from '#server/jobs/boss.ts'
import { cancelJob, enqueue, prioritise, WATCHED } from '#server/jobs/queue.ts'
import { db } from '#server/platform/db.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { testDatabase } from '#test/kit/database.ts'
import { makeTestProject } from '#test/kit/jobs.ts'

await testDatabase()
const { projectId } = await makeTestProject()
let assetId = ''
beforeEach(async () => {
  const recording = await db().recording.create({ data: { projectId, name: 'R' } })
  const asset = await db().asset.create({
    data: { recordingId: recording.id, fileName: 'a.mp4', state: 'preparing' },
  })
  assetId = asset.id
})
afterAll(async () => {
  await closeBoss()
  await closeBus()
})

const queued = (id: string) => boss().then((b) => b.findJobs('light', { id }))

describe('a job and what people see of it', () => {
  test('are written together', async () => {
    const id = await enqueue('ingest-asset', { assetId }, { assetId, projectId })
    expect(await queued(id)).toMatchObject([
      { id, state: 'created', data: { job: 'ingest-asset', payload: { assetId } } },
    ])
    expect(await db().jobRun.findUnique({ where: { id } })).toMatchObject({
      state: 'queued',
      assetId,
      progress: 0,
    })
  })

  test('are not there when the transaction they belong to fails', async () => {
    let id = ''
    const failing = db().$transaction(async (tx) => {
      id = await enqueue('ingest-asset', { assetId }, { assetId, tx })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await queued(id)).toEqual([])
    expect(await db().jobRun.findUnique({ where: { id } })).toBeNull()
  })
})

test('a payload that does not fit is refused before anything is written', async () => {
  await expect(enqueue('ingest-asset', { assetId: 5 as never }, { assetId })).rejects.toThrow()
  expect(await db().jobRun.count({ where: { assetId } })).toBe(0)
})

test('what someone watches comes first', async () => {
  const id = await enqueue('ingest-asset', { assetId }, { assetId, projectId })
  await prioritise(assetId)
  expect(await queued(id)).toMatchObject([{ priority: WATCHED }])
})

test('a waiting job that is cancelled never runs', async () => {
  const id = await enqueue('ingest-asset', { assetId }, { assetId, projectId })
  expect(await cancelJob(id)).toBe(true)
  expect(await queued(id)).toMatchObject([{ state: 'cancelled' }])
  expect(await db().jobRun.findUnique({ where: { id } })).toMatchObject({ state: 'cancelled' })
  expect(await db().asset.findUnique({ where: { id: assetId } })).toMatchObject({ state: 'failed' })
  expect(await cancelJob(id)).toBe(false)
})

test('a job that the queue has lost is ended with a sentence', async () => {
  const kept = await enqueue('ingest-asset', { assetId }, { assetId, projectId })
  const lost = await enqueue('transcode-asset', { assetId }, { assetId, projectId })
  await (await boss()).deleteJob('heavy', lost)
  await endAdrift()
  expect(await db().jobRun.findUnique({ where: { id: kept } })).toMatchObject({ state: 'queued' })
  expect(await db().jobRun.findUnique({ where: { id: lost } })).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('given up'),
  })
})
