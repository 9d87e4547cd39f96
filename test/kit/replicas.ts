/**
 * Several people on one document over bad networks: random commands, undo, cuts, closed tabs that leave their journal, a
 * server that is killed. Then all is healed, and everybody must hold what the server holds, with nothing acknowledged
 * missing and nothing carried out twice.
 *
 * Every step draws from a random stream of its own, so that a run without some of its steps is the same run otherwise:
 * `shorten` finds a short one that still fails.
 */

import { DocumentStore } from '#app/_studio/store/document-store.ts'
import { DocumentSync } from '#app/_studio/sync/document-sync.ts'
import { MemoryJournal } from '#app/_studio/sync/journal.ts'
import { Replica, type Revision } from '#app/_studio/sync/replica.ts'
import { History, refOf } from '#media/core/commands/history.ts'
import { patch, sameValue } from '#media/core/document/apply.ts'
import { newId } from '#media/core/document/ids.ts'
import type { LabelBook } from '#media/core/document/label-book.ts'
import type { DocumentModel } from '#media/core/document/model.ts'
import type { DocumentRecord } from '#media/core/document/records.ts'
import { decodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import { show } from './doc.ts'
import type { DocumentHost } from './document-server.ts'
import { Network, type Weather } from './network.ts'
import { seededRandom } from './random.ts'
import { below, pick, type Random, randomCommand } from './random-edits.ts'

export interface FuzzOptions {
  readonly host: DocumentHost
  readonly labels: LabelBook
  readonly users: readonly string[]
  readonly seed: number
  /** What happens, by all together: mostly edits. */
  readonly steps: number
  readonly weather: Partial<Weather>
  /** Lets time pass: timers and messages. */
  readonly wait: (ms: number) => Promise<void>
  /** Something terrible on the server's side. */
  readonly restartServer?: () => Promise<void> | void
  readonly command?: typeof randomCommand
  /** Steps to be left out. */
  readonly without?: ReadonlySet<number>
  /** Told what each step was. */
  readonly trail?: (step: number, what: string) => void
}

interface Tab {
  store: DocumentStore
  replica: Replica
  sync: DocumentSync
  history: History
  /** The document as it was when the tab was opened. */
  past: DocumentModel
}

class Person {
  readonly journal = new MemoryJournal()
  readonly network: Network
  /** Every change this person ever made, by name. */
  readonly submitted = new Set<string>()
  readonly userId: string
  tab: Tab | null = null
  overruled = 0
  private readonly options: FuzzOptions
  private readonly random: Random

  constructor(options: FuzzOptions, userId: string, random: Random) {
    this.options = options
    this.userId = userId
    this.random = random
    this.network = new Network(options.host, userId, random, options.weather)
  }

  /** False when the network did not give the document. */
  async open(): Promise<boolean> {
    const bytes = await this.network.snapshot().catch(() => null)
    if (!bytes) return false
    const { model, revision } = decodeSnapshot(bytes)
    const store = new DocumentStore(model, this.options.labels)
    const replica = new Replica(store, revision)
    const history = History.from(await this.network.ownRevisions().catch(() => []))
    const sync = new DocumentSync({
      recordingId: 'recording',
      userId: this.userId,
      replica,
      transport: this.network,
      journal: this.journal,
      clientId: newId(),
      retryMs: 5,
      onSubmit: (change) => history.add({ ...change, ref: refOf(change.clientId, change.seq) }),
      onSetAside: ({ change }) => history.forget(refOf(change.clientId, change.seq)),
      onOverruled: () => this.overruled++,
    })
    this.tab = { store, replica, sync, history, past: decodeSnapshot(bytes).model }
    for (const change of await sync.start())
      history.add({ ...change, ref: refOf(change.clientId, change.seq) })
    return true
  }

  close(): void {
    this.tab?.sync[Symbol.dispose]()
    this.tab = null
  }

  /** The sentence of the change that was made; null when none was. */
  async edit(): Promise<string | null> {
    if (!this.tab) return null
    const { store, past } = this.tab
    const state = { document: store, labels: this.options.labels }
    const make = () => (this.options.command ?? randomCommand)(this.random, state, past)
    let result = make()
    for (let tries = 0; tries < 5 && !result.ok; tries++) result = make()
    if (!result.ok) return null
    return this.submit(result.diff, result.sentence, null)
  }

  async takeBack(which: 'undo' | 'redo'): Promise<string | null> {
    if (!this.tab) return null
    const { history, store } = this.tab
    const entry = which === 'undo' ? history.nextUndo : history.nextRedo
    const step = history[which]({ document: store, labels: this.options.labels })
    if (!entry || !step) return null
    if (step.ok) return this.submit(step.diff, step.sentence, step.undoes)
    history.forget(entry.ref)
    return null
  }

  private async submit(...args: Parameters<DocumentSync['submit']>): Promise<string> {
    const { ref, stored } = this.tab!.sync.submit(...args)
    await stored
    this.submitted.add(ref)
    return args[1]
  }
}

export interface FuzzResult {
  /** Changes that were made … */
  readonly changes: number
  /** … of these undoing and redoing … */
  readonly takenBack: number
  /** … and what became of all of them. */
  readonly accepted: number
  /** Parts fell away because somebody else was first. */
  readonly overruled: number
  readonly refused: number
}

/** @throws Error that says what went wrong; the caller adds the seed. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { wait, seed, host } = options
  let drawn = seededRandom(seed)
  const random = () => drawn()
  const people = options.users.map((id) => new Person(options, id, random))
  for (const person of people) while (!(await person.open())) await wait(1)
  const start = decodeSnapshot(await host.snapshot())
  let takenBack = 0
  for (let i = 0; i < options.steps; i++) {
    if (options.without?.has(i)) continue
    drawn = seededRandom(seed * 1_000_003 + i)
    const person = pick(random, people)
    const said = await step(person, people, options, random)
    if (said) options.trail?.(i, `${person.userId}: ${said}`)
    if (said?.startsWith('Undid') || said?.startsWith('Redid')) takenBack++
    if (random() < 0.4) await wait(below(random, 12))
  }
  for (const person of people) {
    person.network.heal()
    while (!person.tab) await person.open()
    person.tab.sync.retry()
  }
  await settle(people, options)
  replay(start.model, (await host.everything()).slice(start.revision))
  return { ...(await verify(people, options)), takenBack }
}

async function step(
  person: Person,
  people: readonly Person[],
  options: FuzzOptions,
  random: Random,
): Promise<string | null> {
  const { network } = person
  if (!person.tab && random() < 0.6) {
    network.heal()
    return (await person.open()) ? '(a tab is opened)' : null
  }
  const act = random()
  if (act < 0.71) return person.edit()
  if (act < 0.76) return person.takeBack(random() < 0.7 ? 'undo' : 'redo')
  if (act < 0.8) {
    network.cut()
    return '(the network is cut)'
  }
  if (act < 0.86) {
    network.heal()
    return '(the network is fine)'
  }
  if (act < 0.93) {
    Object.assign(network.weather, options.weather)
    return '(the network is bad)'
  }
  if (act < 0.96) {
    person.close()
    return '(the tab is closed)'
  }
  if (act < 0.98 || !options.restartServer) return person.edit()
  await options.restartServer()
  for (const p of people) p.network.reconnect()
  return '(the server is killed)'
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

/** Every revision fits exactly on the one before: nothing is added that is there, nothing changed that is not so. */
function replay(start: DocumentModel, log: readonly Revision[]): void {
  const records = new Map([...start.records()].map((r) => [r.id, r]))
  const names = new Set<string>()
  for (const { diff, revision, clientId, seq } of log) {
    const wrong = (what: string) => new Error(`revision ${revision} ${what}`)
    const name = refOf(clientId, seq)
    if (names.has(name)) throw wrong(`is the change ${name} a second time`)
    names.add(name)
    for (const id of Object.keys(diff.removed)) if (!records.delete(id)) throw wrong(`removes ${id} again`)
    for (const [id, record] of Object.entries(diff.added)) {
      if (records.has(id)) throw wrong(`adds ${id} again`)
      records.set(id, record)
    }
    for (const [id, changes] of Object.entries(diff.updated)) {
      const now = records.get(id)
      if (!now) throw wrong(`changes ${id}, which is not there`)
      for (const [field, [from]] of Object.entries(changes))
        if (!field.startsWith('attributes.') && !alike(now[field as keyof DocumentRecord], from))
          throw wrong(`changes ${field} of ${id} from a value it has not`)
      records.set(id, patch(now, changes))
    }
  }
}

const alike = (a: unknown, b: unknown) => sameValue(a, b) || JSON.stringify(a) === JSON.stringify(b)

async function verify(
  people: readonly Person[],
  { host }: FuzzOptions,
): Promise<Omit<FuzzResult, 'takenBack'>> {
  const truth = decodeSnapshot(await host.snapshot()).model
  const log = new Map((await host.everything()).map((r) => [refOf(r.clientId, r.seq), r.revision]))
  let changes = 0
  let refused = 0
  for (const person of people) {
    const { store, sync } = person.tab!
    const difference = differing(truth, store.model)
    if (difference)
      throw new Error(
        `${person.userId} holds something else: ${difference}\n${show(truth)}\n≠\n${show(store.model)}`,
      )
    for (const [ref, revision] of person.network.acknowledged)
      if (revision !== null && log.get(ref) !== revision)
        throw new Error(`the change ${ref} was acknowledged as revision ${revision} and is not there`)
    const aside = new Set(sync.setAside.value.map(({ change }) => refOf(change.clientId, change.seq)))
    for (const ref of person.submitted) {
      changes++
      if (aside.has(ref)) refused++
      else if (!log.has(ref) && !person.network.acknowledged.has(ref))
        throw new Error(`the change ${ref} is neither saved nor set aside`)
      if (aside.has(ref) && log.has(ref)) throw new Error(`the change ${ref} is saved and set aside`)
    }
    for (const { change, refusal } of await person.journal.list('recording', person.userId))
      if (refusal === null)
        throw new Error(`the change ${refOf(change.clientId, change.seq)} waits in the journal for ever`)
  }
  const overruled = people.reduce((n, person) => n + person.overruled, 0)
  return { changes, accepted: log.size, refused, overruled }
}

/** The first record that is not the same in both; null when all are. */
function differing(a: DocumentModel, b: DocumentModel): string | null {
  const texts = (model: DocumentModel) => new Map([...model.records()].map((r) => [r.id, textOf(r)]))
  const [left, right] = [texts(a), texts(b)]
  for (const id of new Set([...left.keys(), ...right.keys()]))
    if (left.get(id) !== right.get(id))
      return `${left.get(id) ?? `no ${id}`} against ${right.get(id) ?? `no ${id}`}`
  return null
}

/** Objects with their keys in order, all the way down: a database gives them back in an order of its own. */
const textOf = (record: DocumentRecord) =>
  JSON.stringify(record, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )

/** Leaves out steps, large pieces first, as long as it still fails. Gives back what must be left out. */
export async function shorten(
  steps: number,
  fails: (without: ReadonlySet<number>) => Promise<boolean>,
): Promise<ReadonlySet<number>> {
  let without = new Set<number>()
  for (let size = Math.ceil(steps / 2); size >= 1; size = Math.floor(size / 2))
    for (let from = 0; from < steps; from += size) {
      const piece = Array.from({ length: size }, (_, i) => from + i).filter((i) => !without.has(i))
      if (!piece.length) continue
      const tried = new Set([...without, ...piece])
      if (await fails(tried)) without = tried
    }
  return without
}
