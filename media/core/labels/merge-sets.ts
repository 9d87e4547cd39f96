/**
 * Two changes of one schema put together, label by label and track by track: a draft and what somebody else saved
 * meanwhile, or an old version that comes back and what was changed since. Who changed nothing about an item gives way.
 */
import type { LabelSet } from '../document/records.ts'

export interface MergedSets {
  readonly set: LabelSet
  /** Names of labels and tracks that both changed, each in another way; `prefer` decided. */
  readonly both: string[]
}

interface Item {
  readonly id: string
  readonly name: string
}

/** @param prefer whose side is taken where both changed the same. */
export function mergeSets(
  base: LabelSet,
  mine: LabelSet,
  theirs: LabelSet,
  prefer: 'mine' | 'theirs',
): MergedSets {
  const both: string[] = []
  const labels = mergeItems(base.labels, mine.labels, theirs.labels, prefer, both)
  const tracks = mergeItems(base.tracks, mine.tracks, theirs.tracks, prefer, both)
  const known = new Set(labels.map((label) => label.id))
  const lanes = new Set(tracks.map((track) => track.id))
  const pick = <T>(of: (set: LabelSet) => Record<string, T>): Record<string, T> =>
    Object.fromEntries(
      mergeItems(entries(of(base)), entries(of(mine)), entries(of(theirs)), prefer, []).map((item) => [
        item.id,
        item.value,
      ]),
    )
  const speakers = mergeItems(base.speakers, mine.speakers, theirs.speakers, prefer, both)
  return {
    both,
    set: {
      version: theirs.version,
      name: mine.name === base.name ? theirs.name : mine.name,
      labels,
      tracks: tracks.map((track) => ({
        ...track,
        labelIds: track.labelIds.filter((id) => known.has(id)),
        parentId: track.parentId !== null && lanes.has(track.parentId) ? track.parentId : null,
      })),
      keys: pick((set) => set.keys),
      moved: pick((set) => set.moved),
      speakers,
    },
  }
}

const entries = <T>(record: Record<string, T>) =>
  Object.entries(record).map(([id, value]) => ({ id, name: id, value }))

function mergeItems<T extends Item>(
  base: readonly T[],
  mine: readonly T[],
  theirs: readonly T[],
  prefer: 'mine' | 'theirs',
  both: string[],
): T[] {
  const by = (items: readonly T[]) => new Map(items.map((item) => [item.id, item]))
  const [b, m, t] = [by(base), by(mine), by(theirs)]
  const chosen = new Map<string, T>()
  for (const id of new Set([...m.keys(), ...t.keys(), ...b.keys()])) {
    const sides = [b.get(id), m.get(id), t.get(id)] as const
    const [was, my, their] = sides.map((side) => JSON.stringify(side))
    let item = my === was ? sides[2] : sides[1]
    if (my !== was && their !== was && my !== their) {
      both.push((sides[1] ?? sides[2] ?? sides[0])?.name ?? id)
      item = prefer === 'mine' ? sides[1] : sides[2]
    }
    if (item) chosen.set(id, item)
  }
  // In the order of the side that moved things; what only the other has comes behind its neighbour there.
  const reordered = mine.map((item) => item.id).join('\n') !== base.map((item) => item.id).join('\n')
  const [first, second] = reordered ? [mine, theirs] : [theirs, mine]
  const order = first.map((item) => item.id)
  second.forEach((item, at) => {
    if (order.includes(item.id)) return
    const before = second[at - 1]
    order.splice(before ? order.indexOf(before.id) + 1 : 0, 0, item.id)
  })
  for (const item of base) if (!order.includes(item.id)) order.push(item.id)
  return order.flatMap((id) => chosen.get(id) ?? [])
}
