/**
 * The open recording in the browser: composition root of the studio. Everything that the timeline, the player and the
 * panels share hangs here and is disposed with it. What a person sees, selects and arms belongs to the session; what is
 * saved goes through `run`, `gesture`, `undo` and `redo`, each of which makes one change.
 */

import { batch, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import type { Placement } from '#media/core/asset/placement.ts'
import type { Command, CommandResult, CommandState } from '#media/core/commands/command.ts'
import { History, refOf } from '#media/core/commands/history.ts'
import { continuesPass } from '#media/core/commands/trace-pass.ts'
import { EMPTY_DIFF } from '#media/core/document/diff.ts'
import { LabelBook } from '#media/core/document/label-book.ts'
import { Overlay } from '#media/core/document/overlay.ts'
import { refusalOfRole } from '#media/core/document/permissions.ts'
import type { LabelSet } from '#media/core/document/records.ts'
import { type Refusal, type Rule, refuse } from '#media/core/document/refusal.ts'
import { decodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import type { Standing, Work } from '#media/core/document/standing.ts'
import type { FrameIndex } from '#media/core/time/frame-index.ts'
import { currentText } from '../../_text/current-text.ts'
import type { PlaybackClock } from '../clock/playback-clock.ts'
import { DocumentStore } from '../store/document-store.ts'
import { DocumentSync } from '../sync/document-sync.ts'
import type { Journal } from '../sync/journal.ts'
import { type Overwriting, overwritingOf, putBack } from '../sync/overwriting.ts'
import { type Change, Replica } from '../sync/replica.ts'
import type { DocumentTransport } from '../sync/transport.ts'
import { type Gesture, GestureInProgress } from './gesture.ts'

export interface SessionUser {
  readonly id: string
  readonly name: string
  readonly role: 'owner' | 'editor' | 'annotator' | 'viewer'
  /** How annotators work in the project; together when left out. */
  readonly work?: Work
}

/** A media file of the recording, as far as the browser needs it. */
export interface SessionAsset {
  readonly assetId: string
  readonly fileName: string
  /** What people call it: their name for it, else the file's. */
  readonly title: ReadonlySignal<string>
  /** Where it lies on the recording's clock; changes when somebody aligns the files. */
  readonly placement: ReadonlySignal<Placement>
  /** Whether the recording's clock and frames are this file's. */
  readonly main: boolean
  readonly manifest: AssetManifest
  /** Null for sound alone. */
  readonly index: FrameIndex | null
}

/** A label that will be used by the next gesture or key. */
export interface ArmedLabel {
  readonly trackId: string
  readonly labelId: string
}

/** A sentence for the person: a refusal, or news about their changes. */
export interface Notice {
  readonly id: number
  readonly kind: 'refused' | 'overruled' | 'set-aside'
  readonly message: string
  readonly annotationId: string | null
  /** The rule that refused; null where it is not about one. */
  readonly rule: Rule | null
}

/** Annotations to bring into view, after an undo for example; the playhead stays where it is. */
export interface Reveal {
  readonly ids: readonly string[]
  /** Counts, so that the same ids can be revealed twice. */
  readonly nth: number
}

export interface OpenSession {
  readonly recordingId: string
  readonly recordingName: string
  /** As `documents.snapshot` gives it. */
  readonly snapshot: Uint8Array
  readonly labelSet: LabelSet
  readonly assets: readonly SessionAsset[]
  readonly user: SessionUser
  readonly transport: DocumentTransport
  readonly journal: Journal
  readonly createClock: (assets: readonly SessionAsset[]) => PlaybackClock
}

export class Session implements Disposable {
  readonly recordingId: string
  readonly recordingName: string
  readonly user: SessionUser
  readonly assets: readonly SessionAsset[]
  readonly store: DocumentStore
  readonly clock: PlaybackClock
  readonly sync: DocumentSync
  /** Ids of selected annotations. */
  readonly selection: Signal<ReadonlySet<string>> = signal(new Set())
  readonly armed: Signal<ArmedLabel | null> = signal(null)
  /** Track that keys and new annotations go to; null before one is chosen. */
  readonly activeTrackId: Signal<string | null> = signal(null)
  /** Layer that new annotations go to. */
  readonly activeLayerId: Signal<string>
  readonly notice: ReadonlySignal<Notice | null>
  readonly reveal: ReadonlySignal<Reveal>
  /** Sentences of what undo and redo would do; null when there is nothing. */
  readonly undoable: ReadonlySignal<string | null>
  readonly redoable: ReadonlySignal<string | null>
  /** Values of one's own that somebody replaced without having seen them; stay until one has decided. */
  readonly overwritings: ReadonlySignal<readonly Overwriting[]>
  /** What this person may do here. */
  readonly standing: Standing
  /** False for viewers: everything that changes the document is refused. */
  readonly editable: boolean
  private readonly replica: Replica
  private readonly history: History
  private readonly noticeSignal = signal<Notice | null>(null)
  private readonly revealSignal = signal<Reveal>({ ids: [], nth: 0 })
  private readonly undoSignal = signal<string | null>(null)
  private readonly redoSignal = signal<string | null>(null)
  private readonly overwritingSignal = signal<readonly Overwriting[]>([])
  private readonly stopFollowing: () => void
  private notices = 0
  private open: GestureInProgress | null = null

  constructor(options: OpenSession, history: History) {
    const { model, revision } = decodeSnapshot(options.snapshot)
    this.recordingId = options.recordingId
    this.recordingName = options.recordingName
    this.user = options.user
    this.editable = options.user.role !== 'viewer'
    this.assets = options.assets
    this.store = new DocumentStore(model, new LabelBook(options.labelSet))
    this.replica = new Replica(this.store, revision)
    this.history = history
    this.notice = this.noticeSignal
    this.reveal = this.revealSignal
    this.undoable = this.undoSignal
    this.redoable = this.redoSignal
    this.overwritings = this.overwritingSignal
    const { id: userId, role, work = 'together' } = options.user
    this.standing = { userId, role, work }
    this.activeLayerId = signal(firstLayer(this.store, options.user.id))
    this.activeTrackId.value = model.tracks[0]?.id ?? null
    this.clock = options.createClock(options.assets)
    this.sync = new DocumentSync({
      recordingId: options.recordingId,
      userId: options.user.id,
      replica: this.replica,
      transport: options.transport,
      journal: options.journal,
      onSubmit: (change) => this.remember(change),
      onOverruled: ({ message }) => this.tell('overruled', message),
      onOverwritten: (revision) => {
        const overwriting = overwritingOf(revision, userId)
        if (overwriting) this.overwritingSignal.value = [...this.overwritingSignal.peek(), overwriting]
      },
      onSetAside: ({ change, message }) => {
        this.history.forget(refOf(change.clientId, change.seq))
        this.historyChanged()
        this.tell('set-aside', currentText().sync.notSaved(change.sentence, message))
      },
    })
    this.historyChanged()
    // A layer that is hidden or gone takes nothing any more.
    this.stopFollowing = effect(() => {
      const layers = this.store.layerList.value
      const active = this.activeLayerId.peek()
      if (!this.store.showsPast.peek() && !layers.some((l) => l.id === active))
        this.activeLayerId.value = firstLayer(this.store, userId)
    })
  }

  /** Number of the last change that is in the document. */
  get revision(): number {
    return this.replica.revision
  }

  /** Puts one's own values back in place of somebody's. */
  putBack(overwriting: Overwriting): CommandResult {
    this.open?.cancel()
    const result = this.make(this.allowed() ?? putBack(this.state, overwriting))
    if (!result.ok) return result
    this.settleOverwriting(overwriting)
    this.bringIntoView(result.focus)
    return result
  }

  /** Takes note of what somebody replaced; it stays as they have it. */
  settleOverwriting(overwriting: Overwriting): void {
    this.overwritingSignal.value = this.overwritingSignal.peek().filter((o) => o !== overwriting)
  }

  /** Takes up what earlier tabs left unsaved, then follows the server. */
  async start(): Promise<void> {
    for (const change of await this.sync.start()) this.remember(change)
  }

  /** What commands work on. */
  get state(): CommandState {
    return { document: this.store.present, labels: this.store.labels.peek() }
  }

  /** Runs a command as one change: done at once, in the history, on its way to the server. A refusal is told. */
  run<Args>(command: Command<Args>, args: Args): CommandResult {
    this.open?.cancel()
    return this.make(this.allowed() ?? command(this.state, args))
  }

  /** Begins a change in the making. A gesture that is still open is cancelled. */
  gesture(): Gesture {
    this.open?.cancel()
    const gesture = new GestureInProgress({
      before: () => this.replica.setPreview(null),
      preview: (result) => this.replica.setPreview(result.ok ? result.diff : EMPTY_DIFF),
      allowed: () => this.allowed(),
      make: (result) => this.make(result),
      done: () => {
        if (this.open === gesture) this.open = null
      },
    })
    this.open = gesture
    return gesture
  }

  /** A newer schema of the project, while the document is open. Older ones and the same are ignored. */
  setLabels(set: LabelSet): boolean {
    if (set.version <= this.store.labels.peek().set.version) return false
    batch(() => {
      this.replica.setLabels(new LabelBook(set))
      const armed = this.armed.peek()
      const label = armed && this.store.labels.peek().get(armed.labelId)
      if (armed && (!label || label.retired)) this.armed.value = null
    })
    return true
  }

  undo(): void {
    this.open?.cancel()
    // A rating pass was saved piece by piece, and is taken back as one.
    for (let more = true; more; ) {
      const taken = this.history.nextUndo
      this.takeBack('undo')
      const next = this.history.nextUndo
      more = taken !== null && next !== null && next !== taken && continuesPass(next, taken)
    }
  }

  redo(): void {
    this.open?.cancel()
    for (let more = true; more; ) {
      const made = this.history.nextRedo
      this.takeBack('redo')
      const next = this.history.nextRedo
      const again = this.history.nextUndo
      more = made !== null && next !== null && next !== made && again !== null && continuesPass(again, next)
    }
  }

  tell(
    kind: Notice['kind'],
    message: string,
    annotationId: string | null = null,
    rule: Rule | null = null,
  ): void {
    this.noticeSignal.value = { id: ++this.notices, kind, message, annotationId, rule }
  }

  dismissNotice(): void {
    this.noticeSignal.value = null
  }

  bringIntoView(ids: readonly string[]): void {
    if (ids.length) this.revealSignal.value = { ids, nth: this.revealSignal.peek().nth + 1 }
  }

  select(ids: Iterable<string>): void {
    this.selection.value = new Set(ids)
  }

  [Symbol.dispose](): void {
    this.open?.cancel()
    this.stopFollowing()
    this.sync[Symbol.dispose]()
    this.clock[Symbol.dispose]()
  }

  private allowed(): Refusal | null {
    if (this.store.showsPast.peek()) return refuse('locked', currentText().sync.past)
    if (this.editable) return null
    return {
      ok: false,
      rule: 'locked',
      message: currentText().sync.onlyLook,
      annotationId: null,
    }
  }

  /** What the server would refuse to this person is refused here, at once. */
  private permitted(result: CommandResult): CommandResult {
    if (!result.ok) return result
    const message = refusalOfRole(new Overlay(this.store.present, result.diff), this.standing, true)
    return message === null ? result : refuse('locked', message, result.focus[0] ?? null)
  }

  private make(wanted: CommandResult): CommandResult {
    const result = this.permitted(wanted)
    if (!result.ok) {
      this.tell('refused', result.message, result.annotationId, result.rule)
      return result
    }
    batch(() => {
      this.sync.submit(result.diff, result.sentence)
      this.dropSelectedThatAreGone()
    })
    return result
  }

  private takeBack(which: 'undo' | 'redo'): void {
    const entry = which === 'undo' ? this.history.nextUndo : this.history.nextRedo
    const step = this.allowed() ?? this.history[which](this.state)
    if (!entry || !step) return
    if (!step.ok) {
      // What cannot be taken back any more must not stand in the way of what was done before it.
      if (this.editable) this.history.forget(entry.ref)
      this.historyChanged()
      this.tell('refused', step.message, step.annotationId, step.rule)
      return
    }
    batch(() => {
      this.sync.submit(step.diff, step.sentence, step.undoes)
      this.dropSelectedThatAreGone()
      this.bringIntoView(step.focus.filter((id) => this.store.annotation(id)))
    })
  }

  private remember({ clientId, seq, diff, sentence, undoes }: Change): void {
    this.history.add({ ref: refOf(clientId, seq), diff, sentence, undoes })
    this.historyChanged()
  }

  private historyChanged(): void {
    this.undoSignal.value = this.history.nextUndo?.sentence ?? null
    this.redoSignal.value = this.history.nextRedo?.sentence ?? null
  }

  private dropSelectedThatAreGone(): void {
    const selected = this.selection.peek()
    const kept = [...selected].filter((id) => this.store.get(id))
    if (kept.length !== selected.size) this.select(kept)
  }
}

/** Reads the journal and one's own history, then follows the server. */
export async function openSession(options: OpenSession): Promise<Session> {
  const own = await options.transport.ownRevisions().catch(() => [])
  const session = new Session(options, History.from(own))
  await session.start()
  return session
}

function firstLayer(store: DocumentStore, userId: string): string {
  const own = store.layers.find((l) => l.ownerId === userId)
  const shared = store.layers.find((l) => l.kind === 'people' && l.ownerId === null)
  return (own ?? shared ?? store.layers[0])?.id ?? ''
}
