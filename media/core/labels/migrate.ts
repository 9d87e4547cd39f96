/**
 * A change of the schema carried through one document: labels that were merged or split give way to those that stand for
 * them, labels that were taken away take their annotations along. What breaks a rule is named and left as it was; so is
 * what lies on a locked track or layer, unless that is asked for.
 */
import { z } from 'zod'
import { changesBetween, sameValue } from '../document/apply.ts'
import { checkChange } from '../document/check-change.ts'
import { clockText } from '../document/clock-text.ts'
import type { Diff, FieldChange } from '../document/diff.ts'
import { type LabelBook, landingOf } from '../document/label-book.ts'
import type { DocumentState } from '../document/model.ts'
import {
  type AnnotationRecord,
  type Combinations,
  type DocumentRecord,
  type LabelMove,
  labelMoveSchema,
  type TrackRecord,
} from '../document/records.ts'

export const migrationPlanSchema = z.object({
  /** By label: where its annotations go. */
  moves: z.record(z.string().max(64), labelMoveSchema),
  /** Labels whose annotations are removed. */
  removals: z.array(z.string().max(64)).max(2000),
  /** Puts neighbours together that come to carry the same label and do not contradict each other. */
  join: z.boolean(),
  /** Also on locked layers and tracks. */
  locked: z.boolean(),
  /** Also in recordings that are marked complete. */
  complete: z.boolean(),
  /** Labels of `moves` whose annotations are put on a list to look through. */
  review: z.array(z.string().max(64)).max(2000),
})
export type MigrationPlan = z.infer<typeof migrationPlanSchema>

export const EMPTY_PLAN: MigrationPlan = {
  ...{ moves: {}, removals: [], join: false, locked: false, complete: false, review: [] },
}

export interface MigrationConflict {
  readonly annotationId: string
  readonly start: number
  /** Names the rule and the annotations. */
  readonly sentence: string
}

export interface MigrationClip {
  readonly start: number
  readonly end: number
  readonly name: string
}

export interface MigratedDocument {
  readonly diff: Diff
  /** Annotations that get another label, by the label they had. */
  readonly relabelled: Readonly<Record<string, number>>
  readonly removed: Readonly<Record<string, number>>
  /** Annotations that were put together with the one before them. */
  readonly joined: number
  /** On locked tracks and layers, left as they are, by label. */
  readonly locked: Readonly<Record<string, number>>
  /** Would break a rule and are left as they are. */
  readonly conflicts: readonly MigrationConflict[]
  readonly review: readonly MigrationClip[]
}

/** Beyond this the recording is left as it is altogether. */
const MOST_CONFLICTS = 100

/** @param after the labels as they will be */
export function migrateDocument(
  document: DocumentState,
  after: LabelBook,
  plan: MigrationPlan,
): MigratedDocument {
  const view = plan.locked ? unlocked(document) : document
  const left = new Set<string>()
  const conflicts: MigrationConflict[] = []
  for (;;) {
    const step = new Step(view, after, plan, left)
    const refusal = step.isEmpty ? null : checkChange(view, after, step.diff)
    if (!refusal) return step.result(conflicts)
    const guilty = step.behind(refusal.annotationId)
    if (!guilty.length || conflicts.length + guilty.length > MOST_CONFLICTS) {
      for (const a of step.touched()) if (!left.has(a.id)) conflicts.push(conflict(a, refusal.message, left))
      return new Step(view, after, plan, left).result(conflicts, true)
    }
    for (const a of guilty) conflicts.push(conflict(a, refusal.message, left))
  }
}

function conflict(a: AnnotationRecord, sentence: string, left: Set<string>): MigrationConflict {
  left.add(a.id)
  return { annotationId: a.id, start: a.start, sentence }
}

/** One try, without the annotations that are to be left. */
class Step {
  readonly diff: Diff
  private readonly document: DocumentState
  private readonly plan: MigrationPlan
  private readonly after = new Map<string, AnnotationRecord | null>()
  private readonly before = new Map<string, AnnotationRecord>()
  /** Those whose label went; others are only stretched or joined. */
  private readonly wanted = new Set<string>()
  private readonly relabelled: Record<string, number> = {}
  private readonly removed: Record<string, number> = {}
  private readonly locked: Record<string, number> = {}
  private readonly review: MigrationClip[] = []
  private joined = 0

