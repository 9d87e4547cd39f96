/** What others get of a change: the stream over the log and the bus, over HTTP, and the document's bytes. */

import { createTRPCClient, httpSubscriptionLink } from '@trpc/client'
import pg from 'pg'
import superjson from 'superjson'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EMPTY_DIFF } from '#media/core/document/diff.ts'
import { newId } from '#media/core/document/ids.ts'
import type { AnnotationRecord } from '#media/core/document/records.ts'
import { decodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import type { AppRouter } from '#server/api/root.ts'
import { push, revisionsTopic, SHARED_LAYER_ID, type Standing, snapshot } from '#server/documents/index.ts'
import { db } from '#server/platform/db.ts'
import { makeProject } from '#server/projects/index.ts'
import { busReady, closeBus, publish, subscribe } from '#server/realtime/bus.ts'
import { revisionStream, type StreamItem } from '#server/realtime/revision-stream.ts'
import { createRecording } from '#server/recordings/index.ts'
import { testDatabase } from '#test/kit/database.ts'
import { second } from '#test/kit/doc.ts'
import { addMember, type Person, person, serve } from '#test/kit/people.ts'

const { url } = await testDatabase()
afterAll(closeBus)

let owner: Person
let viewer: Person
let stranger: Person
let projectId: string
beforeAll(async () => {
  owner = await person('Owner')
  viewer = await person('Viewer')
  stranger = await person('Stranger')
  projectId = (await makeProject({ name: 'P', template: 'gait', ownerId: owner.userId })).id
  await addMember(projectId, viewer.userId, 'viewer')
  await busReady()
})

async function newRecording(): Promise<string> {
  const { id } = await createRecording(owner.actor, { projectId, name: 'R' })
  await snapshot(owner.actor, id)
  return id
}

let seq = 0
async function edit(recordingId: string, note = ''): Promise<number> {
  const a: AnnotationRecord = {
    type: 'annotation',
    id: newId(),
    trackId: 'trial',
    layerId: SHARED_LAYER_ID,
    labelId: 'walking',
    start: second(++seq * 2),
    end: second(seq * 2 + 1),
    attributes: {},
    note,
    authorId: null,
    confidence: null,
    origin: null,
    speakerId: null,
    speech: null,
  }
  const answer = await push(owner.actor, {
    recordingId,
    baseRev: 0,
    clientId: 'c',
    seq,
    diff: { ...EMPTY_DIFF, added: { [a.id]: a } },
    sentence: 'Added',
    undoes: null,
  })
  if (answer.status !== 'accepted' || answer.revision === null) throw new Error('not accepted')
  return answer.revision
}

/** Reads revisions until `upTo` has come. */
async function collect(stream: AsyncIterator<StreamItem>, upTo: number): Promise<number[]> {
  const got: number[] = []
  while ((got.at(-1) ?? 0) < upTo) {
    const { value, done } = await stream.next()
    if (done || !value) break
    if (value.kind === 'reset') throw new Error('reset')
    got.push(...value.revisions.map((r) => r.revision))
  }
  return got
}

describe('the stream of a document', () => {
  const all = async (): Promise<Standing> => ({ userId: owner.userId, role: 'owner', work: 'together' })
  const open = (recordingId: string, after: number, checkAccess = all) => {
    const stop = new AbortController()
    const stream = revisionStream({
      ...{ recordingId, projectId, after, checkAccess, checkEveryMs: 300 },
      signal: stop.signal,
    })
    return { stream: stream[Symbol.asyncIterator](), stop }
  }

  test('replays what was missed, then gives every change once and in order', async () => {
    const recordingId = await newRecording()
    for (let i = 0; i < 5; i++) await edit(recordingId)
    const { stream, stop } = open(recordingId, 2)
    const reading = collect(stream, 25)
    for (let i = 0; i < 10; i++) await edit(recordingId)
    await Promise.all(Array.from({ length: 10 }, () => edit(recordingId)))
    expect(await reading).toEqual(Array.from({ length: 23 }, (_, i) => i + 3))
    stop.abort()
  })

  test('gives changes that are too large for the bus, and of other processes', async () => {
    const recordingId = await newRecording()
    const { stream, stop } = open(recordingId, 0)
    const reading = collect(stream, 2)
    await edit(recordingId, 'x'.repeat(50_000))
    await edit(recordingId)
    expect(await reading).toEqual([1, 2])
    stop.abort()
  })

  test('finds news that got lost on the bus', async () => {
    const recordingId = await newRecording()
    const { stream, stop } = open(recordingId, 0)
    await stream.next()
    const reading = collect(stream, 1)
    // As another process would that dies before it publishes.
    const revision = {
      recordingId,
      number: 1,
      clientId: 'x',
      seq: 1,
      sentence: 'S',
      diff: { added: {}, updated: {}, removed: {} },
    }
    await db().revision.create({ data: revision })
    await db().recording.update({ where: { id: recordingId }, data: { revision: 1 } })
    expect(await reading).toEqual([1])
    stop.abort()
  })

  test('asks for a new snapshot when the listener is beyond the log', async () => {
    const recordingId = await newRecording()
    const { stream } = open(recordingId, 9)
    expect(await stream.next()).toEqual({ done: false, value: { kind: 'reset' } })
    expect((await stream.next()).done).toBe(true)
  })

  test('ends for somebody who may not see the recording any more', async () => {
    const recordingId = await newRecording()
    let allowed = true
    const { stream } = open(recordingId, 0, async () => {
      if (!allowed) throw new Error('not any more')
      return all()
    })
    await stream.next()
    allowed = false
    await expect(stream.next()).rejects.toThrow('not any more')
  })
})

test('a stream over HTTP is taken up again behind the last revision', async () => {
  const recordingId = await newRecording()
  const { origin } = await serve()
  const client = createTRPCClient<AppRouter>({
    links: [
      httpSubscriptionLink({
        url: `${origin}/api/trpc`,
        transformer: superjson,
        EventSource: cookieEventSource(viewer.cookie),
      }),
    ],
  })
  const got: number[] = []
  await edit(recordingId)
  const subscription = client.documents.changes.subscribe(
    { recordingId, after: 0 },
    {
      onData: (item) => {
        const data = 'data' in item ? item.data : item
        got.push(...data.revisions.map((r) => r.revision))
      },
    },
  )
  await expect.poll(() => got, { timeout: 5000 }).toEqual([1])
  await edit(recordingId)
  await edit(recordingId)
  await expect.poll(() => got, { timeout: 5000 }).toEqual([1, 2, 3])
  subscription.unsubscribe()
})

test('the document comes as bytes to those who may see it', async () => {
  const recordingId = await newRecording()
  await edit(recordingId)
  const { origin } = await serve()
  const get = (who: Person | null) =>
    fetch(`${origin}/api/documents/${recordingId}/snapshot`, { headers: who ? { cookie: who.cookie } : {} })
  const response = await get(viewer)
  expect(response.status).toBe(200)
  const decoded = decodeSnapshot(new Uint8Array(await response.arrayBuffer()))
  expect([decoded.revision, decoded.model.annotationCount]).toEqual([1, 1])
  expect((await get(null)).status).toBe(401)
  expect((await get(stranger)).status).toBe(404)
})

describe('the bus', () => {
  test('carries news of other processes, in order and many at a time', async () => {
    const got: unknown[] = []
    using _listening = subscribe(revisionsTopic('r'), (payload) => got.push(payload))
    const other = new pg.Client({ connectionString: url })
    await other.connect()
    const items = [1, 2, 3].map((revision) => [revisionsTopic('r'), { revision }])
    await other.query('select pg_notify($1, $2)', ['scrubline_bus', JSON.stringify({ from: 'other', items })])
    await expect.poll(() => got).toEqual([{ revision: 1 }, { revision: 2 }, { revision: 3 }])
    await other.end()
  })

  test('sends to other processes what is published here', async () => {
    const other = new pg.Client({ connectionString: url })
    await other.connect()
    const got: [string, number][] = []
    other.on('notification', (m) => got.push(...JSON.parse(m.payload ?? '{}').items))
    await other.query('listen scrubline_bus')
    for (let i = 0; i < 500; i++) publish('t', i)
    await expect.poll(() => got.length).toBe(500)
    expect(got.map(([, n]) => n)).toEqual(Array.from({ length: 500 }, (_, i) => i))
    await other.end()
  })

  test('refuses news that does not fit', () => {
    expect(() => publish('t', 'x'.repeat(9000))).toThrow(RangeError)
  })

  test('goes on after its connection was cut', async () => {
    const got: unknown[] = []
    using _listening = subscribe('after', (payload) => got.push(payload))
    const other = new pg.Client({ connectionString: url })
    await other.connect()
    const cut = await other.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'scrubline-bus' and datname = current_database()",
    )
    expect(cut.rowCount).toBe(1)
    await expect
      .poll(
        async () => {
          const news = JSON.stringify({ from: 'other', items: [['after', 1]] })
          await other.query('select pg_notify($1, $2)', ['scrubline_bus', news])
          return got.length
        },
        { timeout: 5000 },
      )
      .toBeGreaterThan(0)
    await other.end()
  })
})

