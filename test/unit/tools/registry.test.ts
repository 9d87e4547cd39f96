import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ACTIONS, TOOLS } from '#app/_studio/tools/index.ts'
import { ROW_VIEWS, TRACK_VIEWS } from '#app/_studio/tracks/index.ts'
import { TRACK_KINDS } from '#media/core/document/records.ts'

const root = join(import.meta.dirname, '../../..')
const folders = (path: string) =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()

test('every folder of a tool is in the list, and nothing else is', () => {
  expect([...TOOLS.map((tool) => tool.id), ...Object.keys(ACTIONS)].sort()).toEqual(
    folders('app/_studio/tools'),
  )
})

test('every folder of a row view is in the list, and every kind of track has one', () => {
  expect(Object.keys(ROW_VIEWS).sort()).toEqual(folders('app/_studio/tracks'))
  expect(Object.keys(TRACK_VIEWS).sort()).toEqual([...TRACK_KINDS].sort())
})
