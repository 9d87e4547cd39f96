/**
 * Blind work: nothing of other people's marks leaves the server for an annotator or a viewer, whatever they ask. Every
 * procedure there is is called, a new one too; the same walk as an owner finds the words, so it can fail.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Diff, EMPTY_DIFF } from '#media/core/document/diff.ts'
import { newId } from '#media/core/document/ids.ts'
import type { AnnotationRecord, DocumentRecord, LayerRecord } from '#media/core/document/records.ts'
import { decodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import { ownLayerId } from '#media/core/document/standing.ts'
import { FORMATS } from '#media/core/formats/index.ts'
import { handleApi } from '#server/api/http.ts'
import { appRouter } from '#server/api/root.ts'
import {
  changesSince,
  forgetOpenDocuments,
  type PushAnswer,
  push,
  snapshot,
} from '#server/documents/index.ts'
import { closeBoss } from '#server/jobs/boss.ts'
import { db } from '#server/platform/db.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { testDatabase } from '#test/kit/database.ts'
import { second } from '#test/kit/doc.ts'
import { addMember, apiAs, type Person, person, serve } from '#test/kit/people.ts'
import { EXPECTED } from './expectations.ts'
import { type Cast, makeCast, makeWorld, type World } from './world.ts'

await testDatabase()
afterAll(async () => {
  await closeBoss()
  await closeBus()
})
const { origin } = await serve([handleApi])

/** In every text, name and value that is to stay hidden. */
const SECRET = 'Xylophone'
let cast: Cast
let ben: Person
let world: World
let anna: Person

let seq = 0
async function send(who: Person, diff: Partial<Diff>, sentence = `${SECRET} was done`): Promise<PushAnswer> {
  const { recordingId } = world
  const change = { recordingId, baseRev: 0, clientId: `of-${who.userId}`, seq: ++seq, sentence, undoes: null }
  return push(who.actor, { ...change, diff: { ...EMPTY_DIFF, ...diff } })
}
async function done(answer: Promise<PushAnswer>): Promise<number> {
  const given = await answer
  if (given.status !== 'accepted' || given.revision === null) throw new Error(JSON.stringify(given))
  return given.revision
}
const adding = (...records: DocumentRecord[]) => ({
  added: Object.fromEntries(records.map((r) => [r.id, r])),
})
const mark = (layerId: string, start: number, note = SECRET): AnnotationRecord => ({
  type: 'annotation',
  id: newId(),
  trackId: 'phase',
  layerId,
  labelId: 'prep',
  start: second(start),
  end: second(start + 1),
  attributes: {},
  note,
  authorId: null,
  confidence: null,
  origin: null,
  speakerId: null,
  speech: null,
})
const layer = (id: string, more: Partial<LayerRecord>): LayerRecord => ({
  type: 'layer',
  id,
  name: SECRET,
  kind: 'people',
  ownerId: null,
  locked: false,
  model: null,
  ...more,
})
const recordsOf = (data: Uint8Array) => [...decodeSnapshot(data).model.records()]

beforeAll(async () => {
  cast = await makeCast()
  ben = await person(`Ben-${SECRET}`)
  anna = cast.annotator
})

/** A recording that Ben and the owner have marked, in a project that then works blind. */
async function makeBlindWorld(): Promise<void> {
  world = await makeWorld(cast)
  const { projectId, recordingId } = world
  // Without files an export has all it needs.
  await db().asset.deleteMany({ where: { recordingId } })
  await addMember(projectId, ben.userId, 'annotator')
  await done(send(ben, adding(mark('shared', 0))))
  await cast.editor.api.projects.setWork({ projectId, work: 'blind' })
  await snapshot(ben.actor, recordingId)
  const bens = ownLayerId(ben.userId)
  await done(send(ben, { updated: { [bens]: { name: [`Ben-${SECRET}`, SECRET] } } }))
  await done(send(ben, adding(mark(bens, 0), mark(bens, 1))))
  await done(
    send(
      ben,
      adding(
        {
          type: 'comment',
          id: newId(),
          start: second(0),
          end: second(0),
          annotationId: null,
          threadId: null,
          text: SECRET,
          authorId: null,
          createdAt: '',
          resolvedBy: null,
        },
        { type: 'bookmark', id: newId(), at: second(1), name: SECRET, authorId: null },
      ),
    ),
  )
  const clips = [{ recordingId, start: 0, end: 1, name: SECRET, annotationId: null, labelId: null }]
  const { id } = await ben.api.playlists.create({ projectId, name: SECRET, query: null, clips })
  world.playlistId = id
  await done(send(cast.owner, adding(layer('agreed', { kind: 'adjudicated' }), mark('agreed', 0))))
}

