/**
 * The network between a client and the server of one document: it loses requests, answers and news, delivers them twice
 * and out of order, and is cut, as the seed says.
 */
import type { Change, Revision } from '#app/_studio/sync/replica.ts'
import {
  type DocumentTransport,
  type PushAnswer,
  type StreamHandlers,
  TransportError,
} from '#app/_studio/sync/transport.ts'
import { type OwnRevision, refOf } from '#media/core/commands/history.ts'
import type { DocumentHost } from './document-server.ts'
import { below, type Random } from './random-edits.ts'

/** How bad the network is, as chances from 0 to 1. */
export interface Weather {
  loseRequest: number
  loseAnswer: number
  /** A piece of news does not come, though the stream seems fine; the next one shows the hole. */
  loseNews: number
  /** A push that was accepted arrives a second time, a while later. */
  repeatRequest: number
  /** News comes a second time, a while later. */
  repeatNews: number
  /** News of several revisions comes one by one, the last first. */
  shuffleNews: number
}
export const FINE: Weather = {
  loseRequest: 0,
  loseAnswer: 0,
  loseNews: 0,
  repeatRequest: 0,
  repeatNews: 0,
  shuffleNews: 0,
}
export const STORM: Weather = {
  loseRequest: 0.15,
  loseAnswer: 0.15,
  loseNews: 0.15,
  repeatRequest: 0.1,
  repeatNews: 0.15,
  shuffleNews: 0.2,
}

export class Network implements DocumentTransport {
  online = true
  signedIn = true
  weather: Weather
  /** Names of changes that were acknowledged to this client, with the revision they became. */
  readonly acknowledged = new Map<string, number | null>()
  private readonly host: DocumentHost
  private readonly userId: string
  private readonly random: Random
  private readonly streams = new Set<() => void>()
  private readonly reconnects = new Map<() => void, () => void>()

  constructor(host: DocumentHost, userId: string, random: Random, weather: Partial<Weather> = {}) {
    this.host = host
    this.userId = userId
    this.random = random
    this.weather = { ...FINE, ...weather }
  }

  async push(change: Change, baseRev: number): Promise<PushAnswer> {
    const answer = await this.ask(async () => {
      const given = await this.host.push(this.userId, change, baseRev)
      if (given.status === 'accepted' && this.happens('repeatRequest'))
        setTimeout(
          () => void this.host.push(this.userId, change, baseRev).catch(() => {}),
          1 + below(this.random, 40),
        )
      return given
    })
    if (answer.status === 'accepted')
      this.acknowledged.set(refOf(change.clientId, change.seq), answer.revision)
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
    const open = () => this.online && this.streams.has(look)
    const look = () => {
      busy = busy.then(async () => {
        if (!open()) return
        const news = await this.host.since(Math.max(sent, after())).catch(() => [])
        if (!open()) return
        if (!news) {
          await handlers.reset()
          sent = after()
          return
        }
        if (!news.length) return
        sent = news.at(-1)!.revision
        if (this.happens('loseNews')) return
        if (this.happens('repeatNews'))
          setTimeout(() => open() && handlers.revisions(news), 1 + below(this.random, 30))
        if (this.happens('shuffleNews')) for (const one of news.toReversed()) handlers.revisions([one])
        else handlers.revisions(news)
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

  cut(): void {
    this.online = false
    for (const again of this.reconnects.values()) again()
  }

  heal(): void {
    this.online = true
    this.weather = { ...FINE }
    for (const again of this.reconnects.values()) again()
  }

  /** Streams end and begin again, as when the server went and came back. */
  reconnect(): void {
    if (!this.online) return
    this.online = false
    for (const again of this.reconnects.values()) again()
    this.online = true
    for (const again of this.reconnects.values()) again()
  }

  private happens(what: keyof Weather): boolean {
    const chance = this.weather[what]
    return chance > 0 && this.random() < chance
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
