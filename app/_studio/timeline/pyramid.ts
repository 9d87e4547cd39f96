/**
 * Level of detail: what a lane looks like when a pixel holds many annotations. Level 0 cuts the recording into bins;
 * each level above joins two. A bin knows the label that covers most of it and one *mark*: the rarest other label
 * inside. Without the mark a short event beside a long phase would vanish when one zooms out.
 *
 *   level 2  |       A·x       |
 *   level 1  |   A    |  A·x   |        A covers most, x is short or rare
 *   level 0  | A | A  | A | A·x|
 */
import { eachWithin, type Lane } from './columns.ts'

const BASE_BINS = 16_384

interface Level {
  /** Place in the label table + 1 of what covers most; 0 when empty. */
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

export function buildPyramid(lane: Lane, duration: number, labels: number): Pyramid {
  const base = Math.max(1, duration / BASE_BINS)
  const rank = new Float64Array(labels + 2)
  for (let i = 0; i < lane.count; i++)
    rank[lane.label[i]! + 1]! += Math.max(base, lane.end[i]! - lane.start[i]!)
  const level = emptyLevel(BASE_BINS)
  for (let i = 0; i < lane.count; i++) {
    const first = clampBin(lane.start[i]! / base)
    const last = Math.max(first, clampBin(Math.ceil(lane.end[i]! / base) - 1))
    for (let k = first; k <= last; k++) {
      const covered = Math.min(lane.end[i]!, (k + 1) * base) - Math.max(lane.start[i]!, k * base)
      put(level, k, lane.label[i]! + 1, Math.max(0, covered), rank)
    }
  }
  const levels = [level]
  for (let below = level; below.top.length > 64; ) {
    const above = emptyLevel(below.top.length >> 1)
    for (let k = 0; k < above.top.length; k++)
      for (const child of [2 * k, 2 * k + 1]) {
        if (below.top[child]) put(above, k, below.top[child]!, below.cover[child]!, rank)
        if (below.mark[child]) putMark(above, k, below.mark[child]!, rank)
      }
    levels.push(above)
    below = above
  }
  return { base, levels, rank }
}

/**
 * Fills one entry a pixel: place + 1 of the label that covers most of it, and of its mark. Every bin a pixel touches
 * counts, so that nothing falls between two pixels.
 */
export function samplePyramid(
  p: Pyramid,
  start: number,
  ticksPerPixel: number,
  top: Uint16Array,
  mark: Uint16Array,
): void {
  const k = Math.max(0, Math.min(p.levels.length - 1, Math.floor(Math.log2(ticksPerPixel / p.base))))
  const level = p.levels[k]!
  const bin = p.base * 2 ** k
  const bins = level.top.length
  const { rank } = p
  const { top: tops, mark: marks, cover } = level
  const perPixel = ticksPerPixel / bin
  let to = start / bin
  for (let x = 0; x < top.length; x++) {
    const from = to
    // Not by adding up: over a wide screen the rounding would move the last pixels.
    to = start / bin + (x + 1) * perPixel
    const first = from < 0 ? 0 : from | 0
    const last = to >= bins ? bins - 1 : Math.ceil(to) - 1
    let best = 0
    let most = -1
    let rare = 0
    for (let b = first; b <= last; b++) {
      const label = tops[b]!
      if (label === 0) continue
      const share = cover[b]! * ((to < b + 1 ? to : b + 1) - (from > b ? from : b))
      if (share > most) {
        if (best !== 0 && best !== label && (rare === 0 || rank[best]! < rank[rare]!)) rare = best
        most = share
        best = label
      } else if (label !== best && (rare === 0 || rank[label]! < rank[rare]!)) rare = label
      const m = marks[b]!
      if (m !== 0 && (rare === 0 || rank[m]! < rank[rare]!)) rare = m
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
): void {
  top.fill(0)
  mark.fill(0)
  const width = top.length
  eachWithin(lane, start, start + width * ticksPerPixel, (i) => {
    const from = Math.max(0, Math.floor((lane.start[i]! - start) / ticksPerPixel))
    const to = Math.min(width, Math.max(from + 1, Math.round((lane.end[i]! - start) / ticksPerPixel)))
    if (from < width) top.fill(lane.label[i]! + 1, from, to)
  })
}

function emptyLevel(bins: number): Level {
  return { top: new Uint16Array(bins), mark: new Uint16Array(bins), cover: new Float32Array(bins) }
}

function clampBin(k: number): number {
  return Math.max(0, Math.min(BASE_BINS - 1, Math.floor(k)))
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
