/** The document on a real Postgres: what is accepted, by whom, and what is written with it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apply } from '#media/core/document/apply.ts'
import { type Diff, EMPTY_DIFF } from '#media/core/document/diff.ts'
import { newId } from '#media/core/document/ids.ts'
import type { AnnotationRecord, DocumentRecord } from '#media/core/document/records.ts'
import { decodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import {
  changeOnServer,
  changesSince,
  forgetOpenDocuments,
  history,
  ownRevisions,
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
import { second } from '#test/kit/doc.ts'
import { addMember, type Person, person } from '#test/kit/people.ts'

await testDatabase()
afterAll(closeBus)

let owner: Person
let anna: Person
let ben: Person
let viewer: Person
let stranger: Person
let projectId: string

beforeAll(async () => {
  owner = await person('Owner')
  anna = await person('Anna')
  ben = await person('Ben')
  viewer = await person('Viewer')
  stranger = await person('Stranger')
  projectId = (await makeProject({ name: 'P', template: 'procedure', ownerId: owner.userId })).id
  await addMember(projectId, anna.userId, 'annotator')
  await addMember(projectId, ben.userId, 'annotator')
  await addMember(projectId, viewer.userId, 'viewer')
})

const newRecording = async () => (await createRecording(owner.actor, { projectId, name: 'R' })).id

function made(
  trackId: string,
  labelId: string,
  start: number,
  end: number,
  more: Partial<AnnotationRecord> = {},
) {
  const record: AnnotationRecord = {
    type: 'annotation',
    id: newId(),
    trackId,
    layerId: SHARED_LAYER_ID,
    labelId,
    start: second(start),
    end: second(end),
    attributes: {},
    note: '',
    authorId: null,
    confidence: null,
    origin: null,
    speakerId: null,
    speech: null,
    ...more,
  }
  return record
}

const adding = (...records: DocumentRecord[]): Diff => ({
  ...EMPTY_DIFF,
  added: Object.fromEntries(records.map((r) => [r.id, r])),
})

let seq = 0
function send(who: Person, recordingId: string, diff: Diff, more: { seq?: number; undoes?: string } = {}) {
  return push(who.actor, {
    recordingId,
    baseRev: 0,
    clientId: `client-${who.userId}`,
    seq: more.seq ?? ++seq,
    diff,
    sentence: 'Did something',
    undoes: more.undoes ?? null,
  })
}

function accepted(answer: PushAnswer) {
  if (answer.status !== 'accepted') throw new Error(answer.message)
  return answer
}

/** Records as the database alone has them. */
async function stored(recordingId: string): Promise<Map<string, DocumentRecord>> {
  forgetOpenDocuments(recordingId)
  const { model } = decodeSnapshot((await snapshot(owner.actor, recordingId)).data)
  return new Map([...model.records()].map((r) => [r.id, r]))
}

test('a recording begins with the tracks of its template and one layer for all', async () => {
  const recordingId = await newRecording()
  const { revision, data } = await snapshot(viewer.actor, recordingId)
  const { model } = decodeSnapshot(data)
  expect(revision).toBe(0)
  expect(model.tracks.map((t) => t.id).slice(0, 2)).toEqual(['phase', 'step'])
  expect(model.layers.map((l) => [l.id, l.kind, l.ownerId])).toEqual([[SHARED_LAYER_ID, 'people', null]])
  const reads = await db().auditRow.findMany({ where: { recordingId, action: 'recording.read' } })
  expect(reads.map((r) => r.userId)).toEqual([viewer.userId])
})

test('rows, revision and audit come together, and the author is the one who pushed', async () => {
  const recordingId = await newRecording()
  const a = made('phase', 'preparation', 0, 10, { authorId: ben.userId, origin: 'model:x', confidence: 0.5 })
  const answer = accepted(await send(anna, recordingId, adding(a)))
  expect(answer.revision).toBe(1)
  expect(answer.diff.added[a.id]).toMatchObject({ authorId: anna.userId, origin: null, confidence: null })
  expect((await stored(recordingId)).get(a.id)).toEqual(answer.diff.added[a.id])
  const audits = await db().auditRow.findMany({ where: { recordingId, action: 'document.changed' } })
  expect(audits.map((r) => [r.userId, r.projectId])).toEqual([[anna.userId, projectId]])
  expect(await changesSince(viewer.actor, recordingId, 0)).toMatchObject([
    { revision: 1, authorId: anna.userId, sentence: 'Did something', diff: answer.diff },
  ])
})

test('the same change sent again is answered and not carried out again', async () => {
  const recordingId = await newRecording()
  const a = made('action', 'grasp', 0, 10)
  const diff = adding(a)
  const answers = await Promise.all([1, 2, 3].map(() => send(anna, recordingId, diff, { seq: 999_001 })))
  expect(answers.map((answer) => accepted(answer).revision)).toEqual([1, 1, 1])
  expect((await db().recording.findUniqueOrThrow({ where: { id: recordingId } })).revision).toBe(1)
})

