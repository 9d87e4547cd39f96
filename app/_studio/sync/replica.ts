/**
 * This browser's copy of the document: the server's revisions in order, then one's own changes that the server has not
 * confirmed, then the gesture in progress. News from the server goes underneath, as in a rebase: what is on top is taken
 * off, the server's change is carried out, and the rest is put back as far as it still fits.
 *
 *   server revisions … n | pending 1 | pending 2 | preview
 *
 * The replica never gives up a pending change by itself: the server alone accepts or refuses.
 */
import { batch } from '@preact/signals-core'
import { type Diff, EMPTY_DIFF } from '#media/core/document/diff.ts'
import { invert } from '#media/core/document/invert.ts'
import type { LabelBook } from '#media/core/document/label-book.ts'
import type { DocumentModel } from '#media/core/document/model.ts'
import { reconcile } from '#media/core/document/reconcile.ts'
import type { DocumentStore } from '../store/document-store.ts'

/** A change of one's own on its way to the server. */
export interface Change {
  readonly clientId: string
  readonly seq: number
  readonly diff: Diff
  readonly sentence: string
  /** Name of the change that this one takes back (`refOf`); null for an ordinary one. */
  readonly undoes: string | null
}

/** A change the server has accepted, as everybody gets it. */
export interface Revision extends Change {
  readonly revision: number
  readonly authorId: string | null
  /** Where it replaced what somebody else had written meanwhile, and who that was. */
  readonly overwrote?: readonly { readonly id: string; readonly field: string; readonly by: string }[]
}

interface Pending {
  readonly change: Change
  /** What it comes to on the present state; empty while it does not fit. */
  applied: Diff
}

export class Replica {
  readonly store: DocumentStore
  /** Last server revision that is in the store. */
  revision: number
  private pendings: Pending[] = []
  private preview: Pending | null = null
  /** Revisions that came before the ones in front of them. */
  private readonly early = new Map<number, Revision>()

  constructor(store: DocumentStore, revision: number) {
    this.store = store
    this.revision = revision
  }

  get pending(): readonly Change[] {
    return this.pendings.map((p) => p.change)
  }

  /** Whether revisions are known beyond a missing one. */
  get hasGap(): boolean {
    return this.early.size > 0
  }

  /** Carries out a change of one's own at once. A preview is replaced by it. */
  add(change: Change): void {
    batch(() => {
      this.setPreview(null)
      this.pendings.push({ change, applied: this.carryOut(change) })
    })
  }

  /** Shows a change that is not made yet; null takes it off again. */
  setPreview(diff: Diff | null): void {
    if (!diff && !this.preview) return
    batch(() => {
      if (this.preview) this.store.apply(invert(this.preview.applied))
      this.preview = null
      if (!diff) return
      const change = { clientId: '', seq: 0, diff, sentence: '', undoes: null }
      this.preview = { change, applied: this.carryOut(change) }
    })
  }

  /** Takes server revisions in any order, also ones it has already. */
  receive(revisions: readonly Revision[]): void {
    for (const revision of revisions)
      if (revision.revision > this.revision) this.early.set(revision.revision, revision)
    if (!this.early.has(this.revision + 1)) return
    this.underneath(() => {
      for (let next = this.early.get(this.revision + 1); next; next = this.early.get(this.revision + 1)) {
        this.early.delete(next.revision)
        this.store.apply(next.diff)
        this.revision = next.revision
        this.take(next.clientId, next.seq)
      }
    })
  }

  /** The server refused a change, or had it already in a revision that is in the store. */
  settle(clientId: string, seq: number): void {
    this.underneath(() => this.take(clientId, seq))
  }

  /** Another schema: pending changes are fitted anew, so that those with merged labels get what stands for them. */
  setLabels(labels: LabelBook): void {
    this.underneath(() => this.store.setLabels(labels))
  }

  /** Starts again from a newer snapshot; pending changes stay on top. */
  reset(model: DocumentModel, revision: number): void {
    batch(() => {
      this.store.replace(model)
      this.revision = revision
      for (const [n, early] of this.early) {
        if (n > revision) continue
        this.early.delete(n)
        // One's own that came early is in the snapshot: its answer will not come a second time.
        this.take(early.clientId, early.seq)
      }
      for (const p of this.onTop()) p.applied = this.carryOut(p.change)
    })
    this.receive([])
  }

  private onTop(): Pending[] {
    return this.preview ? [...this.pendings, this.preview] : this.pendings
  }

  private underneath(work: () => void): void {
    batch(() => {
      for (const p of this.onTop().toReversed()) this.store.apply(invert(p.applied))
      work()
      for (const p of this.onTop()) p.applied = this.carryOut(p.change)
    })
  }

  private carryOut({ diff, undoes }: Change): Diff {
    const result = reconcile(this.store, this.store.labels.peek(), diff, { back: undoes !== null })
    const applied = result.ok ? result.diff : EMPTY_DIFF
    this.store.apply(applied)
    return applied
  }

  private take(clientId: string, seq: number): void {
    this.pendings = this.pendings.filter((p) => p.change.clientId !== clientId || p.change.seq !== seq)
  }
}
