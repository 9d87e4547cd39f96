/**
 * Level of detail: what a lane looks like when a pixel holds many annotations. Level 0 cuts the recording into bins;
 * each level above joins two. A bin knows the label that covers most of it and one *mark*: the rarest other label
 * inside. Without the mark a short event beside a long phase would vanish when one zooms out.
 *
 *   level 2  |       A·x       |
 *   level 1  |   A    |  A·x   |        A covers most, x is short or rare
 *   level 0  | A | A  | A | A·x|
 */
import { changeBetween, eachWithin, type Lane } from './columns.ts'

const LEAST_BINS = 16_384
const MOST_BINS = 131_072

interface Level {
  /** Place in the table of colours + 1 of what covers most; 0 when empty. */
  readonly top: Uint16Array
  /** Place + 1 of the mark; 0 when none. */
  readonly mark: Uint16Array
  /** Ticks covered by `top`. */
  readonly cover: Float32Array
}

export interface Pyramid {
  /** Ticks a bin of level 0 lasts. */
  readonly base: number
  readonly levels: readonly Level[]
  /** Lower is rarer; by place + 1. */
  readonly rank: Float64Array
}

/** About one bin an annotation: with fewer, the zooms just below the bins would have too many to draw one by one. */
function binsFor(count: number): number {
  let bins = LEAST_BINS
  while (bins < count && bins < MOST_BINS) bins *= 2
  return bins
}

/** @param rank how common each place is, where that is known already */
export function buildPyramid(lane: Lane, duration: number, places: number, rank?: Float64Array): Pyramid {
  const bins = binsFor(lane.count)
  const base = Math.max(1, duration / bins)
  const levels: Level[] = []
  for (let n = bins; n >= 64; n >>= 1) levels.push(emptyLevel(n))
  const ranks = rank ?? new Float64Array(places + 2)
  if (!rank) addRanks(ranks, lane, 0, lane.count, base, 1)
  const pyramid = { base, levels, rank: ranks }
  fillBins(pyramid, lane, 0, bins - 1)
  return pyramid
}

/**
 * Brings a pyramid up to date after an edit, in place: only the bins that the edit touched are counted anew. What is
 * rare is counted anew too, but bins that the edit did not touch keep the mark they had.
 */
export function patchPyramid(p: Pyramid, before: Lane, after: Lane): void {
  const change = changeBetween(before, after)
  if (!change) return
  addRanks(p.rank, before, change.from, change.beforeTo, p.base, -1)
  addRanks(p.rank, after, change.from, change.afterTo, p.base, 1)
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY
  for (const [lane, until] of [
    [before, change.beforeTo],
    [after, change.afterTo],
  ] as const)
    for (let i = change.from; i < until; i++) {
      from = Math.min(from, lane.start[i]!)
      to = Math.max(to, lane.end[i]!)
    }
  const bins = p.levels[0]!.top.length
  const first = clampBin(from / p.base, bins)
  fillBins(p, after, first, Math.max(first, clampBin(to / p.base, bins)))
}

function addRanks(
  rank: Float64Array,
  lane: Lane,
  from: number,
  to: number,
  base: number,
  sign: 1 | -1,
): void {
  for (let i = from; i < to; i++) {
    const length = lane.end[i]! - lane.start[i]!
    rank[lane.style[i]! + 1]! += sign * (length > base ? length : base)
  }
}

/** Counts bins [from, to] of level 0 anew, and all above them. */
function fillBins({ base, levels, rank }: Pyramid, lane: Lane, from: number, to: number): void {
  const level = levels[0]!
  const bins = level.top.length
  level.top.fill(0, from, to + 1)
  level.mark.fill(0, from, to + 1)
  level.cover.fill(0, from, to + 1)
  const add = (i: number) => {
    const start = lane.start[i]!
    const end = lane.end[i]!
    const first = clampBin(start / base, bins)
    const last = Math.max(first, clampBin(Math.ceil(end / base) - 1, bins))
    const stop = Math.min(last, to)
    for (let k = Math.max(first, from); k <= stop; k++) {
      const left = k * base
      const right = left + base
      const covered = (end < right ? end : right) - (start > left ? start : left)
      put(level, k, lane.style[i]! + 1, covered > 0 ? covered : 0, rank)
    }
  }
  if (from === 0 && to === bins - 1) for (let i = 0; i < lane.count; i++) add(i)
  else {
    // What lies beyond the recording is counted in the last bin.
    const until = to === bins - 1 ? Number.POSITIVE_INFINITY : (to + 1) * base
    eachWithin(lane, from === 0 ? Number.NEGATIVE_INFINITY : from * base, until, add)
  }
  let first = from
  let last = to
  for (let l = 1; l < levels.length; l++) {
    const below = levels[l - 1]!
    const above = levels[l]!
    first >>= 1
    last >>= 1
    for (let k = first; k <= last; k++) {
      above.top[k] = above.mark[k] = above.cover[k] = 0
      for (let child = 2 * k; child <= 2 * k + 1; child++) {
        if (below.top[child]) put(above, k, below.top[child]!, below.cover[child]!, rank)
        if (below.mark[child]) putMark(above, k, below.mark[child]!, rank)
      }
    }
  }
}

