/**
 * Several people on one document over bad networks: random commands, cuts, closed tabs that leave their journal, then
 * all is healed and everybody must hold what the server holds, with nothing acknowledged missing.
 */

import { DocumentStore } from '#app/_studio/store/document-store.ts'
import { DocumentSync } from '#app/_studio/sync/document-sync.ts'
import { MemoryJournal } from '#app/_studio/sync/journal.ts'
import { Replica } from '#app/_studio/sync/replica.ts'
import { refOf } from '#media/core/commands/history.ts'
import { newId } from '#media/core/document/ids.ts'
import type { LabelBook } from '#media/core/document/label-book.ts'
import type { DocumentRecord } from '#media/core/document/records.ts'
import { decodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import { show } from './doc.ts'
import { type DocumentHost, Network, type Weather } from './document-server.ts'
import { below, pick, type Random, randomCommand } from './random-edits.ts'

export interface FuzzOptions {
  readonly host: DocumentHost
  readonly labels: LabelBook
  readonly users: readonly string[]
  readonly random: Random
  /** Changes to be made by all together. */
  readonly edits: number
  readonly weather: Weather
  /** Lets time pass: timers and messages. */
  readonly wait: (ms: number) => Promise<void>
  /** Something terrible on the server's side. */
  readonly restartServer?: () => Promise<void> | void
  readonly command?: typeof randomCommand
}

interface Tab {
  store: DocumentStore
  replica: Replica
  sync: DocumentSync
}

class Person {
  readonly journal = new MemoryJournal()
  readonly network: Network
  /** Every change this person ever made, by name. */
  readonly submitted = new Set<string>()
  tab: Tab | null = null
  overruled = 0
  private readonly options: FuzzOptions
  private readonly userId: string

  constructor(options: FuzzOptions, userId: string) {
    this.options = options
    this.userId = userId
    this.network = new Network(options.host, userId, options.random, options.weather)
  }

  /** False when the network did not give the document. */
  async open(): Promise<boolean> {
    const bytes = await this.network.snapshot().catch(() => null)
    if (!bytes) return false
    const { model, revision } = decodeSnapshot(bytes)
    const store = new DocumentStore(model, this.options.labels)
    const replica = new Replica(store, revision)
    const sync = new DocumentSync({
      recordingId: 'recording',
      userId: this.userId,
      replica,
      transport: this.network,
      journal: this.journal,
      clientId: newId(),
      retryMs: 5,
      onOverruled: () => this.overruled++,
    })
    this.tab = { store, replica, sync }
    await sync.start()
    return true
  }

  close(): void {
    this.tab?.sync[Symbol.dispose]()
    this.tab = null
  }

  /** Whether a change was made. */
  async edit(): Promise<boolean> {
    if (!this.tab) return false
    const state = { document: this.tab.store, labels: this.options.labels }
    const make = () => (this.options.command ?? randomCommand)(this.options.random, state)
    let result = make()
    for (let tries = 0; tries < 5 && !result.ok; tries++) result = make()
    if (!result.ok) return false
    const { ref, stored } = this.tab.sync.submit(result.diff, result.sentence)
    await stored
    this.submitted.add(ref)
    return true
  }
}

export interface FuzzResult {
  readonly changes: number
  readonly accepted: number
  /** Parts fell away because somebody else was first. */
  readonly overruled: number
  readonly refused: number
}

/** @throws Error that says what went wrong; the caller adds the seed. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { random, wait } = options
  const people = options.users.map((id) => new Person(options, id))
  for (const person of people) while (!(await person.open())) await wait(1)
  let made = 0
  for (let i = 0; made < options.edits; i++) {
    if (i > options.edits * 20) throw new Error(`only ${made} changes could be made`)
    const person = pick(random, people)
    const act = random()
    if (act < 0.75) made += Number(await person.edit())
    else if (act < 0.8) person.network.cut()
    else if (act < 0.86) person.network.heal()
    else if (act < 0.89) Object.assign(person.network.weather, options.weather)
    else if (act < 0.92) person.close()
    else if (act < 0.96 && !person.tab) await person.open()
    else if (act < 0.97) await options.restartServer?.()
    if (random() < 0.4) await wait(below(random, 12))
  }
  for (const person of people) {
    person.network.heal()
    if (!person.tab) await person.open()
    person.tab?.sync.retry()
  }
  await settle(people, options)
  return verify(people, options)
}

async function settle(people: readonly Person[], { wait, host }: FuzzOptions): Promise<void> {
  for (let i = 0; i < 600; i++) {
    await wait(10)
    const present = decodeSnapshot(await host.snapshot()).revision
    const ready = (tab: Tab | null) =>
      tab?.sync.status.value.unsaved === 0 && tab.replica.revision === present && !tab.replica.pending.length
    if (people.every((person) => ready(person.tab))) return
  }
  const states = people.map(
    (p) => `${p.tab?.replica.revision} with ${p.tab?.sync.status.value.unsaved} unsaved`,
  )
  throw new Error(`not everybody came to rest: ${states.join(', ')}`)
}

async function verify(people: readonly Person[], { host }: FuzzOptions): Promise<FuzzResult> {
  const truth = decodeSnapshot(await host.snapshot()).model
  const log = await host.everything()
  const inLog = new Set(log.map((r) => refOf(r.clientId, r.seq)))
  let changes = 0
  let refused = 0
  for (const person of people) {
    const { store, sync } = person.tab!
    if (!same(truth.records(), store.model.records()))
      throw new Error(`replicas differ:\n${show(truth)}\n≠\n${show(store.model)}`)
    const aside = new Set(sync.setAside.value.map(({ change }) => refOf(change.clientId, change.seq)))
    for (const ref of person.submitted) {
      changes++
      if (aside.has(ref)) refused++
      else if (!inLog.has(ref) && !person.network.acknowledged.has(ref))
        throw new Error(`the change ${ref} is neither saved nor set aside`)
      if (aside.has(ref) && inLog.has(ref)) throw new Error(`the change ${ref} is saved and set aside`)
    }
  }
  const overruled = people.reduce((n, person) => n + person.overruled, 0)
  return { changes, accepted: inLog.size, refused, overruled }
}

function same(a: Iterable<DocumentRecord>, b: Iterable<DocumentRecord>): boolean {
  const text = (records: Iterable<DocumentRecord>) =>
    JSON.stringify(
      [...records]
        .map((r) => Object.fromEntries(Object.entries(r).sort(([x], [y]) => (x < y ? -1 : 1))))
        .map((r) => ('attributes' in r ? { ...r, attributes: sorted(r.attributes as object) } : r))
        .sort((x, y) => (String(x.id) < String(y.id) ? -1 : 1)),
    )
  return text(a) === text(b)
}

const sorted = (o: object) => Object.fromEntries(Object.entries(o).sort(([a], [b]) => (a < b ? -1 : 1)))
