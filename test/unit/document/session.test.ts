/** The session as the timeline uses it: one change a gesture, undo through a reload, nothing lost, nothing silent. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FakeClock } from '#app/_studio/clock/fake-clock.ts'
import { openSession, type Session, type SessionUser } from '#app/_studio/session/session.ts'
import { type Journal, MemoryJournal } from '#app/_studio/sync/journal.ts'
import { create, move, remove, setNote, trimEnd, updateTrack } from '#media/core/commands/index.ts'
import { LAYER, LETTERS, layer, picture, second, shown, track } from '#test/kit/doc.ts'
import { ModelServer, Network } from '#test/kit/document-server.ts'
import { seededRandom } from '#test/kit/random.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  for (const session of open.splice(0)) session[Symbol.dispose]()
  vi.useRealTimers()
})

const open: Session[] = []
const records = () => [layer(), track('phase', { policy: 'gapless' }), track('tool', { order: 1 })]

interface Options {
  journal?: Journal
  network?: Network
  role?: SessionUser['role']
}

async function connect(server: ModelServer, user = 'ann', options: Options = {}) {
  const { journal = new MemoryJournal(), role = 'annotator' } = options
  const network = options.network ?? new Network(server, user, seededRandom(1))
  const session = await openSession({
    recordingId: 'recording',
    recordingName: 'Recording',
    snapshot: await server.snapshot(),
    labelSet: LETTERS.set,
    assets: [],
    user: { id: user, name: user, role },
    transport: network,
    journal,
    createClock: () => new FakeClock(null),
  })
  open.push(session)
  return { session, network, journal }
}

const pass = (ms = 50) => vi.advanceTimersByTimeAsync(ms)
const drawing = (labelId: string, start: number, end: number, id = `${labelId}0`) => ({
  trackId: 'tool',
  layerId: LAYER,
  labelId,
  start: second(start),
  end: second(end),
  id,
})

test('a command is done at once, saved soon, and seen by the others', async () => {
  const server = new ModelServer(records(), LETTERS)
  const { session } = await connect(server)
  const other = await connect(server, 'ben')
  expect(session.run(create, drawing('A', 1, 3)).ok).toBe(true)
  expect(shown(session.store.model)).toContain('tool |.AA|')
  expect(session.sync.status.value.unsaved).toBe(1)
  await pass()
  expect(session.sync.status.value).toEqual({ unsaved: 0, online: true, problem: null })
  expect(shown(other.session.store.model)).toBe(shown(session.store.model))
  expect(server.log.map((r) => r.sentence)).toEqual(['Added A at 00:00:01'])
})

test('a gesture shows every move, and leaves one change or none', async () => {
  const server = new ModelServer(records(), LETTERS)
  const { session } = await connect(server)
  session.run(create, drawing('A', 1, 3))
  const versions: number[] = []
  session.store.trackVersion('tool').subscribe((v) => versions.push(v))
  const gesture = session.gesture()
  for (const end of [4, 5, 9, 6]) gesture.show(() => trimEnd(session.state, { id: 'A0', to: second(end) }))
  expect(shown(session.store.model)).toContain('tool |.AAAAA|')
  expect(versions.length).toBe(5)
  expect(gesture.show(() => trimEnd(session.state, { id: 'A0', to: second(1) })).ok).toBe(false)
  expect(shown(session.store.model)).toContain('tool |.AA|')
  gesture.show(() => trimEnd(session.state, { id: 'A0', to: second(7) }))
  expect(gesture.commit()?.ok).toBe(true)
  const escaped = session.gesture()
  escaped.show(() => move(session.state, { ids: ['A0'], by: second(10) }))
  escaped.cancel()
  expect(shown(session.store.model)).toContain('tool |.AAAAAA|')
  await pass()
  expect(server.log.map((r) => r.sentence)).toEqual(['Added A at 00:00:01', 'Moved the end of A to 00:00:07'])
  expect(server.log[1]?.diff.updated).toEqual({ A0: { end: [second(3), second(7)] } })
})

test('what others do meanwhile goes underneath a gesture', async () => {
  const server = new ModelServer(records(), LETTERS)
  const { session } = await connect(server)
  const other = await connect(server, 'ben')
  session.run(create, drawing('A', 1, 3))
  await pass()
  const gesture = session.gesture()
  gesture.show(() => move(session.state, { ids: ['A0'], by: second(5) }))
  other.session.run(create, drawing('B', 0, 1))
  other.session.run(setNote, { id: 'A0', note: 'seen' })
  await pass()
  expect(shown(session.store.model)).toContain('tool |B.....AA|')
  gesture.show(() => move(session.state, { ids: ['A0'], by: second(6) }))
  gesture.commit()
  await pass()
  expect(shown(server.model)).toContain('tool |B......AA|')
  expect(server.model.annotation('A0')?.note).toBe('seen')
})

test('a refusal changes nothing and is told', async () => {
  const { session } = await connect(new ModelServer(records(), LETTERS), 'eve', { role: 'editor' })
  session.run(updateTrack, { id: 'tool', changes: { locked: true } })
  const result = session.run(create, drawing('A', 1, 3))
  expect(result).toMatchObject({ ok: false, rule: 'locked' })
  expect(session.notice.value).toMatchObject({ kind: 'refused', message: expect.stringContaining('locked') })
})

test('viewers change nothing', async () => {
  const server = new ModelServer(records(), LETTERS)
  const { session } = await connect(server, 'vic', { role: 'viewer' })
  expect(session.run(create, drawing('A', 1, 3)).ok).toBe(false)
  session.undo()
  await pass()
  expect(server.log).toEqual([])
})

describe('undo', () => {
  test('takes back and puts forward, with words, and brings into view', async () => {
    const { session } = await connect(new ModelServer(records(), LETTERS))
    session.run(create, drawing('A', 1, 3))
    session.run(move, { ids: ['A0'], by: second(4) })
    expect(session.undoable.value).toBe('Moved A to 00:00:05')
    session.undo()
    expect(shown(session.store.model)).toContain('tool |.AA|')
    expect(session.reveal.value.ids).toEqual(['A0'])
    expect([session.undoable.value, session.redoable.value]).toEqual([
      'Added A at 00:00:01',
      'Moved A to 00:00:05',
    ])
    session.undo()
    expect(session.undoable.value).toBeNull()
    session.undo()
    session.redo()
    session.redo()
    expect(shown(session.store.model)).toContain('tool |.....AA|')
    expect(session.redoable.value).toBeNull()
    session.undo()
    session.run(create, drawing('B', 8, 9))
    expect(session.redoable.value).toBeNull()
  })

  test('of everything gives the document as it was', async () => {
    const server = new ModelServer(records(), LETTERS)
    const { session } = await connect(server)
    const before = JSON.stringify([...session.store.model.records()])
    session.run(create, drawing('A', 1, 3))
    session.run(setNote, { id: 'A0', note: 'x' })
    session.run(remove, { ids: ['A0'] })
    for (let i = 0; i < 3; i++) session.undo()
    expect(JSON.stringify([...session.store.model.records()])).toBe(before)
    await pass(200)
    expect(JSON.stringify([...server.model.records()])).toBe(before)
  })

  test('leaves a colleague’s change to another field alone, and to the same field', async () => {
    const server = new ModelServer(records(), LETTERS)
    const { session } = await connect(server)
    const other = await connect(server, 'ben')
    session.run(create, drawing('A', 1, 3))
    session.run(move, { ids: ['A0'], by: second(1) })
    session.run(setNote, { id: 'A0', note: 'mine' })
    await pass()
    other.session.run(setNote, { id: 'A0', note: 'theirs' })
    await pass()
    session.undo()
    expect(session.notice.value?.message).toMatch(/^Nothing of “Edited the note of A” is left to take back/)
    expect(session.store.annotation('A0')?.note).toBe('theirs')
    session.undo()
    expect(session.store.annotation('A0')).toMatchObject({ start: second(1), note: 'theirs' })
    await pass()
    expect(server.model.annotation('A0')).toMatchObject({ start: second(1), note: 'theirs' })
  })

  test('works through a reload, one’s own changes only', async () => {
    const server = new ModelServer(records(), LETTERS)
    const first = await connect(server)
    first.session.run(create, drawing('A', 1, 3))
    first.session.run(create, drawing('B', 4, 6))
    first.session.run(move, { ids: ['B0'], by: second(2) })
    first.session.undo()
    await pass()
    const other = await connect(server, 'ben')
    other.session.run(create, drawing('C', 8, 9))
    await pass()
    first.session[Symbol.dispose]()

    const { session } = await connect(server)
    expect([session.undoable.value, session.redoable.value]).toEqual([
      'Added B at 00:00:04',
      'Moved B to 00:00:06',
    ])
    session.redo()
    expect(shown(session.store.model)).toContain('tool |.AA...BBC|')
    session.undo()
    session.undo()
    session.undo()
    session.undo()
    expect(shown(session.store.model)).toContain('tool |........C|')
  })
})

describe('bad days', () => {
  test('a cut network: shown as unsaved, saved when it is back', async () => {
    const server = new ModelServer(records(), LETTERS)
    const { session, network } = await connect(server)
    network.cut()
    session.run(create, drawing('A', 1, 3))
    session.run(create, drawing('B', 4, 5))
    await pass(30_000)
    expect(session.sync.status.value).toMatchObject({ unsaved: 2, online: false })
    expect(server.log).toEqual([])
    network.heal()
    await pass()
    expect(session.sync.status.value).toEqual({ unsaved: 0, online: true, problem: null })
    expect(shown(server.model)).toContain('tool |.AA.B|')
  })

  test('a tab closed while offline: the next one saves its changes under their names', async () => {
    const server = new ModelServer(records(), LETTERS)
    const { session, network, journal } = await connect(server)
    session.run(create, drawing('A', 1, 3))
    await pass()
    network.cut()
    session.run(create, drawing('B', 4, 5))
    await pass()
    const names = (await journal.list('recording', 'ann')).map((e) => [e.change.clientId, e.change.seq])
    expect(names).toEqual([[session.sync.clientId, 2]])
    session[Symbol.dispose]()
    const next = await connect(server, 'ann', { journal })
    expect(shown(next.session.store.model)).toContain('tool |.AA.B|')
    await pass()
    expect(server.log.map((r) => [r.clientId, r.seq])).toEqual([
      [session.sync.clientId, 1],
      [session.sync.clientId, 2],
    ])
    expect(await journal.list('recording', 'ann')).toEqual([])
    next.session.undo()
    await pass()
    expect(shown(server.model)).toContain('tool |.AA|')
  })

  test('another person at the same browser does not save the first one’s changes', async () => {
    const server = new ModelServer(records(), LETTERS)
    const { session, network, journal } = await connect(server)
    network.cut()
    session.run(create, drawing('A', 1, 3))
    await pass()
    session[Symbol.dispose]()
    await connect(server, 'ben', { journal })
    await pass()
    expect(server.log).toEqual([])
    await connect(server, 'ann', { journal })
    await pass()
    expect(server.log.map((r) => r.authorId)).toEqual(['ann'])
  })

  test('a session that has ended: all is kept until one has signed in again', async () => {
    const server = new ModelServer(records(), LETTERS)
    const { session, network, journal } = await connect(server)
    network.signedIn = false
    session.run(create, drawing('A', 1, 3))
    await pass()
    expect(session.sync.status.value).toMatchObject({ unsaved: 1, problem: { kind: 'signed-out' } })
    expect(await journal.list('recording', 'ann')).toHaveLength(1)
    network.signedIn = true
    session.sync.retry()
    await pass()
    expect(session.sync.status.value).toEqual({ unsaved: 0, online: true, problem: null })
    expect(server.log).toHaveLength(1)
  })

  test('a change that does not fit any more is set aside, told, kept, and can be made again', async () => {
    const server = new ModelServer(records(), LETTERS)
    const { session, network, journal } = await connect(server)
    const other = await connect(server, 'ben')
    network.cut()
    session.run(create, { ...drawing('A', 0, 5), trackId: 'phase' })
    session.run(create, drawing('B', 1, 2))
    other.session.run(create, { ...drawing('C', 3, 8), trackId: 'phase' })
    await pass()
    network.heal()
    await pass()
    expect(shown(session.store.model)).toBe(picture`
      phase |...CCCCC|
      tool |.B|`)
    expect(session.notice.value).toMatchObject({ kind: 'set-aside' })
    const [aside] = session.sync.setAside.value
    expect(aside?.message).toMatch(/overlap/)
    expect(session.sync.status.value.unsaved).toBe(0)
    // Through a reload as well.
    session[Symbol.dispose]()
    const again = await connect(server, 'ann', { journal })
    expect(again.session.sync.setAside.value.map((s) => s.change.sentence)).toEqual(['Added A at 00:00:00'])
    other.session.run(remove, { ids: ['C0'] })
    await pass()
    again.session.sync.restore(again.session.sync.setAside.value[0]!)
    await pass()
    expect(shown(server.model)).toContain('phase |AAAAA|')
    expect(again.session.sync.setAside.value).toEqual([])
    expect(await journal.list('recording', 'ann')).toEqual([])
  })

  test('a browser that cannot keep a journal says so and still saves', async () => {
    const server = new ModelServer(records(), LETTERS)
    const broken: Journal = {
      list: () => Promise.reject(new Error('no storage')),
      put: () => Promise.reject(new Error('no storage')),
      remove: () => Promise.reject(new Error('no storage')),
    }
    const { session } = await connect(server, 'ann', { journal: broken })
    session.run(create, drawing('A', 1, 3))
    await pass()
    expect(session.sync.status.value).toMatchObject({ unsaved: 0, problem: { kind: 'journal' } })
    expect(server.log).toHaveLength(1)
  })

  test('far behind, the document is loaded anew and one’s pending changes stay on top', async () => {
    const server = new ModelServer(records(), LETTERS)
    server.mostBehind = 2
    const { session, network } = await connect(server)
    const other = await connect(server, 'ben')
    network.cut()
    session.run(create, drawing('A', 1, 3))
    for (let i = 0; i < 6; i++) other.session.run(create, drawing('B', 10 + i, 11 + i, `b${i}`))
    await pass()
    network.heal()
    await pass(200)
    expect(shown(session.store.model)).toBe(shown(server.model))
    expect(server.model.annotationCount).toBe(7)
  })
})
