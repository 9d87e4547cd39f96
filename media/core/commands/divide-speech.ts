/** Utterances cut in two and joined, with what is said in them and what is marked there. */
import type { AnnotationRecord, EntityRecord, RelationRecord, Speech } from '../document/records.ts'
import { clipped, dividedAt, type Halves, joined, offsetAt, spanOf } from '../speech/fit.ts'
import type { Tick } from '../time/tick.ts'
import type { Draft } from './draft.ts'

export interface Cut {
  /** Of the second part. */
  readonly id: string
  readonly leftEnd: Tick
  readonly rightStart: Tick
  /** What is said from here on goes to the second part … */
  readonly at: Tick
  /** … unless the place in the text is given. */
  readonly offset?: number
}

/** The first part keeps its id, and relations that hold with the whole. */
export function cutInTwo(draft: Draft, a: AnnotationRecord, cut: Cut): void {
  const left = { start: a.start, end: cut.leftEnd }
  const right = { start: cut.rightStart, end: a.end }
  const halves = a.speech && dividedAt(a.speech, cut.offset ?? offsetAt(a.speech, a, cut.at))
  const second: AnnotationRecord = {
    ...a,
    ...right,
    id: cut.id,
    speech: clipped(halves?.right ?? null, right),
  }
  draft.add(second)
  if (halves) divideEntities(draft, a, second, halves)
  draft.set<AnnotationRecord>(a.id, { end: cut.leftEnd, speech: clipped(halves?.left ?? null, left) })
}

/** One that reaches over the cut stays where more of it is. */
function divideEntities(draft: Draft, a: AnnotationRecord, second: AnnotationRecord, halves: Halves): void {
  const { left, rightFrom } = halves
  for (const e of draft.view.entitiesOf(a.id)) {
    if (rightFrom - e.from > e.to - rightFrom) {
      if (e.to > left.text.length)
        draft.set<EntityRecord>(e.id, { to: Math.max(e.from + 1, left.text.length) })
      continue
    }
    const from = Math.max(0, e.from - rightFrom)
    const span = { from, to: e.to - rightFrom }
    draft.set<EntityRecord>(e.id, { annotationId: second.id, ...span, ...spanOf(second, span) })
  }
}

/** One text of all, in order; what is marked in them and what relates to them belongs to the first now. */
export function joinSpeech(draft: Draft, all: readonly AnnotationRecord[]): Speech | null {
  const whole = joined(all.map((a) => a.speech))
  const [first, ...rest] = all
  if (!first) return null
  for (const [i, a] of rest.entries()) {
    const by = whole?.offsets[i + 1] ?? 0
    for (const e of draft.view.entitiesOf(a.id))
      draft.set<EntityRecord>(e.id, { annotationId: first.id, from: e.from + by, to: e.to + by })
    for (const r of draft.view.relationsOf(a.id)) {
      const fromId = r.fromId === a.id ? first.id : r.fromId
      const toId = r.toId === a.id ? first.id : r.toId
      if (fromId === toId) draft.remove(r.id)
      else draft.set<RelationRecord>(r.id, { fromId, toId })
    }
  }
  return whole?.speech ?? null
}
