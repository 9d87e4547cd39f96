/**
 * Columns of recordings that were searched, held while the recording's revision is the one they were read at. Together
 * they stay below a limit; what was searched longest ago goes first. A recording that has changed is read again, which
 * takes a tenth of a second for 100,000 annotations.
 */
import type { SearchColumns } from '#media/core/search/columns.ts'
import { type ReadColumns, readColumns } from './read-columns.ts'

/** About three million rows. */
const MOST_BYTES = 256 * 2 ** 20

/** On globalThis because Next bundles its own copy of this module. */
const holder = globalThis as { scrublineSearchColumns?: Map<string, ReadColumns> }
holder.scrublineSearchColumns ??= new Map()
const held = holder.scrublineSearchColumns
/** Readings under way, so that two questions at once read once. */
const reading = new Map<string, Promise<ReadColumns | null>>()

/** @param revision the recording's last one; columns of this or a later revision are given. Null when it is gone. */
export async function columnsAt(recordingId: string, revision: number): Promise<SearchColumns | null> {
  const known = held.get(recordingId)
  if (known && known.revision >= revision) {
    held.delete(recordingId)
    held.set(recordingId, known)
    return known.columns
  }
  const key = `${recordingId} ${revision}`
  let read = reading.get(key)
  if (!read) {
    read = readColumns(recordingId).finally(() => reading.delete(key))
    reading.set(key, read)
  }
  const fresh = await read
  if (!fresh) {
    held.delete(recordingId)
    return null
  }
  held.delete(recordingId)
  held.set(recordingId, fresh)
  let bytes = 0
  for (const one of held.values()) bytes += one.bytes
  for (const [id, one] of held) {
    if (bytes <= MOST_BYTES) break
    bytes -= one.bytes
    held.delete(id)
  }
  return fresh.columns
}
