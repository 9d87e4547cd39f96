/**
 * A document that is open, in the browser or on the server: records by id, tracks and layers in order, and one
 * TrackIndex per track and layer. It changes only by `apply`, which tells what was touched. Commands and checks read it
 * through `DocumentState`.
 */
import { patch } from './apply.ts'
import type { Diff } from './diff.ts'
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
} from './records.ts'
import { LabelNumbers, TrackIndex } from './track-index.ts'

/** What commands and checks may see of a document. */
export interface DocumentState {
  get(id: string): DocumentRecord | undefined
  /** From top to bottom. */
  readonly tracks: readonly TrackRecord[]
  readonly layers: readonly LayerRecord[]
  /** An empty index when nothing is there. */
  lane(trackId: string, layerId: string): TrackIndex
  /** Lanes of a track that hold something, with their layer. */
  lanesOf(trackId: string): readonly (readonly [layerId: string, lane: TrackIndex])[]
  /** In order of time. */
  readonly comments: readonly CommentRecord[]
  readonly bookmarks: readonly BookmarkRecord[]
  /** Stretches of a trace track, in order of time, of one layer or of all. */
  traces(trackId: string, layerId?: string): readonly TraceRecord[]
  /** From top to bottom. */
  readonly speakers: readonly SpeakerRecord[]
  /** Of one utterance, in order of their place in the text. */
  entitiesOf(annotationId: string): readonly EntityRecord[]
  /** Relations from or to an entity or annotation. */
  relationsOf(id: string): readonly RelationRecord[]
}

/** Everything in a document that is not an annotation. */
export type OtherRecord = Exclude<DocumentRecord, AnnotationRecord>

/** What a diff touched. */
export interface Touched {
  /** Ids of tracks whose annotations changed. */
  readonly tracks: ReadonlySet<string>
  /** Whether a track, layer or speaker changed, came or went. */
  readonly structure: boolean
  /** Whether a comment or bookmark changed, came or went. */
  readonly marks: boolean
}

/** Loaded annotations that are not objects yet. */
export interface LazyRecords {
  /** Row of an id; -1 when it was not loaded. */
  find(id: string): number
  record(row: number): AnnotationRecord
}

export interface LoadedLane {
  readonly trackId: string
  readonly layerId: string
  readonly index: TrackIndex
}

export class DocumentModel implements DocumentState {
  readonly labels: LabelNumbers
  private readonly byId = new Map<string, DocumentRecord>()
  private readonly lanes = new Map<string, Map<string, TrackIndex>>()
  private lazy: LazyRecords | null = null
  /** Loaded rows that were removed since. */
  private readonly gone = new Set<string>()
  /** Records other than annotations, by id. */
  private readonly others = new Map<string, OtherRecord>()
  private sortedTracks: readonly TrackRecord[] | null = null
  private sortedComments: readonly CommentRecord[] | null = null
  private sortedBookmarks: readonly BookmarkRecord[] | null = null
  private sortedTraces: readonly TraceRecord[] | null = null
  private sortedLayers: readonly LayerRecord[] | null = null
  private sortedSpeakers: readonly SpeakerRecord[] | null = null
  private entities: ReadonlyMap<string, readonly EntityRecord[]> | null = null
  private relations: ReadonlyMap<string, readonly RelationRecord[]> | null = null

  constructor(records: Iterable<DocumentRecord> = [], labels: LabelNumbers = new LabelNumbers()) {
    this.labels = labels
    const byLane = new Map<string, AnnotationRecord[]>()
    for (const record of records) {
      this.byId.set(record.id, record)
      if (record.type !== 'annotation') {
        this.others.set(record.id, record)
        continue
      }
      const key = `${record.trackId} ${record.layerId}`
      const list = byLane.get(key)
      if (list) list.push(record)
      else byLane.set(key, [record])
    }
    for (const list of byLane.values())
      this.putLane(list[0]!.trackId, list[0]!.layerId, TrackIndex.from(list, labels))
  }

  /** A document whose lanes come ready from a snapshot. */
  static load(
    others: readonly OtherRecord[],
    lanes: readonly LoadedLane[],
    lazy: LazyRecords,
    labels: LabelNumbers,
  ): DocumentModel {
    const model = new DocumentModel(others, labels)
    for (const lane of lanes) model.putLane(lane.trackId, lane.layerId, lane.index)
    model.lazy = lazy
    return model
  }

