/** Two people on one edge: the later one wins visibly; the earlier is told what and by whom, and puts theirs back. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeClock } from '#app/_studio/clock/fake-clock.ts'
import { openSession, type Session } from '#app/_studio/session/session.ts'
import { MemoryJournal } from '#app/_studio/sync/journal.ts'
import { create, setNote, trimEnd } from '#media/core/commands/index.ts'
import { LAYER, LETTERS, layer, second, shown, track } from '#test/kit/doc.ts'
import { ModelServer, Network } from '#test/kit/document-server.ts'
import { seededRandom } from '#test/kit/random.ts'

const open: Session[] = []
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  for (const session of open.splice(0)) session[Symbol.dispose]()
  vi.useRealTimers()
})

async function connect(server: ModelServer, user: string) {
  const network = new Network(server, user, seededRandom(1))
  const session = await openSession({
    ...{ recordingId: 'recording', recordingName: 'Recording', snapshot: await server.snapshot() },
    ...{ labelSet: LETTERS.set, assets: [], user: { id: user, name: user, role: 'annotator' } },
    ...{ transport: network, journal: new MemoryJournal(), createClock: () => new FakeClock(null) },
  })
  open.push(session)
  return { session, network }
}
const pass = () => vi.advanceTimersByTimeAsync(80)

async function scene() {
  const server = new ModelServer([layer(), track('tool')], LETTERS)
  const ann = await connect(server, 'ann')
  const ben = await connect(server, 'ben')
  const a = { trackId: 'tool', layerId: LAYER, labelId: 'A', start: second(1), end: second(4), id: 'A0' }
  ann.session.run(create, a)
  await pass()
  return { server, ann, ben }
}

test('the one whose edge was replaced is told once, and one press puts it back', async () => {
  const { server, ann, ben } = await scene()
  ben.network.cut()
  ben.session.run(trimEnd, { id: 'A0', to: second(8) })
  ann.session.run(trimEnd, { id: 'A0', to: second(6) })
  await pass()
  ben.network.heal()
  ben.session.sync.retry()
  await pass()
  for (const { session } of [ann, ben]) expect(shown(session.store.model)).toContain('tool |.AAAAAAA|')
  expect(ben.session.overwritings.value).toEqual([])
  expect(ann.session.overwritings.value).toEqual([
    {
      revision: 3,
      authorId: 'ben',
      values: [{ annotationId: 'A0', field: 'end', mine: second(6), theirs: second(8) }],
    },
  ])
  expect(ann.session.putBack(ann.session.overwritings.value[0]!).ok).toBe(true)
  await pass()
  expect(ann.session.overwritings.value).toEqual([])
  expect(shown(server.model)).toContain('tool |.AAAAA|')
  expect(shown(ben.session.store.model)).toContain('tool |.AAAAA|')
  // Ben is not told: Ann had seen what she replaced.
  expect(ben.session.overwritings.value).toEqual([])
  ann.session.undo()
  await pass()
  expect(shown(server.model)).toContain('tool |.AAAAAAA|')
})

test('who replaces what they have seen, or another field, tells nobody', async () => {
  const { ann, ben } = await scene()
  ben.session.run(trimEnd, { id: 'A0', to: second(8) })
  await pass()
  ann.session.run(trimEnd, { id: 'A0', to: second(6) })
  ben.network.cut()
  ben.session.run(setNote, { id: 'A0', note: 'x' })
  await pass()
  ben.network.heal()
  ben.session.sync.retry()
  await pass()
  expect(ann.session.overwritings.value).toEqual([])
  expect(ben.session.overwritings.value).toEqual([])
})

test('it can be left as it is, and what is gone is not put back', async () => {
  const { ann, ben, server } = await scene()
  for (const to of [6, 7]) {
    ben.network.cut()
    ben.session.run(trimEnd, { id: 'A0', to: second(to + 2) })
    ann.session.run(trimEnd, { id: 'A0', to: second(to) })
    await pass()
    ben.network.heal()
    ben.session.sync.retry()
    await pass()
  }
  const [first, later] = ann.session.overwritings.value
  ann.session.settleOverwriting(first!)
  expect(ann.session.overwritings.value).toEqual([later])
  server.model.apply({ added: {}, updated: {}, removed: { A0: server.model.annotation('A0')! } })
  ann.session.store.apply({ added: {}, updated: {}, removed: { A0: ann.session.store.annotation('A0')! } })
  expect(ann.session.putBack(later!)).toMatchObject({ ok: false, rule: 'nothing' })
})
