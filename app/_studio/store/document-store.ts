/**
 * The open document for the screen: the model plus signals that say what changed. A canvas reads the model's lanes and
 * subscribes to the versions of the tracks it shows; a panel subscribes to single records. An edit costs the records it
 * touches, not the size of the document.
 */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import type { Diff } from '#media/core/document/diff.ts'
import type { LabelBook } from '#media/core/document/label-book.ts'
import type { DocumentModel, DocumentState, Touched } from '#media/core/document/model.ts'
import type {
  AnnotationRecord,
  BookmarkRecord,
  CommentRecord,
  DocumentRecord,
  EntityRecord,
  LayerRecord,
  RelationRecord,
  SpeakerRecord,
  TraceRecord,
  TrackRecord,
} from '#media/core/document/records.ts'
import type { TrackIndex } from '#media/core/document/track-index.ts'

export class DocumentStore implements DocumentState {
  readonly labels: ReadonlySignal<LabelBook>
  /** Counts every change. */
  readonly version: ReadonlySignal<number>
  /** Counts changes of track, layer and speaker records. */
  readonly structureVersion: ReadonlySignal<number>
  /** Counts changes of comments and bookmarks. */
  readonly marksVersion: ReadonlySignal<number>
  /** Tracks from top to bottom, as a value that changes only when a track record does. */
  readonly trackList: ReadonlySignal<readonly TrackRecord[]>
  readonly layerList: ReadonlySignal<readonly LayerRecord[]>
  readonly speakerList: ReadonlySignal<readonly SpeakerRecord[]>
  /** Whether another state than the present one is shown. */
  readonly showsPast: ReadonlySignal<boolean>
  private current: DocumentModel
  private shown: DocumentModel | null = null
  private readonly pastSignal = signal(false)
  private readonly versionSignal = signal(0)
  private readonly structureSignal = signal(0)
  private readonly marksSignal = signal(0)
  private readonly labelSignal: Signal<LabelBook>
  private readonly trackSignals = new Map<string, Signal<number>>()

  constructor(model: DocumentModel, labels: LabelBook) {
    this.current = model
    this.labelSignal = signal(labels)
    this.labels = this.labelSignal
    this.version = this.versionSignal
    this.structureVersion = this.structureSignal
    this.marksVersion = this.marksSignal
    this.showsPast = this.pastSignal
    this.trackList = computed(() => {
      this.structureSignal.value
      return this.model.tracks
    })
    this.layerList = computed(() => {
      this.structureSignal.value
      return this.model.layers
    })
    this.speakerList = computed(() => {
      this.structureSignal.value
      return this.model.speakers
    })
  }

  /** What is shown: the present, or the state that was put in its place. */
  get model(): DocumentModel {
    return this.shown ?? this.current
  }

  /** The present, whatever is shown: what commands and the replica work on. */
  get present(): DocumentModel {
    return this.current
  }

  /** Shows another state of the document; null returns to the present. Changes go to the present all the same. */
  exhibit(model: DocumentModel | null): void {
    if (model === this.shown) return
    this.shown = model
    batch(() => {
      this.pastSignal.value = model !== null
      this.announce(new Set(), true, true)
    })
  }

  /** Another document in place of this one: everything counts as changed. */
  replace(model: DocumentModel): void {
    this.current = model
    this.announce(new Set(), true, true)
  }

  /** Counts changes of a track's annotations and of the track itself. */
  trackVersion(trackId: string): ReadonlySignal<number> {
    let s = this.trackSignals.get(trackId)
    if (!s) {
      s = signal(0)
      this.trackSignals.set(trackId, s)
    }
    return s
  }

  /** One record, followed through its changes; undefined while it is not there. */
  record(id: string): ReadonlySignal<DocumentRecord | undefined> {
    return computed(() => {
      this.versionSignal.value
      return this.model.get(id)
    })
  }

  get(id: string): DocumentRecord | undefined {
    return this.model.get(id)
  }

  annotation(id: string): AnnotationRecord | undefined {
    return this.model.annotation(id)
  }

  track(id: string): TrackRecord | undefined {
    return this.model.track(id)
  }

  layer(id: string): LayerRecord | undefined {
    return this.model.layer(id)
  }

  get tracks(): readonly TrackRecord[] {
    return this.model.tracks
  }

  get layers(): readonly LayerRecord[] {
    return this.model.layers
  }

  lane(trackId: string, layerId: string): TrackIndex {
    return this.model.lane(trackId, layerId)
  }

  lanesOf(trackId: string): readonly (readonly [string, TrackIndex])[] {
    return this.model.lanesOf(trackId)
  }

  get speakers(): readonly SpeakerRecord[] {
    return this.model.speakers
  }

  entitiesOf(annotationId: string): readonly EntityRecord[] {
    return this.model.entitiesOf(annotationId)
  }

  relationsOf(id: string): readonly RelationRecord[] {
    return this.model.relationsOf(id)
  }

  get comments(): readonly CommentRecord[] {
    return this.model.comments
  }

  get bookmarks(): readonly BookmarkRecord[] {
    return this.model.bookmarks
  }

  traces(trackId: string, layerId?: string): readonly TraceRecord[] {
    return this.model.traces(trackId, layerId)
  }

  setLabels(labels: LabelBook): void {
    this.labelSignal.value = labels
  }

  apply(diff: Diff): Touched {
    return this.applyAll([diff])
  }

  /** Several diffs in order; subscribers hear of them once. */
  applyAll(diffs: readonly Diff[]): Touched {
    const tracks = new Set<string>()
    let structure = false
    let marks = false
    for (const diff of diffs) {
      const touched = this.current.apply(diff)
      for (const id of touched.tracks) tracks.add(id)
      structure ||= touched.structure
      marks ||= touched.marks
    }
    this.announce(tracks, structure, marks)
    return { tracks, structure, marks }
  }

  private announce(tracks: ReadonlySet<string>, structure: boolean, marks: boolean): void {
    batch(() => {
      this.versionSignal.value++
      if (structure) this.structureSignal.value++
      if (marks) this.marksSignal.value++
      for (const [id, s] of this.trackSignals) if (structure || tracks.has(id)) s.value++
    })
  }
}
