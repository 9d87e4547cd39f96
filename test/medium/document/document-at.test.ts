/** The document at every revision, made by taking the log back, is the one that was there. */
import { afterAll, expect, test } from 'vitest'
import { type Diff, EMPTY_DIFF } from '#media/core/document/diff.ts'
import type { AnnotationRecord, DocumentRecord } from '#media/core/document/records.ts'
import { decodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import { documentAtRevision, history, push, SHARED_LAYER_ID, snapshot } from '#server/documents/index.ts'
import { makeProject } from '#server/projects/index.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { createRecording } from '#server/recordings/index.ts'
import { testDatabase } from '#test/kit/database.ts'
import { second } from '#test/kit/doc.ts'
import { addMember, person } from '#test/kit/people.ts'
import { seededRandom } from '#test/kit/random.ts'

await testDatabase()
afterAll(closeBus)

const byId = (data: Uint8Array): Record<string, DocumentRecord> =>
  Object.fromEntries([...decodeSnapshot(data).model.records()].map((r) => [r.id, r]))

test('at every revision, whatever was added, changed and removed', async () => {
  const owner = await person('Owner')
  const anna = await person('Anna')
  const { id: projectId } = await makeProject({ name: 'P', template: 'procedure', ownerId: owner.userId })
  await addMember(projectId, anna.userId, 'annotator')
  const { id: recordingId } = await createRecording(owner.actor, { projectId, name: 'R' })
  const random = seededRandom(7)
  const states = [byId((await snapshot(owner.actor, recordingId)).data)]
  for (let seq = 1; seq <= 60; seq++) {
    const present = Object.values(states.at(-1)!).filter((r) => r.type === 'annotation')
    const diff = randomDiff(random, present, seq)
    const who = random() < 0.5 ? owner : anna
    const answer = await push(who.actor, {
      ...{ recordingId, baseRev: 0, clientId: 'c', seq, diff, sentence: `Change ${seq}`, undoes: null },
    })
    if (answer.status !== 'accepted') throw new Error(answer.message)
    if (answer.revision !== null) states.push(byId((await snapshot(owner.actor, recordingId)).data))
  }
  expect(states.length).toBeGreaterThan(40)
  for (const [revision, state] of states.entries()) {
    const then = await documentAtRevision(anna.actor, { recordingId, revision })
    expect(byId(then.data), `revision ${revision}`).toEqual(state)
    expect(decodeSnapshot(then.data).revision).toBe(revision)
  }
  const last = await documentAtRevision(anna.actor, { recordingId, revision: states.length - 1 })
  expect(last.sentence).toMatch(/^Change \d+$/)
  expect(last.touched.length).toBe(1)
  await expect(documentAtRevision(anna.actor, { recordingId, revision: 999 })).rejects.toMatchObject({
    code: 'bad-input',
  })
  const annas = await history(owner.actor, { recordingId, authorId: anna.userId, limit: 100 })
  expect(annas.length).toBeGreaterThan(5)
  expect(new Set(annas.map((row) => row.authorName))).toEqual(new Set(['Anna']))
})

function randomDiff(random: () => number, present: readonly DocumentRecord[], n: number): Diff {
  const pick = present[Math.floor(random() * present.length)] as AnnotationRecord | undefined
  const act = random()
  if (!pick || act < 0.5) {
    const record: AnnotationRecord = {
      ...{ type: 'annotation', id: `a${n}`, trackId: 'action', layerId: SHARED_LAYER_ID, labelId: 'grasp' },
      ...{ start: second(n), end: second(n + 2), attributes: {}, note: '' },
      ...{ authorId: null, confidence: null, origin: null, speakerId: null, speech: null },
    }
    return { ...EMPTY_DIFF, added: { [record.id]: record } }
  }
  if (act < 0.75) return { ...EMPTY_DIFF, removed: { [pick.id]: pick } }
  return {
    ...EMPTY_DIFF,
    updated: {
      [pick.id]: {
        note: [pick.note, `note ${n}`],
        end: [pick.end, second(n + 5)],
        'attributes.hand': [null, 'left'],
      },
    },
  }
}