  constructor(document: DocumentState, labels: LabelBook, plan: MigrationPlan, left: ReadonlySet<string>) {
    this.document = document
    this.plan = plan
    const removals = new Set(plan.removals)
    for (const track of document.tracks)
      for (const [layerId, lane] of document.lanesOf(track.id)) {
        const holder = document.get(layerId)
        const isLocked = track.locked || (holder?.type === 'layer' && holder.locked)
        const all = [...lane.all()]
        let changed = false
        for (const a of all) {
          const move = Object.hasOwn(plan.moves, a.labelId) ? plan.moves[a.labelId] : undefined
          if ((!move && !removals.has(a.labelId)) || left.has(a.id)) continue
          if (isLocked) {
            count(this.locked, a.labelId)
            continue
          }
          changed = true
          this.wanted.add(a.id)
          this.before.set(a.id, a)
          if (!move) {
            this.after.set(a.id, null)
            count(this.removed, a.labelId)
            continue
          }
          const labelId = landingOf(move, a)
          this.after.set(a.id, { ...a, labelId })
          count(this.relabelled, a.labelId)
          if (plan.review.includes(a.labelId))
            this.review.push({
              start: a.start,
              end: a.end,
              name: `${labels.nameOf(labelId)} at ${clockText(a.start)}`,
            })
        }
        if (!changed) continue
        if (track.policy === 'gapless' && track.kind !== 'events') this.closeHoles(all)
        if (plan.join && track.kind === 'intervals') this.join(all)
      }
    this.diff = this.makeDiff(labels)
  }

  get isEmpty(): boolean {
    return this.before.size === 0
  }

  touched(): AnnotationRecord[] {
    return [...this.before.values()].filter((a) => this.wanted.has(a.id))
  }

  /** What of this step a refusal is about: the annotation it names, or those that share time with it. */
  behind(annotationId: string | null): AnnotationRecord[] {
    if (annotationId === null) return []
    const named = this.before.get(annotationId)
    if (named && this.wanted.has(annotationId)) return [named]
    const other = this.document.get(annotationId)
    if (other?.type !== 'annotation') return []
    return this.touched().filter(
      (a) => a.layerId === other.layerId && a.start <= other.end && a.end >= other.start,
    )
  }

  result(conflicts: readonly MigrationConflict[], nothing = false): MigratedDocument {
    const { relabelled, removed, joined, locked, review } = this
    if (nothing)
      return {
        ...{
          diff: { added: {}, updated: {}, removed: {} },
          relabelled: {},
          removed: {},
          joined: 0,
          locked,
          conflicts,
        },
        review: [],
      }
    return { diff: this.diff, relabelled, removed, joined, locked, conflicts, review }
  }

  private now(a: AnnotationRecord): AnnotationRecord | null {
    const now = this.after.get(a.id)
    return now === undefined ? a : now
  }

  private set(a: AnnotationRecord, now: AnnotationRecord | null): void {
    if (!this.before.has(a.id)) this.before.set(a.id, a)
    this.after.set(a.id, now)
  }

  /** On a gapless lane the one before runs on over what is removed. */
  private closeHoles(all: readonly AnnotationRecord[]): void {
    let last: AnnotationRecord | null = null
    for (const a of all) {
      if (this.now(a)) last = a
      else if (last) this.set(last, { ...(this.now(last) ?? last), end: a.end })
    }
  }

