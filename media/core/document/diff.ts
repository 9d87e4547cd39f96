/**
 * One shape for every change: undo, sync, audit and tests all speak it.
 * Updates are field by field with both sides, so that a diff can be inverted, and so that undoing one's own change
 * leaves a colleague's change to another field alone. An annotation's attributes count as fields: `attributes.severity`.
 */
import { z } from 'zod'
import { type DocumentRecord, recordSchema } from './records.ts'

/** `[from, to]`; null stands for "not there" in `attributes.*`. */
export type FieldChange = readonly [unknown, unknown]

export interface Diff {
  readonly added: Readonly<Record<string, DocumentRecord>>
  readonly updated: Readonly<Record<string, Readonly<Record<string, FieldChange>>>>
  readonly removed: Readonly<Record<string, DocumentRecord>>
}

export const diffSchema: z.ZodType<Diff> = z.object({
  added: z.record(z.string(), recordSchema),
  updated: z.record(z.string(), z.record(z.string(), z.tuple([z.unknown(), z.unknown()]))),
  removed: z.record(z.string(), recordSchema),
})

export const EMPTY_DIFF: Diff = { added: {}, updated: {}, removed: {} }

export function isEmptyDiff(d: Diff): boolean {
  return !Object.keys(d.added).length && !Object.keys(d.updated).length && !Object.keys(d.removed).length
}
