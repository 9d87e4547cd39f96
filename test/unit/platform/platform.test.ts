import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { holdDataFolder, holderOf } from '#server/platform/data-folder.ts'
import { inWords, requireFreeSpace } from '#server/platform/disk.ts'
import { rotatingFile } from '#server/platform/log.ts'
import { pendingMigrations } from '#server/platform/migrate.ts'

let dir: string
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'scrubline-unit-'))
})
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }))

test('a log turns over by size and keeps the newest files', () => {
  const file = path.join(dir, 'logs/web.log')
  const log = rotatingFile(file, 100, 2)
  for (let n = 0; n < 30; n++) log.write(`line ${String(n).padStart(4, '0')} ..............\n`)
  expect(fs.readdirSync(path.dirname(file)).sort()).toEqual(['web.log', 'web.log.1', 'web.log.2'])
  const whole = ['web.log.2', 'web.log.1', 'web.log']
    .map((name) => fs.readFileSync(path.join(dir, 'logs', name), 'utf8'))
    .join('')
  expect(whole.trim().split('\n').at(-1)).toMatch(/^line 0029/)
  const numbers = whole
    .trim()
    .split('\n')
    .map((line) => Number(line.slice(5, 9)))
  expect(numbers).toEqual(numbers.map((_, at) => (numbers[0] as number) + at))
})

test('a data folder is held by one process; what a dead one left is taken over', () => {
  const held = holdDataFolder(path.join(dir, 'data'), 'Scrubline')
  expect(() => holdDataFolder(held.dir, 'scrubline backup')).toThrow(/is in use by Scrubline/)
  expect(holderOf(held.dir)?.pid).toBe(process.pid)
  held.release()
  expect(holderOf(held.dir)).toBeNull()
  fs.writeFileSync(
    path.join(held.dir, 'in-use.json'),
    JSON.stringify({ pid: 2 ** 22 + 1, began: null, purpose: 'x' }),
  )
  holdDataFolder(held.dir, 'Scrubline').release()
  // A later process with the same number is not the holder.
  fs.writeFileSync(
    path.join(held.dir, 'in-use.json'),
    JSON.stringify({ pid: process.pid, began: '1', purpose: 'x' }),
  )
  holdDataFolder(held.dir, 'Scrubline').release()
})

test('a half-written lock of a crash does not lock the folder for ever', () => {
  const held = holdDataFolder(path.join(dir, 'data'), 'Scrubline')
  held.release()
  fs.writeFileSync(path.join(held.dir, 'in-use.json'), '{"pid":')
  holdDataFolder(held.dir, 'Scrubline').release()
})

test('sizes are said as people say them', () => {
  expect([0, 999, 1_000, 1_540_000, 12_000_000_000].map(inWords)).toEqual([
    '0 bytes',
    '999 bytes',
    '1.0 kB',
    '1.5 MB',
    '12 GB',
  ])
})

test('free space is asked of the disk that holds the folder', () => {
  requireFreeSpace(dir, 1)
  expect(() => requireFreeSpace(dir, 1e18)).toThrow(/is full: .* and 1000 PB are needed/)
})

test('migrations: what is left, and what cannot go on', () => {
  const known = ['a', 'b', 'c'].map((name) => ({ name, sql: '', checksum: `sum-${name}` }))
  const row = (name: string, finished = true) => ({ name, checksum: `sum-${name}`, finished })
  expect(pendingMigrations(known, [row('a')]).map((one) => one.name)).toEqual(['b', 'c'])
  expect(() => pendingMigrations(known, [row('a', false)])).toThrow(/in the middle of its update "a"/)
  expect(() => pendingMigrations(known, [row('a'), row('d')])).toThrow(/newer version of Scrubline .*"d"/)
  expect(() => pendingMigrations(known, [{ ...row('a'), checksum: 'x' }])).toThrow(/"a" differs from the one/)
})
