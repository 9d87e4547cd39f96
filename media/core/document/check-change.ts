/**
 * The rules of a document. `checkChange` says whether a diff may be carried out; commands, the rebase in the browser
 * and the server all ask it. It looks only at what the diff touches and at its neighbours, so its cost does not grow
 * with the document.
 *
 *   policy    allowed   anything
 *             refused   no two of a lane share time
 *             trims     no two of a lane share time (commands cut the earlier ones back)
 *             gapless   no two share time, and no hole between the first and the last
 *   parent    an annotation of a child track lies inside one annotation of the parent track, in the same layer
 */
import { clockText } from './clock-text.ts'
import type { Diff } from './diff.ts'
import { isEmptyDiff } from './diff.ts'
import type { LabelBook } from './label-book.ts'
import type { DocumentState } from './model.ts'
import { Overlay } from './overlay.ts'
import { type AnnotationRecord, recordSchema, type TraceRecord, type TrackRecord } from './records.ts'
import { type Refusal, refuse } from './refusal.ts'

export function checkChange(document: DocumentState, labels: LabelBook, diff: Diff): Refusal | null {
  if (isEmptyDiff(diff)) return refuse('nothing', 'That changes nothing.')
  const check = new Check(new Overlay(document, diff), labels)
  return check.values() ?? check.locks() ?? check.structure() ?? check.annotations() ?? check.orphans()
}

/** Whether [child) lies inside [parent); an event on the parent's end is outside. */
export function contains(parent: AnnotationRecord, child: AnnotationRecord): boolean {
  return (
    parent.start <= child.start &&
    (child.end > child.start ? child.end <= parent.end : child.end < parent.end)
  )
}

class Check {
  private readonly view: Overlay
  private readonly labels: LabelBook
  /** Annotations as they were before, where the diff changes or removes them. */
  private readonly before: AnnotationRecord[] = []
  private readonly after: AnnotationRecord[] = []

  constructor(view: Overlay, labels: LabelBook) {
    this.view = view
    this.labels = labels
    const { base, diff } = view
    for (const id of [...Object.keys(diff.updated), ...Object.keys(diff.removed)]) {
      const record = base.get(id)
      if (record?.type === 'annotation') this.before.push(record)
    }
    for (const record of view.after.values()) if (record.type === 'annotation') this.after.push(record)
  }

  private name(a: AnnotationRecord): string {
    return `“${this.labels.nameOf(a.labelId)}” at ${clockText(a.start)}`
  }

  values(): Refusal | null {
    const { diff, base } = this.view
    for (const [id, record] of Object.entries(diff.added)) {
      if (record.id !== id)
        return refuse('value', 'An added record carries another id than it is filed under.')
      if (base.get(id)) return refuse('exists', 'There is a record of that id already.', id)
    }
    for (const [id, changes] of Object.entries(diff.updated)) {
      if (!base.get(id)) return refuse('missing', 'What this changes is not there any more.', id)
      if ('id' in changes || 'type' in changes) return refuse('value', 'A record keeps its id and type.', id)
    }
    for (const id of Object.keys(diff.removed))
      if (!base.get(id)) return refuse('missing', 'What this removes is not there any more.', id)
    for (const [id, record] of this.view.after) {
      const parsed = recordSchema.safeParse(record)
      if (parsed.success) continue
      const issue = parsed.error.issues[0]
      return refuse('value', `${issue?.path.join('.') ?? 'A value'}: ${issue?.message ?? 'not valid'}.`, id)
    }
    return null
  }

