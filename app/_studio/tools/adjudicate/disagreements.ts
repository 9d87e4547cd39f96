/**
 * Where two layers differ, annotation by annotation. Every annotation is matched with at most one of the other layer, so
 * that two that lie on each other in one layer and once in the other are one agreement and one disagreement, and
 * nothing that was agreed is dropped.
 *
 *   1. agreed       same label, both ends within the tolerance, same attributes
 *   2. differing    of what is left, those that share most time (or are the nearest events): label, edges or attributes
 *   3. alone        the rest, in one layer only
 */
import type { DocumentState } from '#media/core/document/model.ts'
import type { AnnotationRecord } from '#media/core/document/records.ts'

export type DisagreementKind = 'label' | 'edge' | 'attributes' | 'only-a' | 'only-b'

export interface Disagreement {
  readonly trackId: string
  readonly kind: DisagreementKind
  readonly a: AnnotationRecord | null
  readonly b: AnnotationRecord | null
  /** From the first start to the last end of both. */
  readonly start: number
  readonly end: number
}

export interface Pair {
  readonly a: AnnotationRecord
  readonly b: AnnotationRecord
}

export interface Comparison {
  readonly agreed: readonly Pair[]
  /** In order of time. */
  readonly disagreements: readonly Disagreement[]
}

export function compareLayers(
  document: DocumentState,
  layerA: string,
  layerB: string,
  tolerance: number,
): Comparison {
  const agreed: Pair[] = []
  const disagreements: Disagreement[] = []
  for (const track of document.tracks) {
    const left = [...document.lane(track.id, layerA).all()]
    const right = [...document.lane(track.id, layerB).all()]
    if (!left.length && !right.length) continue
    const restA = match(
      left,
      right,
      (a, b) => (agrees(a, b, tolerance) ? -apart(a, b) : null),
      (a, b) => {
        agreed.push({ a, b })
      },
    )
    const restB = right.filter((b) => !restA.taken.has(b.id))
    const alone = match(
      restA.left,
      restB,
      (a, b) => closeness(a, b, tolerance),
      (a, b) => {
        disagreements.push(differing(track.id, a, b, tolerance))
      },
    )
    for (const a of alone.left) disagreements.push(single(track.id, 'only-a', a))
    for (const b of restB) if (!alone.taken.has(b.id)) disagreements.push(single(track.id, 'only-b', b))
  }
  return { agreed, disagreements: disagreements.sort((x, y) => x.start - y.start || x.end - y.end) }
}

/** Pairs off, the best first; each at most once. Gives what is left of the first list, and who of the second is taken. */
function match(
  left: readonly AnnotationRecord[],
  right: readonly AnnotationRecord[],
  score: (a: AnnotationRecord, b: AnnotationRecord) => number | null,
  found: (a: AnnotationRecord, b: AnnotationRecord) => void,
): { left: AnnotationRecord[]; taken: ReadonlySet<string> } {
  const candidates: { a: AnnotationRecord; b: AnnotationRecord; score: number }[] = []
  // Both are in order of start: what starts after the end of `a` by more than its length cannot belong to it.
  let from = 0
  const reach = Math.max(0, ...right.map((b) => b.end - b.start)) + NEAR
  for (const a of left) {
    while (from < right.length && right[from]!.start < a.start - reach) from++
    for (let k = from; k < right.length && right[k]!.start <= a.end + NEAR; k++) {
      const s = score(a, right[k]!)
      if (s !== null) candidates.push({ a, b: right[k]!, score: s })
    }
  }
  candidates.sort((x, y) => y.score - x.score)
  const matched = new Set<string>()
  const taken = new Set<string>()
  for (const { a, b } of candidates) {
    if (matched.has(a.id) || taken.has(b.id)) continue
    matched.add(a.id)
    taken.add(b.id)
    found(a, b)
  }
  return { left: left.filter((a) => !matched.has(a.id)), taken }
}

/** Events this far apart, in ticks, may still be the same one: a second. */
const NEAR = 705_600_000

function agrees(a: AnnotationRecord, b: AnnotationRecord, tolerance: number): boolean {
  return a.labelId === b.labelId && sameEdges(a, b, tolerance) && sameAttributes(a, b)
}

const sameEdges = (a: AnnotationRecord, b: AnnotationRecord, tolerance: number): boolean =>
  Math.abs(a.start - b.start) <= tolerance && Math.abs(a.end - b.end) <= tolerance

const apart = (a: AnnotationRecord, b: AnnotationRecord): number =>
  Math.abs(a.start - b.start) + Math.abs(a.end - b.end)

function sameAttributes(a: AnnotationRecord, b: AnnotationRecord): boolean {
  const keys = new Set([...Object.keys(a.attributes), ...Object.keys(b.attributes)])
  return [...keys].every((key) => JSON.stringify(a.attributes[key]) === JSON.stringify(b.attributes[key]))
}

/** Shared time as a part of all the time, above one for the same label; for events how near they are. */
function closeness(a: AnnotationRecord, b: AnnotationRecord, tolerance: number): number | null {
  const label = a.labelId === b.labelId ? 1 : 0
  if (a.start === a.end || b.start === b.end) {
    const distance = Math.abs(a.start - b.start)
    return distance <= Math.max(NEAR, tolerance) ? label - distance / Math.max(NEAR, tolerance) : null
  }
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start)
  if (shared <= 0) return null
  return label + shared / (Math.max(a.end, b.end) - Math.min(a.start, b.start))
}

function differing(
  trackId: string,
  a: AnnotationRecord,
  b: AnnotationRecord,
  tolerance: number,
): Disagreement {
  const kind = a.labelId !== b.labelId ? 'label' : sameEdges(a, b, tolerance) ? 'attributes' : 'edge'
  return { trackId, kind, a, b, start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) }
}

const single = (trackId: string, kind: 'only-a' | 'only-b', r: AnnotationRecord): Disagreement => ({
  trackId,
  kind,
  a: kind === 'only-a' ? r : null,
  b: kind === 'only-b' ? r : null,
  start: r.start,
  end: r.end,
})

/**
 * Those of a list that the agreed layer does not answer yet. An annotation there answers one of them at most: it lies on
 * the same track, carries one of its labels and covers half of it, or for events lies between the two.
 */
export function unanswered<
  T extends { readonly a: AnnotationRecord | null; readonly b: AnnotationRecord | null },
>(list: readonly T[], document: DocumentState, into: string, tolerance: number): T[] {
  const used = new Set<string>()
  return list.filter((item) => {
    const one = item.a ?? item.b
    if (!one) return false
    const start = Math.min(item.a?.start ?? one.start, item.b?.start ?? one.start)
    const end = Math.max(item.a?.end ?? one.end, item.b?.end ?? one.end)
    const slack = start === end ? Math.max(tolerance, 1) : 0
    const answer = document
      .lane(one.trackId, into)
      .query(start - slack, Math.max(end, start + 1) + slack)
      .find((r) => {
        if (used.has(r.id)) return false
        if (r.labelId !== item.a?.labelId && r.labelId !== item.b?.labelId) return false
        if (one.start === one.end) return true
        return (
          (Math.min(r.end, end) - Math.max(r.start, start)) * 2 >= Math.min(end - start, one.end - one.start)
        )
      })
    if (answer) used.add(answer.id)
    return !answer
  })
}
