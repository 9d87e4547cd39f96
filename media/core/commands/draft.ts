/**
 * A diff being put together by a command: additions, field changes and removals over the present document. `view` shows
 * the result so far, `finish` asks the rules and makes the command's answer.
 */
import { changesBetween } from '../document/apply.ts'
import { type CheckOptions, checkChange, contains, sameBounds } from '../document/check-change.ts'
import type { Diff, FieldChange } from '../document/diff.ts'
import { Overlay } from '../document/overlay.ts'
import type { AnnotationRecord, DocumentRecord, TraceRecord, TrackRecord } from '../document/records.ts'
import { type Refusal, refuse } from '../document/refusal.ts'
import { maxTick, minTick } from '../time/tick.ts'
import type { CommandResult, CommandState } from './command.ts'
import { followSpeech } from './follow-speech.ts'

/** What happens to child annotations that would no longer lie inside their parent. */
export type ChildrenOption = 'refuse' | 'shrink'

export class Draft {
  readonly state: CommandState
  /** The document as it is in this draft. */
  readonly view: Overlay
  private readonly after = new Map<string, DocumentRecord | null>()

  constructor(state: CommandState) {
    this.state = state
    this.view = new Overlay(state.document)
  }

  add(record: DocumentRecord): void {
    this.after.set(record.id, record)
    this.view.put(record)
  }

  /** Changes fields of a record as it is in this draft. */
  set<R extends DocumentRecord>(id: string, fields: Partial<R>): void {
    const now = this.get(id)
    if (now) this.add({ ...now, ...fields } as DocumentRecord)
  }

  /** With it goes what is marked in its text, and what relates to it. */
  remove(id: string): void {
    for (const e of this.view.entitiesOf(id)) this.remove(e.id)
    for (const r of this.view.relationsOf(id)) this.remove(r.id)
    this.after.set(id, null)
    this.view.drop(id)
  }

  /** Takes an annotation from its place, to be added again elsewhere; what hangs on it stays. */
  lift(id: string): void {
    this.after.set(id, null)
    this.view.drop(id)
  }

  get(id: string): DocumentRecord | undefined {
    const now = this.after.get(id)
    return now === undefined ? this.state.document.get(id) : (now ?? undefined)
  }

  annotation(id: string): AnnotationRecord | undefined {
    const record = this.get(id)
    return record?.type === 'annotation' ? record : undefined
  }

  /** Stretches of a trace track in one layer, as they are in this draft. */
  traces(trackId: string, layerId: string): TraceRecord[] {
    return this.view.traces(trackId, layerId)
  }

  get diff(): Diff {
    const added: Record<string, DocumentRecord> = {}
    const updated: Record<string, Record<string, FieldChange>> = {}
    const removed: Record<string, DocumentRecord> = {}
    for (const [id, after] of this.after) {
      const before = this.state.document.get(id)
      if (!before) {
        if (after) added[id] = after
      } else if (!after) removed[id] = before
      else {
        const changes = changesBetween(before, after)
        if (Object.keys(changes).length) updated[id] = changes
      }
    }
    return { added, updated, removed }
  }

  finish(
    sentence: string,
    focus: readonly string[],
    children: ChildrenOption = 'refuse',
    asked: CheckOptions = {},
  ): CommandResult {
    this.followParents()
    if (children === 'shrink') this.shrinkChildren()
    followSpeech(this, this.after)
    const { diff } = this
    const refusal = checkChange(this.state.document, this.state.labels, diff, asked)
    return refusal ?? { ok: true, diff, sentence, focus }
  }

  /**
   * Children that have their parent's bounds go where its ends go, level by level. One that the command changed itself,
   * and one that another parent still has the bounds of, stays.
   */
  private followParents(): void {
    const { document } = this.state
    const tracks = this.view.tracks().filter((t) => t.parentId && t.parentRule === 'same-bounds')
    if (!tracks.length) return
    const queue = [...this.after.keys()]
    for (const id of queue) {
      const before = document.get(id)
      const now = this.annotation(id)
      if (before?.type !== 'annotation' || !now || sameBounds(before, now)) continue
      for (const track of tracks) {
        if (track.parentId !== before.trackId) continue
        for (const child of document.lane(track.id, before.layerId).query(before.start, before.end)) {
          if (this.after.has(child.id) || !sameBounds(child, before)) continue
          const holders = this.view.query(before.trackId, before.layerId, child.start, child.end)
          if (holders.some((p) => sameBounds(p, child))) continue
          this.set<AnnotationRecord>(child.id, { start: now.start, end: now.end })
          queue.push(child.id)
        }
      }
    }
  }

  /** Clips children to the parent they share most time with, level by level. One that shares none stays and is refused. */
  private shrinkChildren(): void {
    for (let again = true; again; ) {
      again = false
      for (const child of this.orphans()) {
        const track = this.view.track(child.trackId)
        if (!track?.parentId || child.start === child.end) continue
        const holder = this.view
          .query(track.parentId, child.layerId, child.start, child.end)
          .sort((a, b) => shared(b, child) - shared(a, child))[0]
        if (!holder) continue
        const same = track.parentRule === 'same-bounds'
        const start = same ? holder.start : maxTick(child.start, holder.start)
        const end = same ? holder.end : minTick(child.end, holder.end)
        this.set<AnnotationRecord>(child.id, { start, end })
        again = true
      }
    }
  }

  private orphans(): AnnotationRecord[] {
    const { view } = this
    const found: AnnotationRecord[] = []
    const tracks = view.tracks().filter((t) => t.parentId !== null)
    for (const id of this.after.keys()) {
      const before = this.state.document.get(id)
      if (before?.type !== 'annotation') continue
      for (const track of tracks) {
        if (track.parentId !== before.trackId) continue
        const fits = track.parentRule === 'same-bounds' ? sameBounds : contains
        for (const child of view.query(track.id, before.layerId, before.start, before.end)) {
          const holders = view.query(before.trackId, before.layerId, child.start, child.end)
          if (!holders.some((p) => fits(p, child))) found.push(child)
        }
      }
    }
    return found
  }
}

const shared = (a: AnnotationRecord, b: AnnotationRecord): number =>
  Math.min(a.end, b.end) - Math.max(a.start, b.start)

/** The annotation and its track, or why not. */
export function locate(
  state: CommandState,
  id: string,
): { ok: true; annotation: AnnotationRecord; track: TrackRecord } | Refusal {
  const annotation = state.document.get(id)
  if (annotation?.type !== 'annotation')
    return refuse('missing', 'This annotation is not there any more.', id)
  const track = state.document.get(annotation.trackId)
  if (track?.type !== 'track')
    return refuse('missing', 'The track of this annotation is not there any more.', id)
  return { ok: true, annotation, track }
}

/** All of them, in order of time, or why not. */
export function locateAll(
  state: CommandState,
  ids: Iterable<string>,
): { ok: true; items: { annotation: AnnotationRecord; track: TrackRecord }[] } | Refusal {
  const items = []
  for (const id of new Set(ids)) {
    const found = locate(state, id)
    if (!found.ok) return found
    items.push(found)
  }
  if (!items.length) return refuse('nothing', 'Nothing is selected.')
  items.sort(
    (a, b) => a.annotation.start - b.annotation.start || (a.annotation.id < b.annotation.id ? -1 : 1),
  )
  return { ok: true, items }
}