describe('nothing leaks', () => {
  beforeAll(makeBlindWorld)

  test.each(['annotator', 'viewer'] as const)('through any procedure to the %s', async (role) => {
    const found: string[] = []
    for (const path of Object.keys(appRouter._def.procedures)) {
      const text = await everythingFrom(path, cast[role], role)
      if (text.includes(SECRET)) found.push(path)
    }
    // Whose accounts there are is no secret of a recording.
    expect(found.filter((path) => path !== 'people.members')).toEqual([])
  })

  test('while the owner finds it by the same walk', async () => {
    const finds = async (path: string) => (await everythingFrom(path, cast.owner, 'owner')).includes(SECRET)
    for (const path of [
      'documents.snapshot',
      'documents.since',
      'documents.changes',
      'documents.history',
      'exports.make',
    ])
      expect(await finds(path), path).toBe(true)
    expect(await finds('documents.at')).toBe(true)
    for (const path of ['search.find', 'playlists.list', 'playlists.get'])
      expect(await finds(path), path).toBe(true)
    expect(await finds('recordings.list')).toBe(true)
  })

  test('through the document’s bytes, at any revision, or an export of any kind', async () => {
    const { recordingId } = world
    const answer = await fetch(`${origin}/api/documents/${recordingId}/snapshot`, {
      headers: { cookie: anna.cookie },
    })
    expect(Buffer.from(await answer.arrayBuffer()).includes(SECRET)).toBe(false)
    const { revision } = await snapshot(anna.actor, recordingId)
    for (let n = 0; n <= revision; n++) {
      const then = await anna.api.documents.at({ recordingId, revision: n })
      expect(JSON.stringify(then) + Buffer.from(then.data, 'base64').toString()).not.toContain(SECRET)
    }
    for (const { id: formatId } of FORMATS) {
      const made = await anna.api.exports.make({ recordingId, formatId })
      expect(JSON.stringify(made), formatId).not.toContain(SECRET)
    }
  })

  test('through what a push is answered', async () => {
    const everything = recordsOf((await snapshot(cast.owner.actor, world.recordingId)).data)
    const bens = everything.find((r) => r.type === 'annotation' && r.layerId === ownLayerId(ben.userId))!
    const attempts: Partial<Diff>[] = [
      { updated: { [bens.id]: { note: ['', 'mine now'] } } },
      { removed: { [bens.id]: bens } },
      adding({ ...(bens as AnnotationRecord), note: 'mine now' }),
      adding(mark('shared', 1, 'x')),
      adding(mark(ownLayerId(ben.userId), 2, 'x')),
      { updated: { [ownLayerId(ben.userId)]: { name: [SECRET, 'x'] } } },
    ]
    for (const diff of attempts) {
      const answer = await send(anna, diff, 'Tried')
      expect(answer.status === 'refused' || answer.revision === null).toBe(true)
      const said = answer.status === 'refused' ? answer.message : JSON.stringify(answer.diff)
      expect(said).not.toContain(SECRET)
    }
    forgetOpenDocuments(world.recordingId)
    expect(recordsOf((await snapshot(cast.owner.actor, world.recordingId)).data)).toEqual(
      expect.arrayContaining([bens]),
    )
    // Nor does a change of Ben's name give its content.
    const asBen = { clientId: `of-${ben.userId}`, seq: 1 }
    const answer = await push(anna.actor, {
      ...{ recordingId: world.recordingId, baseRev: 0, diff: EMPTY_DIFF, sentence: 'x', undoes: null },
      ...asBen,
    })
    expect(JSON.stringify(answer)).not.toContain(SECRET)
  })
})

