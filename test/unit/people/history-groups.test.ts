import { expect, test } from 'vitest'
import { groupHistory } from '#app/_studio/history/history-groups.ts'

const entry = (revision: number, authorId: string | null, minute: number) => ({
  revision,
  authorId,
  at: new Date(2026, 10, 23, 9, minute),
})

test('one person’s changes stand together until another comes, or a longer pause', () => {
  const groups = groupHistory([
    entry(7, 'ann', 55),
    entry(6, 'ben', 54),
    entry(5, 'ann', 50),
    entry(4, 'ann', 45),
    entry(3, 'ann', 20),
    entry(2, null, 19),
  ])
  expect(groups.map((g) => [g.authorId, g.entries.map((e) => e.revision)])).toEqual([
    ['ann', [7]],
    ['ben', [6]],
    ['ann', [5, 4]],
    ['ann', [3]],
    [null, [2]],
  ])
  expect(groupHistory([])).toEqual([])
})
