/**
 * A document as it would be after a diff, without carrying it out: what checks and commands look at. A command's draft
 * grows one record at a time by `put` and `drop`.
 */
import { patch } from './apply.ts'
import { type Diff, EMPTY_DIFF } from './diff.ts'
import type { DocumentState } from './model.ts'
import type {
  AnnotationRecord,
  DocumentRecord,
  EntityRecord,
  RelationRecord,
  TraceRecord,
  TrackRecord,
} from './records.ts'
import { isMany, TrackIndex } from './track-index.ts'

/** A lane of which something is new, different or gone. */
interface ChangedLane {
  readonly base: TrackIndex
  /** What is new or different, in order, but for … */
  readonly changed: TrackIndex
  /** … what came last and nobody has asked for yet. */
  arrived: AnnotationRecord[]
  /** How many of the base lane are not as they were. */
  touched: number
  /** The lane as it is afterwards; made when so many are touched that stepping over them costs more. */
  whole: TrackIndex | null
}

export class Overlay {
  readonly base: DocumentState
  /** What this was made from; `put` and `drop` are not in it. */
  readonly diff: Diff
  /** Records that are new or different afterwards, by id. */
  readonly after = new Map<string, DocumentRecord>()
  private readonly gone = new Set<string>()
  private readonly lanes = new Map<string, ChangedLane>()
  private lastLane: { trackId: string; layerId: string; lane: ChangedLane } | null = null
  private otherTracks: TrackRecord[] | null = null

  constructor(base: DocumentState, diff: Diff = EMPTY_DIFF) {
    this.base = base
    this.diff = diff
    for (const id of Object.keys(diff.removed)) this.drop(id)
    for (const record of Object.values(diff.added)) this.put(record)
    for (const [id, changes] of Object.entries(diff.updated)) {
      const record = base.get(id)
      if (record) this.replace(record, patch(record, changes))
    }
  }

  /** Adds a record, or puts another in its place. */
  put(record: DocumentRecord): void {
    this.leave(record.id)
    if (this.gone.size) this.gone.delete(record.id)
    this.arrive(record)
  }

  /** Puts a record in the place of one that the base has and nothing was said about yet. */
  private replace(before: DocumentRecord, record: DocumentRecord): void {
    if (this.touches(before.id)) {
      this.put(record)
      return
    }
    this.leaveBase(before)
    this.arrive(record)
  }

  private arrive(record: DocumentRecord): void {
    this.after.set(record.id, record)
    if (record.type === 'track') this.otherTracks = null
    if (record.type !== 'annotation') return
    const lane = this.changedLane(record.trackId, record.layerId)
    if (lane.whole) {
      inOne(lane).insert(record)
      lane.whole.insert(record)
    } else lane.arrived.push(record)
  }

  drop(id: string): void {
    this.leave(id)
    this.after.delete(id)
    this.gone.add(id)
    this.otherTracks = null
  }

  /** Takes what there is of an id out of its lane. */
  private leave(id: string): void {
    const known = this.after.get(id)
    if (!known && this.gone.has(id)) return
    if (!known) this.leaveBase(this.base.get(id))
    else if (known.type === 'annotation') {
      const lane = this.changedLane(known.trackId, known.layerId)
      inOne(lane).remove(known)
      lane.whole?.remove(known)
    }
  }

  private leaveBase(record: DocumentRecord | undefined): void {
    if (record?.type !== 'annotation') return
    const lane = this.changedLane(record.trackId, record.layerId)
    lane.touched++
    lane.whole?.remove(record)
  }

  private changedLane(trackId: string, layerId: string): ChangedLane {
    // Large changes touch one lane after the other.
    const last = this.lastLane
    if (last?.trackId === trackId && last.layerId === layerId) return last.lane
    const key = `${trackId} ${layerId}`
    let lane = this.lanes.get(key)
    if (!lane) {
      const base = this.base.lane(trackId, layerId)
      lane = { base, changed: new TrackIndex(), arrived: [], touched: 0, whole: null }
      this.lanes.set(key, lane)
    }
    this.lastLane = { trackId, layerId, lane }
    return lane
  }

  /** Changed lanes as one index where that is cheaper than looking at both. */
  private whole(lane: ChangedLane): TrackIndex | null {
    if (!lane.whole && isMany(lane.touched, lane.base.size)) {
      const kept = [...lane.base.all()].filter((r) => !this.touches(r.id))
      lane.whole = TrackIndex.from([...kept, ...inOne(lane).all()])
    }
    return lane.whole
  }