test('at once from many, each gets a revision of its own and none is lost', async () => {
  const recordingId = await newRecording()
  const all = Array.from({ length: 20 }, (_, i) => made('action', 'grasp', i, i + 1))
  const answers = await Promise.all(all.map((a, i) => send(i % 2 ? anna : ben, recordingId, adding(a))))
  expect(answers.map((x) => accepted(x).revision ?? 0).sort((x, y) => x - y)).toEqual(
    all.map((_, i) => i + 1),
  )
  const records = await stored(recordingId)
  for (const a of all) expect(records.has(a.id)).toBe(true)
})

test('the later writer wins, of interval ends too while the rules allow, and is told where they do not', async () => {
  const recordingId = await newRecording()
  const a = made('action', 'grasp', 0, 10)
  await send(anna, recordingId, adding(a))
  const change = (fields: Diff['updated'][string]): Diff => ({ ...EMPTY_DIFF, updated: { [a.id]: fields } })
  accepted(await send(anna, recordingId, change({ end: [second(10), second(12)], note: ['', 'anna'] })))
  const answer = accepted(
    await send(
      ben,
      recordingId,
      change({ end: [second(10), second(20)], note: ['', 'ben'], labelId: ['grasp', 'cut'] }),
    ),
  )
  expect(answer.overruled).toEqual([])
  expect(answer.diff.updated[a.id]).toEqual({
    end: [second(12), second(20)],
    note: ['anna', 'ben'],
    labelId: ['grasp', 'cut'],
  })
  const present = { end: second(20), note: 'ben', labelId: 'cut' }
  expect((await stored(recordingId)).get(a.id)).toMatchObject(present)
  accepted(await send(anna, recordingId, change({ start: [second(0), second(15)] })))
  const late = accepted(await send(ben, recordingId, change({ start: [second(0), second(25)] })))
  expect(late).toMatchObject({ revision: null, overruled: [{ id: a.id, field: 'start' }] })
  expect((await stored(recordingId)).get(a.id)).toMatchObject({ ...present, start: second(15) })
})

test('what breaks a rule is refused with the rule, and nothing is written', async () => {
  const recordingId = await newRecording()
  await send(anna, recordingId, adding(made('outside', 'out-of-body', 0, 10)))
  const before = await stored(recordingId)
  expect(await send(ben, recordingId, adding(made('outside', 'out-of-body', 5, 15)))).toMatchObject({
    status: 'refused',
    rule: 'overlap',
  })
  expect(await send(ben, recordingId, adding(made('step', 'irrigation', 0, 5)))).toMatchObject({
    rule: 'parent',
  })
  expect(await send(ben, recordingId, adding(made('phase', 'grasp', 0, 5)))).toMatchObject({ rule: 'label' })
  expect(await send(ben, recordingId, adding(made('phase', 'preparation', 5, 5)))).toMatchObject({
    rule: 'length',
  })
  expect(await send(ben, recordingId, adding(made('nowhere', 'grasp', 0, 5)))).toMatchObject({
    rule: 'missing',
  })
  expect(await stored(recordingId)).toEqual(before)
})

test('text that the database cannot hold is refused in a plain sentence', async () => {
  const recordingId = await newRecording()
  await expect(
    send(anna, recordingId, adding(made('action', 'grasp', 0, 1, { note: 'a\0b' }))),
  ).rejects.toThrow(/NUL/)
})

test('nobody’s changes are saved under another’s name', async () => {
  const recordingId = await newRecording()
  const input = {
    recordingId,
    baseRev: 0,
    clientId: 'tab',
    seq: 1,
    diff: adding(made('action', 'grasp', 0, 1)),
    sentence: 'Did something',
    undoes: null,
  }
  await expect(push(ben.actor, { ...input, userId: anna.userId })).rejects.toMatchObject({
    code: 'not-signed-in',
  })
  accepted(await push(anna.actor, { ...input, userId: anna.userId }))
})

