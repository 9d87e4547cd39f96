/** Writes what nobody foresaw to the log, under the reference that the person was given. */
import { whatToTell } from './errors.ts'

export function logUnexpected(error: unknown, where: string): void {
  const { reference } = whatToTell(error)
  if (!reference) return
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  console.error(`[${reference}] ${where}:`, cause)
}
