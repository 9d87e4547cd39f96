import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeClock } from '#app/_studio/clock/fake-clock.ts'
import { TimeTravel } from '#app/_studio/history/time-travel.ts'
import { openSession, type Session } from '#app/_studio/session/session.ts'
import { MemoryJournal } from '#app/_studio/sync/journal.ts'
import { create, move, remove, setNote } from '#media/core/commands/index.ts'
import { invert } from '#media/core/document/invert.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import { decodeSnapshot, encodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import { LAYER, LETTERS, layer, second, shown, track } from '#test/kit/doc.ts'
import { ModelServer, Network } from '#test/kit/document-server.ts'
import { seededRandom } from '#test/kit/random.ts'

const open: Session[] = []
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  for (const session of open.splice(0)) session[Symbol.dispose]()
  vi.useRealTimers()
})
const pass = () => vi.advanceTimersByTimeAsync(80)

async function connect(server: ModelServer, user: string) {
  const session = await openSession({
    ...{ recordingId: 'recording', recordingName: 'Recording', snapshot: await server.snapshot() },
    ...{ labelSet: LETTERS.set, assets: [], user: { id: user, name: user, role: 'annotator' } },
    ...{ transport: new Network(server, user, seededRandom(1)), journal: new MemoryJournal() },
    createClock: () => new FakeClock(null),
  })
  open.push(session)
  return session
}

/** As the server does it: the log taken back from the present. */
async function stateAt(server: ModelServer, revision: number) {
  const model = new DocumentModel(decodeSnapshot(await server.snapshot()).model.records())
  for (const entry of server.log.slice(revision).reverse()) model.apply(invert(entry.diff))
  const entry = server.log[revision - 1]
  const touched = entry ? [...Object.keys(entry.diff.added), ...Object.keys(entry.diff.updated)] : []
  const data = encodeSnapshot(model, 'recording', revision)
  return { revision, data, at: null, authorName: null, sentence: entry?.sentence ?? '', touched }
}

async function scene() {
  const server = new ModelServer([layer(), track('tool')], LETTERS)
  const session = await connect(server, 'ann')
  const travel = new TimeTravel(session, (revision) => stateAt(server, revision))
  const draw = (labelId: string, start: number) => ({
    ...{ trackId: 'tool', layerId: LAYER, labelId, id: `${labelId}0` },
    ...{ start: second(start), end: second(start + 2) },
  })
  session.run(create, draw('A', 0))
  session.run(create, draw('B', 2))
  session.run(move, { ids: ['A0'], by: second(6) })
  session.run(remove, { ids: ['B0'] })
  await pass()
  return { server, session, travel, draw }
}

test('shows the state after any change, marks what it touched, and changes nothing', async () => {
  const { server, session, travel, draw } = await scene()
  await travel.go(2)
  expect(shown(session.store.model)).toContain('tool |AABB|')
  expect([...session.selection.value]).toEqual(['B0'])
  expect(travel.past.value).toMatchObject({ revision: 2, sentence: 'Added B at 00:00:02' })
  expect(session.run(create, draw('C', 8))).toMatchObject({ ok: false, rule: 'locked' })
  session.undo()
  await pass()
  expect(server.log.length).toBe(4)
  await travel.go(0)
  expect(shown(session.store.model)).toContain('tool ||')
  travel.leave()
  expect(shown(session.store.model)).toContain('tool |......AA|')
  expect(travel.past.value).toBeNull()
})

test('what others do meanwhile arrives underneath and is there on return', async () => {
  const { server, session, travel, draw } = await scene()
  const ben = await connect(server, 'ben')
  await travel.go(1)
  ben.run(create, draw('C', 3))
  await pass()
  expect(shown(session.store.model)).toContain('tool |AA|')
  travel.leave()
  expect(shown(session.store.model)).toContain('tool |...CC.AA|')
})

test('the selection comes back as it was, by one change that can be undone', async () => {
  const { server, session, travel } = await scene()
  await travel.go(2)
  session.select(['B0'])
  expect(travel.restoreSelection()?.ok).toBe(true)
  expect(travel.past.value).toBeNull()
  await pass()
  expect(shown(server.model)).toContain('tool |..BB..AA|')
  expect(server.log.length).toBe(5)
  session.undo()
  await pass()
  expect(shown(server.model)).toContain('tool |......AA|')
})

test('all comes back that was changed or removed since; what is new stays', async () => {
  const { server, session, travel, draw } = await scene()
  session.run(create, draw('C', 10))
  session.run(setNote, { id: 'A0', note: 'later' })
  await pass()
  await travel.go(2)
  expect(
    travel
      .different()
      .map((r) => r.id)
      .sort(),
  ).toEqual(['A0', 'B0'])
  travel.restoreAll()
  await pass()
  expect(shown(server.model)).toContain('tool |AABB......CC|')
  expect(server.model.annotation('A0')?.note).toBe('')
})

test('of several states asked for in a row the last counts, and a failure is told', async () => {
  const { server, session } = await scene()
  const answers = new Map<number, () => void>()
  const travel = new TimeTravel(session, async (revision) => {
    if (revision === 3) throw new Error('The server cannot be reached.')
    await new Promise<void>((done) => answers.set(revision, done))
    return stateAt(server, revision)
  })
  const first = travel.go(1)
  const second_ = travel.go(2)
  answers.get(2)!()
  await second_
  answers.get(1)!()
  await first
  expect(travel.past.value?.revision).toBe(2)
  await travel.go(3)
  expect(travel.problem.value).toMatch(/reached/)
  expect(travel.past.value?.revision).toBe(2)
})