describe('roles', () => {
  test('viewers and strangers change nothing', async () => {
    const recordingId = await newRecording()
    const diff = adding(made('action', 'grasp', 0, 1))
    await expect(send(viewer, recordingId, diff)).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(send(stranger, recordingId, diff)).rejects.toMatchObject({ code: 'not-found' })
    await expect(snapshot(stranger.actor, recordingId)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('annotators change how tracks look, editors what they are', async () => {
    const recordingId = await newRecording()
    const update = (fields: Diff['updated'][string]): Diff => ({ ...EMPTY_DIFF, updated: { phase: fields } })
    accepted(await send(anna, recordingId, update({ height: [40, 60] })))
    expect(await send(anna, recordingId, update({ locked: [false, true] }))).toMatchObject({
      status: 'refused',
    })
    accepted(await send(owner, recordingId, update({ locked: [false, true] })))
    expect(await send(anna, recordingId, adding(made('phase', 'preparation', 0, 5)))).toMatchObject({
      status: 'refused',
      rule: 'locked',
    })
  })

  test('a layer that belongs to somebody is theirs', async () => {
    const recordingId = await newRecording()
    const layer = (id: string, ownerId: string): DocumentRecord => ({
      type: 'layer',
      id,
      name: id,
      kind: 'people',
      ownerId,
      locked: false,
      model: null,
    })
    accepted(await send(anna, recordingId, adding(layer('annas', anna.userId))))
    expect(await send(anna, recordingId, adding(layer('bens', ben.userId)))).toMatchObject({
      status: 'refused',
    })
    const work = () => made('action', 'grasp', 0, 1, { layerId: 'annas' })
    accepted(await send(anna, recordingId, adding(work())))
    expect(await send(ben, recordingId, adding(work()))).toMatchObject({ status: 'refused' })
  })

  test('a recording that is complete stays as it is', async () => {
    const recordingId = await newRecording()
    await snapshot(owner.actor, recordingId)
    await setStage(owner.actor, { recordingId, stage: 'complete' })
    expect(await send(owner, recordingId, adding(made('action', 'grasp', 0, 1)))).toMatchObject({
      status: 'refused',
      message: expect.stringContaining('complete'),
    })
  })
})

test('what comes back by undo keeps its author and origin', async () => {
  const recordingId = await newRecording()
  const a = made('action', 'grasp', 0, 10, { authorId: ben.userId, origin: 'import:csv', confidence: 0.25 })
  await changeOnServer(projectId, {
    recordingId,
    userId: owner.userId,
    role: 'owner',
    diff: adding(a),
    sentence: 'Imported',
  })
  const present = (await stored(recordingId)).get(a.id)!
  expect(present).toMatchObject({ authorId: ben.userId, origin: 'import:csv', confidence: 0.25 })
  accepted(await send(anna, recordingId, { ...EMPTY_DIFF, removed: { [a.id]: present } }))
  accepted(await send(anna, recordingId, adding(present), { undoes: 'x:1' }))
  expect((await stored(recordingId)).get(a.id)).toEqual(present)
})

test('the log gives back the document, and one’s own changes', async () => {
  const recordingId = await newRecording()
  const { data } = await snapshot(owner.actor, recordingId)
  let records = new Map([...decodeSnapshot(data).model.records()].map((r) => [r.id, r] as const))
  const a = made('action', 'grasp', 0, 10)
  await send(anna, recordingId, adding(a))
  await send(ben, recordingId, { ...EMPTY_DIFF, updated: { [a.id]: { note: ['', 'x'] } } })
  await send(anna, recordingId, { ...EMPTY_DIFF, updated: { [a.id]: { 'attributes.hand': [null, 'left'] } } })
  const log = (await changesSince(anna.actor, recordingId, 0))!
  expect(log.map((r) => r.revision)).toEqual([1, 2, 3])
  for (const r of log) records = apply(records, r.diff)
  expect(await stored(recordingId)).toEqual(records)
  expect((await ownRevisions(anna.actor, recordingId)).map((r) => r.revision)).toEqual([1, 3])
  const rows = await history(viewer.actor, { recordingId, limit: 2 })
  expect(rows.map((r) => [r.revision, r.authorName])).toEqual([
    [3, 'Anna'],
    [2, 'Ben'],
  ])
  expect(await changesSince(anna.actor, recordingId, 7)).toBeNull()
})

/** Texts that a table of lines and tabs must not trip over. */
const AWKWARD = [
  '',
  'plain',
  '\\N',
  '\\.',
  'a\tb',
  'two\nlines\r\n',
  'back\\slash \\t',
  '"quoted", {braces}',
  '👩🏽‍⚕️ ü',
  ' ',
]

test('a bulk change of 20,000 goes in as one revision, and asks others to load anew', async () => {
  const recordingId = await newRecording()
  const all = Array.from({ length: 20_000 }, (_, i) =>
    made('action', 'grasp', i, i + 1, {
      note: AWKWARD[i % AWKWARD.length]!,
      attributes: i % 7 ? {} : { hand: AWKWARD[i % AWKWARD.length]! },
      origin: 'import:csv',
      confidence: i % 2 ? 1e-7 * i : null,
    }),
  )
  const imported = (list: AnnotationRecord[]) =>
    changeOnServer(projectId, {
      recordingId,
      userId: owner.userId,
      role: 'owner',
      diff: adding(...list),
      sentence: 'Imported 20,000 annotations',
    })
  // Half a character, which Postgres does not take: nothing of it goes in.
  const last = { ...all[19_999]!, attributes: { hand: '\ud800' } }
  await expect(imported([...all.slice(0, -1), last])).rejects.toThrow()
  expect(await db().annotation.count({ where: { recordingId } })).toBe(0)
  const { revision } = await imported(all)
  expect(revision).toBe(1)
  const records = await stored(recordingId)
  for (const a of [...all.slice(0, 200), ...all.slice(-200)]) expect(records.get(a.id)).toEqual(a)
  expect(await db().annotation.count({ where: { recordingId } })).toBe(20_000)
  expect(await changesSince(anna.actor, recordingId, 0)).toBeNull()
})
