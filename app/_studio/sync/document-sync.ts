/**
 * Brings one's changes to the server and the others' here. A change is carried out at once, written to the journal, then
 * pushed, one at a time and in order, under a name (client, sequence number) that makes a repetition harmless. It
 * counts as unsaved until the server has answered.
 */

import { type ReadonlySignal, signal } from '@preact/signals-core'
import { refOf } from '#media/core/commands/history.ts'
import type { Diff } from '#media/core/document/diff.ts'
import { newId } from '#media/core/document/ids.ts'
import { decodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import { currentText } from '../../_text/current-text.ts'
import type { Journal, JournalEntry } from './journal.ts'
import { holdClient, isClientOpen } from './open-clients.ts'
import type { Change, Replica, Revision } from './replica.ts'
import { type DocumentTransport, type PushAnswer, TransportError } from './transport.ts'

export interface SyncStatus {
  /** Changes the server has not acknowledged. */
  readonly unsaved: number
  readonly online: boolean
  /** What a person must know or do; null when all is well or only slow. */
  readonly problem: {
    readonly kind: 'signed-out' | 'not-allowed' | 'journal'
    readonly message: string
  } | null
}

/** A change the server would not take, for the person to make again or to give up. */
export interface SetAside {
  readonly change: Change
  readonly message: string
}

/** Part of a change fell away because somebody else was first. */
export interface Overruling {
  readonly change: Change
  readonly message: string
}

export interface SyncOptions {
  readonly recordingId: string
  readonly userId: string
  readonly replica: Replica
  readonly transport: DocumentTransport
  readonly journal: Journal
  /** For tests. */
  readonly clientId?: string
  readonly retryMs?: number
  /** Called with every change that is made here, also one that is made again. */
  readonly onSubmit?: (change: Change) => void
  readonly onOverruled?: (overruling: Overruling) => void
  readonly onSetAside?: (setAside: SetAside) => void
  /** Somebody's change, which is now in the document, replaced values of one's own that they had not seen. */
  readonly onOverwritten?: (revision: Revision) => void
}

const LONGEST_RETRY_MS = 10_000

export class DocumentSync implements Disposable {
  readonly clientId: string
  readonly status: ReadonlySignal<SyncStatus>
  readonly setAside: ReadonlySignal<readonly SetAside[]>
  private readonly options: SyncOptions
  private readonly replica: Replica
  private readonly statusSignal = signal<SyncStatus>({ unsaved: 0, online: true, problem: null })
  private readonly setAsideSignal = signal<readonly SetAside[]>([])
  private readonly queue: JournalEntry[] = []
  private readonly disposables: Disposable[] = []
  /** Changes on their way into the journal. */
  private storing = 0
  private seq = 0
  private lastAt = 0
  private pushing = false
  private catching = false
  private timer: ReturnType<typeof setTimeout> | null = null
  private delay: number
  private disposed = false

  constructor(options: SyncOptions) {
    this.options = options
    this.replica = options.replica
    this.clientId = options.clientId ?? newId()
    this.status = this.statusSignal
    this.setAside = this.setAsideSignal
    this.delay = options.retryMs ?? 500
  }

  /** Takes up what earlier tabs could not save, gives it back, and starts to follow the server. */
  async start(): Promise<Change[]> {
    this.disposables.push(holdClient(this.clientId), ...this.listen())
    const adopted: Change[] = []
    for (const entry of await this.leftovers()) {
      this.replica.add(entry.change)
      if (entry.refusal === null) {
        this.queue.push(entry)
        adopted.push(entry.change)
      } else {
        this.replica.settle(entry.change.clientId, entry.change.seq)
        this.aside(entry.change, entry.refusal)
      }
    }
    this.countUnsaved()
    if (this.disposed) return adopted
    this.disposables.push(
      this.options.transport.follow(() => this.replica.revision, {
        revisions: (revisions) => this.receive(revisions),
        reset: () => this.reset(),
        connected: (yes) => {
          this.setStatus({ online: yes })
          if (yes) this.retry()
        },
        failed: (error) => this.failed(error),
      }),
    )
    void this.pushAll()
    return adopted
  }

  /** Carries out a change, keeps it in the journal and sends it. Gives back its name. */
  submit(diff: Diff, sentence: string, undoes: string | null = null): { ref: string; stored: Promise<void> } {
    const change: Change = { clientId: this.clientId, seq: ++this.seq, diff, sentence, undoes }
    this.lastAt = Math.max(this.lastAt, Date.now())
    const { recordingId, userId } = this.options
    const entry: JournalEntry = { recordingId, userId, change, at: this.lastAt, refusal: null }
    this.replica.add(change)
    this.queue.push(entry)
    this.options.onSubmit?.(change)
    this.countUnsaved()
    this.storing++
    const stored = this.store(entry).then(() => {
      this.storing--
      void this.pushAll()
    })
    return { ref: refOf(change.clientId, change.seq), stored }
  }

  /** The person is back: what waited is sent, and the stream is taken up by itself. */
  signedInAgain(): void {
    this.setStatus({ problem: null })
    this.retry()
  }

  /** Tries at once what waits: after signing in again, or when the network is back. */
  retry(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.delay = this.options.retryMs ?? 500
    if (this.status.peek().problem?.kind !== 'journal') this.setStatus({ problem: null })
    void this.pushAll()
  }

  /** Makes a refused change again, on the present state. It leaves the list once the new one is in the journal. */
  async restore(item: SetAside): Promise<void> {
    const { stored } = this.submit(item.change.diff, item.change.sentence)
    await stored
    this.discard(item)
  }

  /** Gives a refused change up. */
  discard(item: SetAside): void {
    this.setAsideSignal.value = this.setAside.peek().filter((s) => s !== item)
    void this.options.journal
      .remove(this.options.recordingId, item.change.clientId, item.change.seq)
      .catch((error) => this.failed(error))
  }

  [Symbol.dispose](): void {
    this.disposed = true
    if (this.timer) clearTimeout(this.timer)
    for (const d of this.disposables.splice(0)) d[Symbol.dispose]()
  }

  private listen(): Disposable[] {
    return [
      on('online', () => this.retry()),
      // Only what is neither saved nor in the journal would be lost with the page.
      on('beforeunload', (event) => {
        const journalFails = this.status.peek().problem?.kind === 'journal'
        if (this.storing || (journalFails && this.queue.length)) event.preventDefault()
      }),
    ]
  }

  /** Entries of tabs that are gone. An open tab sends its own. */
  private async leftovers(): Promise<JournalEntry[]> {
    const { journal, recordingId, userId } = this.options
    try {
      const entries = await journal.list(recordingId, userId)
      const clients = new Set(entries.map((e) => e.change.clientId))
      const open = new Set<string>()
      for (const id of clients) if (await isClientOpen(id)) open.add(id)
      return entries.filter((e) => !open.has(e.change.clientId))
    } catch {
      this.journalFailed()
      return []
    }
  }

  private async store(entry: JournalEntry): Promise<void> {
    try {
      await this.options.journal.put(entry)
    } catch {
      this.journalFailed()
    }
  }

  private journalFailed(): void {
    this.setStatus({
      problem: {
        kind: 'journal',
        message: currentText().sync.noJournal,
      },
    })
  }

  private async pushAll(): Promise<void> {
    if (this.pushing || this.disposed || this.timer) return
    this.pushing = true
    try {
      for (let entry = this.queue[0]; entry && !this.disposed; entry = this.queue[0]) {
        const answer = await this.options.transport.push(entry.change, this.replica.revision)
        if (this.disposed) return
        this.queue.shift()
        await this.answered(entry, answer)
        this.delay = this.options.retryMs ?? 500
      }
    } catch (error) {
      this.failed(error)
      if (!this.disposed)
        this.timer = setTimeout(() => {
          this.timer = null
          void this.pushAll()
        }, this.delay)
      this.delay = Math.min(LONGEST_RETRY_MS, this.delay * 2)
    } finally {
      this.pushing = false
    }
  }

  private async answered(entry: JournalEntry, answer: PushAnswer): Promise<void> {
    const { change } = entry
    if (answer.status === 'refused') {
      // Kept in the journal until the person has decided.
      await this.store({ ...entry, refusal: answer.message })
      this.replica.settle(change.clientId, change.seq)
      this.aside(change, answer.message)
    } else {
      this.accepted(change, answer)
      await this.options.journal
        .remove(entry.recordingId, change.clientId, change.seq)
        .catch(() => this.journalFailed())
    }
    this.setStatus({ online: true })
    if (this.status.peek().problem?.kind !== 'journal') this.setStatus({ problem: null })
    this.countUnsaved()
  }

  private accepted(change: Change, answer: PushAnswer & { status: 'accepted' }): void {
    const { userId } = this.options
    if (answer.revision === null || answer.revision <= this.replica.revision)
      this.replica.settle(change.clientId, change.seq)
    else this.receive([{ ...change, diff: answer.diff, revision: answer.revision, authorId: userId }])
    if (answer.overruled.length)
      this.options.onOverruled?.({
        change,
        message: currentText().sync.overruled(change.sentence),
      })
  }

  private receive(revisions: readonly Revision[]): void {
    const before = this.replica.revision
    this.replica.receive(revisions)
    this.tellOverwritten(revisions, before)
    if (this.replica.hasGap) void this.catchUp()
  }

  private tellOverwritten(revisions: readonly Revision[], before: number): void {
    const { userId, onOverwritten } = this.options
    for (const r of revisions)
      if (r.revision > before && r.authorId !== userId && r.overwrote?.some(({ by }) => by === userId))
        onOverwritten?.(r)
  }

  /** Fetches the revisions in front of ones that came early. */
  private async catchUp(): Promise<void> {
    if (this.catching) return
    this.catching = true
    try {
      const missing = await this.options.transport.changesSince(this.replica.revision)
      if (missing) {
        const before = this.replica.revision
        this.replica.receive(missing)
        this.tellOverwritten(missing, before)
      } else await this.reset()
    } catch (error) {
      this.failed(error)
    } finally {
      this.catching = false
    }
  }

  private async reset(): Promise<void> {
    try {
      const { model, revision } = decodeSnapshot(await this.options.transport.snapshot())
      if (!this.disposed && revision >= this.replica.revision) this.replica.reset(model, revision)
    } catch (error) {
      this.failed(error)
    }
  }

  private aside(change: Change, message: string): void {
    const item: SetAside = { change, message }
    this.setAsideSignal.value = [...this.setAside.peek(), item]
    this.options.onSetAside?.(item)
  }

  private failed(error: unknown): void {
    if (this.disposed) return
    const kind = error instanceof TransportError ? error.kind : 'offline'
    if (kind === 'offline') this.setStatus({ online: false })
    else if (kind === 'signed-out')
      this.setStatus({
        problem: {
          kind: 'signed-out',
          message: currentText().sync.signedOut,
        },
      })
    else
      this.setStatus({
        problem: { kind: 'not-allowed', message: error instanceof Error ? error.message : String(error) },
      })
  }

  private countUnsaved(): void {
    this.setStatus({ unsaved: this.queue.length })
  }

  private setStatus(part: Partial<SyncStatus>): void {
    const now = this.status.peek()
    const next = { ...now, ...part }
    if (next.unsaved !== now.unsaved || next.online !== now.online || next.problem !== now.problem)
      this.statusSignal.value = next
  }
}

function on<K extends keyof WindowEventMap>(type: K, fn: (event: WindowEventMap[K]) => void): Disposable {
  globalThis.addEventListener?.(type, fn)
  return { [Symbol.dispose]: () => globalThis.removeEventListener?.(type, fn) }
}
