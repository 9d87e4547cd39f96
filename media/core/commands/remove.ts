import { contains } from '../document/check-change.ts'
import type { Command } from './command.ts'
import { Draft, locateAll } from './draft.ts'
import { closeHole } from './place.ts'
import { clockText, nameOf, these } from './words.ts'

export interface RemoveArgs {
  readonly ids: Iterable<string>
  /** `remove` takes along what lies inside; otherwise that is refused. */
  readonly children?: 'refuse' | 'remove'
}

/** On a gapless track the one before runs on over the hole. */
export const remove: Command<RemoveArgs> = (state, args) => {
  const located = locateAll(state, args.ids)
  if (!located.ok) return located
  const draft = new Draft(state)
  const all = located.items.map((item) => item.annotation)
  for (const a of all) draft.remove(a.id)
  for (const { annotation, track } of located.items)
    closeHole(draft, track, annotation.layerId, annotation.start)
  let inside = 0
  if (args.children === 'remove')
    for (const parents = [...all]; parents.length; ) {
      const parent = parents.shift()!
      for (const track of state.document.tracks) {
        if (track.parentId !== parent.trackId) continue
        for (const child of state.document.lane(track.id, parent.layerId).query(parent.start, parent.end)) {
          const holders = draft.view.query(parent.trackId, parent.layerId, child.start, child.end + 1)
          if (!draft.get(child.id) || !contains(parent, child)) continue
          if (holders.some((p) => contains(p, child))) continue
          draft.remove(child.id)
          closeHole(draft, track, child.layerId, child.start)
          parents.push(child)
          inside++
        }
      }
    }
  const [first] = all
  const along = inside ? ` and ${inside} inside` : ''
  const what =
    all.length === 1 && first ? `${nameOf(state, first)} at ${clockText(first.start)}` : these(state, all)
  return draft.finish(`Removed ${what}${along}`, [])
}
