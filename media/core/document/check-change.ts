/**
 * The rules of a document. `checkChange` says whether a diff may be carried out; commands, the rebase in the browser
 * and the server all ask it. It looks only at what the diff touches and at its neighbours, so its cost does not grow
 * with the document.
 *
 *   policy    allowed   anything
 *             refused   no two of a lane share time
 *             trims     no two of a lane share time (commands cut the earlier ones back)
 *             gapless   no two share time, and no hole between the first and the last
 *   parent    an annotation of a child track lies inside one annotation of the parent track, in the same layer, or has
 *             exactly its bounds
 *
 * Labels, values of attributes and combinations are asked of what is newly put. What is there already, from a file, a
 * model or an earlier schema, may stay as it is.
 */
import { sameValue } from './apply.ts'
import { misfit } from './attribute-values.ts'
import { checkMarks } from './check-marks.ts'
import { checkText } from './check-text.ts'
import { clockText } from './clock-text.ts'
import { combinationProblem } from './combinations.ts'
import type { Diff } from './diff.ts'
import { isEmptyDiff } from './diff.ts'
import type { LabelBook } from './label-book.ts'
import type { DocumentState } from './model.ts'
import { Overlay } from './overlay.ts'
import {
  type AnnotationRecord,
  type DocumentRecord,
  type EntityRecord,
  type RelationRecord,
  recordSchema,
  type TraceRecord,
  type TrackRecord,
} from './records.ts'
import { type Refusal, refuse } from './refusal.ts'

export interface CheckOptions {
  /** It takes an earlier change back: labels and values that were there once may come again. */
  readonly back?: boolean
  /** It may have been made before the present schema: a label that was retired since is taken, so no work is lost. */
  readonly late?: boolean
}

