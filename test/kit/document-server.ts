/**
 * A server of one document for tests of the browser's side: the same rules as the real one, in memory, and a network
 * between it and each client that loses requests, loses answers and drops streams when the seed says so.
 */

import type { Change, Revision } from '#app/_studio/sync/replica.ts'
import {
  type DocumentTransport,
  type PushAnswer,
  type StreamHandlers,
  TransportError,
} from '#app/_studio/sync/transport.ts'
import { type OwnRevision, refOf } from '#media/core/commands/history.ts'
import { type Diff, EMPTY_DIFF, isEmptyDiff } from '#media/core/document/diff.ts'
import type { LabelBook } from '#media/core/document/label-book.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import { reconcile } from '#media/core/document/reconcile.ts'
import type { DocumentRecord } from '#media/core/document/records.ts'
import { encodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import type { Random } from './random-edits.ts'

/** What the network carries to: the model below, or the real use-cases in a medium test. */
export interface DocumentHost {
  push(userId: string, change: Change, baseRev: number): Promise<PushAnswer>
  since(revision: number): Promise<readonly Revision[] | null>
  /** All there ever was. */
  everything(): Promise<readonly Revision[]>
  snapshot(): Promise<Uint8Array>
  own(userId: string): Promise<readonly OwnRevision[]>
  /** Calls back after each accepted change. */
  watch(fn: () => void): Disposable
}

export class ModelServer implements DocumentHost {
  readonly model: DocumentModel
  readonly log: Revision[] = []
  /** Further behind than this: a new snapshot. */
  mostBehind = 1000
  /** A test may put another schema in its place. */
  labels: LabelBook
  private readonly watchers = new Set<() => void>()

  constructor(records: readonly DocumentRecord[], labels: LabelBook) {
    this.model = new DocumentModel(records)
    this.labels = labels
  }

  async push(userId: string, change: Change): Promise<PushAnswer> {
    const known = this.log.find((r) => r.clientId === change.clientId && r.seq === change.seq)
    if (known) return { status: 'accepted', revision: known.revision, diff: known.diff, overruled: [] }
    // As it would come out of JSON.
    const sent = JSON.parse(JSON.stringify(change.diff)) as Diff
    const added = Object.entries(sent.added).map(([id, r]) => [
      id,
      'authorId' in r ? { ...r, authorId: userId } : r,
    ])
    const wanted = { ...sent, added: Object.fromEntries(added) }
    const fitted = reconcile(this.model, this.labels, wanted, { back: change.undoes !== null })
    if (!fitted.ok) return { ...fitted, status: 'refused' }
    const { diff, overruled } = fitted
    if (isEmptyDiff(diff)) return { status: 'accepted', revision: null, diff: EMPTY_DIFF, overruled }
    const revision = this.log.length + 1
    this.model.apply(diff)
    this.log.push({ ...change, diff, revision, authorId: userId })
    for (const fn of [...this.watchers]) fn()
    return { status: 'accepted', revision, diff, overruled }
  }

  async since(revision: number): Promise<readonly Revision[] | null> {
    return this.log.length - revision > this.mostBehind ? null : this.log.slice(revision)
  }

  async everything(): Promise<readonly Revision[]> {
    return this.log
  }

  async snapshot(): Promise<Uint8Array> {
    return encodeSnapshot(this.model, 'recording', this.log.length)
  }

  async own(userId: string): Promise<readonly OwnRevision[]> {
    return this.log
      .filter((r) => r.authorId === userId)
      .map((r) => ({ ref: refOf(r.clientId, r.seq), diff: r.diff, sentence: r.sentence, undoes: r.undoes }))
  }

  watch(fn: () => void): Disposable {
    this.watchers.add(fn)
    return { [Symbol.dispose]: () => void this.watchers.delete(fn) }
  }
}

/** How bad the network is, as chances from 0 to 1. */
export interface Weather {
  loseRequest: number
  loseAnswer: number
  /** A piece of news does not come, though the stream seems fine; the next one shows the hole. */
  loseNews: number
}
export const FINE: Weather = { loseRequest: 0, loseAnswer: 0, loseNews: 0 }

export class Network implements DocumentTransport {
  online = true
  signedIn = true
  weather: Weather
  /** Names of changes that were acknowledged to this client. */
  readonly acknowledged = new Set<string>()
  private readonly host: DocumentHost
  private readonly userId: string
  private readonly random: Random
  private readonly streams = new Set<() => void>()

  constructor(host: DocumentHost, userId: string, random: Random, weather: Weather = FINE) {
    this.host = host
    this.userId = userId
    this.random = random
    this.weather = { ...weather }
  }

  async push(change: Change, baseRev: number): Promise<PushAnswer> {
    const answer = await this.ask(() => this.host.push(this.userId, change, baseRev))
    if (answer.status === 'accepted') this.acknowledged.add(refOf(change.clientId, change.seq))
    return answer
  }

  changesSince(revision: number): Promise<readonly Revision[] | null> {
    return this.ask(() => this.host.since(revision))
  }

  snapshot(): Promise<Uint8Array> {
    return this.ask(() => this.host.snapshot())
  }

  ownRevisions(): Promise<readonly OwnRevision[]> {
    return this.ask(() => this.host.own(this.userId))
  }

  follow(after: () => number, handlers: StreamHandlers): Disposable {
    let sent = after()
    let busy: Promise<void> = Promise.resolve()
    const look = () => {
      busy = busy.then(async () => {
        if (!this.online || !this.streams.has(look)) return
        const news = await this.host.since(Math.max(sent, after())).catch(() => [])
        if (!this.online || !this.streams.has(look)) return
        if (!news) {
          await handlers.reset()
          sent = after()
          return
        }
        if (!news.length) return
        sent = news.at(-1)!.revision
        if (this.random() >= this.weather.loseNews) handlers.revisions(news)
      })
    }
    this.streams.add(look)
    this.reconnects.set(look, () => {
      sent = after()
      handlers.connected(this.online)
      look()
    })
    const watch = this.host.watch(look)
    handlers.connected(this.online)
    look()
    return {
      [Symbol.dispose]: () => {
        this.streams.delete(look)
        this.reconnects.delete(look)
        watch[Symbol.dispose]()
      },
    }
  }

  private readonly reconnects = new Map<() => void, () => void>()

  cut(): void {
    this.online = false
    for (const again of this.reconnects.values()) again()
  }

  heal(): void {
    this.online = true
    this.weather = { ...FINE }
    for (const again of this.reconnects.values()) again()
  }

  private async ask<T>(call: () => Promise<T>): Promise<T> {
    await null
    if (!this.online || this.random() < this.weather.loseRequest)
      throw new TransportError('offline', 'no network')
    if (!this.signedIn) throw new TransportError('signed-out', 'You are signed out.')
    const answer = await call()
    // Half-flushed: the server did it, nobody heard.
    if (!this.online || this.random() < this.weather.loseAnswer)
      throw new TransportError('offline', 'the answer was lost')
    return answer
  }
}