/**
 * Fills one entry a pixel: place + 1 of what covers most of it, and of its mark. Every bin a pixel touches counts, so
 * that nothing falls between two pixels.
 */
export function samplePyramid(
  p: Pyramid,
  start: number,
  ticksPerPixel: number,
  top: Uint16Array,
  mark: Uint16Array,
): void {
  const k = Math.max(0, Math.min(p.levels.length - 1, Math.floor(Math.log2(ticksPerPixel / p.base))))
  const bin = p.base * 2 ** k
  const { rank } = p
  const { top: tops, mark: marks, cover } = p.levels[k]!
  const bins = tops.length
  const perPixel = ticksPerPixel / bin
  const origin = start / bin
  let to = origin
  for (let x = 0; x < top.length; x++) {
    const from = to
    // Not by adding up: over a wide screen the rounding would move the last pixels.
    to = origin + (x + 1) * perPixel
    const first = from < 0 ? 0 : from | 0
    const last = to >= bins ? bins - 1 : Math.ceil(to) - 1
    if (first >= last) {
      const inside = first === last
      top[x] = inside ? tops[first]! : 0
      mark[x] = inside ? marks[first]! : 0
      continue
    }
    let best = tops[first]!
    let most = best === 0 ? -1 : cover[first]! * (first + 1 - (from > first ? from : first))
    let rare = marks[first]!
    for (let b = first + 1; b <= last; b++) {
      const place = tops[b]!
      if (place === 0) continue
      const share = b < last ? cover[b]! : cover[b]! * ((to < b + 1 ? to : b + 1) - b)
      if (place === best) most += share
      else {
        let loser = place
        if (share > most) {
          loser = best
          most = share
          best = place
        }
        if (loser !== rare && loser !== 0 && (rare === 0 || rank[loser]! < rank[rare]!)) rare = loser
      }
      const m = marks[b]!
      if (m !== rare && m !== 0 && (rare === 0 || rank[m]! < rank[rare]!)) rare = m
    }
    top[x] = best
    mark[x] = rare === best ? 0 : rare
  }
}

/** The same from the annotations themselves, for pixels finer than a bin. Later starts lie on top. */
export function sampleLane(
  lane: Lane,
  start: number,
  ticksPerPixel: number,
  top: Uint16Array,
  mark: Uint16Array,
  rank: Float64Array,
): void {
  top.fill(0)
  mark.fill(0)
  const width = top.length
  eachWithin(lane, start, start + width * ticksPerPixel, (i) => {
    const left = Math.floor((lane.start[i]! - start) / ticksPerPixel)
    const right = Math.max(left + 1, Math.round((lane.end[i]! - start) / ticksPerPixel))
    const to = right < width ? right : width
    const place = lane.style[i]! + 1
    for (let x = left > 0 ? left : 0; x < to; x++) {
      const under = top[x]!
      top[x] = place
      if (under !== 0 && under !== place && (mark[x] === 0 || rank[under]! < rank[mark[x]!]!)) mark[x] = under
    }
  })
}

function emptyLevel(bins: number): Level {
  return { top: new Uint16Array(bins), mark: new Uint16Array(bins), cover: new Float32Array(bins) }
}

function clampBin(k: number, bins: number): number {
  return k < 0 ? 0 : k >= bins ? bins - 1 : Math.floor(k)
}

function put(level: Level, k: number, label: number, cover: number, rank: Float64Array): void {
  const held = level.top[k]!
  if (held === label) {
    level.cover[k]! += cover
  } else if (!held || cover > level.cover[k]!) {
    level.top[k] = label
    level.cover[k] = cover
    if (level.mark[k] === label) level.mark[k] = 0
    if (held) putMark(level, k, held, rank)
  } else {
    putMark(level, k, label, rank)
  }
}

function putMark(level: Level, k: number, label: number, rank: Float64Array): void {
  if (label === level.top[k]) return
  const held = level.mark[k]!
  if (!held || rank[label]! < rank[held]!) level.mark[k] = label
}
