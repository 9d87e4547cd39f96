/**
 * Edits to watchers on the started product: its own Postgres, its web process, real HTTP and server-sent events. First the
 * time from sending an edit until each of 50 watchers has it; then how many edits a second go in with 50 watchers on the
 * recording against none, in turns, so that a busy machine disturbs both alike. An edit is durable before it is answered.
 */
import http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { EMPTY_DIFF } from '#media/core/document/diff.ts'
import { newId } from '#media/core/document/ids.ts'
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'
import { buildPages } from '#server/entry/setup/build.mjs'
import { ROOT, startServer } from '#test/kit/server.ts'

const WATCHERS = 50
const WARM_UP = 60
const EDITS = 300
const WRITERS = 4
const ROUNDS = 5
const ROUND_MS = 2000
/** Between edits while times are taken: about thirty a second, more than people make together. */
const PAUSE_MS = 25

export interface SyncBench {
  /** From sending an edit until a watcher has it, p95 over all edits and watchers, ms. */
  readonly fanoutP95Ms: number
  readonly fanoutP50Ms: number
  /** From sending an edit until the server says it is durable, p95, ms: part of the above. */
  readonly pushP95Ms: number
  /** From the server's answer until the last watcher has the edit, p95, ms. */
  readonly afterAnswerP95Ms: number
  /** Edits a second with 50 watchers by edits a second with none. */
  readonly fanoutThroughputRatio: number
  readonly editsPerSecond: number
}

export async function run(print: (line: string) => void = console.log): Promise<SyncBench> {
  await buildPages(ROOT)
  const server = await startServer()
  const stop = new AbortController()
  try {
    const api = new Api(server.origin, await server.signIn())
    const recordingId = await api.newRecording()
    print(`${WATCHERS} watchers of one recording over server-sent events, Postgres with its usual settings`)

    const latency = await measureLatency(api, recordingId, stop.signal)
    const { send, answer, after } = latency
    print(
      `edit → watcher   p50 ${ms(send, 0.5)}  p95 ${ms(send, 0.95)}  p99 ${ms(send, 0.99)}  (${send.length} arrivals)`,
    )
    print(`edit → answered  p50 ${ms(answer, 0.5)}  p95 ${ms(answer, 0.95)}   durable, as its writer is told`)
    print(`answered → last  p50 ${ms(after, 0.5)}  p95 ${ms(after, 0.95)}   the last of the ${WATCHERS}`)

    const alone: number[] = []
    const watched: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      alone.push(await throughput(api, await api.newRecording()))
      const other = await api.newRecording()
      const end = new AbortController()
      const watchers = await openWatchers(api, other, end.signal)
      watched.push(await throughput(api, other))
      // Slow watchers would make the ratio look better than it is.
      await Promise.all(watchers.map((w) => w.reaches(api.latest)))
      end.abort()
    }
    const [without, withThem] = [quantile(alone, 0.5), quantile(watched, 0.5)]
    print(
      `edits a second from ${WRITERS} writers: ${without.toFixed(0)} unwatched, ${withThem.toFixed(0)} with ${WATCHERS} watchers`,
    )
    return {
      fanoutP95Ms: quantile(send, 0.95),
      fanoutP50Ms: quantile(send, 0.5),
      pushP95Ms: quantile(answer, 0.95),
      afterAnswerP95Ms: quantile(after, 0.95),
      fanoutThroughputRatio: withThem / without,
      editsPerSecond: withThem,
    }
  } finally {
    stop.abort()
    await server.dispose()
  }
}

async function measureLatency(api: Api, recordingId: string, signal: AbortSignal) {
  const watchers = await openWatchers(api, recordingId, signal)
  const send: number[] = []
  const answer: number[] = []
  const after: number[] = []
  for (let i = 0; i < WARM_UP + EDITS; i++) {
    const began = performance.now()
    const revision = await api.edit(recordingId, 'latency')
    const answered = performance.now()
    const arrivals = await Promise.all(watchers.map((w) => w.reaches(revision)))
    await sleep(PAUSE_MS)
    if (i < WARM_UP) continue
    send.push(...arrivals.map((at) => at - began))
    answer.push(answered - began)
    after.push(Math.max(0, Math.max(...arrivals) - answered))
  }
  return { send, answer, after }
}

/** Edits a second, each writer sending its next when the last was answered. */
async function throughput(api: Api, recordingId: string): Promise<number> {
  const until = performance.now() + ROUND_MS
  const began = performance.now()
  let made = 0
  const writer = async (name: string) => {
    while (performance.now() < until) {
      await api.edit(recordingId, name)
      made++
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, (_, k) => writer(`writer-${k}`)))
  return made / ((performance.now() - began) / 1000)
}

const openWatchers = (api: Api, recordingId: string, signal: AbortSignal): Promise<Watcher[]> =>
  Promise.all(Array.from({ length: WATCHERS }, () => Watcher.open(api, recordingId, signal)))