  locks(): Refusal | null {
    const { base } = this.view
    for (const record of [...this.before, ...this.after])
      for (const id of [record.trackId, record.layerId]) {
        const holder = base.get(id)
        if ((holder?.type === 'track' || holder?.type === 'layer') && holder.locked)
          return refuse(
            'locked',
            `The ${holder.type} “${holder.name}” is locked. Unlock it to change ${this.name(record)}.`,
            record.id,
          )
      }
    for (const record of this.traces())
      for (const id of [record.trackId, record.layerId]) {
        const holder = base.get(id)
        if ((holder?.type === 'track' || holder?.type === 'layer') && holder.locked)
          return refuse(
            'locked',
            `The ${holder.type} “${holder.name}” is locked. Unlock it to change its values.`,
          )
      }
    for (const record of Object.values(this.view.diff.removed)) {
      const holder = base.get(record.id)
      if ((holder?.type === 'track' || holder?.type === 'layer') && holder.locked)
        return refuse('locked', `The ${holder.type} “${holder.name}” is locked. Unlock it to remove it.`)
    }
    return null
  }

  /** Stretches of traces that the diff touches, before and after. */
  private traces(): TraceRecord[] {
    const { base, diff, after } = this.view
    const before = [...Object.keys(diff.updated), ...Object.keys(diff.removed)].map((id) => base.get(id))
    return [...before, ...after.values()].filter((record) => record?.type === 'trace')
  }

  /** Tracks and layers themselves. */
  structure(): Refusal | null {
    const { view } = this
    for (const record of Object.values(view.diff.removed)) {
      if (record.type === 'track') {
        for (const a of view.annotationsOf(record.id))
          return refuse('missing', `The track “${record.name}” still holds ${this.name(a)}.`, a.id)
        const child = view.tracks().find((t) => t.parentId === record.id)
        if (child) return refuse('parent', `The track “${child.name}” lies inside “${record.name}”.`)
      }
      if (record.type === 'layer')
        for (const track of view.tracks())
          for (const a of view.annotationsOf(track.id))
            if (a.layerId === record.id)
              return refuse('missing', `The layer “${record.name}” still holds ${this.name(a)}.`, a.id)
    }
    for (const record of view.after.values()) {
      if (record.type !== 'track') continue
      const refusal = this.track(record)
      if (refusal) return refusal
    }
    return null
  }

  private track(track: TrackRecord): Refusal | null {
    const { view } = this
    let parent: TrackRecord | undefined
    const seen = new Set([track.id])
    for (let id = track.parentId; id; id = parent.parentId) {
      parent = view.track(id)
      if (!parent) return refuse('parent', `The track “${track.name}” lies inside a track that is not there.`)
      if (parent.kind !== 'intervals')
        return refuse('parent', `“${parent.name}” holds events; nothing can lie inside them.`)
      if (seen.has(id)) return refuse('parent', `The track “${track.name}” would lie inside itself.`)
      seen.add(id)
    }
    const changes = view.diff.updated[track.id]
    if (!changes) return null
    if ('kind' in changes)
      for (const a of view.annotationsOf(track.id))
        return refuse('kind', `The track “${track.name}” holds ${this.name(a)}; its kind stays.`, a.id)
    // Rules that became stricter hold for what is there already.
    if ('policy' in changes || 'parentId' in changes || 'labelIds' in changes)
      for (const a of view.annotationsOf(track.id)) {
        const refusal = this.annotation(a, track, 'labelIds' in changes)
        if (refusal) return refusal
      }
    return null
  }

  annotations(): Refusal | null {
    const { view } = this
    for (const a of this.after) {
      const track = view.track(a.trackId)
      if (!track) return refuse('missing', `The track of ${this.name(a)} is not there any more.`, a.id)
      if (view.get(a.layerId)?.type !== 'layer')
        return refuse('layer', `The layer of ${this.name(a)} is not there any more.`, a.id)
      const changes = view.diff.updated[a.id]
      const refusal = this.annotation(a, track, !changes || 'labelId' in changes || 'trackId' in changes)
      if (refusal) return refusal
    }
    for (const b of this.before) {
      const track = view.track(b.trackId)
      if (track?.policy !== 'gapless' || track.kind === 'events') continue
      for (const t of [b.start, b.end]) {
        const left = view.lastBefore(track.id, b.layerId, t)
        const right = left && view.firstFrom(track.id, b.layerId, left.end)
        if (left && right && right.start > left.end) return this.gap(track, left, right)
      }
    }
    return null
  }