  get(id: string): DocumentRecord | undefined {
    const record = this.byId.get(id)
    if (record || !this.lazy || this.gone.has(id)) return record
    const row = this.lazy.find(id)
    if (row < 0) return undefined
    // Commands and checks ask for the same ones again and again.
    const loaded = this.lazy.record(row)
    this.byId.set(id, loaded)
    return loaded
  }

  annotation(id: string): AnnotationRecord | undefined {
    const record = this.get(id)
    return record?.type === 'annotation' ? record : undefined
  }

  track(id: string): TrackRecord | undefined {
    const record = this.byId.get(id)
    return record?.type === 'track' ? record : undefined
  }

  layer(id: string): LayerRecord | undefined {
    const record = this.byId.get(id)
    return record?.type === 'layer' ? record : undefined
  }

  get tracks(): readonly TrackRecord[] {
    this.sortedTracks ??= [...this.others.values()]
      .filter((r) => r.type === 'track')
      .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
    return this.sortedTracks
  }

  get layers(): readonly LayerRecord[] {
    this.sortedLayers ??= [...this.others.values()]
      .filter((r) => r.type === 'layer')
      .sort((a, b) => (a.id < b.id ? -1 : 1))
    return this.sortedLayers
  }

  get comments(): readonly CommentRecord[] {
    this.sortedComments ??= [...this.others.values()]
      .filter((r) => r.type === 'comment')
      .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
    return this.sortedComments
  }

  get bookmarks(): readonly BookmarkRecord[] {
    this.sortedBookmarks ??= [...this.others.values()]
      .filter((r) => r.type === 'bookmark')
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    return this.sortedBookmarks
  }

  traces(trackId: string, layerId?: string): readonly TraceRecord[] {
    this.sortedTraces ??= [...this.others.values()]
      .filter((r) => r.type === 'trace')
      .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
    return this.sortedTraces.filter(
      (r) => r.trackId === trackId && (layerId === undefined || r.layerId === layerId),
    )
  }

  get speakers(): readonly SpeakerRecord[] {
    this.sortedSpeakers ??= [...this.others.values()]
      .filter((r) => r.type === 'speaker')
      .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
    return this.sortedSpeakers
  }