export function checkChange(
  document: DocumentState,
  labels: LabelBook,
  diff: Diff,
  options: CheckOptions = {},
): Refusal | null {
  if (isEmptyDiff(diff)) return refuse('nothing', 'That changes nothing.')
  const view = new Overlay(document, diff)
  const check = new Check(view, labels, options)
  return (
    check.values() ??
    check.locks() ??
    check.structure() ??
    check.annotations() ??
    check.orphans() ??
    checkMarks(view) ??
    checkText(view, labels, options.back)
  )
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
  private readonly options: CheckOptions
  /** Annotations as they were before, where the diff changes or removes them. */
  private readonly before: AnnotationRecord[] = []
  private readonly after: AnnotationRecord[] = []
  /** Stretches of traces, entities and relations that the diff touches, before and after. */
  private readonly held: (TraceRecord | EntityRecord | RelationRecord)[] = []

  /** `before` by lane and label, for parts that a change cuts off from one of them. */
  private cutFrom: Map<string, AnnotationRecord[]> | null = null

  constructor(view: Overlay, labels: LabelBook, options: CheckOptions) {
    this.view = view
    this.labels = labels
    this.options = options
    const { base, diff } = view
    for (const id of [...Object.keys(diff.updated), ...Object.keys(diff.removed)]) {
      const record = base.get(id)
      if (record?.type === 'annotation') this.before.push(record)
      else if (record && isHeld(record)) this.held.push(record)
    }
    for (const record of view.after.values())
      if (record.type === 'annotation') this.after.push(record)
      else if (isHeld(record)) this.held.push(record)
  }

  private name(a: AnnotationRecord): string {
    return `“${this.labels.nameOf(a.labelId)}” at ${clockText(a.start)}`
  }

  /** An annotation that is in the document, to be pointed at; one that would be new is not there to be shown. */
  private there(...annotations: AnnotationRecord[]): string | null {
    return annotations.find((a) => this.view.base.get(a.id))?.id ?? null
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
    for (const record of this.view.after.values()) {
      const parsed = recordSchema.safeParse(record)
      if (parsed.success) continue
      const issue = parsed.error.issues[0]
      const here = record.type === 'annotation' ? this.there(record) : null
      return refuse('value', `${issue?.path.join('.') ?? 'A value'}: ${issue?.message ?? 'not valid'}.`, here)
    }
    return null
  }

  locks(): Refusal | null {
    const { base } = this.view
    for (const record of [...this.before, ...this.after, ...this.held])
      for (const id of [record.trackId, record.layerId]) {
        const holder = base.get(id)
        if ((holder?.type !== 'track' && holder?.type !== 'layer') || !holder.locked) continue
        const what =
          record.type === 'annotation'
            ? this.name(record)
            : record.type === 'relation'
              ? 'what is related in it'
              : `its ${record.type === 'trace' ? 'values' : 'words'} at ${clockText(record.start)}`
        return refuse(
          'locked',
          `The ${holder.type} “${holder.name}” is locked. Unlock it to change ${what}.`,
          record.type === 'annotation' ? this.there(record) : null,
        )
      }
    for (const record of Object.values(this.view.diff.removed)) {
      const holder = base.get(record.id)
      if ((holder?.type === 'track' || holder?.type === 'layer') && holder.locked)
        return refuse('locked', `The ${holder.type} “${holder.name}” is locked. Unlock it to remove it.`)
    }
    return null
  }

  /** Tracks and layers themselves. */
  structure(): Refusal | null {
    const { view } = this
    for (const record of Object.values(view.diff.removed)) {
      if (record.type === 'track') {
        for (const a of view.annotationsOf(record.id))
          return refuse('missing', `The track “${record.name}” still holds ${this.name(a)}.`, a.id)
        const [trace] = view.traces(record.id)
        if (trace)
          return refuse(
            'missing',
            `The track “${record.name}” still holds values at ${clockText(trace.start)}.`,
          )
        const child = view.tracks().find((t) => t.parentId === record.id)
        if (child) return refuse('parent', `The track “${child.name}” lies inside “${record.name}”.`)
      }
      if (record.type === 'layer')
        for (const track of view.tracks()) {
          const a = view.firstFrom(track.id, record.id, Number.NEGATIVE_INFINITY)
          if (a) return refuse('missing', `The layer “${record.name}” still holds ${this.name(a)}.`, a.id)
          const [trace] = view.traces(track.id, record.id)
          if (trace)
            return refuse(
              'missing',
              `The layer “${record.name}” still holds values of “${track.name}” at ${clockText(trace.start)}.`,
            )
        }
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
      if (parent.kind === 'events' || parent.kind === 'trace')
        return refuse(
          'parent',
          `“${parent.name}” holds ${parent.kind === 'events' ? 'events' : 'a trace'}; nothing can lie inside.`,
        )
      if (seen.has(id)) return refuse('parent', `The track “${track.name}” would lie inside itself.`)
      seen.add(id)
    }
    const { combinations } = track
    if (combinations?.rows.some((row) => row.length !== combinations.fields.length))
      return refuse(
        'value',
        `Every combination of “${track.name}” needs ${combinations.fields.length} values: ${combinations.fields.join(', ')}.`,
      )
    if (track.parentRule === 'same-bounds' && track.parentId && track.kind === 'events')
      return refuse('parent', `“${track.name}” holds events; they cannot have the bounds of others.`)
    if (track.scale && !(track.scale.min < track.scale.max))
      return refuse('value', `The scale of “${track.name}” must end above where it starts.`)
    const changes = view.diff.updated[track.id]
    if (!changes) return null
    if ('kind' in changes)
      for (const a of view.annotationsOf(track.id))
        return refuse('kind', `The track “${track.name}” holds ${this.name(a)}; its kind stays.`, a.id)
    if ('kind' in changes && view.traces(track.id).length)
      return refuse('kind', `The track “${track.name}” holds values; its kind stays.`)
    // Rules that became stricter hold for what is there already.
    if (['policy', 'parentId', 'parentRule', 'labelIds'].some((field) => field in changes))
      for (const a of view.annotationsOf(track.id)) {
        const refusal = ('labelIds' in changes ? this.label(a, track) : null) ?? this.annotation(a, track)
        if (refusal) return refusal
      }
    return null
  }

  annotations(): Refusal | null {
    const { view } = this
    for (const a of this.after) {
      const track = view.track(a.trackId)
      if (!track)
        return refuse('missing', `The track of ${this.name(a)} is not there any more.`, this.there(a))
      if (view.get(a.layerId)?.type !== 'layer')
        return refuse('layer', `The layer of ${this.name(a)} is not there any more.`, this.there(a))
      const refusal = this.annotation(a, track) ?? (this.options.back ? null : this.newlyPut(a, track))
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

  private annotation(a: AnnotationRecord, track: TrackRecord): Refusal | null {
    if (track.kind === 'trace')
      return refuse('kind', `“${track.name}” holds a trace; ${this.name(a)} cannot be on it.`, this.there(a))
    if (track.kind === 'events' && a.start !== a.end)
      return refuse(
        'length',
        `“${track.name}” holds events; ${this.name(a)} must have no length.`,
        this.there(a),
      )
    if (track.kind !== 'events' && a.end <= a.start)
      return refuse(
        'length',
        `${this.name(a)} would have no length; on “${track.name}” it needs some.`,
        this.there(a),
      )
    return this.overlap(a, track) ?? this.parent(a, track)
  }

  private label(a: AnnotationRecord, track: TrackRecord): Refusal | null {
    if (this.labels.allows(track, a.labelId)) return null
    const label = this.labels.get(a.labelId)
    return refuse(
      'label',
      label
        ? `“${label.name}” may not be used on the track “${track.name}”.`
        : `The label “${a.labelId}” is not in the project’s schema any more. Choose another for what lies at ${clockText(a.start)}.`,
      this.there(a),
    )
  }

  /** Label, values and combination, as far as the change puts them. */
  private newlyPut(a: AnnotationRecord, track: TrackRecord): Refusal | null {
    const old = this.view.base.get(a.id)
    const before = old?.type === 'annotation' ? old : this.wholeOf(a)
    const relabelled = before?.labelId !== a.labelId
    if (relabelled || before.trackId !== a.trackId) {
      const refusal = this.label(a, track)
      if (refusal) return refusal
    }
    // What a file or a model says is kept as it says.
    if (!before && a.origin !== null) return null
    const label = this.labels.get(a.labelId)
    if (relabelled && label?.retired && !this.options.late)
      return refuse(
        'label',
        `“${label.name}” is retired: it may stay where it is and is not put any more.`,
        this.there(a),
      )
    const changed = Object.keys(a.attributes).filter(
      (key) => !sameValue(a.attributes[key], before?.attributes[key]),
    )
    const definitions = changed.length ? this.labels.attributesOf(a.labelId, track) : []
    for (const key of changed) {
      const definition = definitions.find((d) => d.key === key)
      const problem = definition && misfit(definition, a.attributes[key]!)
      if (problem) return refuse('value', `${this.name(a)}: ${problem}`, this.there(a))
    }
    if (!track.combinations || this.isModels(a)) return null
    const combined =
      before?.trackId !== a.trackId ||
      track.combinations.fields.some((f) => (f === 'label' ? relabelled : changed.includes(f)))
    const problem = combined ? combinationProblem(this.labels, track, a) : null
    return problem ? refuse('combination', problem, this.there(a)) : null
  }

  /** The annotation that a new one was a part of, where the change cuts one in two. */
  private wholeOf(a: AnnotationRecord): AnnotationRecord | undefined {
    if (!this.cutFrom) {
      this.cutFrom = new Map()
      for (const b of this.before) {
        const key = `${b.trackId} ${b.layerId} ${b.labelId}`
        const list = this.cutFrom.get(key)
        if (list) list.push(b)
        else this.cutFrom.set(key, [b])
      }
    }
    return this.cutFrom
      .get(`${a.trackId} ${a.layerId} ${a.labelId}`)
      ?.find((b) => b.start <= a.start && a.end <= b.end)
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
        this.there(other, a),
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
      this.there(right, left),
    )
  }

  private parent(a: AnnotationRecord, track: TrackRecord): Refusal | null {
    if (!track.parentId || this.isModels(a)) return null
    const same = track.parentRule === 'same-bounds'
    const holders = this.view.query(track.parentId, a.layerId, a.start, Math.max(a.end, a.start + 1))
    if (holders.some((p) => (same ? sameBounds(p, a) : contains(p, a)))) return null
    const [holder] = holders
    const parent = this.view.track(track.parentId)?.name ?? 'its parent track'
    const nearest =
      holder ??
      this.view.lastBefore(track.parentId, a.layerId, a.start) ??
      this.view.firstFrom(track.parentId, a.layerId, a.end)
    const inTheWay = this.there(...(nearest ? [nearest, a] : [a]))
    if (same)
      return refuse(
        'parent',
        holder
          ? `${this.name(a)} would not have the start and end of ${this.name(holder)}; on “${track.name}” it must.`
          : `${this.name(a)} would have no annotation of “${parent}” to share its start and end with.`,
        inTheWay,
      )
    return refuse(
      'parent',
      holder
        ? `${this.name(a)} would not lie inside ${this.name(holder)}.`
        : `${this.name(a)} would lie outside every annotation of “${parent}”.`,
      inTheWay,
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
    const children = view.tracks().filter((t) => t.parentId !== null)
    if (!children.length) return null
    for (const b of this.before) {
      const now = view.get(b.id)
      if (now?.type === 'annotation' && sameBounds(now, b) && sameLane(now, b)) continue
      for (const track of children) {
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

const isHeld = (record: DocumentRecord): record is TraceRecord | EntityRecord | RelationRecord =>
  record.type === 'trace' || record.type === 'entity' || record.type === 'relation'

export const sameBounds = (a: AnnotationRecord, b: AnnotationRecord): boolean =>
  a.start === b.start && a.end === b.end

const sameLane = (a: AnnotationRecord, b: AnnotationRecord): boolean =>
  a.trackId === b.trackId && a.layerId === b.layerId