/** One stream of a recording's changes, read as a browser gets it. */
class Watcher {
  private at = 0
  private readonly arrivals = new Map<number, number>()
  private waiting: { revision: number; done: (at: number) => void } | null = null

  static open(api: Api, recordingId: string, signal: AbortSignal): Promise<Watcher> {
    const watcher = new Watcher()
    return new Promise((resolve, reject) => {
      const request = http.get(
        `${api.origin}/api/documents/${recordingId}/changes?after=0`,
        { headers: { cookie: api.cookie, accept: 'text/event-stream' }, agent: false, signal },
        (response) => {
          if (response.statusCode !== 200)
            return reject(new Error(`a stream was answered ${response.statusCode}`))
          let text = ''
          response.setEncoding('utf8')
          response.on('data', (chunk: string) => {
            text += chunk
            for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
              const id = /^id: ?(\d+)$/m.exec(text.slice(0, end))
              if (id) {
                watcher.hear(Number(id[1]))
                resolve(watcher)
              }
              text = text.slice(end + 2)
            }
          })
          response.on('error', () => {})
        },
      )
      request.on('error', (error) => (signal.aborted ? resolve(watcher) : reject(error)))
    })
  }

  /** When the watcher had everything up to a revision. */
  reaches(revision: number): Promise<number> {
    if (this.at >= revision) return Promise.resolve(this.arrivals.get(revision) ?? performance.now())
    return new Promise((done) => {
      this.waiting = { revision, done }
    })
  }

  private hear(upTo: number): void {
    const now = performance.now()
    for (let n = this.at + 1; n <= upTo; n++) this.arrivals.set(n, now)
    this.at = Math.max(this.at, upTo)
    if (this.waiting && this.at >= this.waiting.revision) {
      const { revision, done } = this.waiting
      this.waiting = null
      done(this.arrivals.get(revision) ?? now)
    }
  }
}

class Api {
  readonly origin: string
  readonly cookie: string
  /** Highest revision that was answered for the recording edited last. */
  latest = 0
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: WRITERS })
  private readonly seqs = new Map<string, number>()
  private projectId: string | null = null
  private recordings = 0

  constructor(origin: string, cookie: string) {
    this.origin = origin
    this.cookie = cookie
  }

  async newRecording(): Promise<string> {
    this.projectId ??= (
      await this.call<{ id: string }>('projects.create', { name: 'Bench', template: 'procedure' })
    ).id
    const name = `Recording ${++this.recordings}`
    const { id } = await this.call<{ id: string }>('recordings.create', { projectId: this.projectId, name })
    this.latest = 0
    return id
  }

  /** Adds an annotation; its revision, once it is durable. */
  async edit(recordingId: string, clientId: string): Promise<number> {
    const key = `${recordingId} ${clientId}`
    const seq = (this.seqs.get(key) ?? 0) + 1
    this.seqs.set(key, seq)
    const id = newId()
    const start = seq * TICKS_PER_SECOND
    const record = {
      ...{ type: 'annotation', id, trackId: 'action', layerId: 'annotations', labelId: 'grasp' },
      ...{ start, end: start + TICKS_PER_SECOND, attributes: {}, note: '' },
      ...{ authorId: null, confidence: null, origin: null, speakerId: null, speech: null },
    }
    const answer = await this.call<{ status: string; revision: number; message?: string }>('documents.push', {
      ...{ recordingId, baseRev: 0, clientId, seq, sentence: 'Added Grasp', undoes: null },
      diff: { ...EMPTY_DIFF, added: { [id]: record } },
    })
    if (answer.status !== 'accepted') throw new Error(`an edit was refused: ${answer.message}`)
    this.latest = Math.max(this.latest, answer.revision)
    return answer.revision
  }

  private call<T>(name: string, input: unknown): Promise<T> {
    const body = JSON.stringify({ json: input })
    return new Promise((resolve, reject) => {
      const request = http.request(
        `${this.origin}/api/trpc/${name}`,
        {
          method: 'POST',
          agent: this.agent,
          headers: {
            cookie: this.cookie,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          },
        },
        (response) => {
          let text = ''
          response.setEncoding('utf8')
          response.on('data', (chunk: string) => {
            text += chunk
          })
          response.on('end', () => {
            if (response.statusCode === 200) resolve((JSON.parse(text) as Answer<T>).result.data.json)
            else reject(new Error(`${name} was answered ${response.statusCode}: ${text.slice(0, 300)}`))
          })
        },
      )
      request.on('error', reject)
      request.end(body)
    })
  }
}

interface Answer<T> {
  result: { data: { json: T } }
}

const quantile = (list: readonly number[], q: number): number =>
  list.toSorted((a, b) => a - b)[Math.floor((list.length - 1) * q)]!
const ms = (list: readonly number[], q: number): string => `${quantile(list, q).toFixed(1)} ms`.padEnd(8)
