/** Replicas under bad networks against the model of the server. Seeds that once failed stay; one is fresh every run. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DocumentModel } from '#media/core/document/model.ts'
import { LETTERS } from '#test/kit/doc.ts'
import { ModelServer } from '#test/kit/document-server.ts'
import { brokenRules } from '#test/kit/invariants.ts'
import { seededRandom } from '#test/kit/random.ts'
import { everyPolicy } from '#test/kit/random-edits.ts'
import { fuzz } from '#test/kit/replicas.ts'

const SEEDS = [101, 102, 103, 104, 105, 106, 107, 108, 109, 110, Date.now() % 1_000_000]

const EDITS = 200

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test.each(SEEDS)('all converge and nothing acknowledged is missing, seed %i', async (seed) => {
  const random = seededRandom(seed)
  const server = new ModelServer(everyPolicy(), LETTERS)
  // Some of the time clients fall so far behind that they must load anew.
  server.mostBehind = seed % 2 ? 1000 : 15
  const result = await fuzz({
    host: server,
    labels: LETTERS,
    users: ['ann', 'ben', 'cem', 'dee'],
    random,
    edits: EDITS,
    weather: { loseRequest: 0.15, loseAnswer: 0.15, loseNews: 0.15 },
    wait: (ms) => vi.advanceTimersByTimeAsync(ms).then(() => {}),
  })
  expect(brokenRules(server.model.records())).toEqual([])
  const replayed = new DocumentModel(everyPolicy())
  for (const revision of server.log) replayed.apply(revision.diff)
  expect(replayed.annotationCount).toBe(server.model.annotationCount)
  expect(result.accepted).toBeGreaterThan(EDITS / 2)
  expect(result.changes).toBe(EDITS)
})