  /** Whether this says anything about this record. */
  touches(id: string): boolean {
    return this.after.has(id) || this.gone.has(id)
  }

  get(id: string): DocumentRecord | undefined {
    return this.after.get(id) ?? (this.gone.has(id) ? undefined : this.base.get(id))
  }

  track(id: string): TrackRecord | undefined {
    const record = this.get(id)
    return record?.type === 'track' ? record : undefined
  }

  /** Tracks afterwards; order as before, new ones last. */
  tracks(): readonly TrackRecord[] {
    if (!this.otherTracks) {
      const kept = this.base.tracks.map((t) => this.track(t.id)).filter((t) => t !== undefined)
      const added: TrackRecord[] = []
      for (const r of this.after.values()) if (r.type === 'track' && !this.base.get(r.id)) added.push(r)
      this.otherTracks = [...kept, ...added]
    }
    return this.otherTracks
  }

  /** Stretches of a trace track afterwards, of one layer or of all, in order of time. */
  traces(trackId: string, layerId?: string): TraceRecord[] {
    const kept = this.base.traces(trackId, layerId).filter((t) => !this.touches(t.id))
    for (const record of this.after.values())
      if (
        record.type === 'trace' &&
        record.trackId === trackId &&
        (layerId === undefined || record.layerId === layerId)
      )
        kept.push(record)
    return kept.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
  }

  /** Of an utterance afterwards. */
  entitiesOf(annotationId: string): EntityRecord[] {
    const kept = this.base.entitiesOf(annotationId).filter((e) => !this.touches(e.id))
    for (const r of this.after.values())
      if (r.type === 'entity' && r.annotationId === annotationId) kept.push(r)
    return kept
  }

  /** From or to an entity or annotation afterwards. */
  relationsOf(id: string): RelationRecord[] {
    const kept = this.base.relationsOf(id).filter((r) => !this.touches(r.id))
    for (const r of this.after.values())
      if (r.type === 'relation' && (r.fromId === id || r.toId === id)) kept.push(r)
    return kept
  }

  query(trackId: string, layerId: string, start: number, end: number): AnnotationRecord[] {
    const lane = this.lanes.get(`${trackId} ${layerId}`)
    if (!lane) return this.base.lane(trackId, layerId).query(start, end)
    const whole = this.whole(lane)
    if (whole) return whole.query(start, end)
    const kept = lane.base.query(start, end).filter((r) => !this.touches(r.id))
    const changed = inOne(lane).query(start, end)
    return changed.length ? [...kept, ...changed] : kept
  }

  /** The last annotation that starts before t. */
  lastBefore(trackId: string, layerId: string, t: number): AnnotationRecord | null {
    const lane = this.lanes.get(`${trackId} ${layerId}`)
    if (!lane) return this.base.lane(trackId, layerId).lastBefore(t)
    const whole = this.whole(lane)
    if (whole) return whole.lastBefore(t)
    let kept = lane.base.lastBefore(t)
    while (kept && this.touches(kept.id)) kept = lane.base.neighbours(kept).before
    const changed = inOne(lane).lastBefore(t)
    return !kept || (changed && changed.start > kept.start) ? changed : kept
  }

  /** The first annotation that starts at t or later. */
  firstFrom(trackId: string, layerId: string, t: number): AnnotationRecord | null {
    const lane = this.lanes.get(`${trackId} ${layerId}`)
    if (!lane) return this.base.lane(trackId, layerId).firstFrom(t)
    const whole = this.whole(lane)
    if (whole) return whole.firstFrom(t)
    let kept = lane.base.firstFrom(t)
    while (kept && this.touches(kept.id)) kept = lane.base.neighbours(kept).after
    const changed = inOne(lane).firstFrom(t)
    return !kept || (changed && changed.start < kept.start) ? changed : kept
  }

  /** All annotations of a track afterwards. */
  *annotationsOf(trackId: string): IterableIterator<AnnotationRecord> {
    for (const [, lane] of this.base.lanesOf(trackId))
      for (const record of lane.all()) if (!this.touches(record.id)) yield record
    for (const record of this.after.values())
      if (record.type === 'annotation' && record.trackId === trackId) yield record
  }
}

/** What is new or different in a lane as one index. */
function inOne(lane: ChangedLane): TrackIndex {
  if (lane.arrived.length) {
    lane.changed.insertAll(lane.arrived)
    lane.arrived = []
  }
  return lane.changed
}
