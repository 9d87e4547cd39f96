/**
 * npm run fuzz -- [--seed N] [--steps M]
 *
 * The fuzz of replicas, longer than the suite's: runs of 500 steps from seed N on (the time when left out) until M steps
 * are done (100,000). The first failure ends it with the seed and the shortest way to it; `--seed` of that number shows
 * it again.
 */
import { parseArgs } from 'node:util'
import { fuzzOrExplain } from './kit/fuzz-model.ts'

const EACH = 500

const { values } = parseArgs({
  options: { seed: { type: 'string' }, steps: { type: 'string' } },
})
const number = (name: 'seed' | 'steps', otherwise: number): number => {
  const n = Number(values[name] ?? otherwise)
  if (!Number.isSafeInteger(n) || n < 0) {
    console.error(`--${name} is a whole number, not "${values[name]}".`)
    process.exit(2)
  }
  return n
}
const first = number('seed', Date.now() % 1_000_000)
const steps = number('steps', 100_000)

console.log(`seed ${first}, ${steps} steps`)
const sum = { changes: 0, takenBack: 0, accepted: 0, refused: 0, overruled: 0 }
let told = performance.now()
for (let done = 0, seed = first; done < steps; done += EACH, seed++) {
  try {
    const result = await fuzzOrExplain(seed, Math.min(EACH, steps - done))
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += result[key]
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    console.error(
      `\nnpm run fuzz -- --seed ${seed} --steps ${Math.min(EACH, steps - done)}   shows it again.`,
    )
    process.exit(1)
  }
  if (performance.now() - told < 5000) continue
  told = performance.now()
  console.log(`${done + EACH} steps, seed ${seed}: ${sum.changes} changes`)
}
console.log(
  `All replicas converged. ${sum.changes} changes, ${sum.takenBack} of them undone or redone: ${sum.accepted} revisions, ${sum.refused} refused and kept, ${sum.overruled} in part overruled.`,
)
