/** What a job says it does, in the reader's language; where there is no word for it, as it is stored. Pure. */
import type { Text } from '#app/_text/text.ts'

export function stepWords(step: string, { steps, versionsStep }: Text['recordings']): string {
  const versions = /^Making (\d+) versions for playing$/.exec(step)
  if (versions) return versionsStep(Number(versions[1]))
  return (steps as Readonly<Record<string, string>>)[step] ?? step
}