  entitiesOf(annotationId: string): readonly EntityRecord[] {
    if (!this.entities) {
      const map = new Map<string, EntityRecord[]>()
      for (const r of this.others.values()) if (r.type === 'entity') gather(map, r.annotationId, r)
      for (const list of map.values()) list.sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))
      this.entities = map
    }
    return this.entities.get(annotationId) ?? []
  }

  relationsOf(id: string): readonly RelationRecord[] {
    if (!this.relations) {
      const map = new Map<string, RelationRecord[]>()
      for (const r of this.others.values()) {
        if (r.type !== 'relation') continue
        gather(map, r.fromId, r)
        if (r.toId !== r.fromId) gather(map, r.toId, r)
      }
      this.relations = map
    }
    return this.relations.get(id) ?? []
  }

  /** Everything but annotations: tracks and layers in order, then the rest. */
  otherRecords(): OtherRecord[] {
    const rest = [...this.others.values()].filter((r) => r.type !== 'track' && r.type !== 'layer')
    return [...this.tracks, ...this.layers, ...rest.sort((a, b) => (a.id < b.id ? -1 : 1))]
  }

  lane(trackId: string, layerId: string): TrackIndex {
    return this.lanes.get(trackId)?.get(layerId) ?? new TrackIndex(this.labels)
  }

  lanesOf(trackId: string): readonly (readonly [string, TrackIndex])[] {
    return [...(this.lanes.get(trackId) ?? [])].filter(([, lane]) => lane.size > 0)
  }

  /** Every lane that holds something. */
  *allLanes(): IterableIterator<readonly [trackId: string, layerId: string, lane: TrackIndex]> {
    for (const [trackId, layers] of this.lanes)
      for (const [layerId, lane] of layers) if (lane.size) yield [trackId, layerId, lane]
  }

  get annotationCount(): number {
    let n = 0
    for (const layers of this.lanes.values()) for (const lane of layers.values()) n += lane.size
    return n
  }

  /** Structure first, then marks and traces, then annotations lane by lane. */
  *records(): IterableIterator<DocumentRecord> {
    yield* this.otherRecords()
    for (const layers of this.lanes.values()) for (const lane of layers.values()) yield* lane.all()
  }

  /** Carries out a diff; what speaks of records that are gone does nothing. */
  apply(diff: Diff): Touched {
    const tracks = new Set<string>()
    let structure = false
    let marks = false
    const edits = new Map<TrackIndex, LaneEdits>()
    const note = (record: DocumentRecord) => {
      if (record.type === 'track' || record.type === 'layer' || record.type === 'speaker') structure = true
      else if (record.type === 'comment' || record.type === 'bookmark') marks = true
      else tracks.add(record.trackId)
    }
    const set = (before: DocumentRecord | undefined, record: DocumentRecord) => {
      note(record)
      if (before?.type === 'annotation') tracks.add(before.trackId)
      this.put(before, record, edits)
    }
    for (const id of Object.keys(diff.removed)) {
      const record = this.get(id)
      if (!record) continue
      note(record)
      this.drop(record, edits)
    }
    for (const record of Object.values(diff.added)) set(this.get(record.id), record)
    for (const [id, changes] of Object.entries(diff.updated)) {
      const record = this.get(id)
      if (record) set(record, patch(record, changes))
    }
    for (const [lane, { leaving, arriving }] of edits) lane.exchange(leaving, arriving)
    if (structure) this.sortedTracks = this.sortedLayers = this.sortedSpeakers = null
    if (marks) this.sortedComments = this.sortedBookmarks = null
    return { tracks, structure, marks }
  }

  private put(
    before: DocumentRecord | undefined,
    record: DocumentRecord,
    edits: Map<TrackIndex, LaneEdits>,
  ): void {
    this.byId.set(record.id, record)
    if (before?.type === 'annotation') leave(this.editsOf(before, edits), before)
    if (record.type === 'annotation') this.editsOf(record, edits).arriving.set(record.id, record)
    else {
      this.others.set(record.id, record)
      this.forget(record)
    }
  }

  private drop(record: DocumentRecord, edits: Map<TrackIndex, LaneEdits>): void {
    this.byId.delete(record.id)
    if (record.type === 'annotation') {
      if (this.lazy) this.gone.add(record.id)
      leave(this.editsOf(record, edits), record)
    } else {
      this.others.delete(record.id)
      this.forget(record)
    }
  }

  /** Lists that a record of this type stands in are made anew when they are asked for. */
  private forget({ type }: OtherRecord): void {
    if (type === 'trace') this.sortedTraces = null
    else if (type === 'entity') this.entities = null
    else if (type === 'relation') this.relations = null
  }

  private editsOf({ trackId, layerId }: AnnotationRecord, edits: Map<TrackIndex, LaneEdits>): LaneEdits {
    let lane = this.lanes.get(trackId)?.get(layerId)
    if (!lane) {
      lane = new TrackIndex(this.labels)
      this.putLane(trackId, layerId, lane)
    }
    let known = edits.get(lane)
    if (!known) {
      known = { leaving: new Map(), arriving: new Map() }
      edits.set(lane, known)
    }
    return known
  }

  private putLane(trackId: string, layerId: string, lane: TrackIndex): void {
    const layers = this.lanes.get(trackId)
    if (layers) layers.set(layerId, lane)
    else this.lanes.set(trackId, new Map([[layerId, lane]]))
  }
}

function gather<R>(map: Map<string, R[]>, key: string, record: R): void {
  const list = map.get(key)
  if (list) list.push(record)
  else map.set(key, [record])
}

/** What a diff does to a lane, by id: carried out together. */
interface LaneEdits {
  readonly leaving: Map<string, AnnotationRecord>
  readonly arriving: Map<string, AnnotationRecord>
}

function leave({ leaving, arriving }: LaneEdits, record: AnnotationRecord): void {
  if (!arriving.delete(record.id)) leaving.set(record.id, record)
}
