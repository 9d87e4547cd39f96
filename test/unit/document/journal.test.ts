import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { BrowserJournal, type Journal, type JournalEntry, MemoryJournal } from '#app/_studio/sync/journal.ts'
import { EMPTY_DIFF } from '#media/core/document/diff.ts'

const entry = (
  clientId: string,
  seq: number,
  at: number,
  more: Partial<JournalEntry> = {},
): JournalEntry => ({
  recordingId: 'r',
  userId: 'u',
  change: { clientId, seq, diff: EMPTY_DIFF, sentence: `${clientId}${seq}`, undoes: null },
  at,
  refusal: null,
  ...more,
})

const journals: [string, () => Promise<Journal>][] = [
  ['in memory', async () => new MemoryJournal()],
  ['in the browser', () => BrowserJournal.open(`j${Math.random()}`)],
]

test.each(journals)('%s: keeps entries of each person and recording in order', async (_name, make) => {
  const journal = await make()
  await journal.put(entry('b', 1, 3))
  await journal.put(entry('a', 2, 2))
  await journal.put(entry('a', 10, 2))
  await journal.put(entry('a', 1, 1))
  await journal.put(entry('a', 1, 1, { recordingId: 'other' }))
  await journal.put(entry('c', 1, 1, { userId: 'somebody' }))
  const names = async () => (await journal.list('r', 'u')).map((e) => e.change.sentence)
  expect(await names()).toEqual(['a1', 'a2', 'a10', 'b1'])
  await journal.put(entry('a', 2, 2, { refusal: 'no' }))
  expect((await journal.list('r', 'u'))[1]?.refusal).toBe('no')
  await journal.remove('r', 'a', 1)
  await journal.remove('r', 'nobody', 1)
  expect(await names()).toEqual(['a2', 'a10', 'b1'])
  expect(await journal.list('other', 'u')).toHaveLength(1)
})

test('survives being closed and opened again', async () => {
  const name = `j${Math.random()}`
  const first = await BrowserJournal.open(name)
  await first.put(entry('a', 1, 1))
  first.close()
  const second = await BrowserJournal.open(name)
  expect(await second.list('r', 'u')).toEqual([entry('a', 1, 1)])
})
