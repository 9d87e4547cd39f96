/** The schema changes while a document is open: what is pending is carried over, or set aside with a sentence. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeClock } from '#app/_studio/clock/fake-clock.ts'
import { KeyRegistry } from '#app/_studio/keys/keys.ts'
import { openSession, type Session } from '#app/_studio/session/session.ts'
import { MemoryJournal } from '#app/_studio/sync/journal.ts'
import { LabelKeyer } from '#app/_studio/tools/label-keys/label-keyer.ts'
import { create, remove } from '#media/core/commands/index.ts'
import { LabelBook } from '#media/core/document/label-book.ts'
import type { LabelSet } from '#media/core/document/records.ts'
import { LAYER, LETTERS, layer, second, track } from '#test/kit/doc.ts'
import { ModelServer, Network } from '#test/kit/document-server.ts'
import { seededRandom } from '#test/kit/random.ts'

beforeEach(() => void vi.useFakeTimers())
let session: Session
afterEach(() => {
  session[Symbol.dispose]()
  vi.useRealTimers()
})

async function start() {
  const server = new ModelServer([layer(), track('tool')], LETTERS)
  const network = new Network(server, 'ann', seededRandom(1))
  session = await openSession({
    ...{ recordingId: 'recording', recordingName: 'Recording', snapshot: await server.snapshot() },
    ...{ labelSet: LETTERS.set, assets: [], user: { id: 'ann', name: 'Ann', role: 'annotator' } },
    ...{ transport: network, journal: new MemoryJournal(), createClock: () => new FakeClock(null) },
  })
  return { server, network }
}
const pass = (ms = 50) => vi.advanceTimersByTimeAsync(ms)
const drawing = (labelId: string, start: number) => ({
  ...{ trackId: 'tool', layerId: LAYER, labelId, id: `${labelId}0` },
  ...{ start: second(start), end: second(start + 1) },
})
const next = (change: Partial<LabelSet>): LabelSet => ({ ...LETTERS.set, version: 2, ...change })
const without = (id: string) => LETTERS.set.labels.filter((label) => label.id !== id)

test('an unsaved change with a merged label shows the new one at once, is saved with it, and can be undone', async () => {
  const { server, network } = await start()
  network.cut()
  session.run(create, drawing('B', 1))
  session.armed.value = { trackId: 'tool', labelId: 'B' }
  const merged = next({ labels: without('B'), moved: { B: { to: 'C', cases: [] } } })
  server.labels = new LabelBook(merged)
  expect(session.setLabels(merged)).toBe(true)
  expect(session.store.annotation('B0')?.labelId).toBe('C')
  expect(session.armed.value).toBeNull()
  network.heal()
  await pass(30_000)
  expect(session.sync.status.value.unsaved).toBe(0)
  expect(server.model.annotation('B0')?.labelId).toBe('C')
  session.undo()
  await pass()
  expect(server.model.annotation('B0')).toBeUndefined()
})

test('an unsaved change with a label that is gone for good is set aside with a sentence that names it', async () => {
  const { server, network } = await start()
  network.cut()
  session.run(create, drawing('B', 1))
  session.run(create, drawing('A', 4))
  const gone = next({ labels: without('B') })
  server.labels = new LabelBook(gone)
  session.setLabels(gone)
  network.heal()
  await pass(30_000)
  expect(session.sync.setAside.value.map((item) => item.message)).toEqual([
    expect.stringContaining('“B” is not in the project’s schema any more'),
  ])
  // The rest goes through.
  expect(server.model.annotation('A0')?.labelId).toBe('A')
})

test('a retired label stays on what is on its way, and an older schema is ignored', async () => {
  const { server, network } = await start()
  network.cut()
  session.run(create, drawing('B', 1))
  const labels = LETTERS.set.labels.map((label) => (label.id === 'B' ? { ...label, retired: true } : label))
  server.labels = new LabelBook(next({ labels }))
  session.setLabels(next({ labels }))
  expect(session.setLabels({ ...LETTERS.set, version: 1 })).toBe(false)
  network.heal()
  await pass(30_000)
  expect(server.model.annotation('B0')?.labelId).toBe('B')
  expect(session.run(remove, { ids: ['B0'] }).ok).toBe(true)
})

test('a label that runs is ended by the key of the one it was merged into', async () => {
  await start()
  const keyer = new LabelKeyer(session)
  const label = (id: string) => session.store.labels.peek().get(id)!
  keyer.press(label('B'))
  expect(keyer.isRunning('B')).toBe(true)
  const [running] = keyer.running.value
  session.setLabels(next({ labels: without('B'), moved: { B: { to: 'C', cases: [] } } }))
  session.store.apply({
    ...{ added: {}, removed: {} },
    updated: { [running!.annotationId]: { labelId: ['B', 'C'] } },
  })
  keyer.press(label('C'))
  // The key ended it or kept it running, but began no second one.
  expect(session.store.lane('tool', LAYER).size).toBe(1)
  expect(keyer.isRunning('B')).toBe(false)
})

test('keys of the schema go before the commands’ own, and a person’s own before both', () => {
  const keys = new KeyRegistry(null)
  keys.register({ id: 'edit.split', title: 'Split', group: 'x', keys: ['S'], run: () => {} })
  keys.setSchemaKeys({ 'edit.split': ['Q'] })
  expect(keys.chordFor('edit.split')).toBe('Q')
  keys.rebind('edit.split', ['W'])
  expect(keys.chordFor('edit.split')).toBe('W')
  keys.rebind('edit.split', null)
  keys.setSchemaKeys({})
  expect(keys.chordFor('edit.split')).toBe('S')
})
