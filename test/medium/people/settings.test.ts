import { expect, test } from 'vitest'
import { testDatabase } from '#test/kit/database.ts'
import { person } from '#test/kit/people.ts'

await testDatabase()

test('a person’s settings are theirs alone, the same wherever they sign in, and can be taken away', async () => {
  const [ann, ben] = [await person('Ann'), await person('Ben')]
  const keys = { 'player.back': ['A'] }
  await ann.api.people.setSetting({ name: 'keys', value: keys })
  await ann.api.people.setSetting({ name: 'devices', value: { 'hid:0b33:0020': {} } })
  expect(await ann.api.people.settings()).toEqual({ keys, devices: { 'hid:0b33:0020': {} } })
  expect(await ben.api.people.settings()).toEqual({})
  await ann.api.people.setSetting({ name: 'keys', value: null })
  expect(await ann.api.people.settings()).toEqual({ devices: { 'hid:0b33:0020': {} } })
})

test('settings that are too large are refused plainly, and the old ones stay', async () => {
  const ann = await person('Anna')
  await ann.api.people.setSetting({ name: 'keys', value: { a: ['B'] } })
  const large = { a: ['x'.repeat(70_000)] }
  await expect(ann.api.people.setSetting({ name: 'keys', value: large })).rejects.toThrow(/larger than 64 KB/)
  expect(await ann.api.people.settings()).toEqual({ keys: { a: ['B'] } })
})