  private join(all: readonly AnnotationRecord[]): void {
    let first: AnnotationRecord | null = null
    for (const a of all) {
      const next = this.now(a)
      if (!next) continue
      const into: AnnotationRecord | null = first && this.now(first)
      if (
        first &&
        into &&
        into.labelId === next.labelId &&
        next.start <= into.end &&
        (this.wanted.has(into.id) || this.wanted.has(next.id)) &&
        agree(into, next)
      ) {
        const notes = new Set([into.note, next.note].filter((note) => note !== ''))
        this.set(first, {
          ...into,
          end: next.end > into.end ? next.end : into.end,
          attributes: { ...next.attributes, ...into.attributes },
          note: [...notes].join('\n'),
        })
        this.set(a, null)
        this.joined++
      } else first = a
    }
  }

  private makeDiff(labels: LabelBook): Diff {
    const updated: Record<string, Record<string, FieldChange>> = {}
    const removed: Record<string, DocumentRecord> = {}
    for (const [id, before] of this.before) {
      const after = this.after.get(id)
      if (after === null) removed[id] = before
      else if (after) {
        const changes = changesBetween(before, after)
        if (Object.keys(changes).length) updated[id] = changes
      }
    }
    for (const track of this.document.tracks) {
      const changes = this.changesOfTrack(track, labels)
      if (Object.keys(changes).length) updated[track.id] = changes
    }
    return { added: {}, updated, removed }
  }

  /** A track of the recording that its template does not speak for takes the new labels where it took the old. */
  private changesOfTrack(track: TrackRecord, labels: LabelBook): Record<string, FieldChange> {
    const targets = new Set<string>()
    for (const [id, now] of this.after) {
      const before = this.before.get(id)
      if (now && before?.trackId === track.id && now.labelId !== before.labelId) targets.add(now.labelId)
    }
    const missing = [...targets].filter((id) => !labels.allows(track, id))
    const changes: Record<string, FieldChange> = {}
    if (missing.length) changes.labelIds = [track.labelIds, [...track.labelIds, ...missing]]
    const combinations = track.combinations && movedRows(track.combinations, this.plan.moves)
    if (combinations && targets.size && !sameValue(combinations.rows, track.combinations?.rows))
      changes.combinations = [track.combinations, combinations]
    return changes
  }
}

/** Legal combinations in which labels that went are written with those that stand for them, besides the old rows. */
export function movedRows(
  combinations: Combinations,
  moves: Readonly<Record<string, LabelMove>>,
): Combinations {
  const at = combinations.fields.indexOf('label')
  if (at < 0) return combinations
  const rows = new Map(combinations.rows.map((row) => [row.join('\n'), row]))
  for (const row of combinations.rows) {
    const move = Object.hasOwn(moves, row[at] ?? '') ? moves[row[at] ?? ''] : undefined
    if (!move) continue
    for (const to of [move.to, ...move.cases.map((one) => one.to)]) {
      const next = row.with(at, to)
      rows.set(next.join('\n'), next)
    }
  }
  return { ...combinations, rows: [...rows.values()] }
}

/** Whether two say nothing about the same attribute that differs. */
function agree(a: AnnotationRecord, b: AnnotationRecord): boolean {
  return Object.entries(b.attributes).every(
    ([key, value]) => !Object.hasOwn(a.attributes, key) || sameValue(a.attributes[key], value),
  )
}

/** The document as if nothing in it were locked. */
export function unlocked(document: DocumentState): DocumentState {
  const open = <R extends DocumentRecord>(record: R): R =>
    'locked' in record && record.locked ? { ...record, locked: false } : record
  return {
    get: (id) => {
      const record = document.get(id)
      return record && open(record)
    },
    get tracks() {
      return document.tracks.map(open)
    },
    get layers() {
      return document.layers.map(open)
    },
    lane: (trackId, layerId) => document.lane(trackId, layerId),
    lanesOf: (trackId) => document.lanesOf(trackId),
    get comments() {
      return document.comments
    },
    get bookmarks() {
      return document.bookmarks
    },
    traces: (trackId, layerId) => document.traces(trackId, layerId),
    get speakers() {
      return document.speakers
    },
    entitiesOf: (annotationId) => document.entitiesOf(annotationId),
    relationsOf: (id) => document.relationsOf(id),
  }
}

function count(counts: Record<string, number>, id: string): void {
  counts[id] = (counts[id] ?? 0) + 1
}
