/** Whether two changes that lie one on the other in a history are parts of one rating pass, to be undone as one. */
import type { Diff } from '../document/diff.ts'

interface Part {
  readonly diff: Diff
  readonly sentence: string
}

const SENTENCE = /^Wrote (.*) from (\S+) to (\S+)$/

/** Ids of the trace records a diff touches; null when it touches anything else. */
function tracesOf(diff: Diff): Set<string> | null {
  const ids = new Set<string>()
  for (const record of [...Object.values(diff.added), ...Object.values(diff.removed)]) {
    if (record.type !== 'trace') return null
    ids.add(record.id)
  }
  for (const [id, fields] of Object.entries(diff.updated)) {
    if (!Object.hasOwn(fields, 'values')) return null
    ids.add(id)
  }
  return ids.size ? ids : null
}

/** The later goes on in time where the earlier ended, in the same record. */
export function continuesPass(earlier: Part, later: Part): boolean {
  const a = SENTENCE.exec(earlier.sentence)
  const b = SENTENCE.exec(later.sentence)
  if (!a || !b || a[1] !== b[1] || a[3] !== b[2]) return false
  const before = tracesOf(earlier.diff)
  const after = tracesOf(later.diff)
  return before !== null && after !== null && [...after].some((id) => before.has(id))
}
