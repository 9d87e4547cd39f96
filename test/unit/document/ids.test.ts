import { expect, test } from 'vitest'
import { IdTable } from '#media/core/document/id-table.ts'
import { formatUuid, isUuid, newId, parseUuid } from '#media/core/document/ids.ts'

const bytesOf = (ids: readonly string[]): Uint8Array => {
  const bytes = new Uint8Array(ids.length * 16)
  ids.forEach((id, i) => {
    parseUuid(id, bytes, i * 16)
  })
  return bytes
}

test('ids are UUIDv7, grow within a millisecond and when the clock is set back', () => {
  const now = 4_000_000_000_000
  const ids = [...Array.from({ length: 5000 }, () => newId(now)), newId(now - 60_000), newId(now + 50)]
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
  expect(Number.parseInt(ids[0]!.replaceAll('-', '').slice(0, 12), 16)).toBe(now)
})

test('an id goes into 16 bytes and comes out the same', () => {
  const id = newId()
  expect(formatUuid(bytesOf([id]), 0)).toBe(id)
  expect(isUuid(id)).toBe(true)
  expect(isUuid(id.toUpperCase())).toBe(false)
})

test('the table finds every id of every run, and no other', () => {
  const [a, b] = [Array.from({ length: 3000 }, () => newId()), Array.from({ length: 10 }, () => newId())]
  const odd = ['one', 'two', newId()]
  const table = new IdTable([
    { rows: a.length, uuids: bytesOf(a), texts: null },
    { rows: 0, uuids: new Uint8Array(0), texts: null },
    { rows: odd.length, uuids: null, texts: odd },
    { rows: b.length, uuids: bytesOf(b), texts: null },
  ])
  for (const [row, id] of [...a, ...odd, ...b].entries()) expect(table.find(id)).toBe(row)
  for (let i = 0; i < 1000; i++) expect(table.find(newId())).toBe(-1)
  expect(table.find('three')).toBe(-1)
  expect(new IdTable([]).find(newId())).toBe(-1)
})
