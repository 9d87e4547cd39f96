/** Replicas under bad networks against the model of the server. Seeds that once failed stay; some are fresh every run. */
import { expect, test } from 'vitest'
import { ModelServer } from '#test/kit/document-server.ts'
import { fuzzOrExplain } from '#test/kit/fuzz-model.ts'

const STEPS = 400
const FRESH = Date.now() % 1_000_000
/** 25 × 400 steps: ten thousand. */
const SEEDS = [...Array.from({ length: 20 }, (_, i) => 101 + i), ...[0, 1, 2, 3, 4].map((i) => FRESH + i)]

test.each(SEEDS)('all converge and nothing acknowledged is missing, seed %i', async (seed) => {
  const result = await fuzzOrExplain(seed, STEPS)
  expect(result.changes).toBeGreaterThan(STEPS / 4)
  expect(result.accepted).toBeGreaterThan(STEPS / 10)
  expect(result.takenBack).toBeGreaterThan(0)
})

/** The first failure among some seeds; the check must be able to fail. */
async function failureOf(server: typeof ModelServer): Promise<string> {
  for (let seed = 1; seed <= 10; seed++) {
    const said = await fuzzOrExplain(seed, 60, server).then(
      () => null,
      (error: Error) => error.message,
    )
    if (said) return said
  }
  return 'nothing was found'
}

test('finds a server that carries a repeated change out again, and tells the shortest way to it', async () => {
  class Repeating extends ModelServer {
    protected override known(): undefined {
      return undefined
    }
  }
  const said = await failureOf(Repeating)
  expect(said).toMatch(
    /^seed \d+, 60 steps: .*(a second time|neither saved|saved and set aside|came to rest)/s,
  )
  const trail = said.split('The shortest way to it:\n')[1]!.split('\n')
  expect(trail.length).toBeLessThan(20)
})

test('finds a server that acknowledges before it has written', async () => {
  class Forgetful extends ModelServer {
    override kill(): void {
      this.disk.pop()
      super.kill()
    }
  }
  expect(await failureOf(Forgetful)).toMatch(/acknowledged as revision|came to rest|holds something else/)
})
