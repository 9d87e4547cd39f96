/**
 * How two stretches of time lie to each other. The thirteen relations are those of J. F. Allen, “Maintaining knowledge
 * about temporal intervals”, Communications of the ACM 26 (11), 1983, 832–843: for any two stretches exactly one holds.
 * The words of a query are sets of them.
 *
 * Times are whole ticks, half-open. An event takes the one tick it lies on, so that it too has an inside: an event at t
 * is [t, t + 1) here. Gaps are measured from the times as they are written.
 */
export const ALLEN = [
  'before',
  'meets',
  'overlaps',
  'starts',
  'during',
  'finishes',
  'equals',
  'finished-by',
  'contains',
  'started-by',
  'overlapped-by',
  'met-by',
  'after',
] as const
export type Allen = (typeof ALLEN)[number]

export interface Stretch {
  readonly start: number
  readonly end: number
}

/** The end that counts: an event's is one tick behind its start. */
export const closeOf = (s: Stretch): number => (s.end > s.start ? s.end : s.start + 1)

/** The relation of a to b. */
export function allen(a: Stretch, b: Stretch): Allen {
  const aEnd = closeOf(a)
  const bEnd = closeOf(b)
  if (aEnd < b.start) return 'before'
  if (aEnd === b.start) return 'meets'
  if (bEnd < a.start) return 'after'
  if (bEnd === a.start) return 'met-by'
  if (a.start === b.start) return aEnd === bEnd ? 'equals' : aEnd < bEnd ? 'starts' : 'started-by'
  if (aEnd === bEnd) return a.start > b.start ? 'finishes' : 'finished-by'
  if (a.start > b.start) return aEnd < bEnd ? 'during' : 'overlapped-by'
  return aEnd > bEnd ? 'contains' : 'overlaps'
}

export const RELATION_NAMES = [
  'after',
  'before',
  'near',
  'overlapping',
  'inside',
  'containing',
  'crossing',
  'equal',
  'starting',
  'ending',
  'meeting',
] as const
export type RelationName = (typeof RELATION_NAMES)[number]

const SHARING: readonly Allen[] = [
  'overlaps',
  'starts',
  'during',
  'finishes',
  'equals',
  'finished-by',
  'contains',
  'started-by',
  'overlapped-by',
]

/** The relations of the found one to the other that each word means. */
export const MEANING: Readonly<Record<RelationName, readonly Allen[]>> = {
  after: ['after', 'met-by'],
  before: ['before', 'meets'],
  near: ALLEN,
  overlapping: SHARING,
  inside: ['starts', 'during', 'finishes', 'equals'],
  containing: ['started-by', 'contains', 'finished-by', 'equals'],
  crossing: ['overlaps', 'overlapped-by'],
  equal: ['equals'],
  starting: ['starts', 'started-by', 'equals'],
  ending: ['finishes', 'finished-by', 'equals'],
  meeting: ['meets', 'met-by'],
}

/** Words with which a largest gap can be said. */
export const GAPPED: ReadonlySet<RelationName> = new Set(['after', 'before', 'near'])

/** Time between two stretches that share none; 0 when they do. */
export function gap(a: Stretch, b: Stretch): number {
  if (closeOf(b) <= a.start) return a.start - b.end
  if (closeOf(a) <= b.start) return b.start - a.end
  return 0
}

/** The definition that the sweeps are measured by. */
export const holds = (relation: RelationName, within: number | null, a: Stretch, b: Stretch): boolean =>
  MEANING[relation].includes(allen(a, b)) && (within === null || !GAPPED.has(relation) || gap(a, b) <= within)
