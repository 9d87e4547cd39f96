/** Words of the first step: progress goes to stderr, a refusal is one sentence and a non-zero exit. */

/** @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`)
}

/** Thrown for whatever a person can do something about; its message is the sentence they see. */
export class Refusal extends Error {}

/**
 * Runs the step and turns a Refusal into its sentence and exit code 1.
 * @param {() => Promise<void>} step
 */
export async function orRefuse(step) {
  try {
    await step()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    say(error.message)
    process.exit(1)
  }
}
