/**
 * A change as somebody sees it who does not see everything. What passes from a hidden layer into one they see arrives as
 * new, what passes into a hidden one as removed; what stays hidden is not in it at all.
 */
import type { Diff, FieldChange } from './diff.ts'
import type { DocumentRecord, LayerRecord } from './records.ts'
import { type Standing, seesRecord } from './standing.ts'

export interface Seen {
  readonly diff: Diff
  /** Whether nothing of the change is hidden. */
  readonly whole: boolean
  /** A layer with all that lies in it came into sight or went out of it: only a new snapshot tells. */
  readonly reset: boolean
}

type Lookup = (id: string) => DocumentRecord | undefined

const layersOf =
  (lookup: Lookup) =>
  (id: string): LayerRecord | undefined => {
    const record = lookup(id)
    return record?.type === 'layer' ? record : undefined
  }

/** @param before, after the document on either side of the change. */
export function seenOf(standing: Standing, diff: Diff, before: Lookup, after: Lookup): Seen {
  const added: Record<string, DocumentRecord> = {}
  const updated: Record<string, Readonly<Record<string, FieldChange>>> = {}
  const removed: Record<string, DocumentRecord> = {}
  let whole = true
  let reset = false
  const layerBefore = layersOf(before)
  const layerAfter = layersOf(after)
  const ids = new Set([
    ...Object.keys(diff.added),
    ...Object.keys(diff.updated),
    ...Object.keys(diff.removed),
  ])
  for (const id of ids) {
    const old = before(id)
    const now = after(id)
    const sawOld = old !== undefined && seesRecord(standing, old, layerBefore)
    const seesNow = now !== undefined && seesRecord(standing, now, layerAfter)
    if ((old && !sawOld) || (now && !seesNow)) whole = false
    if (old?.type === 'layer' && now && sawOld !== seesNow) reset = true
    const changes = diff.updated[id]
    if (sawOld && seesNow && changes) updated[id] = changes
    else {
      if (sawOld && old) removed[id] = old
      if (seesNow && now) added[id] = now
    }
  }
  return { diff: { added, updated, removed }, whole, reset }
}
