/** Replicas under bad networks against the real server and a real Postgres: the same fuzz as the unit test's. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnRevision } from '#media/core/commands/history.ts'
import { LabelBook } from '#media/core/document/label-book.ts'
import { decodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import {
  changeOnServer,
  changesSince,
  forgetOpenDocuments,
  ownRevisions,
  push,
  revisionsTopic,
  snapshot,
} from '#server/documents/index.ts'
import type { Actor } from '#server/people/index.ts'
import { makeProject } from '#server/projects/index.ts'
import { busReady, closeBus, subscribe } from '#server/realtime/bus.ts'
import { createRecording } from '#server/recordings/index.ts'
import { testDatabase } from '#test/kit/database.ts'
import { LAYER, LETTERS } from '#test/kit/doc.ts'
import { type DocumentHost, STORM } from '#test/kit/document-server.ts'
import { brokenRules } from '#test/kit/invariants.ts'
import { addMember, type Person, person } from '#test/kit/people.ts'
import { everyPolicy } from '#test/kit/random-edits.ts'
import { fuzz } from '#test/kit/replicas.ts'

await testDatabase()
afterAll(closeBus)

let people: Person[]
let projectId: string
beforeAll(async () => {
  people = [await person('Ann'), await person('Ben'), await person('Cem')]
  const ownerId = people[0]!.userId
  projectId = (
    await makeProject({ name: 'P', template: 'procedure', ownerId, labelSet: { ...LETTERS.set, tracks: [] } })
  ).id
  for (const { userId } of people.slice(1)) await addMember(projectId, userId, 'editor')
  await busReady()
})

function realServer(recordingId: string): DocumentHost {
  const actors = new Map<string, Actor>(people.map((p) => [p.userId, p.actor]))
  const reader = people[0]!.actor
  return {
    push: (userId, change, baseRev) => push(actors.get(userId)!, { recordingId, baseRev, ...change }),
    since: (revision) => changesSince(reader, recordingId, revision),
    everything: async () => (await changesSince(reader, recordingId, 0)) ?? [],
    snapshot: async () => (await snapshot(reader, recordingId)).data,
    own: async (userId) =>
      (await ownRevisions(actors.get(userId)!, recordingId)).map(
        (r): OwnRevision => ({ ...r, ref: `${r.clientId}:${r.seq}` }),
      ),
    watch: (fn) => subscribe(revisionsTopic(recordingId), fn),
  }
}

test.each([201, 202, Date.now() % 1_000_000])(
  'all converge and nothing acknowledged is missing, seed %i',
  async (seed) => {
    const { id: recordingId } = await createRecording(people[0]!.actor, { projectId, name: `R${seed}` })
    await snapshot(people[0]!.actor, recordingId)
    const added = Object.fromEntries(everyPolicy().map((r) => [r.id, r]))
    await changeOnServer(projectId, {
      recordingId,
      // Nobody's, so that nobody undoes it.
      userId: null,
      role: null,
      diff: { added, updated: {}, removed: {} },
      sentence: 'Tracks of every kind',
    })
    const host = realServer(recordingId)
    const result = await fuzz({
      host,
      labels: new LabelBook(LETTERS.set),
      users: people.map((p) => p.userId),
      seed,
      steps: 120,
      weather: STORM,
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      // What a new process has: nothing in memory.
      restartServer: () => forgetOpenDocuments(),
    })
    forgetOpenDocuments()
    const { model } = decodeSnapshot(await host.snapshot())
    expect(brokenRules(model.records())).toEqual([])
    expect(result.accepted).toBeGreaterThan(40)
    expect(model.layer(LAYER)).toBeDefined()
  },
)
