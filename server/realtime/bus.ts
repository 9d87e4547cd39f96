/**
 * News between processes: topics with small JSON payloads, carried by Postgres NOTIFY. Subscribers of the same process
 * hear at once, other processes within about 10 ms. Nothing is kept: whoever needs every piece of news subscribes first
 * and then reads the state. After a lost connection every subscriber of another process's news is told by `onGap`.
 */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { env } from '../platform/env.ts'

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined }

type Listener = (payload: JsonValue) => void
type Item = readonly [topic: string, payload: JsonValue]

const CHANNEL = 'scrubline_bus'
/** As the database's list of connections names it. */
const APPLICATION = 'scrubline-bus'
const BATCH_MS = 10
/** Postgres takes less than 8000 bytes a notification. */
const MAX_BYTES = 7500
const RETRY_MS = 250
/** Waiting news beyond this is dropped: readers that miss it read the state when the connection is back. */
const MAX_WAITING = 10_000

interface Bus {
  readonly self: string
  readonly topics: Map<string, Set<Listener>>
  readonly gapListeners: Set<() => void>
  /** Items as JSON, in order. */
  waiting: string[]
  timer: NodeJS.Timeout | null
  flushing: Promise<void> | null
  client: Promise<pg.Client> | null
  closed: boolean
}

const holder = globalThis as { scrublineBus?: Bus }

function bus(): Bus {
  holder.scrublineBus ??= {
    self: randomUUID(),
    topics: new Map(),
    gapListeners: new Set(),
    waiting: [],
    timer: null,
    flushing: null,
    client: null,
    closed: false,
  }
  return holder.scrublineBus
}

export function publish(topic: string, payload: JsonValue): void {
  const text = JSON.stringify([topic, payload] satisfies Item)
  if (Buffer.byteLength(text) > MAX_BYTES)
    throw new RangeError(`news on ${topic} is too large; send what changed, not the thing`)
  const b = bus()
  deliver(b, topic, payload)
  b.waiting.push(text)
  b.timer ??= setTimeout(() => void flush(b), BATCH_MS)
}

/** Calls `fn` with everything published on `topic` from now on, here or in another process. */
export function subscribe(topic: string, fn: (payload: JsonValue) => void): Disposable {
  const b = bus()
  const listeners = b.topics.get(topic) ?? new Set()
  b.topics.set(topic, listeners.add(fn))
  void connected(b).catch(() => {})
  return {
    [Symbol.dispose]() {
      listeners.delete(fn)
      if (!listeners.size && b.topics.get(topic) === listeners) b.topics.delete(topic)
    },
  }
}

/** Calls `fn` whenever news of other processes may have been missed. */
export function onGap(fn: () => void): Disposable {
  const b = bus()
  b.gapListeners.add(fn)
  return { [Symbol.dispose]: () => void b.gapListeners.delete(fn) }
}

/** Resolves once news of other processes arrives here; tests and start-up wait for it. */
export async function busReady(): Promise<void> {
  await connected(bus())
}

/** Sends what waits and closes the connection. */
export async function closeBus(): Promise<void> {
  const b = bus()
  if (b.timer || b.flushing) await flush(b)
  b.closed = true
  const client = await b.client?.catch(() => null)
  await client?.end().catch(() => {})
  delete holder.scrublineBus
}

function deliver(b: Bus, topic: string, payload: JsonValue): void {
  for (const fn of [...(b.topics.get(topic) ?? [])]) {
    try {
      fn(payload)
    } catch (error) {
      console.error(`a subscriber of ${topic} failed`, error)
    }
  }
}

/** One at a time, so that news keeps its order. */
async function flush(b: Bus): Promise<void> {
  if (b.timer) clearTimeout(b.timer)
  b.timer = null
  b.flushing = (b.flushing ?? Promise.resolve()).then(() => send(b))
  await b.flushing
}

async function send(b: Bus): Promise<void> {
  const texts = batches(b.self, b.waiting)
  b.waiting = []
  let sent = 0
  try {
    if (!texts.length) return
    const client = await connected(b)
    for (const batch of texts) {
      await client.query('select pg_notify($1, $2)', [CHANNEL, batch.text])
      sent++
    }
  } catch {
    b.waiting = [...texts.slice(sent).flatMap((batch) => batch.items), ...b.waiting].slice(-MAX_WAITING)
    if (!b.closed) b.timer ??= setTimeout(() => void flush(b), RETRY_MS).unref()
  }
}

/** As many items to a notification as fit. */
export function batches(self: string, items: readonly string[]): { text: string; items: string[] }[] {
  const groups: string[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const item of items) {
    const size = Buffer.byteLength(item) + 1
    if (bytes + size > MAX_BYTES) {
      groups.push([])
      bytes = 0
    }
    groups.at(-1)!.push(item)
    bytes += size
  }
  return groups.map((group) => ({
    text: `{"from":${JSON.stringify(self)},"items":[${group.join(',')}]}`,
    items: group,
  }))
}

function connected(b: Bus): Promise<pg.Client> {
  b.client ??= connect(b).catch((error) => {
    b.client = null
    if (!b.closed && b.topics.size) setTimeout(() => void connected(b).catch(() => {}), 500).unref()
    throw error
  })
  return b.client
}

async function connect(b: Bus): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: env().databaseUrl,
    keepAlive: true,
    application_name: APPLICATION,
  })
  const lost = () => {
    if (b.closed || !b.client) return
    b.client = null
    setTimeout(() => {
      if (b.closed || !b.topics.size) return
      connected(b).then(
        () => {
          for (const fn of b.gapListeners) fn()
        },
        () => {},
      )
    }, 200).unref()
  }
  client.on('error', lost)
  client.on('end', lost)
  client.on('notification', (message) => {
    const news = JSON.parse(message.payload ?? '{}') as { from: string; items: Item[] }
    if (news.from === b.self) return
    for (const [topic, payload] of news.items) deliver(b, topic, payload)
  })
  await client.connect()
  await client.query(`listen ${CHANNEL}`)
  return client
}
