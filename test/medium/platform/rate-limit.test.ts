import { expect, test } from 'vitest'
import { db } from '#server/platform/db.ts'
import { countTry, forgetTries, inWords, refuseTooMany } from '#server/platform/rate-limit.ts'
import { testDatabase } from '#test/kit/database.ts'

await testDatabase()
const limit = { max: 3, windowSeconds: 60 }

test('lets through as many as allowed, then says how long to wait, then begins anew', async () => {
  const t0 = 1_700_000_000_000
  for (let i = 0; i < 3; i++) expect(await countTry('a', limit, t0 + i)).toBe(0)
  expect(await countTry('a', limit, t0 + 10_000)).toBe(50)
  expect(await countTry('a', limit, t0 + 59_999)).toBe(1)
  expect(await countTry('b', limit, t0)).toBe(0)
  expect(await countTry('a', limit, t0 + 60_000)).toBe(0)
})

test('counts each of many at once', async () => {
  const waits = await Promise.all(Array.from({ length: 20 }, () => countTry('burst', limit)))
  expect(waits.filter((wait) => wait === 0).length).toBe(3)
})

test('can be forgotten, refuses with a sentence and keeps no key in clear', async () => {
  for (let i = 0; i < 3; i++) await refuseTooMany('mail@example.org', limit, 'knock')
  await expect(refuseTooMany('mail@example.org', limit, 'knock')).rejects.toThrow(
    /^Too many tries to knock\. Wait (60|59) seconds, then try again\.$/,
  )
  expect(JSON.stringify(await db().rateLimit.findMany({ select: { key: true } }))).not.toContain('mail@')
  await forgetTries('mail@example.org')
  await refuseTooMany('mail@example.org', limit, 'knock')
})

test('words for waiting', () => {
  expect([1, 89, 91, 600, 5400, 86_400].map(inWords)).toEqual([
    '1 second',
    '89 seconds',
    '2 minutes',
    '10 minutes',
    '2 hours',
    '24 hours',
  ])
})
