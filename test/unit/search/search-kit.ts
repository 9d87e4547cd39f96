/** Random rows that meet often: short times, ties, events, several labels, tracks and layers. */
import { type ColumnRow, columnsOf, type SearchColumns } from '#media/core/search/columns.ts'
import type { SearchNames } from '#media/core/search/filter.ts'

export const LABELS = ['A', 'B', 'C']

export function randomRows(random: () => number, count: number): ColumnRow[] {
  const whole = (n: number) => Math.floor(random() * n)
  return Array.from({ length: count }, (_, i): ColumnRow => {
    const start = whole(40)
    return {
      id: `r${i}`,
      start,
      end: start + (random() < 0.25 ? 0 : whole(12)),
      labelId: LABELS[whole(3)]!,
      trackId: `t${whole(2)}`,
      layerId: `l${whole(2)}`,
      authorId: random() < 0.3 ? null : `p${whole(2)}`,
      note: '',
      attributes: {},
    }
  })
}

export const randomColumns = (random: () => number, count: number): SearchColumns =>
  columnsOf(randomRows(random, count))

export const plainNames = (more: Partial<SearchNames> = {}): SearchNames => ({
  recording: { id: 'rec', name: 'Case 7', stage: 'open' },
  labelName: (id) => id,
  trackName: (id) => id,
  layerName: (id) => id,
  personName: (id) => id,
  userId: 'p0',
  ...more,
})

export const labelOf = (columns: SearchColumns, row: number): string =>
  columns.label.ids[columns.label.numbers[row]!]!
export const timesOf = (columns: SearchColumns, row: number) => ({
  start: columns.starts[row]!,
  end: columns.ends[row]!,
})
