/** A document as it would be after a diff, without carrying it out: what checks and commands look at. */
import { patch } from './apply.ts'
import type { Diff } from './diff.ts'
import type { DocumentState } from './model.ts'
import type { AnnotationRecord, DocumentRecord, TraceRecord, TrackRecord } from './records.ts'
import { TrackIndex } from './track-index.ts'

export class Overlay {
  readonly base: DocumentState
  readonly diff: Diff
  /** Records that are new or different afterwards, by id. */
  readonly after = new Map<string, DocumentRecord>()
  private readonly changedLanes = new Map<string, TrackIndex>()

  constructor(base: DocumentState, diff: Diff) {
    this.base = base
    this.diff = diff
    for (const record of Object.values(diff.added)) this.after.set(record.id, record)
    for (const [id, changes] of Object.entries(diff.updated)) {
      const record = base.get(id)
      if (record) this.after.set(id, patch(record, changes))
    }
    const byLane = new Map<string, AnnotationRecord[]>()
    for (const record of this.after.values()) {
      if (record.type !== 'annotation') continue
      const key = laneKey(record.trackId, record.layerId)
      const list = byLane.get(key)
      if (list) list.push(record)
      else byLane.set(key, [record])
    }
    for (const [key, list] of byLane) this.changedLanes.set(key, TrackIndex.from(list))
  }

  /** Whether the diff says anything about this record. */
  touches(id: string): boolean {
    return this.after.has(id) || id in this.diff.removed
  }

  get(id: string): DocumentRecord | undefined {
    return this.after.get(id) ?? (id in this.diff.removed ? undefined : this.base.get(id))
  }

  track(id: string): TrackRecord | undefined {
    const record = this.get(id)
    return record?.type === 'track' ? record : undefined
  }

  /** Tracks afterwards; order as before, new ones last. */
  tracks(): TrackRecord[] {
    const kept = this.base.tracks.map((t) => this.track(t.id)).filter((t) => t !== undefined)
    const added = Object.values(this.diff.added).filter((r) => r.type === 'track')
    return [...kept, ...added]
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
    const kept = this.base
      .lane(trackId, layerId)
      .query(start, end)
      .filter((r) => !this.touches(r.id))
    const changed = this.changedLanes.get(laneKey(trackId, layerId))
    return changed ? [...kept, ...changed.query(start, end)] : kept
  }

  /** The last annotation that starts before t. */
  lastBefore(trackId: string, layerId: string, t: number): AnnotationRecord | null {
    const lane = this.base.lane(trackId, layerId)
    let kept = lane.lastBefore(t)
    while (kept && this.touches(kept.id)) kept = lane.neighbours(kept).before
    const changed = this.changedLanes.get(laneKey(trackId, layerId))?.lastBefore(t) ?? null
    return !kept || (changed && changed.start > kept.start) ? changed : kept
  }

  /** The first annotation that starts at t or later. */
  firstFrom(trackId: string, layerId: string, t: number): AnnotationRecord | null {
    const lane = this.base.lane(trackId, layerId)
    let kept = lane.firstFrom(t)
    while (kept && this.touches(kept.id)) kept = lane.neighbours(kept).after
    const changed = this.changedLanes.get(laneKey(trackId, layerId))?.firstFrom(t) ?? null
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

const laneKey = (trackId: string, layerId: string): string => `${trackId} ${layerId}`
