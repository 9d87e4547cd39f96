/** Which rows are shown and in what order. Pure. */
import type { RecordingRow } from '#server/recordings/index.ts'

export interface ListedRow extends RecordingRow {
  project: { id: string; name: string; role: 'viewer' | 'annotator' | 'editor' | 'owner' }
}

export const SORTS = ['changed', 'added', 'name', 'length'] as const
export type Sort = (typeof SORTS)[number]

/** How far a recording is, as a person would say it: media first, then the word on the work. */
export type Shown = 'preparing' | 'failed' | 'empty' | 'open' | 'review' | 'complete'

export function shownState(row: Pick<RecordingRow, 'state' | 'stage'>): Shown {
  if (row.state !== 'ready') return row.state
  return row.stage === 'review' || row.stage === 'complete' ? row.stage : 'open'
}

export interface ListView {
  search: string
  state: Shown | 'all'
  sort: Sort
}

const byName = (a: ListedRow, b: ListedRow): number =>
  a.name.localeCompare(b.name, 'en', { numeric: true, sensitivity: 'base' })

const ORDERS: Record<Sort, (a: ListedRow, b: ListedRow) => number> = {
  changed: (a, b) => b.updatedAt.getTime() - a.updatedAt.getTime(),
  added: (a, b) => b.createdAt.getTime() - a.createdAt.getTime(),
  name: byName,
  // What has no length yet comes last.
  length: (a, b) => (b.duration ?? -1) - (a.duration ?? -1),
}

/** Every word of the search must stand somewhere in the row: name, note, file, project or person. */
export function listed(rows: readonly ListedRow[], view: ListView): ListedRow[] {
  const words = view.search.toLowerCase().split(/\s+/).filter(Boolean)
  return rows
    .filter((row) => view.state === 'all' || shownState(row) === view.state)
    .filter((row) => {
      if (words.length === 0) return true
      const text = [
        row.name,
        row.note,
        row.project.name,
        ...row.assets.map((asset) => asset.fileName),
        ...row.people.map((person) => person.name),
      ]
        .join('\n')
        .toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .sort((a, b) => ORDERS[view.sort](a, b) || byName(a, b) || (a.id < b.id ? -1 : 1))
}

/** The rows from one to another, both included: what Shift and a click selects. */
export function between(rows: readonly { id: string }[], from: string | null, to: string): string[] {
  const a = rows.findIndex((row) => row.id === from)
  const b = rows.findIndex((row) => row.id === to)
  if (b < 0) return []
  if (a < 0) return [to]
  return rows.slice(Math.min(a, b), Math.max(a, b) + 1).map((row) => row.id)
}
