/** Whose values a change replaces that its author had not seen: they are told, and can take theirs back. */
import type { Overwrote } from '#media/core/document/reconcile.ts'
import type { Db } from '../platform/db.ts'
import type { OverwroteEntry } from './revisions.ts'

/** Beyond this it is no two people on one edge, but a bulk change over another. */
const MOST = 40

export async function overwritten(
  tx: Db,
  recordingId: string,
  userId: string | null,
  fields: readonly Overwrote[],
): Promise<OverwroteEntry[]> {
  const found: OverwroteEntry[] = []
  for (const { id, field } of fields.slice(0, MOST)) {
    const [last] = await tx.$queryRaw<{ authorId: string | null }[]>`
      SELECT "authorId" FROM "revision"
      WHERE "recordingId" = ${recordingId}
        AND ("diff" -> 'updated' -> ${id} ? ${field} OR "diff" -> 'added' ? ${id})
      ORDER BY "number" DESC LIMIT 1`
    const by = last?.authorId ?? null
    if (by !== null && by !== userId) found.push({ id, field, by })
  }
  return found
}