describe('who works blind', () => {
  beforeAll(makeBlindWorld)

  test('has a layer of their own from the first look, sees it and tracks, and models’ layers', async () => {
    await done(
      send(
        cast.owner,
        adding(layer('model', { kind: 'model', model: 'm@1', name: 'Model' }), mark('model', 3, '')),
      ),
    )
    const records = recordsOf((await snapshot(anna.actor, world.recordingId)).data)
    expect(
      records
        .filter((r) => r.type === 'layer')
        .map((r) => r.id)
        .sort(),
    ).toEqual(['model', ownLayerId(anna.userId)].sort())
    expect(records.filter((r) => r.type === 'annotation').map((r) => r.layerId)).toEqual(['model'])
    expect(records.some((r) => r.type === 'track')).toBe(true)
    const own = records.find((r) => r.id === ownLayerId(anna.userId))
    expect(own).toMatchObject({ name: anna.actor.name, ownerId: anna.userId, kind: 'people' })
    await done(send(anna, adding(mark(ownLayerId(anna.userId), 0, 'my own')), 'Marked'))
    const owners = recordsOf((await snapshot(cast.owner.actor, world.recordingId)).data)
    expect(owners.filter((r) => r.type === 'annotation').length).toBeGreaterThan(4)
  })

  test('two tabs that open at once make one layer', async () => {
    await makeBlindWorld()
    await Promise.all([1, 2, 3].map(() => snapshot(anna.actor, world.recordingId)))
    expect(await db().layer.count({ where: { recordingId: world.recordingId, ownerId: anna.userId } })).toBe(
      1,
    )
  })

  test('gets every revision, hidden ones empty and without a name', async () => {
    const { recordingId } = world
    const all = (await changesSince(cast.owner.actor, recordingId, 0))!
    const seen = (await changesSince(anna.actor, recordingId, 0))!
    expect(seen.map((r) => r.revision)).toEqual(all.map((r) => r.revision))
    for (const [i, entry] of seen.entries())
      if (all[i]!.authorId === ben.userId)
        expect(entry).toMatchObject({ clientId: 'hidden', authorId: null, sentence: '', diff: EMPTY_DIFF })
  })

  test('sees what an editor brings into their layer arrive, and what they take out of it go', async () => {
    const { recordingId } = world
    const own = ownLayerId(anna.userId)
    const hidden = mark('agreed', 1, 'brought')
    const before = await done(send(cast.owner, adding(hidden)))
    const move = (from: string, to: string) =>
      send(cast.owner, { updated: { [hidden.id]: { layerId: [from, to] } } })
    await done(move('agreed', own))
    await done(send(cast.owner, { updated: { [hidden.id]: { note: ['brought', 'then'] } } }))
    await done(move(own, 'agreed'))
    const seen = (await changesSince(anna.actor, recordingId, before))!
    expect(seen.map((r) => r.diff)).toMatchObject([
      { added: { [hidden.id]: { layerId: own, note: 'brought' } }, updated: {}, removed: {} },
      { updated: { [hidden.id]: { note: ['brought', 'then'] } } },
      { removed: { [hidden.id]: { layerId: own, note: 'then' } }, added: {}, updated: {} },
    ])
  })

  test('is sent back to a snapshot when a whole layer comes into sight', async () => {
    const before = await done(send(cast.owner, adding(layer('spare', {}), mark('spare', 9))))
    await done(send(cast.owner, { updated: { spare: { ownerId: [null, anna.userId] } } }))
    expect(await changesSince(anna.actor, world.recordingId, before)).toBeNull()
    expect(recordsOf((await snapshot(anna.actor, world.recordingId)).data)).toContainEqual(
      expect.objectContaining({ id: 'spare' }),
    )
  })

  test('and a stream that is open starts over the moment the project changes to blind', async () => {
    await makeBlindWorld()
    const { projectId, recordingId } = world
    await cast.editor.api.projects.setWork({ projectId, work: 'own' })
    const stop = new AbortController()
    const api = apiAs(anna.actor, anna.cookie, stop.signal)
    const { revision } = await snapshot(anna.actor, recordingId)
    const stream = (await api.documents.changes({ recordingId, after: revision }))[Symbol.asyncIterator]()
    await stream.next()
    await done(send(cast.owner, adding(mark('shared', 1))))
    expect(JSON.stringify((await stream.next()).value)).toContain(SECRET)
    await cast.editor.api.projects.setWork({ projectId, work: 'blind' })
    const item = (await stream.next()).value
    expect(item).toMatchObject({ reset: true })
    const after = (await snapshot(anna.actor, recordingId)).revision
    const again = (await api.documents.changes({ recordingId, after }))[Symbol.asyncIterator]()
    await again.next()
    await done(send(cast.owner, adding(mark('shared', 2))))
    const next = JSON.stringify((await again.next()).value)
    expect(next).toContain('hidden')
    expect(next).not.toContain(SECRET)
    stop.abort()
  })
})

/** All that a procedure gives or says, as text; bytes in base64 as the text in them. */
async function everythingFrom(
  path: string,
  who: Person,
  asker: 'annotator' | 'viewer' | 'owner',
): Promise<string> {
  const abort = new AbortController()
  const api = apiAs(who.actor, who.cookie, abort.signal)
  // Words must be asked of the whole log, not of its beginning.
  const input = { ...((await EXPECTED[path]?.input?.(world, asker)) as object) }
  if (path === 'documents.at')
    Object.assign(input, { revision: (await snapshot(who.actor, world.recordingId)).revision })
  if (path === 'search.find')
    Object.assign(input, { query: { version: 1, find: [{ field: 'text', value: SECRET }] } })
  if (asker === 'owner' && !/\.(snapshot|since|changes|history|make|at|list|find|get)$/.test(path)) return ''
  const procedure = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], api)
  try {
    const result = await (procedure as (input: unknown) => Promise<unknown>)(
      Object.keys(input).length ? input : undefined,
    )
    return asText(isStream(result) ? await itemsOf(result) : result)
  } catch (error) {
    return error instanceof Error ? `${error.message} ${asText(error)}` : String(error)
  } finally {
    abort.abort()
  }
}

async function itemsOf(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const items: unknown[] = []
  const iterator = stream[Symbol.asyncIterator]()
  const end = sleep(250).then(() => null)
  for (let next = await Promise.race([iterator.next(), end]); next && !next.done; ) {
    items.push(next.value)
    next = await Promise.race([iterator.next(), end])
  }
  return items
}

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

function asText(value: unknown): string {
  const bytes: string[] = []
  const text = JSON.stringify(value, (key, part: unknown) => {
    if (key === 'data' && typeof part === 'string') bytes.push(Buffer.from(part, 'base64').toString())
    return typeof part === 'bigint' ? String(part) : part
  })
  return `${text} ${bytes.join(' ')}`
}
