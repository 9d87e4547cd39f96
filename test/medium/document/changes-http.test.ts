/** Changes as server-sent events over HTTP: who gets them, in order, and what ends the stream. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EventParser, type ServerEvent } from '#app/_studio/sync/event-stream.ts'
import { EMPTY_DIFF } from '#media/core/document/diff.ts'
import { newId } from '#media/core/document/ids.ts'
import { push, SHARED_LAYER_ID, snapshot } from '#server/documents/index.ts'
import { db } from '#server/platform/db.ts'
import { makeProject } from '#server/projects/index.ts'
import { busReady, closeBus } from '#server/realtime/bus.ts'
import { createRecording } from '#server/recordings/index.ts'
import { testDatabase } from '#test/kit/database.ts'
import { second } from '#test/kit/doc.ts'
import { addMember, type Person, person, serve } from '#test/kit/people.ts'

await testDatabase()
const { origin } = await serve()
afterAll(closeBus)

let owner: Person
let anna: Person
let stranger: Person
let projectId: string
let recordingId: string
beforeAll(async () => {
  owner = await person('Owner')
  anna = await person('Anna')
  stranger = await person('Stranger')
  projectId = (await makeProject({ name: 'P', template: 'gait', ownerId: owner.userId })).id
  await addMember(projectId, anna.userId, 'annotator')
  recordingId = (await createRecording(owner.actor, { projectId, name: 'R' })).id
  await snapshot(owner.actor, recordingId)
  await busReady()
})

let seq = 0
async function edit(note = ''): Promise<number> {
  const id = newId()
  const at = { start: second(++seq * 2), end: second(seq * 2 + 1), attributes: {}, note }
  const record = {
    type: 'annotation' as const,
    id,
    trackId: 'trial',
    layerId: SHARED_LAYER_ID,
    labelId: 'walking',
    ...at,
  }
  const added = {
    [id]: { ...record, authorId: null, confidence: null, origin: null, speakerId: null, speech: null },
  }
  const diff = { ...EMPTY_DIFF, added }
  const change = {
    recordingId,
    baseRev: 0,
    clientId: 'c',
    seq,
    diff,
    sentence: `Added ${note}`,
    undoes: null,
  }
  const answer = await push(owner.actor, change)
  if (answer.status !== 'accepted' || answer.revision === null) throw new Error('not accepted')
  return answer.revision
}

const ask = (cookie: string, after: number | string, signal?: AbortSignal) =>
  fetch(`${origin}/api/documents/${recordingId}/changes?after=${after}`, {
    headers: { cookie },
    signal: signal ?? null,
  })

async function* events(response: Response): AsyncGenerator<ServerEvent> {
  const parser = new EventParser()
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield* parser.push(part.value)
}
const revisionsOf = ({ data }: ServerEvent) =>
  (JSON.parse(data) as { revision: number }[]).map((r) => r.revision)

test('every change once and in order, after the one that is said', async () => {
  for (let i = 0; i < 3; i++) await edit()
  const stop = new AbortController()
  const response = await ask(anna.cookie, 1, stop.signal)
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
  const got: number[] = []
  const stream = events(response)
  const reading = (async () => {
    for await (const event of stream) {
      got.push(...revisionsOf(event))
      expect(Number(event.id)).toBe(got.at(-1))
      if (got.at(-1)! >= 30) return
    }
  })()
  while ((await edit('x'.repeat(seq % 9 === 0 ? 9000 : 1))) < 30);
  await reading
  expect(got).toEqual(Array.from({ length: 29 }, (_, i) => i + 2))
  stop.abort()
})

test('strangers and nobody get no stream, and wrong questions a sentence', async () => {
  expect((await ask('', 0)).status).toBe(401)
  expect((await ask(stranger.cookie, 0)).status).toBe(404)
  expect((await ask(anna.cookie, 'all')).status).toBe(400)
  const posted = await fetch(`${origin}/api/documents/${recordingId}/changes?after=0`, {
    method: 'POST',
    headers: { cookie: anna.cookie, origin },
  })
  expect(posted.status).toBe(400)
})

test('who is ahead of the log is told to start over; who loses their place is told why', async () => {
  const ahead = await ask(anna.cookie, 9999)
  expect((await events(ahead).next()).value).toMatchObject({ name: 'reset' })
  const stop = new AbortController()
  const stream = events(await ask(anna.cookie, 0, stop.signal))
  await stream.next()
  await owner.api.people.removeMember({ projectId, userId: anna.userId })
  let last: ServerEvent | undefined
  for await (const event of stream) last = event
  expect(last).toMatchObject({ name: 'failed' })
  expect(JSON.parse(last!.data)).toMatchObject({ code: 'not-found' })
  await addMember(projectId, anna.userId, 'annotator')
})

test('blind, hidden changes arrive empty', async () => {
  await db().project.update({ where: { id: projectId }, data: { work: 'blind' } })
  const { revision } = await snapshot(anna.actor, recordingId)
  const stop = new AbortController()
  const stream = events(await ask(anna.cookie, revision, stop.signal))
  await stream.next()
  await edit('Xylophone')
  const { value } = await stream.next()
  expect(revisionsOf(value as ServerEvent)).toEqual([revision + 1])
  expect((value as ServerEvent).data).not.toContain('Xylophone')
  stop.abort()
})