  private annotation(a: AnnotationRecord, track: TrackRecord, labelChanged: boolean): Refusal | null {
    if (track.kind === 'events' && a.start !== a.end)
      return refuse('length', `“${track.name}” holds events; ${this.name(a)} must have no length.`, a.id)
    if (track.kind === 'intervals' && a.end <= a.start)
      return refuse('length', `${this.name(a)} would have no length; on “${track.name}” it needs some.`, a.id)
    if (labelChanged && !this.labels.allows(track, a.labelId))
      return refuse(
        'label',
        this.labels.get(a.labelId)
          ? `“${this.labels.nameOf(a.labelId)}” may not be used on the track “${track.name}”.`
          : `The label “${a.labelId}” is not in the project’s schema any more. Choose another for what lies at ${clockText(a.start)}.`,
        a.id,
      )
    return this.overlap(a, track) ?? this.parent(a, track)
  }

  private overlap(a: AnnotationRecord, track: TrackRecord): Refusal | null {
    if (track.policy === 'allowed') return null
    const other = this.view
      .query(track.id, a.layerId, a.start, Math.max(a.end, a.start + 1))
      .find((b) => b.id !== a.id)
    if (other)
      return refuse(
        'overlap',
        `${this.name(a)} would overlap ${this.name(other)}; “${track.name}” holds one at a time.`,
        other.id,
      )
    if (track.policy !== 'gapless' || track.kind === 'events') return null
    const left = this.view.lastBefore(track.id, a.layerId, a.start)
    if (left && left.end < a.start) return this.gap(track, left, a)
    const right = this.view.firstFrom(track.id, a.layerId, a.end)
    if (right && right.start > a.end) return this.gap(track, a, right)
    return null
  }

  private gap(track: TrackRecord, left: AnnotationRecord, right: AnnotationRecord): Refusal {
    return refuse(
      'gap',
      `There would be a gap between ${this.name(left)} and ${this.name(right)}; “${track.name}” has none.`,
      right.id,
    )
  }

  private parent(a: AnnotationRecord, track: TrackRecord): Refusal | null {
    if (!track.parentId || this.isModels(a)) return null
    const holders = this.view.query(track.parentId, a.layerId, a.start, Math.max(a.end, a.start + 1))
    if (holders.some((p) => contains(p, a))) return null
    const parent = this.view.track(track.parentId)
    const holder = holders[0]
    return refuse(
      'parent',
      holder
        ? `${this.name(a)} would not lie inside ${this.name(holder)}.`
        : `${this.name(a)} would lie outside every annotation of “${parent?.name ?? 'its parent track'}”.`,
      a.id,
    )
  }

  /** A model's layer may hold steps without phases. */
  private isModels(a: AnnotationRecord): boolean {
    const layer = this.view.get(a.layerId)
    return layer?.type === 'layer' && layer.kind === 'model'
  }

  /** What lay inside a changed annotation and was not changed itself must still lie inside something. */
  orphans(): Refusal | null {
    const { view } = this
    for (const b of this.before) {
      const now = view.get(b.id)
      if (now?.type === 'annotation' && now.start === b.start && now.end === b.end && sameLane(now, b))
        continue
      for (const track of view.tracks()) {
        if (track.parentId !== b.trackId) continue
        for (const child of view.query(track.id, b.layerId, b.start, Math.max(b.end, b.start + 1))) {
          if (view.touches(child.id) || !contains(b, child)) continue
          if (this.parent(child, track))
            return refuse(
              'children',
              `${this.name(child)} on “${track.name}” lies inside ${this.name(b)} and would be left outside.`,
              child.id,
            )
        }
      }
    }
    return null
  }
}

const sameLane = (a: AnnotationRecord, b: AnnotationRecord): boolean =>
  a.trackId === b.trackId && a.layerId === b.layerId
