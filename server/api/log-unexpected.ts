/** Writes what nobody foresaw to the log, under the reference that the person was given. */
import { log } from '../platform/log.ts'
import { whatToTell } from './errors.ts'

export function logUnexpected(error: unknown, where: string): void {
  const { reference } = whatToTell(error)
  if (!reference) return
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  log().error({ err: cause, reference, where }, 'a request failed unexpectedly')
}
