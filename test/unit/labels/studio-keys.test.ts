/** What the schema editor says of the studio's keys is what the studio's commands have. */
import { expect, test } from 'vitest'
import { TEXTS } from '#app/_text/texts.ts'
import { STUDIO_KEYS, studioUse } from '#app/(library)/(inside)/p/[projectId]/labels/studio-keys.ts'
import { TestStudio } from '#test/kit/test-studio.ts'

test('every key of the editing and timeline commands that a label could have is known', async () => {
  const studio = await TestStudio.open({ tracks: [{ name: 'Phase', text: '....' }] })
  const own = studio.keys.list().filter((bound) => bound.command.group !== 'Labels')
  const missing = own.flatMap(({ command, keys }) =>
    keys
      .filter((key) => /^((Shift|Alt)\+)?.$/.test(key) && !STUDIO_KEYS[key])
      .map((key) => [key, command.title]),
  )
  expect(missing).toEqual([])
})

test('a label with a key of the studio answers to another form of it, or to none', () => {
  expect(studioUse('n', TEXTS.en)).toEqual({ command: 'Snapping on or off', chord: 'Shift+N' })
  expect(studioUse('n', TEXTS.de)?.command).toBe(TEXTS.de.timeline.commands.snap)
  expect(studioUse('m', TEXTS.en)).toEqual({ command: 'Merge with the next, or merge selected', chord: null })
  expect(studioUse('q', TEXTS.en)).toBeNull()
  expect(studioUse(null, TEXTS.en)).toBeNull()
})
