/** Changes of one person in one go, together: what a reader of the history sees as one stretch of work. */
export interface HistoryEntry {
  readonly revision: number
  readonly at: Date
  readonly authorId: string | null
}

export interface HistoryGroup<E extends HistoryEntry> {
  readonly authorId: string | null
  /** Latest first. */
  readonly entries: readonly E[]
}

/** A longer pause begins a new stretch. */
const PAUSE_MS = 10 * 60_000

/** @param entries latest first */
export function groupHistory<E extends HistoryEntry>(entries: readonly E[]): HistoryGroup<E>[] {
  const groups: { authorId: string | null; entries: E[] }[] = []
  for (const entry of entries) {
    const group = groups.at(-1)
    const before = group?.entries.at(-1)
    const together =
      group !== undefined &&
      before !== undefined &&
      group.authorId === entry.authorId &&
      before.at.getTime() - entry.at.getTime() <= PAUSE_MS &&
      before.at.toDateString() === entry.at.toDateString()
    if (together) group.entries.push(entry)
    else groups.push({ authorId: entry.authorId, entries: [entry] })
  }
  return groups
}
