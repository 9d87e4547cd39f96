/**
 * A server of one document for tests of the browser's side: the same rules as the real one, in memory. What it has
 * acknowledged lies in a log as text; when it is killed it comes back with that and nothing else.
 */

import type { Change, Revision } from '#app/_studio/sync/replica.ts'
import { type PushAnswer, TransportError } from '#app/_studio/sync/transport.ts'
import { type OwnRevision, refOf } from '#media/core/commands/history.ts'
import { type Diff, EMPTY_DIFF, isEmptyDiff } from '#media/core/document/diff.ts'
import type { LabelBook } from '#media/core/document/label-book.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import { reconcile } from '#media/core/document/reconcile.ts'
import type { DocumentRecord } from '#media/core/document/records.ts'
import { encodeSnapshot } from '#media/core/document/snapshot-codec.ts'

export { FINE, Network, STORM, type Weather } from './network.ts'

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
  model: DocumentModel
  log: Revision[] = []
  /** Further behind than this: a new snapshot. */
  mostBehind = 1000
  /** How long writing to disk takes, in ms; 0 is at once. A kill meanwhile loses what was being written. */
  flushMs: () => number = () => 0
  private readonly first: readonly DocumentRecord[]
  /** A test may put another schema in its place. */
  labels: LabelBook
  private readonly watchers = new Set<() => void>()
  protected readonly disk: string[] = []
  private line: Promise<unknown> = Promise.resolve()
  private life = 0

  constructor(records: readonly DocumentRecord[], labels: LabelBook) {
    this.first = records
    this.model = new DocumentModel(records)
    this.labels = labels
  }

  /** The process is gone, and another starts with what was written. */
  kill(): void {
    this.life++
    this.line = Promise.resolve()
    this.log = this.disk.map((line) => JSON.parse(line) as Revision)
    this.model = new DocumentModel(this.first)
    for (const revision of this.log) this.model.apply(revision.diff)
  }

  /** One after the other, as the row lock of the real one has it. */
  push(userId: string, change: Change): Promise<PushAnswer> {
    const { life } = this
    const answer = this.line.then(() => this.accept(userId, change, life))
    this.line = answer.catch(() => {})
    return answer
  }

  private async accept(userId: string, change: Change, life: number): Promise<PushAnswer> {
    const alive = () => {
      if (life !== this.life) throw new TransportError('offline', 'the server was killed')
    }
    alive()
    const known = this.known(change)
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
    const overwrote = fitted.overwrote.flatMap(({ id, field }) => {
      const by = this.writerOf(id, field)
      return by === null || by === userId ? [] : [{ id, field, by }]
    })
    const row: Revision = {
      ...change,
      diff,
      revision,
      authorId: userId,
      ...(overwrote.length && { overwrote }),
    }
    const ms = this.flushMs()
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
    alive()
    this.disk.push(JSON.stringify(row))
    this.model.apply(diff)
    this.log.push(row)
    for (const fn of [...this.watchers]) fn()
    return { status: 'accepted', revision, diff, overruled }
  }

  protected known(change: Change): Revision | undefined {
    return this.log.find((r) => r.clientId === change.clientId && r.seq === change.seq)
  }

  /** Who wrote a field last. */
  private writerOf(id: string, field: string): string | null {
    const last = this.log.findLast(({ diff }) => diff.added[id] || diff.updated[id]?.[field])
    return last?.authorId ?? null
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
