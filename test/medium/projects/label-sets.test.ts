import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeBoss } from '#server/jobs/boss.ts'
import { db } from '#server/platform/db.ts'
import { testDatabase } from '#test/kit/database.ts'
import { type Cast, makeCast, makeWorld, type World } from '../access/world.ts'

await testDatabase()
afterAll(closeBoss)

let cast: Cast
let world: World
beforeAll(async () => {
  cast = await makeCast()
  world = await makeWorld(cast)
})

const get = () => cast.editor.api.projects.labelSet.get({ projectId: world.projectId })
const save = (labelSet: World['labelSet'], baseVersion: number) =>
  cast.editor.api.projects.labelSet.save({ projectId: world.projectId, baseVersion, labelSet })

test('a save is a new version; the older ones stay; a save from an older one is refused', async () => {
  const first = await get()
  const renamed = first.labels.map((label) =>
    label.id === 'prep' ? { ...label, name: 'Setting up' } : label,
  )
  const second = await save({ ...first, labels: renamed }, 1)
  expect(second.version).toBe(2)
  expect((await get()).labels[0]?.name).toBe('Setting up')
  await expect(save(first, 1)).rejects.toThrow(
    /saved version 2 of these labels meanwhile; yours began from version 1/,
  )
  const versions = await db().labelSetRow.findMany({ where: { projectId: world.projectId } })
  expect(versions.length).toBe(2)
})

test('of two saves from the same version one is accepted', async () => {
  const now = await get()
  const both = await Promise.allSettled([save(now, now.version), save(now, now.version)])
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('a label in use stays; the sentence says how often and where', async () => {
  const { recordingId, projectId } = world
  const mark = { recordingId, trackId: 'phase', layerId: 'shared', labelId: 'close' }
  const marks = [0n, 10n, 20n].map((start) => ({ ...mark, id: `a${start}`, start, end: start + 10n }))
  await db().annotation.createMany({ data: marks })
  const now = await get()
  const without = {
    ...now,
    labels: now.labels.filter((label) => label.id !== 'close'),
    tracks: now.tracks.map((track) => ({ ...track, labelIds: ['prep'] })),
  }
  await expect(save(without, now.version)).rejects.toThrow(
    '"Closing" is used 3 times in 1 recording. Relabel or delete these annotations first, or keep the label.',
  )
  expect((await get()).version).toBe(now.version)
  await db().recording.update({ where: { id: recordingId }, data: { deletedAt: new Date() } })
  await expect(save(without, now.version)).rejects.toThrow(/used 3 times/)
  await db().annotation.deleteMany({ where: { recordingId } })
  expect((await save(without, now.version)).labels.map((label) => label.id)).toEqual(['prep'])
  expect(await db().auditRow.count({ where: { projectId, action: 'labels.changed' } })).toBe(3)
})

test('a set that contradicts itself is refused with what is wrong', async () => {
  const now = await get()
  const [track] = now.tracks
  const [label] = now.labels
  const other = { ...label!, id: 'other', name: 'Other' }
  const cases: [Partial<typeof now>, RegExp][] = [
    [{ labels: [label!, label!] }, /Two labels have the id "prep"/],
    [{ tracks: [{ ...track!, labelIds: ['nothing'] }] }, /names the label "nothing"/],
    [{ tracks: [{ ...track!, parentId: 'gone' }] }, /inside a track that is not in the list/],
    [{ tracks: [{ ...track!, parentId: track!.id }] }, /cannot lie inside itself/],
    [
      { labels: [label!, other], tracks: [{ ...track!, labelIds: ['prep', 'other'] }] },
      /have the key 1\. Change one/,
    ],
  ]
  for (const [change, why] of cases)
    await expect(save({ ...now, ...change }, now.version)).rejects.toThrow(why)
})
