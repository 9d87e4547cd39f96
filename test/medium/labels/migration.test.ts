/** Changes of a schema over several recordings, on a real Postgres: all or nothing, one step, taken back as one. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { EMPTY_DIFF } from '#media/core/document/diff.ts'
import { newId } from '#media/core/document/ids.ts'
import type { AnnotationRecord, LabelSet } from '#media/core/document/records.ts'
import { EMPTY_PLAN, type MigrationPlan } from '#media/core/labels/migrate.ts'
import { ownRevisions, push, readDocument, SHARED_LAYER_ID } from '#server/documents/index.ts'
import { migrateLabels } from '#server/labels/index.ts'
import { db } from '#server/platform/db.ts'
import { labelsTopic, lockLabelSet, makeProject, writeLabelSet } from '#server/projects/index.ts'
import { closeBus, subscribe } from '#server/realtime/bus.ts'
import { createRecording, removeRecording, setStage } from '#server/recordings/index.ts'
import { testDatabase } from '#test/kit/database.ts'
import { second } from '#test/kit/doc.ts'
import { addMember, type Person, person } from '#test/kit/people.ts'

await testDatabase()
afterAll(closeBus)

let owner: Person
let anna: Person
let projectId: string
let set: LabelSet

beforeAll(async () => {
  owner = await person('Olga')
  anna = await person('Anna')
})
beforeEach(async () => {
  projectId = (await makeProject({ name: 'P', template: 'procedure', ownerId: owner.userId })).id
  await addMember(projectId, anna.userId, 'annotator')
  set = await owner.api.projects.labelSet.get({ projectId })
})

function mark(labelId: string, start: number, end: number, trackId = 'anomaly', more = {}): AnnotationRecord {
  return {
    ...{ type: 'annotation', id: newId(), trackId, layerId: SHARED_LAYER_ID, labelId },
    ...{ start: second(start), end: second(end), attributes: {}, note: '' },
    ...{ authorId: null, confidence: null, origin: null, speakerId: null, speech: null },
    ...more,
  } as AnnotationRecord
}
let seq = 0
const add = (by: Person, recordingId: string, ...records: AnnotationRecord[]) =>
  push(by.actor, {
    ...{ recordingId, baseRev: 0, clientId: 'tab', seq: ++seq, sentence: 'Made', undoes: null },
    diff: { ...EMPTY_DIFF, added: Object.fromEntries(records.map((r) => [r.id, r])) },
  })
const update = (by: Person, recordingId: string, id: string, fields: Record<string, [unknown, unknown]>) =>
  push(by.actor, {
    ...{ recordingId, baseRev: 0, clientId: 'tab', seq: ++seq, sentence: 'Changed', undoes: null },
    diff: { ...EMPTY_DIFF, updated: { [id]: fields } },
  })
async function recording(name: string, ...records: AnnotationRecord[]): Promise<string> {
  const { id } = await createRecording(owner.actor, { projectId, name })
  if (records.length) expect((await add(anna, id, ...records)).status).toBe('accepted')
  return id
}
async function labelsIn(recordingId: string): Promise<string[]> {
  const { snapshot } = await readDocument(recordingId, projectId, null)
  return snapshot.records
    .filter((r) => r.type === 'annotation')
    .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
    .map((a) => a.labelId)
}
const without = (ids: string[]): LabelSet => ({
  ...set,
  labels: set.labels.filter((label) => !ids.includes(label.id)),
  tracks: set.tracks.map((t) => ({ ...t, labelIds: t.labelIds.filter((id) => !ids.includes(id)) })),
})
const input = (labelSet: LabelSet, plan: Partial<MigrationPlan>, baseVersion = 1) => ({
  ...{ projectId, baseVersion, labelSet },
  plan: { ...EMPTY_PLAN, ...plan },
})
/** Two labels of the track Anomaly become "bleeding". */
const GONE = ['thermal-injury', 'organ-injury']
const merge = () =>
  input(without(GONE), {
    moves: { 'thermal-injury': { to: 'bleeding', cases: [] }, 'organ-injury': { to: 'bleeding', cases: [] } },
  })

