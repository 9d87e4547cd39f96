/**
 * A document as it would be after a diff, without carrying it out: what checks and commands look at. A command's draft
 * grows one record at a time by `put` and `drop`.
 */
import { patch } from './apply.ts'
import { type Diff, EMPTY_DIFF } from './diff.ts'
import type { DocumentState } from './model.ts'
import type { AnnotationRecord, DocumentRecord, TraceRecord, TrackRecord } from './records.ts'
import { TrackIndex } from './track-index.ts'

/** A lane of which something is new, different or gone. */
interface ChangedLane {
  readonly base: TrackIndex
  /** What is new or different, in order. */
  readonly changed: TrackIndex
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
  private otherTracks: TrackRecord[] | null = null

  constructor(base: DocumentState, diff: Diff = EMPTY_DIFF) {
    this.base = base
    this.diff = diff
    for (const id of Object.keys(diff.removed)) this.drop(id)
    for (const record of Object.values(diff.added)) this.put(record)
    for (const [id, changes] of Object.entries(diff.updated)) {
      const record = base.get(id)
      if (record) this.put(patch(record, changes))
    }
  }

  /** Adds a record, or puts another in its place. */
  put(record: DocumentRecord): void {
    this.leave(record.id)
    this.gone.delete(record.id)
    this.after.set(record.id, record)
    if (record.type === 'track') this.otherTracks = null
    if (record.type !== 'annotation') return
    const lane = this.changedLane(record.trackId, record.layerId)
    lane.changed.insert(record)
    lane.whole?.insert(record)
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
    const record = known ?? this.base.get(id)
    if (record?.type !== 'annotation') return
    const lane = this.changedLane(record.trackId, record.layerId)
    if (known) lane.changed.remove(known as AnnotationRecord)
    else lane.touched++
    lane.whole?.remove(record)
  }

  private changedLane(trackId: string, layerId: string): ChangedLane {
    const key = `${trackId} ${layerId}`
    let lane = this.lanes.get(key)
    if (!lane) {
      const base = this.base.lane(trackId, layerId)
      lane = { base, changed: new TrackIndex(), touched: 0, whole: null }
      this.lanes.set(key, lane)
    }
    return lane
  }

  /** Changed lanes as one index where that is cheaper than looking at both. */
  private whole(lane: ChangedLane): TrackIndex | null {
    if (!lane.whole && lane.touched > 64 && lane.touched ** 2 > lane.base.size * 4) {
      const kept = [...lane.base.all()].filter((r) => !this.touches(r.id))
      lane.whole = TrackIndex.from([...kept, ...lane.changed.all()])
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

  query(trackId: string, layerId: string, start: number, end: number): AnnotationRecord[] {
    const lane = this.lanes.get(`${trackId} ${layerId}`)
    if (!lane) return this.base.lane(trackId, layerId).query(start, end)
    const whole = this.whole(lane)
    if (whole) return whole.query(start, end)
    const kept = lane.base.query(start, end).filter((r) => !this.touches(r.id))
    const changed = lane.changed.query(start, end)
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
    const changed = lane.changed.lastBefore(t)
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
    const changed = lane.changed.firstFrom(t)
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
