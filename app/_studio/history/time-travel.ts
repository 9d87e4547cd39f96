/**
 * The recording as it was after any change: the server gives the state, the store shows it in place of the present, and
 * nothing can be changed until one goes back. What is wanted from it is brought back to the present by one ordinary
 * change. Others' changes go on arriving underneath.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals-core'
import type { CommandResult } from '#media/core/commands/command.ts'
import { restore } from '#media/core/commands/index.ts'
import { changesBetween } from '#media/core/document/apply.ts'
import type { DocumentModel } from '#media/core/document/model.ts'
import type { DocumentRecord } from '#media/core/document/records.ts'
import { decodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import { isEditor } from '#media/core/document/standing.ts'
import type { Session } from '../session/session.ts'

export interface PastState {
  readonly revision: number
  readonly at: Date | null
  readonly authorName: string | null
  readonly sentence: string
  /** What this change touched and is still there in this state. */
  readonly touched: readonly string[]
}

/** As `documents.at` gives it. */
export interface StateAt {
  readonly revision: number
  readonly data: Uint8Array
  readonly at: Date | null
  readonly authorName: string | null
  readonly sentence: string
  readonly touched: readonly string[]
}

export class TimeTravel implements Disposable {
  /** Null in the present. */
  readonly past: ReadonlySignal<PastState | null>
  /** The state that was asked for and is on its way. */
  readonly loading: ReadonlySignal<number | null>
  readonly problem: ReadonlySignal<string | null>
  private readonly session: Session
  private readonly fetchState: (revision: number) => Promise<StateAt>
  private readonly pastSignal = signal<PastState | null>(null)
  private readonly loadingSignal = signal<number | null>(null)
  private readonly problemSignal = signal<string | null>(null)
  private model: DocumentModel | null = null
  private selectedBefore: ReadonlySet<string> | null = null

  constructor(session: Session, fetchState: (revision: number) => Promise<StateAt>) {
    this.session = session
    this.fetchState = fetchState
    this.past = this.pastSignal
    this.loading = this.loadingSignal
    this.problem = this.problemSignal
  }

  /** Shows the state after a change; of several asked for in a row the last counts. 0 is before the first. */
  async go(revision: number): Promise<void> {
    const wanted = Math.max(0, Math.min(this.session.revision, revision))
    if (this.loadingSignal.peek() === wanted) return
    this.loadingSignal.value = wanted
    this.problemSignal.value = null
    try {
      const state = await this.fetchState(wanted)
      if (this.loadingSignal.peek() === wanted) this.show(state)
    } catch (error) {
      if (this.loadingSignal.peek() === wanted)
        this.problemSignal.value = error instanceof Error ? error.message : String(error)
    } finally {
      if (this.loadingSignal.peek() === wanted) this.loadingSignal.value = null
    }
  }

  step(by: number): void {
    const from = this.loadingSignal.peek() ?? this.pastSignal.peek()?.revision ?? this.session.revision
    void this.go(from + by)
  }

  /** Back to now. */
  leave(): void {
    batch(() => {
      this.loadingSignal.value = null
      this.problemSignal.value = null
      this.pastSignal.value = null
      this.model = null
      const { session } = this
      session.store.exhibit(null)
      const selected = [...(this.selectedBefore ?? [])].filter((id) => session.store.annotation(id))
      this.selectedBefore = null
      session.select(selected)
    })
  }

  /** Brings the selected annotations back as they were, and goes back to now. */
  restoreSelection(): CommandResult | null {
    return this.bringBack([...this.session.selection.peek()])
  }

  /** Brings back all that was changed or removed since. What was made since stays. */
  restoreAll(): CommandResult | null {
    return this.bringBack(this.different().map((record) => record.id))
  }

  /** Records of this state that are gone or different now. */
  different(): DocumentRecord[] {
    const { model, session } = this
    if (!model) return []
    const { present } = session.store
    return [...model.records()].filter((then) => {
      if (then.type === 'track' || then.type === 'layer') return false
      if ((then.type === 'comment' || then.type === 'bookmark') && !this.mayChange(then)) return false
      const now = present.get(then.id)
      return !now || Object.keys(changesBetween(now, then)).length > 0
    })
  }

  [Symbol.dispose](): void {
    if (this.model) this.leave()
  }

  private mayChange(record: { readonly authorId: string | null }): boolean {
    const { standing } = this.session
    return isEditor(standing) || record.authorId === standing.userId
  }

  private bringBack(ids: readonly string[]): CommandResult | null {
    const { model, session } = this
    if (!model) return null
    const from = model
    this.leave()
    const layerId = this.ownLayerFor(from, ids)
    const result = session.run(restore, { from, ids, ...(layerId && { layerId }) })
    if (result.ok) {
      const shown = result.focus.filter((id) => session.store.annotation(id))
      session.select(shown)
      session.bringIntoView(shown)
    }
    return result
  }

  /** Where somebody else's work is brought back by an annotator it comes as a copy into the layer they work in. */
  private ownLayerFor(from: DocumentModel, ids: readonly string[]): string | null {
    const { standing, activeLayerId } = this.session
    if (isEditor(standing)) return null
    const others = ids.some((id) => {
      const record = from.get(id)
      const layer = record && 'layerId' in record ? from.layer(record.layerId) : undefined
      return layer !== undefined && layer.ownerId !== null && layer.ownerId !== standing.userId
    })
    return others ? activeLayerId.peek() : null
  }

  private show(state: StateAt): void {
    const { model } = decodeSnapshot(state.data)
    const { session } = this
    this.selectedBefore ??= session.selection.peek()
    this.model = model
    batch(() => {
      session.store.exhibit(model)
      const touched = state.touched.filter((id) => model.get(id))
      this.pastSignal.value = { ...state, touched }
      const annotations = touched.filter((id) => model.annotation(id))
      session.select(annotations)
      session.bringIntoView(annotations.slice(0, 50))
    })
  }
}
