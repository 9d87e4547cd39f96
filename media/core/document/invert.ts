import type { Diff, FieldChange } from './diff.ts'

/** The diff that takes `diff` back. */
export function invert(diff: Diff): Diff {
  const updated: Record<string, Record<string, FieldChange>> = {}
  for (const [id, changes] of Object.entries(diff.updated)) {
    const back: Record<string, FieldChange> = {}
    for (const [field, [from, to]] of Object.entries(changes)) back[field] = [to, from]
    updated[id] = back
  }
  return { added: diff.removed, updated, removed: diff.added }
}