describe('a merge over several recordings', () => {
  test('is shown first, carried out as one revision each, told to everybody, audited, and taken back as one', async () => {
    const one = await recording('One', mark('bleeding', 0, 1), mark('thermal-injury', 2, 3))
    const two = await recording('Two', mark('organ-injury', 0, 1), mark('thermal-injury', 2, 3))
    const three = await recording('Three', mark('bleeding', 0, 1))
    const four = await recording('Four', mark('organ-injury', 0, 1))
    await removeRecording(owner.actor, four)

    const preview = await owner.api.labels.preview(merge())
    expect(preview.undecided).toEqual([])
    expect(
      preview.recordings
        .map(({ name, relabelled, deleted }) => ({ name, relabelled, deleted }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    ).toEqual([
      { name: 'Four', relabelled: { 'organ-injury': 1 }, deleted: true },
      { name: 'One', relabelled: { 'thermal-injury': 1 }, deleted: false },
      { name: 'Two', relabelled: { 'organ-injury': 1, 'thermal-injury': 1 }, deleted: false },
    ])
    expect(await labelsIn(one)).toEqual(['bleeding', 'thermal-injury'])

    const heard: unknown[] = []
    using _ = subscribe(labelsTopic(projectId), (news) => heard.push(news))
    const done = await owner.api.labels.migrate(merge())
    expect(heard).toEqual([{ version: 2 }])
    expect(done.version).toBe(2)
    for (const id of [one, two, three, four])
      expect(new Set(await labelsIn(id))).toEqual(new Set(['bleeding']))
    const made = await db().revision.findMany({
      where: { recordingId: { in: [one, two, three, four] }, clientId: `labels-${done.migrationId}` },
    })
    expect(made.length).toBe(3)
    expect(made.find((row) => row.recordingId === two)?.sentence).toBe(
      'Labels, version 2: “Thermal injury”, “Injury of another structure” became “Bleeding” (2 records)',
    )
    const inForce = await owner.api.projects.labelSet.get({ projectId })
    expect(inForce.labels.some((label) => GONE.includes(label.id))).toBe(false)
    expect(Object.keys(inForce.moved).sort()).toEqual([...GONE].sort())
    expect(await db().auditRow.count({ where: { projectId, action: 'labels.migrated' } })).toBe(1)
    expect(await db().auditRow.count({ where: { action: 'document.changed', recordingId: two } })).toBe(2)
    // Not one of the person's own steps: Ctrl+Z in one recording must not take back a part of it.
    expect((await ownRevisions(owner.actor, two)).length).toBe(0)

    const [version] = await owner.api.labels.versions({ projectId, limit: 5 })
    expect(version?.migration).toMatchObject({
      id: done.migrationId,
      recordings: 3,
      undoneAt: null,
      latest: true,
    })
    expect(version?.changes.filter((change) => change.kind === 'merged').length).toBe(2)

    const undone = await owner.api.labels.undoMigration({ migrationId: done.migrationId! })
    expect(undone).toEqual({ version: 3, recordings: 3, changedSince: 0, keptLabels: [] })
    expect(await labelsIn(one)).toEqual(['bleeding', 'thermal-injury'])
    expect(await labelsIn(two)).toEqual(['organ-injury', 'thermal-injury'])
    expect(await labelsIn(four)).toEqual(['organ-injury'])
    const back = await owner.api.projects.labelSet.get({ projectId })
    expect({ ...back, version: 1 }).toEqual(set)
    await expect(owner.api.labels.undoMigration({ migrationId: done.migrationId! })).rejects.toThrow(
      'taken back already',
    )
  })

  test('undone, it leaves what others changed since, and says how many', async () => {
    const first = mark('thermal-injury', 0, 1)
    const other = mark('thermal-injury', 2, 3)
    const one = await recording('One', first, other)
    const done = await owner.api.labels.migrate(merge())
    await update(anna, one, first.id, { labelId: ['bleeding', 'equipment-problem'] })
    await update(anna, one, other.id, { note: ['', 'checked'] })
    const fresh = mark('bleeding', 5, 6)
    await add(anna, one, fresh)
    const undone = await owner.api.labels.undoMigration({ migrationId: done.migrationId! })
    expect(undone).toMatchObject({ changedSince: 1, recordings: 1 })
    expect(await labelsIn(one)).toEqual(['equipment-problem', 'thermal-injury', 'bleeding'])
    const { snapshot } = await readDocument(one, projectId, null)
    expect(snapshot.records.find((r) => r.id === other.id)).toMatchObject({ note: 'checked' })
  })

  test('and the labels edited since stay, too', async () => {
    await recording('One', mark('thermal-injury', 0, 1))
    const done = await owner.api.labels.migrate(merge())
    const now = await owner.api.projects.labelSet.get({ projectId })
    const labels = now.labels.map((l) => (l.id === 'bleeding' ? { ...l, name: 'Hemorrhage' } : l))
    await owner.api.projects.labelSet.save({ projectId, baseVersion: 2, labelSet: { ...now, labels } })
    expect(await owner.api.labels.undoMigration({ migrationId: done.migrationId! })).toMatchObject({
      version: 4,
    })
    const back = await owner.api.projects.labelSet.get({ projectId })
    expect(back.labels.find((l) => l.id === 'bleeding')?.name).toBe('Hemorrhage')
    expect(back.labels.some((l) => l.id === 'thermal-injury')).toBe(true)
  })
})

describe('what is left as it is', () => {
  test('complete recordings and locked layers stay, their label stays as a retired one, and asked for they go along', async () => {
    const one = await recording('One', mark('thermal-injury', 0, 1))
    const two = await recording('Two', mark('thermal-injury', 0, 1))
    await setStage(owner.actor, { recordingId: one, stage: 'complete' })
    await update(owner, two, SHARED_LAYER_ID, { locked: [false, true] })
    const { recordings } = await owner.api.labels.preview(merge())
    expect(recordings.map(({ complete, left, relabelled }) => ({ complete, left, relabelled }))).toEqual(
      [one, two]
        .sort()
        .map((id) => ({ complete: id === one, left: { 'thermal-injury': 1 }, relabelled: {} })),
    )
    const done = await owner.api.labels.migrate(merge())
    expect(done.migrationId).toBeNull()
    const now = await owner.api.projects.labelSet.get({ projectId })
    expect(now.labels.find((l) => l.id === 'thermal-injury')).toMatchObject({ retired: true })
    expect(now.labels.some((l) => l.id === 'organ-injury')).toBe(false)

    const labelSet = { ...now, labels: now.labels.filter((l) => !l.retired) }
    const tracks = now.tracks.map((t) => ({
      ...t,
      labelIds: t.labelIds.filter((id) => id !== 'thermal-injury'),
    }))
    const plan = { moves: { 'thermal-injury': { to: 'bleeding', cases: [] } }, locked: true, complete: true }
    await owner.api.labels.migrate(input({ ...labelSet, tracks }, plan, now.version))
    expect(await labelsIn(one)).toEqual(['bleeding'])
    expect(await labelsIn(two)).toEqual(['bleeding'])
    const { snapshot } = await readDocument(two, projectId, null)
    expect(snapshot.records.find((r) => r.id === SHARED_LAYER_ID)).toMatchObject({ locked: true })
  })

  test('a used label that the plan says nothing about is refused, and nothing at all is changed', async () => {
    const one = await recording('One', mark('thermal-injury', 0, 1), mark('organ-injury', 2, 3))
    const half = input(without(GONE), { moves: { 'thermal-injury': { to: 'bleeding', cases: [] } } })
    expect((await owner.api.labels.preview(half)).undecided).toEqual([
      { labelId: 'organ-injury', annotations: 1, recordings: 1 },
    ])
    await expect(owner.api.labels.migrate(half)).rejects.toThrow(
      '“Injury of another structure” is used 1 time in 1 recording. Say what is to become of these annotations',
    )
    expect(await labelsIn(one)).toEqual(['thermal-injury', 'organ-injury'])
    expect((await owner.api.projects.labelSet.get({ projectId })).version).toBe(1)
  })

  test('fails in the last recording: the first ones are as before', async () => {
    const ids = [
      await recording('One', mark('thermal-injury', 0, 1)),
      await recording('Two', mark('thermal-injury', 0, 1)),
    ]
    const last = ids.sort().at(-1)!
    // A revision of that number is there already: the write meets the table's own key.
    await db().revision.create({
      data: { recordingId: last, number: 2, clientId: 'x', seq: 1, sentence: 'x', diff: {} },
    })
    await expect(migrateLabels(owner.actor, merge())).rejects.toThrow()
    for (const id of ids)
      expect(await db().annotation.count({ where: { recordingId: id, labelId: 'thermal-injury' } })).toBe(1)
    expect((await owner.api.projects.labelSet.get({ projectId })).version).toBe(1)
    expect(await db().labelMigration.count({ where: { projectId } })).toBe(0)
  })
})

test('a split decides by attribute and lists what it moved for review', async () => {
  const one = await recording(
    'One',
    mark('bleeding', 0, 1, 'anomaly', { attributes: { severity: 'major' } }),
    mark('bleeding', 2, 3, 'anomaly', { attributes: { severity: 'minor' } }),
    mark('bleeding', 4, 5),
  )
  const bleeding = set.labels.find((l) => l.id === 'bleeding')!
  const named = (id: string, key: string | null) => ({ ...bleeding, id, name: id, key })
  const base = without(['bleeding'])
  const labelSet = {
    ...base,
    labels: [...base.labels, named('minor-bleeding', bleeding.key), named('major-bleeding', null)],
    tracks: base.tracks.map((t) =>
      t.id === 'anomaly' ? { ...t, labelIds: [...t.labelIds, 'minor-bleeding', 'major-bleeding'] } : t,
    ),
  }
  const cases = [{ by: 'attribute:severity', value: 'major', to: 'major-bleeding' }]
  const done = await owner.api.labels.migrate(
    input(labelSet, { moves: { bleeding: { to: 'minor-bleeding', cases } }, review: ['bleeding'] }),
  )
  expect(await labelsIn(one)).toEqual(['major-bleeding', 'minor-bleeding', 'minor-bleeding'])
  const list = await db().playlist.findUniqueOrThrow({ where: { id: done.playlistId! } })
  expect(list.clips).toMatchObject([
    { recordingId: one, start: 0, end: second(1) },
    { recordingId: one, start: second(2), end: second(3) },
    { recordingId: one, start: second(4), end: second(5) },
  ])
  // An edit that was on its way with the old label lands by the same rule.
  await add(anna, one, mark('bleeding', 8, 9, 'anomaly', { attributes: { severity: 'major' } }))
  expect((await labelsIn(one)).at(-1)).toBe('major-bleeding')
})

describe('at once with people at work', () => {
  test('pushes with the label while it is merged: each ends with the new one, none is lost', async () => {
    const ids = [await recording('One', mark('thermal-injury', 0, 1)), await recording('Two')]
    const work = ids.flatMap((id) =>
      Array.from({ length: 12 }, (_, k) => add(anna, id, mark('thermal-injury', 10 + 2 * k, 11 + 2 * k))),
    )
    const [done, ...answers] = await Promise.all([owner.api.labels.migrate(merge()), ...work])
    expect(done.version).toBe(2)
    expect(answers.every((answer) => answer.status === 'accepted')).toBe(true)
    expect(await labelsIn(ids[0]!)).toEqual(Array(13).fill('bleeding'))
    expect(await labelsIn(ids[1]!)).toEqual(Array(12).fill('bleeding'))
  })

  test('a push that meets a change of labels half done waits for its end, and is judged by the new schema', async () => {
    const id = await recording('One')
    let answered = false
    let pushing: ReturnType<typeof add> | undefined
    await db().$transaction(async (tx) => {
      await lockLabelSet(tx, projectId)
      pushing = add(anna, id, mark('thermal-injury', 0, 1))
      void pushing.then(() => {
        answered = true
      })
      await new Promise((resolve) => setTimeout(resolve, 300))
      expect(answered).toBe(false)
      await writeLabelSet(tx, projectId, owner.userId, { ...without(GONE), version: 2 })
    })
    expect(await pushing).toMatchObject({ status: 'refused', rule: 'label' })
  })

  test('a label taken out of the schema while it is pushed: either the save or the push is refused, never both accepted', async () => {
    for (let round = 0; round < 8; round++) {
      const id = await recording(`R${round}`)
      const now = await owner.api.projects.labelSet.get({ projectId })
      const extra = { ...now.labels[0]!, id: `extra-${round}`, name: `Extra ${round}`, key: null }
      const withExtra = {
        ...now,
        labels: [...now.labels, extra],
        tracks: now.tracks.map((t) =>
          t.id === 'anomaly' ? { ...t, labelIds: [...t.labelIds, extra.id] } : t,
        ),
      }
      await owner.api.projects.labelSet.save({ projectId, baseVersion: now.version, labelSet: withExtra })
      const removal = owner.api.projects.labelSet
        .save({ projectId, baseVersion: now.version + 1, labelSet: now })
        .then(
          () => true,
          () => false,
        )
      const [removed, pushed] = await Promise.all([removal, add(anna, id, mark(extra.id, 0, 1))])
      const used = await db().annotation.count({ where: { recordingId: id, labelId: extra.id } })
      expect(used).toBe(pushed.status === 'accepted' ? 1 : 0)
      expect(removed, `round ${round}`).toBe(used === 0)
      if (pushed.status === 'refused') expect(pushed.message).toMatch(/not in the project’s schema any more/)
      if (used) await db().annotation.deleteMany({ where: { recordingId: id } })
    }
  })
})

test('examples are kept as versions, found with their recording, and said to be out of reach where it is gone', async () => {
  const one = await recording('One', mark('bleeding', 0, 1))
  const example = {
    kind: 'positive' as const,
    recordingId: one,
    start: second(0),
    end: second(1),
    note: 'oozing',
  }
  await expect(anna.api.labels.addExample({ projectId, labelId: 'bleeding', example })).rejects.toThrow(
    /role of/,
  )
  const saved = await owner.api.labels.addExample({ projectId, labelId: 'bleeding', example })
  expect(saved.version).toBe(2)
  await expect(owner.api.labels.addExample({ projectId, labelId: 'bleeding', example })).rejects.toThrow(
    'This stretch is an example of “Bleeding” already.',
  )
  const seen = await anna.api.labels.examples({ projectId, labelId: 'bleeding' })
  expect(seen).toEqual([{ ...example, recording: null }])
  const elsewhere = { ...example, recordingId: 'no-such-recording' }
  await expect(
    owner.api.labels.addExample({ projectId, labelId: 'bleeding', example: elsewhere }),
  ).rejects.toThrow(/does not exist/)
  expect((await owner.api.labels.removeExample({ projectId, labelId: 'bleeding', example })).version).toBe(3)
  expect(await anna.api.labels.examples({ projectId, labelId: 'bleeding' })).toEqual([])
})

test('a schema kept as a template begins a new project, without examples and retired labels', async () => {
  const admin = await person('Adam', { admin: true })
  const labels = set.labels.map((l) => (l.id === 'bleeding' ? { ...l, retired: true } : l))
  await owner.api.projects.labelSet.save({ projectId, baseVersion: 1, labelSet: { ...set, labels } })
  const { id } = await owner.api.labels.saveTemplate({ projectId, name: 'Ours', description: 'For us' })
  expect(await admin.api.labels.templates()).toMatchObject([
    { id, name: 'Ours', base: 'procedure', labels: set.labels.length - 1 },
  ])
  const made = await admin.api.projects.create({ name: 'New', template: 'procedure', ownTemplateId: id })
  const begun = await admin.api.projects.labelSet.get({ projectId: made.id })
  expect(begun).toMatchObject({ version: 1, name: 'Ours' })
  expect(begun.labels.some((l) => l.id === 'bleeding')).toBe(false)
  await expect(anna.api.labels.removeTemplate({ templateId: id })).rejects.toThrow(/Only who saved/)
  await admin.api.labels.removeTemplate({ templateId: id })
  expect(await admin.api.labels.templates()).toEqual([])
})
