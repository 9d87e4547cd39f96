/** Who is here: told on the bus, gone with the tab, and hidden from those who work blind. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '#server/platform/db.ts'
import { makeProject } from '#server/projects/index.ts'
import { busReady, closeBus, publish } from '#server/realtime/bus.ts'
import { presenceTopic, type Whereabouts } from '#server/realtime/presence.ts'
import { createRecording } from '#server/recordings/index.ts'
import { testDatabase } from '#test/kit/database.ts'
import { addMember, apiAs, type Person, person } from '#test/kit/people.ts'

await testDatabase()
afterAll(closeBus)

let owner: Person
let anna: Person
let ben: Person
let projectId: string
beforeAll(async () => {
  owner = await person('Owner')
  anna = await person('Anna')
  ben = await person('Ben')
  projectId = (await makeProject({ name: 'P', template: 'gait', ownerId: owner.userId })).id
  await addMember(projectId, anna.userId, 'annotator')
  await addMember(projectId, ben.userId, 'annotator')
  await busReady()
})

const newRecording = async () => (await createRecording(owner.actor, { projectId, name: 'R' })).id
const where = (recordingId: string, clientId: string, tick = 0) => ({
  ...{ recordingId, clientId, tick, playing: false, rate: 1, trackId: null, layerId: null },
  selectionIds: [],
})

interface Watch {
  next(): Promise<Whereabouts[]>
  stop(): void
}
async function watching(who: Person, recordingId: string, clientId: string): Promise<Watch> {
  const abort = new AbortController()
  const api = apiAs(who.actor, who.cookie, abort.signal)
  const stream = (await api.presence.watch({ recordingId, clientId }))[Symbol.asyncIterator]()
  return {
    next: async () => (await stream.next()).value as Whereabouts[],
    stop: () => abort.abort(),
  }
}

test('others are told who came, where they are, and that they went', async () => {
  const recordingId = await newRecording()
  const annas = await watching(anna, recordingId, 'tab-a')
  expect(await annas.next()).toEqual([])
  const bens = await watching(ben, recordingId, 'tab-b')
  await bens.next()
  await ben.api.presence.say(where(recordingId, 'tab-b', 7))
  expect(await annas.next()).toMatchObject([{ clientId: 'tab-b', userId: ben.userId, name: 'Ben', tick: 7 }])
  await sleep(110)
  await ben.api.presence.say(where(recordingId, 'tab-b', 8))
  expect(await annas.next()).toMatchObject([{ tick: 8 }])
  // The tab goes, however it went: its stream ends.
  const gone = annas.next()
  bens.stop()
  const last = bens.next().catch(() => undefined)
  expect(await gone).toEqual([])
  await last
  annas.stop()
  expect(await db().auditRow.count({ where: { recordingId, action: { contains: 'presence' } } })).toBe(0)
})

test('what people on another process say is heard', async () => {
  const recordingId = await newRecording()
  const annas = await watching(anna, recordingId, 'tab-a')
  await annas.next()
  const news = { ...where(recordingId, 'far', 3), userId: ben.userId, name: 'Ben' }
  publish(presenceTopic(recordingId), news)
  expect(await annas.next()).toMatchObject([{ clientId: 'far', tick: 3 }])
  annas.stop()
})

test('nobody speaks for another’s tab, and too much is not heard', async () => {
  const recordingId = await newRecording()
  const annas = await watching(anna, recordingId, 'tab-a')
  await annas.next()
  await ben.api.presence.say(where(recordingId, 'tab-b', 1))
  await annas.next()
  await sleep(110)
  await owner.api.presence.say(where(recordingId, 'tab-b', 99))
  await owner.api.presence.leave({ recordingId, clientId: 'tab-b' })
  await ben.api.presence.say(where(recordingId, 'tab-b', 2))
  // Too soon after the last.
  await ben.api.presence.say(where(recordingId, 'tab-b', 3))
  expect(await annas.next()).toMatchObject([{ userId: ben.userId, tick: 2 }])
  annas.stop()
})

test('who works blind sees nobody, from the moment the project does; editors see all', async () => {
  const recordingId = await newRecording()
  const annas = await watching(anna, recordingId, 'tab-a')
  const owners = await watching(owner, recordingId, 'tab-o')
  await annas.next()
  await owners.next()
  await ben.api.presence.say(where(recordingId, 'tab-b', 1))
  expect(await annas.next()).toHaveLength(1)
  expect(await owners.next()).toHaveLength(1)
  await owner.api.projects.setWork({ projectId, work: 'blind' })
  expect(await annas.next()).toEqual([])
  await sleep(110)
  await ben.api.presence.say(where(recordingId, 'tab-b', 2))
  expect(await owners.next()).toMatchObject([{ tick: 2 }])
  const nothing = await Promise.race([annas.next(), sleep(700).then(() => 'nothing')])
  expect(nothing).toBe('nothing')
  annas.stop()
  owners.stop()
  await owner.api.projects.setWork({ projectId, work: 'together' })
})
