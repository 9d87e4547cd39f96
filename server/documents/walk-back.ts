/**
 * The document on both sides of every revision, from the present backwards: the log is taken back change by change on top
 * of the document that is held. Nothing is copied but what the changes touch.
 */
import { unpatch } from '#media/core/document/apply.ts'
import type { Diff } from '#media/core/document/diff.ts'
import type { DocumentState } from '#media/core/document/model.ts'
import type { DocumentRecord } from '#media/core/document/records.ts'

type Lookup = (id: string) => DocumentRecord | undefined

export class WalkBack {
  private readonly present: DocumentState
  /** Records that are not as they are in the present; undefined for those that were not there. */
  private readonly different = new Map<string, DocumentRecord | undefined>()

  /** @param present stays as it is; it must not change while walking. */
  constructor(present: DocumentState) {
    this.present = present
  }

  /** A record where the walk stands now. */
  readonly get: Lookup = (id) => (this.different.has(id) ? this.different.get(id) : this.present.get(id))

  /** Takes one change back. @param look is shown the document before and after it. */
  step<T>(diff: Diff, look: (before: Lookup, after: Lookup) => T): T {
    const earlier = new Map<string, DocumentRecord | undefined>()
    for (const id of Object.keys(diff.added)) earlier.set(id, undefined)
    for (const [id, record] of Object.entries(diff.removed)) earlier.set(id, record)
    for (const [id, changes] of Object.entries(diff.updated)) {
      const record = this.get(id)
      // What was gone by then was not changed.
      if (record) earlier.set(id, unpatch(record, changes))
    }
    const before: Lookup = (id) => (earlier.has(id) ? earlier.get(id) : this.get(id))
    const result = look(before, this.get)
    for (const [id, record] of earlier) this.different.set(id, record)
    return result
  }

  /** All records where the walk stands. */
  *records(all: Iterable<DocumentRecord>): IterableIterator<DocumentRecord> {
    for (const record of all) if (!this.different.has(record.id)) yield record
    for (const record of this.different.values()) if (record) yield record
  }
}