/** An EventSource for Node that sends a cookie: as much of one as the tRPC client needs. */
function cookieEventSource(cookie: string): typeof EventSource {
  class NodeEventSource extends EventTarget {
    static readonly CONNECTING = 0
    static readonly OPEN = 1
    static readonly CLOSED = 2
    readonly CONNECTING = 0
    readonly OPEN = 1
    readonly CLOSED = 2
    readyState = 0
    private readonly stop = new AbortController()

    constructor(address: string) {
      super()
      void this.read(address)
    }

    close(): void {
      this.readyState = 2
      this.stop.abort()
    }

    private async read(address: string): Promise<void> {
      try {
        const response = await fetch(address, { headers: { cookie }, signal: this.stop.signal })
        this.readyState = 1
        this.dispatchEvent(new Event('open'))
        let text = ''
        for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
          text += chunk
          const blocks = text.split('\n\n')
          text = blocks.pop() ?? ''
          for (const block of blocks) this.say(block)
        }
      } catch {
        if (this.readyState !== 2) this.dispatchEvent(new Event('error'))
      }
    }

    private say(block: string): void {
      const field = (name: string) =>
        block
          .split('\n')
          .find((line) => line.startsWith(`${name}:`))
          ?.slice(name.length + 1)
          .trim()
      const data = field('data')
      if (data === undefined) return
      const lastEventId = field('id') ?? ''
      this.dispatchEvent(new MessageEvent(field('event') ?? 'message', { data, lastEventId }))
    }
  }
  return NodeEventSource as unknown as typeof EventSource
}
