/** Whose things are is the server's word, and who may touch them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Diff, EMPTY_DIFF, type FieldChange } from '#media/core/document/diff.ts'
import { newId } from '#media/core/document/ids.ts'
import type {
  AnnotationRecord,
  BookmarkRecord,
  CommentRecord,
  DocumentRecord,
  LayerRecord,
  TraceRecord,
} from '#media/core/document/records.ts'
import { decodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import {
  changeOnServer,
  forgetOpenDocuments,
  type PushAnswer,
  push,
  SHARED_LAYER_ID,
  snapshot,
} from '#server/documents/index.ts'
import { db } from '#server/platform/db.ts'
import { makeProject } from '#server/projects/index.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { createRecording, setStage } from '#server/recordings/index.ts'
import { testDatabase } from '#test/kit/database.ts'
import { annotation, second, track } from '#test/kit/doc.ts'
import { addMember, type Person, person } from '#test/kit/people.ts'
import { seededRandom } from '#test/kit/random.ts'

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
  projectId = (await makeProject({ name: 'P', template: 'session', ownerId: owner.userId })).id
  await addMember(projectId, anna.userId, 'annotator')
  await addMember(projectId, ben.userId, 'annotator')
})

const newRecording = async () => (await createRecording(owner.actor, { projectId, name: 'R' })).id

let seq = 0
const send = (who: Person, recordingId: string, diff: Diff): Promise<PushAnswer> =>
  push(who.actor, {
    recordingId,
    baseRev: 0,
    clientId: `client-${who.userId}`,
    seq: ++seq,
    diff,
    sentence: 'Did something',
    undoes: null,
  })

async function accepted(answer: Promise<PushAnswer>) {
  const given = await answer
  if (given.status !== 'accepted') throw new Error(given.message)
  return given
}
async function refusal(answer: Promise<PushAnswer>): Promise<string> {
  const given = await answer
  if (given.status !== 'refused') throw new Error('it was accepted')
  return given.message
}

const adding = (...records: DocumentRecord[]): Diff => ({
  ...EMPTY_DIFF,
  added: Object.fromEntries(records.map((r) => [r.id, r])),
})
const removing = (...records: DocumentRecord[]): Diff => ({
  ...EMPTY_DIFF,
  removed: Object.fromEntries(records.map((r) => [r.id, r])),
})
const updating = (id: string, fields: Record<string, FieldChange>): Diff => ({
  ...EMPTY_DIFF,
  updated: { [id]: fields },
})
async function stored(recordingId: string, id: string): Promise<DocumentRecord | undefined> {
  return decodeSnapshot((await snapshot(owner.actor, recordingId)).data).model.get(id)
}

const comment = (more: Partial<CommentRecord> = {}): CommentRecord => ({
  type: 'comment',
  id: newId(),
  start: second(1),
  end: second(1),
  annotationId: null,
  threadId: null,
  text: 'Is this the cystic duct?',
  authorId: null,
  createdAt: '1999-01-01T00:00:00.000Z',
  resolvedBy: null,
  ...more,
})
const bookmark = (): BookmarkRecord => ({
  type: 'bookmark',
  id: newId(),
  at: second(2),
  name: 'here',
  authorId: null,
})
const traceTrack = (id: string) => track(id, { kind: 'trace', order: 99 })
const trace = (layerId = SHARED_LAYER_ID): TraceRecord => ({
  type: 'trace',
  id: newId(),
  trackId: 'valence',
  layerId,
  start: second(0),
  step: second(1),
  values: [0.1, 0.2],
  lag: 0,
  authorId: null,
})
const layer = (id: string, ownerId: string | null, more: Partial<LayerRecord> = {}): LayerRecord => ({
  type: 'layer',
  id,
  name: id,
  kind: 'people',
  ownerId,
  locked: false,
  model: null,
  ...more,
})

describe('comments', () => {
  test('their author and their time are the server’s word', async () => {
    const recordingId = await newRecording()
    const c = comment({ authorId: ben.userId, resolvedBy: ben.userId })
    await accepted(send(anna, recordingId, adding(c)))
    const made = (await stored(recordingId, c.id)) as CommentRecord
    expect(made).toMatchObject({ authorId: anna.userId, resolvedBy: null, text: c.text })
    expect(Math.abs(Date.now() - Date.parse(made.createdAt))).toBeLessThan(60_000)
    await accepted(
      send(anna, recordingId, updating(c.id, { authorId: [anna.userId, ben.userId], text: [c.text, 'No.'] })),
    )
    expect(await stored(recordingId, c.id)).toEqual({ ...made, text: 'No.' })
  })

  test('words are changed and removed by their author or an editor; any annotator settles the thread, in their own name', async () => {
    const recordingId = await newRecording()
    const c = comment()
    await accepted(send(anna, recordingId, adding(c)))
    const made = (await stored(recordingId, c.id))!
    expect(await refusal(send(ben, recordingId, updating(c.id, { text: [c.text, 'x'] })))).toMatch(/wrote/)
    expect(await refusal(send(ben, recordingId, removing(made)))).toMatch(/wrote/)
    await accepted(send(ben, recordingId, updating(c.id, { resolvedBy: [null, anna.userId] })))
    expect(await stored(recordingId, c.id)).toMatchObject({ resolvedBy: ben.userId, text: c.text })
    await accepted(send(owner, recordingId, updating(c.id, { text: [c.text, 'edited'] })))
    await accepted(send(anna, recordingId, removing(made)))
    expect(await stored(recordingId, c.id)).toBeUndefined()
  })

  test('one that comes back by undo keeps its author and time; other words do not get them', async () => {
    const recordingId = await newRecording()
    const c = comment()
    await accepted(send(anna, recordingId, adding(c)))
    const made = (await stored(recordingId, c.id)) as CommentRecord
    await accepted(send(owner, recordingId, removing(made)))
    await accepted(send(owner, recordingId, adding(made)))
    expect(await stored(recordingId, c.id)).toEqual(made)
    await accepted(send(owner, recordingId, removing(made)))
    await accepted(send(owner, recordingId, adding({ ...made, text: 'Never said' })))
    expect(await stored(recordingId, c.id)).toMatchObject({ authorId: owner.userId, text: 'Never said' })
  })
})

test('bookmarks are their author’s', async () => {
  const recordingId = await newRecording()
  const b = bookmark()
  await accepted(send(anna, recordingId, adding({ ...b, authorId: ben.userId })))
  expect(await stored(recordingId, b.id)).toMatchObject({ authorId: anna.userId })
  expect(await refusal(send(ben, recordingId, updating(b.id, { name: ['here', 'there'] })))).toMatch(
    /bookmark/,
  )
  await accepted(send(anna, recordingId, updating(b.id, { name: ['here', 'there'] })))
  await accepted(send(owner, recordingId, removing((await stored(recordingId, b.id))!)))
})

test('traces lie in a layer, as annotations do', async () => {
  const recordingId = await newRecording()
  await accepted(send(owner, recordingId, adding(traceTrack('valence'))))
  const shared = trace()
  await accepted(send(anna, recordingId, adding(shared)))
  expect(await stored(recordingId, shared.id)).toMatchObject({ authorId: anna.userId, values: [0.1, 0.2] })
  await accepted(send(anna, recordingId, adding(layer('annas', anna.userId))))
  const annas = trace('annas')
  expect(await refusal(send(ben, recordingId, adding(annas)))).toMatch(/belongs to somebody else/)
  await accepted(send(anna, recordingId, adding(annas)))
  expect(await refusal(send(ben, recordingId, updating(annas.id, { values: [[0.1, 0.2], [1]] })))).toMatch(
    /belongs to somebody else/,
  )
  await accepted(send(anna, recordingId, updating('annas', { locked: [false, true] })))
  expect(await refusal(send(anna, recordingId, updating(annas.id, { values: [[0.1, 0.2], [1]] })))).toMatch(
    /locked/,
  )
})

test('numbers come back from the database to the last digit', async () => {
  const recordingId = await newRecording()
  await accepted(send(owner, recordingId, adding({ ...traceTrack('exact'), order: 1 + Number.EPSILON })))
  const random = seededRandom(7)
  const values = Array.from({ length: 2048 }, () => random() * 10 ** -Math.floor(random() * 9))
  const made = { ...trace(), values }
  await accepted(send(anna, recordingId, adding(made)))
  forgetOpenDocuments()
  expect(await stored(recordingId, made.id)).toMatchObject({ values })
  expect(await stored(recordingId, 'exact')).toMatchObject({ order: 1 + Number.EPSILON })
})

test('what is said to come from a file keeps that word; that a model made it is not a person’s to say', async () => {
  const recordingId = await newRecording()
  const { tracks } = decodeSnapshot((await snapshot(owner.actor, recordingId)).data).model
  const at = (n: number, origin: string) =>
    annotation(newId(), tracks[0]!.id, tracks[0]!.labelIds[0]!, second(n), second(n + 1), {
      ...{ layerId: SHARED_LAYER_ID, origin, confidence: 0.5 },
    })
  const [file, model] = [at(0, 'import:csv'), at(1, 'model:x@1')]
  await accepted(send(anna, recordingId, adding(file)))
  await accepted(send(anna, recordingId, adding(model)))
  expect(await stored(recordingId, file.id)).toMatchObject({ origin: 'import:csv', confidence: 0.5 })
  expect(await stored(recordingId, model.id)).toMatchObject({ origin: null, confidence: null })
})

describe('layers', () => {
  test('an annotator makes one of their own, names it, and no other', async () => {
    const recordingId = await newRecording()
    for (const wrong of [
      layer('l', ben.userId),
      layer('l', null),
      layer('l', anna.userId, { kind: 'adjudicated' }),
      layer('l', anna.userId, { kind: 'model', model: 'x@1' }),
    ])
      expect(await refusal(send(anna, recordingId, adding(wrong)))).toMatch(/Only an editor/)
    await accepted(send(anna, recordingId, adding(layer('annas', anna.userId))))
    expect(await refusal(send(anna, recordingId, adding(layer('second', anna.userId))))).toMatch(
      /already, “annas”/,
    )
    await accepted(send(anna, recordingId, updating('annas', { name: ['annas', 'Anna, first pass'] })))
    expect(await refusal(send(ben, recordingId, updating('annas', { name: ['annas', 'x'] })))).toMatch(
      /others/,
    )
    expect(
      await refusal(send(anna, recordingId, updating('annas', { ownerId: [anna.userId, null] }))),
    ).toMatch(/whose/)
    expect(
      await refusal(send(anna, recordingId, updating(SHARED_LAYER_ID, { locked: [false, true] }))),
    ).toMatch(/others/)
  })

  test('one that is locked when complete takes no changes, from anybody; only an editor opens it', async () => {
    const recordingId = await newRecording()
    await accepted(send(anna, recordingId, adding(layer('annas', anna.userId))))
    const trackId = 'privacy'
    const row = await db().track.findFirstOrThrow({
      where: { recordingId, kind: 'intervals', parentId: null },
    })
    const a: DocumentRecord = {
      type: 'annotation',
      id: newId(),
      trackId: row.id ?? trackId,
      layerId: 'annas',
      labelId: row.labelIds[0]!,
      start: second(0),
      end: second(1),
      attributes: {},
      note: '',
      authorId: null,
      confidence: null,
      origin: null,
      speakerId: null,
      speech: null,
    }
    await accepted(send(anna, recordingId, adding(a)))
    await accepted(send(anna, recordingId, updating('annas', { locked: [false, true] })))
    const present = (await stored(recordingId, a.id))!
    for (const who of [anna, owner]) {
      expect(await refusal(send(who, recordingId, updating(a.id, { note: ['', 'x'] })))).toMatch(/locked/)
      expect(await refusal(send(who, recordingId, removing(present)))).toMatch(/locked/)
      expect(
        await refusal(
          send(who, recordingId, adding({ ...a, id: newId(), start: second(3), end: second(4) })),
        ),
      ).toMatch(/locked/)
    }
    expect(await stored(recordingId, a.id)).toEqual(present)
    expect(await refusal(send(anna, recordingId, updating('annas', { locked: [true, false] })))).toMatch(
      /An editor or owner can open it/,
    )
    await accepted(send(owner, recordingId, updating('annas', { locked: [true, false] })))
    await accepted(send(anna, recordingId, updating(a.id, { note: ['', 'x'] })))
  })
})

test('a recording marked complete takes nothing of any kind, from anybody', async () => {
  const recordingId = await newRecording()
  await snapshot(owner.actor, recordingId)
  await setStage(owner.actor, { recordingId, stage: 'complete' })
  for (const record of [comment(), bookmark(), trace(), layer('annas', owner.userId)])
    expect(await refusal(send(owner, recordingId, adding(record)))).toMatch(/complete/)
})

describe('what a model suggested', () => {
  test('keeps its origin when it is taken over, and nothing else is believed', async () => {
    const recordingId = await newRecording()
    await stored(recordingId, 'nothing')
    const row = await db().track.findFirstOrThrow({ where: { recordingId, kind: 'transcript' } })
    const suggestion: AnnotationRecord = {
      ...{ type: 'annotation', id: newId(), trackId: row.id, layerId: 'heard', labelId: row.labelIds[0]! },
      ...{ start: second(1), end: second(2), attributes: {}, note: '', authorId: null, confidence: 0.75 },
      ...{ origin: 'model:ear@1', speakerId: null, speech: null },
    }
    const diff = adding(layer('heard', null, { kind: 'model', model: 'ear@1' }), suggestion)
    await changeOnServer(projectId, { recordingId, userId: null, role: null, diff, sentence: 'Heard' })
    const shared = (await db().layer.findFirstOrThrow({ where: { recordingId, kind: 'people' } })).id
    const taken = (origin: string): AnnotationRecord => ({
      ...suggestion,
      id: newId(),
      layerId: shared,
      confidence: 1,
      origin,
    })
    const honest = taken(`model:ear@1#${suggestion.id}`)
    const invented = taken(`model:ear@1#${newId()}`)
    const another = taken(`model:oracle@9#${suggestion.id}`)
    await accepted(send(anna, recordingId, adding(honest, invented, another)))
    expect(await stored(recordingId, honest.id)).toMatchObject({
      ...{ authorId: anna.userId, origin: honest.origin, confidence: 0.75 },
    })
    for (const { id } of [invented, another])
      expect(await stored(recordingId, id)).toMatchObject({
        authorId: anna.userId,
        origin: null,
        confidence: null,
      })
  })
})
