import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { whatToTell } from '#server/api/errors.ts'
import { appRouter } from '#server/api/root.ts'
import { closeBoss } from '#server/jobs/boss.ts'
import { reaches } from '#server/people/index.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { testDatabase } from '#test/kit/database.ts'
import { apiAs } from '#test/kit/people.ts'
import { EXPECTED, type Expectation } from './expectations.ts'
import { type Asker, type Cast, makeCast, makeWorld, ROLE_NAMES, type World } from './world.ts'

await testDatabase()
afterAll(async () => {
  await closeBoss()
  await closeBus()
})

const ASKERS: Asker[] = ['stranger', 'foreigner', 'admin', ...ROLE_NAMES]
const PROCEDURES = Object.keys(appRouter._def.procedures).sort()

let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

test('every procedure has a row in the table, and every row a procedure', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual(PROCEDURES)
})

describe.each(PROCEDURES)('%s', (path) => {
  test.each(ASKERS)('as %s', async (asker) => {
    const expectation = EXPECTED[path]
    if (!expectation) throw new Error(`${path} has no row in expectations.ts`)
    const world = await makeWorld(cast)
    const outcome = await call(path, asker, expectation, world)
    const expected = expectedOutcome(expectation, asker)
    if (expected === 'granted') expect([expectation.otherwise ?? 'done', 'done']).toContain(outcome)
    else expect(outcome).toBe(expected)
  })
})

function expectedOutcome({ who }: Expectation, asker: Asker): string {
  if (who === 'anybody') return 'granted'
  if (asker === 'stranger') return 'not-signed-in'
  if (who === 'signed-in') return 'granted'
  if (who === 'admin') return asker === 'admin' ? 'granted' : 'not-allowed'
  if (asker === 'foreigner' || asker === 'admin') return 'not-found'
  return reaches(asker, who) ? 'granted' : 'not-allowed'
}

/** "done", or the code of the refusal. */
async function call(path: string, asker: Asker, expectation: Expectation, world: World): Promise<string> {
  const input = await expectation.input?.(world, asker)
  const abort = new AbortController()
  const who = asker === 'stranger' ? null : cast[asker]
  const api = apiAs(who?.actor ?? null, who?.cookie, abort.signal)
  const procedure = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], api)
  try {
    const result = await (procedure as (input: unknown) => Promise<unknown>)(input)
    // A stream that is refused says so at once; one that is granted may have nothing to say.
    if (isStream(result)) await Promise.race([result[Symbol.asyncIterator]().next(), sleep(300)])
    return 'done'
  } catch (error) {
    const told = whatToTell(error)
    if (told.code === 'internal') throw error
    return told.code
  } finally {
    abort.abort()
  }
}

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value
