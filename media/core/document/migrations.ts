/**
 * Documents of older versions. Each step takes the records of one version to the next; a snapshot of version v is
 * brought up by all steps from v on. A newer version than ours is a `TooNewError`, never a guess.
 */
import { DOCUMENT_VERSION } from './records.ts'

/** Records before they are known to be of this version. */
export type LooseRecord = Readonly<Record<string, unknown>>
export type Migration = (records: LooseRecord[]) => LooseRecord[]

/** Step i takes version i + 1 to version i + 2. */
export const MIGRATIONS: readonly Migration[] = [
  // Version 2 brought comments, bookmarks and traces, and fields of tracks that the record's schema has defaults for.
  (records) => records,
  // Version 3 brought speakers, entities and relations, and what is said in annotations; the same.
  (records) => records,
]

export class TooNewError extends Error {
  constructor(found: number, known: number = DOCUMENT_VERSION) {
    super(
      `This document was written by a newer version of Scrubline (format ${found}; this one knows up to ${known}). Update, then open it again.`,
    )
    this.name = 'TooNewError'
  }
}

/** @throws TooNewError, or RangeError when it is no version at all. */
export function migrate(
  records: LooseRecord[],
  version: number,
  steps: readonly Migration[] = MIGRATIONS,
): LooseRecord[] {
  const current = steps.length + 1
  if (!Number.isInteger(version) || version < 1) throw new RangeError(`${version} is not a document version`)
  if (version > current) throw new TooNewError(version, current)
  return steps.slice(version - 1).reduce((now, step) => step(now), records)
}
