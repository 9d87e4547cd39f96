/** One fuzz of replicas against the model of the server, from a seed alone: who takes part, how bad it gets. */
import { LETTERS } from './doc.ts'
import { ModelServer } from './document-server.ts'
import { brokenRules } from './invariants.ts'
import { STORM } from './network.ts'
import { seededRandom } from './random.ts'
import { below, everyPolicy } from './random-edits.ts'
import { type FuzzResult, fuzz, shorten } from './replicas.ts'
import { inVirtualTime } from './virtual-time.ts'

const NAMES = ['ann', 'ben', 'cem', 'dee', 'eva']

export interface ModelFuzzOptions {
  readonly without?: ReadonlySet<number>
  readonly trail?: (step: number, what: string) => void
  /** A server with a fault, to see that it is found. */
  readonly server?: typeof ModelServer
}

/** @throws Error that says what went wrong. */
export function fuzzModel(seed: number, steps: number, options: ModelFuzzOptions = {}): Promise<FuzzResult> {
  return inVirtualTime(async (wait) => {
    const random = seededRandom(seed)
    const server = new (options.server ?? ModelServer)(everyPolicy(), LETTERS)
    // Some of the time clients fall so far behind that they must load anew.
    server.mostBehind = random() < 0.5 ? 1000 : 15
    const slow = random() < 0.7
    server.flushMs = () => (slow ? below(random, 6) : 0)
    const result = await fuzz({
      ...options,
      host: server,
      labels: LETTERS,
      users: NAMES.slice(0, 2 + below(random, 4)),
      seed,
      steps,
      weather: STORM,
      wait,
      restartServer: () => server.kill(),
    })
    const broken = brokenRules(server.model.records())
    if (broken.length) throw new Error(`the rules do not hold: ${broken.join('; ')}`)
    return result
  })
}

/** The same with a failure that names the seed and the shortest way found to it. */
export async function fuzzOrExplain(
  seed: number,
  steps: number,
  server?: typeof ModelServer,
): Promise<FuzzResult> {
  const faulty = server ? { server } : {}
  try {
    return await fuzzModel(seed, steps, faulty)
  } catch (first) {
    const fails = (without: ReadonlySet<number>) =>
      fuzzModel(seed, steps, { ...faulty, without }).then(
        () => false,
        () => true,
      )
    const without = await shorten(steps, fails)
    const lines: string[] = []
    const last = await fuzzModel(seed, steps, {
      ...faulty,
      without,
      trail: (step, what) => lines.push(`${step}. ${what}`),
    }).catch((error: Error) => error)
    const said = last instanceof Error ? last.message : (first as Error).message
    throw new Error(`seed ${seed}, ${steps} steps: ${said}\nThe shortest way to it:\n${lines.join('\n')}`, {
      cause: first,
    })
  }
}
